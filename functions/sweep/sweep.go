// Package sweep runs on a schedule and looks at what fell due: effects that are
// still owed, notifications that may be lost, strands whose own date has come, and
// drafts that will go. It repairs what is missing, makes the change that a date asks
// for, and closes the days that are over.
package sweep

import (
	"context"
	"errors"

	"github.com/aws/aws-lambda-go/lambda"

	"assistive-referrals/internal/attachment/bucket"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/panics"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow"
)

// Config is what the function is told.
type Config struct {
	Table         string `env:"TABLE"`
	Machine       string `env:"MACHINE"`
	Notifications string `env:"NOTIFICATIONS_QUEUE"`
	Attachments   string `env:"ATTACHMENTS"`
}

// New makes the function.
func New(_ context.Context, h host.Host, c Config) (lambda.Handler, error) {
	store := casestore.New(casestore.Options{Config: h.AWS, Table: c.Table, Now: h.Now, Rules: h.Rules})
	line := workflow.New(workflow.Options{Config: h.AWS, Store: store, Rules: h.Rules, Machine: c.Machine, Notifications: c.Notifications, Log: h.Log})
	s := &sweep{Host: h, store: store, line: line, files: bucket.New(h.AWS, c.Attachments)}
	return lambda.NewHandler(s.handle), nil
}

type sweep struct {
	host.Host
	store *casestore.Store
	line  *workflow.Workflow
	files *bucket.Bucket
	// closed is up to when this instance knows that the days are closed.
	closed referral.Date
}

// Swept says what one run of the sweep did.
type Swept struct {
	Looked int `json:"looked"`
	Failed int `json:"failed"`
}

// handle looks at everything that is due. One thing that fails does not keep the
// others waiting; it stays due, and the run is reported as failed at its end.
func (s *sweep) handle(ctx context.Context) (Swept, error) {
	var swept Swept
	var failures []error
	for part := range casestore.DuePartitions {
		err := s.store.Due(ctx, part, func(due casestore.Due) error {
			swept.Looked++
			if err := panics.Try(func() error { return s.one(ctx, due) }); err != nil {
				swept.Failed++
				failures = append(failures, err)
				panics.Log(s.Log, "could not repair what is overdue", err)
			}
			return ctx.Err()
		})
		if err != nil {
			failures = append(failures, err)
		}
	}
	if last := s.store.LastDay(); last != s.closed {
		if err := s.store.CloseDays(ctx); err != nil {
			return swept, errors.Join(append(failures, err)...)
		}
		s.closed = last
	}
	return swept, errors.Join(failures...)
}

func (s *sweep) one(ctx context.Context, due casestore.Due) error {
	if due.Owed != nil {
		return s.line.Reconcile(ctx, *due.Owed)
	}
	if due.Attachment != nil {
		return s.attachment(ctx, *due.Attachment)
	}
	if due.Strand != nil {
		return s.wake(ctx, *due.Strand)
	}
	if due.Draft != nil {
		return s.store.OweDraftNotice(ctx, *due.Draft)
	}
	n, err := s.store.Notification(ctx, due.Notification.Key())
	if err != nil || !n.Sent.IsZero() || n.Attempts != due.Notification.Attempts {
		return err
	}
	if err := s.store.PostponeNotification(ctx, n); err != nil {
		return err
	}
	return s.line.Queue(ctx, n.Key())
}

// wake makes the change that a strand's own date asks for. What the index said may
// be old: the strand as it is now decides, and whoever changed it meanwhile was
// first.
func (s *sweep) wake(ctx context.Context, due casestore.Entry) error {
	_, err := s.store.UpdateStrand(ctx, casestore.StrandRevision{Reference: due.Reference, Kind: due.Kind, By: referral.System("sweep")},
		func(_ referral.Case, strand referral.Strand) (referral.Change, error) {
			return s.Rules.DueChange(strand, s.Now()), nil
		})
	return err
}
