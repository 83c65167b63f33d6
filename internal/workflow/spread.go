package workflow

import (
	"context"
	"errors"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// spread tells the person's other cases of a death that was recorded, or that it
// was recorded in error. Each is a transaction of its own, which holds only while
// the record stands that it tells of, and changes nothing that was told before.
func (w *Workflow) spread(ctx context.Context, owed casestore.OutboxEntry, repairing bool) error {
	if repairing {
		if err := w.store.RecordAttempt(ctx, owed, string(owed.Effect)+": not every case has heard"); err != nil {
			return err
		}
		w.log.Warn("an effect is overdue", "reference", owed.Reference, "effect", owed.Effect, "attempt", owed.Attempts+1)
	}
	c, _, err := w.store.Case(ctx, owed.Reference)
	if err != nil {
		return err
	}
	if c.Deaths != owed.Run {
		return w.store.Complete(ctx, owed)
	}
	current, err := w.store.Current(ctx, owed.Reference)
	if err != nil {
		return err
	}
	var failed error
	busy := false
	for n, other := range append(owed.Same[:len(owed.Same):len(owed.Same)], owed.Maybe...) {
		switch err := w.hear(ctx, other, c, current.Facts.Person, n < len(owed.Same)); {
		case errors.Is(err, casestore.ErrBusy):
			busy = true // that case still stops what was there; the sweep comes back
		case err != nil:
			failed = errors.Join(failed, err)
		}
	}
	if failed != nil || busy {
		return failed
	}
	return w.store.Complete(ctx, owed)
}

// hear makes another case hear of what was recorded on c. Only where a number and
// the date of birth agree is it surely the same person; elsewhere somebody must look.
func (w *Workflow) hear(ctx context.Context, other referral.Reference, c referral.Case, person referral.Person, number bool) error {
	about, err := w.store.Current(ctx, other)
	if err != nil {
		return err
	}
	sure := number && about.Facts.Person.DateOfBirth == person.DateOfBirth
	_, _, err = w.store.UpdateCase(ctx, casestore.CaseRevision{
		Reference: other, By: referral.System("relay"), Precondition: &casestore.Precondition{Reference: c.Reference, Deaths: c.Deaths},
	}, func(o referral.Case, strands []referral.Strand) (referral.CaseChange, error) {
		return w.rules.DeathNotice(o, strands, c, sure, w.store.Now()), nil
	})
	if errors.Is(err, referral.ErrRefused) && !errors.Is(err, casestore.ErrBusy) || errors.Is(err, casestore.ErrStaleCase) {
		return nil
	}
	return err
}
