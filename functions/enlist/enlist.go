// Package enlist takes assessments from their queue: it puts a strand on its
// team's worklist and keeps the task token by which the workflow is resumed.
package enlist

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/panics"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
)

// Config is what the function is told.
type Config struct {
	Table string `env:"TABLE"`
}

// New makes the function.
func New(_ context.Context, h host.Host, c Config) (lambda.Handler, error) {
	e := enlist{store: casestore.New(casestore.Options{Config: h.AWS, Table: c.Table, Now: h.Now, Rules: h.Rules}), log: h.Log}
	return lambda.NewHandler(e.handle), nil
}

type enlist struct {
	store *casestore.Store
	log   *slog.Logger
}

// handle works through a batch and reports each message that failed.
func (e enlist) handle(ctx context.Context, event events.SQSEvent) (events.SQSEventResponse, error) {
	response := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
	for _, m := range event.Records {
		if err := panics.Try(func() error { return e.one(ctx, m.Body) }); err != nil {
			panics.Log(e.log, "could not put a strand on its worklist", err, "message", m.MessageId)
			response.BatchItemFailures = append(response.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: m.MessageId})
		}
	}
	return response, nil
}

// one stores a token only if it is newer and of the current run, and puts the
// strand on the list only if it comes straight from triage. A strand that was
// claimed, decided or withdrawn meanwhile gets the token and nothing else;
// whatever it owes is then done with it.
func (e enlist) one(ctx context.Context, body string) error {
	var in message.Assessment
	if err := json.Unmarshal([]byte(body), &in); err != nil {
		return fmt.Errorf("read an assessment message: %w", err)
	}
	token := casestore.Token{Reference: in.Reference, Kind: in.Kind, Value: in.Token, Run: in.Run, Entered: in.Entered.UTC(), Retry: in.Retry}
	isNew, err := e.store.TokenIsNew(ctx, token)
	if err != nil {
		return err
	}
	if !isNew {
		return nil
	}
	listed := false
	strand, err := e.store.UpdateStrand(ctx, casestore.StrandRevision{
		Reference: in.Reference, Kind: in.Kind, Run: in.Run, By: referral.System("enlist"), Token: &token,
	}, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		if listed = s.State == referral.Triaged; !listed {
			return nil, nil
		}
		return referral.AddToWorklist{}, nil
	})
	if errors.Is(err, casestore.ErrOtherRun) || casestore.IsNotFound(err) {
		e.log.Info("an assessment message changed nothing", "reference", in.Reference, "strand", in.Kind, "run", in.Run, "because", err.Error())
		return nil
	}
	if err != nil || listed || strand.State.Final() {
		return err
	}
	return e.store.KeepToken(ctx, token)
}
