package casestore

import (
	"context"
	"errors"
	"slices"

	"assistive-referrals/internal/referral"
)

// ErrStaleCase says that somebody else changed a case since the page that shows it.
var ErrStaleCase = errors.New("the case was changed by someone else")

// CaseRevision says which case is to be changed as a whole, by whom, and what must
// still hold.
type CaseRevision struct {
	Reference referral.Reference
	// Version is the case's version that the page showed. Zero applies the change to
	// the case as it is.
	Version int
	By      referral.Actor
	Request string // identifier of the form; recognised when it is sent again
	// Secrets are kept in the same transaction; the change names them.
	Secrets []Secret
	// Same and Maybe are other cases that must hear of what is recorded of the person:
	// see OutboxEntry.
	Same, Maybe []referral.Reference
	// Precondition is what must still hold of the case that this one hears of; nil otherwise.
	Precondition *Precondition
}

// Precondition is that a case's record of a death is still the one that was read.
type Precondition struct {
	Reference referral.Reference
	Deaths    int
}

// UpdateCase changes a case as a whole: it loads the case and its strands, lets
// decide say which change to make, and writes the case, every strand that the
// change touches, one event, what is owed and what must be notified in one
// transaction. A nil change writes nothing.
//
// It returns case and strands as they then are. The error is a referral.Refusal if
// the rule says no, ErrStaleCase if the case is not what the page showed or
// Precondition no longer holds, ErrNotFound if there is no such case. If the case moves
// meanwhile, it loads and decides again.
func (s *Store) UpdateCase(ctx context.Context, r CaseRevision, decide func(referral.Case, []referral.Strand) (referral.CaseChange, error)) (referral.Case, []referral.Strand, error) {
	var now state
	err := retry(ctx, "change "+string(r.Reference), func() error {
		c, strands, err := s.Case(ctx, r.Reference)
		if now = (state{c, strands}); err != nil {
			return err
		}
		now, err = s.updateCaseOnce(ctx, r, now, decide)
		return err
	})
	return now.Case, now.strands, err
}

// updateCaseOnce is one attempt of UpdateCase, on the case as it was read.
func (s *Store) updateCaseOnce(ctx context.Context, r CaseRevision, before state,
	decide func(referral.Case, []referral.Strand) (referral.CaseChange, error)) (state, error) {
	switch {
	case before.Done(r.Request):
		return before, nil
	case r.Version != 0 && before.Version != r.Version:
		return before, ErrStaleCase
	}
	change, err := decide(before.Case, before.strands)
	if err != nil || change == nil {
		return before, err
	}
	after := state{before.Case, slices.Clone(before.strands)}
	event, err := after.ChangeCase(after.strands, change, r.By, s.now(), r.Request)
	if err != nil {
		return before, err
	}
	if err := requireIdle(ctx, s.db, r.Reference, change, append(event.About(), caseItself)...); err != nil {
		return before, err
	}
	err = s.commit(ctx, slices.Concat(changeItems(s.rules, before, after, event, tried{}), r.items(before.Case, after.Case, event), s.persons.refiled(before.Case, event)))
	if lost, is := errors.AsType[lostError](err); is && r.Precondition != nil && slices.Contains(lost.unmet, caseKey(r.Precondition.Reference)) {
		return before, ErrStaleCase
	}
	if err != nil {
		return before, wrapped(err, "change "+string(r.Reference))
	}
	return after, nil
}

// items returns what the revision itself writes besides the change.
func (r CaseRevision) items(before, after referral.Case, e referral.Event) []write {
	var writes []write
	if others := len(r.Same) + len(r.Maybe); others > 0 && after.Deaths != before.Deaths {
		writes = append(writes, enqueue(OutboxEntry{
			Reference: r.Reference, Kind: caseItself, Effect: referral.PropagateDeath, Run: after.Deaths,
			NextAttempt: e.At.Add(firstRetry), Since: e.At, Same: r.Same, Maybe: r.Maybe,
		}, e.Change))
	}
	if p := r.Precondition; p != nil {
		writes = append(writes, write{key: caseKey(p.Reference), when: "deaths = :deaths", values: values{":deaths": p.Deaths}})
	}
	for _, secret := range r.Secrets {
		writes = append(writes, secretItem(r.Reference, secret))
	}
	return writes
}
