// Package arrange is the workflow's step after every decision: it hands on what
// was granted, or closes the strand with its reason. No outcome ends without it.
package arrange

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
	a := arrange{store: casestore.New(casestore.Options{Config: h.AWS, Table: c.Table, Now: h.Now, Rules: h.Rules})}
	return lambda.NewHandler(a.handle), nil
}

type arrange struct{ store *casestore.Store }

// handle changes a strand only if a decision waits and this run counts.
func (a arrange) handle(ctx context.Context, in message.Strand) (message.Step, error) {
	done := "left as it was"
	strand, err := a.store.UpdateStrand(ctx, casestore.StrandRevision{
		Reference: in.Reference, Kind: in.Kind, Run: in.Run, By: referral.System("arrange"),
	}, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		if s.State != referral.Decided {
			return nil, nil
		}
		done = referral.Arrange{}.Name()
		return referral.Arrange{}, nil
	})
	if errors.Is(err, casestore.ErrOtherRun) {
		return message.Step{Done: "nothing: another run counts now"}, nil
	}
	if err != nil {
		return message.Step{}, fmt.Errorf("arrange %s: %w", in.Execution(), err)
	}
	return message.Step{State: strand.State, Done: done}, nil
}
