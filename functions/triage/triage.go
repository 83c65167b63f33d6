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
	"assistive-referrals/internal/workingtime"
)

// New makes the function.
func New(_ context.Context, h host.Host) (lambda.Handler, error) {
	settings, err := h.Require(host.Table)
	if err != nil {
		return nil, err
	}
	t := triage{store: casestore.New(casestore.Options{Config: h.Config, Table: settings[0], Now: h.Now}), calendar: workingtime.England()}
	return lambda.NewHandler(t.handle), nil
}

type triage struct {
	store    *casestore.Store
	calendar *workingtime.Calendar
}

// handle changes a strand only if it was just received and this run counts. In
// every other case it says where the strand is and changes nothing.
func (t triage) handle(ctx context.Context, in message.Strand) (message.Step, error) {
	sent, err := t.store.Referral(ctx, in.Reference)
	if err != nil {
		return message.Step{}, fmt.Errorf("triage %s: %w", in.Execution(), err)
	}
	done := "left as it was"
	strand, err := t.store.Update(ctx, casestore.Revision{
		Reference: in.Reference, Kind: in.Kind, Run: in.Run, By: referral.System("triage"),
	}, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		if s.State != referral.Received {
			return nil, nil
		}
		change := referral.TriageOrOrder(sent, in.Kind, t.calendar)
		done = change.Name()
		return change, nil
	})
	if errors.Is(err, casestore.ErrOtherRun) {
		return message.Step{Done: "nothing: another run counts now"}, nil
	}
	if err != nil {
		return message.Step{}, fmt.Errorf("triage %s: %w", in.Execution(), err)
	}
	return message.Step{State: strand.State, Done: done}, nil
}
