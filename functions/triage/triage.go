// Package triage is the workflow's first step: it gives a strand its priority,
// team and targets, with the reasons. It tells the workflow where the strand is,
// by which the workflow goes on.
package triage

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-lambda-go/lambda"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
)

// Config is what the function is told.
type Config struct {
	Table string `env:"TABLE"`
}

// New makes the function.
func New(_ context.Context, h host.Host, c Config) (lambda.Handler, error) {
	t := triage{store: casestore.New(casestore.Options{Config: h.AWS, Table: c.Table, Now: h.Now, Rules: h.Rules}), rules: h.Rules}
	return lambda.NewHandler(t.handle), nil
}

type triage struct {
	store *casestore.Store
	rules referral.Rules
}

// handle changes a strand only if it was just received and this run counts. In
// every other case it says where the strand is and changes nothing. It triages by
// the answers as they are now: some may have come after sending, also while this
// strand was not triaged yet.
func (t triage) handle(ctx context.Context, in message.Strand) (message.Step, error) {
	current, err := t.store.Referral(ctx, in.Reference)
	if err != nil {
		return message.Step{}, fmt.Errorf("triage %s: %w", in.Execution(), err)
	}
	known := 1 // events that are in it: the first is the sending
	for range attempts {
		step, err := t.once(ctx, in, current, known)
		if !errors.Is(err, errMoved) {
			return step, err
		}
		events, err := t.store.History(ctx, in.Reference)
		if err != nil {
			return message.Step{}, fmt.Errorf("triage %s: %w", in.Execution(), err)
		}
		current, known = referral.Current(current, events), len(events)
	}
	return message.Step{}, fmt.Errorf("triage %s: the case moved %d times", in.Execution(), attempts)
}

const attempts = 4

// errMoved says that the case has events that were not read.
var errMoved = errors.New("the case has moved")

func (t triage) once(ctx context.Context, in message.Strand, current referral.Referral, known int) (message.Step, error) {
	done := "left as it was"
	strand, err := t.store.UpdateStrand(ctx, casestore.StrandRevision{
		Reference: in.Reference, Kind: in.Kind, Run: in.Run, By: referral.System("triage"),
	}, func(c referral.Case, s referral.Strand) (referral.Change, error) {
		if s.State != referral.Received {
			return nil, nil
		}
		if c.Version != known {
			return nil, errMoved
		}
		change := t.rules.TriageOrOrder(current, s)
		done = change.Name()
		return change, nil
	})
	switch {
	case errors.Is(err, casestore.ErrOtherRun):
		return message.Step{Done: "nothing: another run counts now"}, nil
	case errors.Is(err, errMoved):
		return message.Step{}, err
	case err != nil:
		return message.Step{}, fmt.Errorf("triage %s: %w", in.Execution(), err)
	}
	return message.Step{State: strand.State, Done: done}, nil
}
