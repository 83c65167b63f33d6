package casestore

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/internal/referral"
)

// ErrStaleCase says that somebody else changed a case since the page that shows it.
var ErrStaleCase = errors.New("the case was changed by someone else")

// ErrBusy is the Refusal of a change that waits while something is owed.
var ErrBusy error = referral.Refusal{Reason: "The system is still finishing what went before. Try again in a minute."}

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
	// see Owed.
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
// the rule says no, ErrStaleCase if the case is not what the page showed or While no
// longer holds, ErrNotFound if there is no such case. If the case moves meanwhile, it loads and
// decides again.
func (s *Store) UpdateCase(ctx context.Context, r CaseRevision, decide func(referral.Case, []referral.Strand) (referral.CaseChange, error)) (referral.Case, []referral.Strand, error) {
	for attempt := range attempts {
		c, strands, err := s.Case(ctx, r.Reference)
		if err != nil || c.Done(r.Request) {
			return c, strands, err
		}
		if r.Version != 0 && c.Version != r.Version {
			return c, strands, ErrStaleCase
		}
		change, err := decide(c, strands)
		if err != nil || change == nil {
			return c, strands, err
		}
		writes, err := s.caseWrites(ctx, r, &c, strands, change)
		if err != nil {
			return c, strands, err
		}
		_, err = s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
		if err == nil {
			return c, strands, nil
		}
		if _, ok := cancelled(err); !ok {
			return c, strands, fmt.Errorf("change %s: %w", r.Reference, err)
		}
		if r.Precondition != nil && !s.still(ctx, *r.Precondition) {
			return c, strands, ErrStaleCase
		}
		if err := pause(ctx, attempt); err != nil {
			return c, strands, err
		}
	}
	return referral.Case{}, nil, fmt.Errorf("change %s: cancelled %d times", r.Reference, attempts)
}

// still tells whether something still holds of another case. What cannot be read
// is tried again.
func (s *Store) still(ctx context.Context, w Precondition) bool {
	var c referral.Case
	err := s.get(ctx, caseKey(w.Reference), &c)
	return err != nil || c.Deaths == w.Deaths
}

// caseWrites makes the change to case and strands, and returns its writes.
func (s *Store) caseWrites(ctx context.Context, r CaseRevision, c *referral.Case, strands []referral.Strand, change referral.CaseChange) ([]types.TransactWriteItem, error) {
	before, was := *c, map[referral.Kind]referral.Strand{}
	for _, strand := range strands {
		was[strand.Kind] = strand
	}
	event, err := c.ChangeCase(strands, change, r.By, s.now(), r.Request)
	if err != nil {
		return nil, err
	}
	if err := s.requireIdle(ctx, r.Reference, change, append(event.About(), caseItself)...); err != nil {
		return nil, err
	}
	w := writer{store: s, waits: requiresIdle(change)}
	w.put(caseItem(*c), "version = :version", item{":version": number(int64(before.Version))})
	w.create(eventItem(event))
	for _, strand := range strands {
		if old := was[strand.Kind]; strand.Version != old.Version {
			s.writeStrand(&w, StrandRevision{Reference: r.Reference}, *c, old, strand, event)
		}
	}
	s.enqueueDeathNotice(&w, r, before, *c)
	if r.Precondition != nil {
		w.check(caseKey(r.Precondition.Reference), "deaths = :deaths", nil, item{":deaths": number(int64(r.Precondition.Deaths))})
	}
	s.refile(&w, before, change)
	w.secrets(before, *c, r.Secrets)
	for _, notice := range referral.Notices(*c, event, strands...) {
		w.create(notificationItem(notificationFor(event, notice)))
	}
	return w.done()
}

// caseItself is in place of a kind where something is owed by the case and not by a
// strand of it.
const caseItself referral.Kind = ""
