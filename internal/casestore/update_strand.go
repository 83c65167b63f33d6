package casestore

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/internal/referral"
)

// StrandRevision says which strand is to be changed, by whom, and what must still hold.
type StrandRevision struct {
	Reference referral.Reference
	Kind      referral.Kind
	// Version is the strand's version that the page showed. Zero is for the
	// system's own steps, which apply to the strand as they find it.
	Version int
	// Run is the workflow run that a step belongs to; zero for people.
	Run     int
	By      referral.Actor
	Request string // identifier of the form; recognised when it is sent again
	// Attempts and Seen are carried over to what is owed, so that replacing a run
	// does not start the count of the sweep's attempts again.
	Attempts int
	Observed string
	// Token is stored in the same transaction, if it is newer than the stored one.
	Token *Token
	// recordSelection is for a request that chooses which strand it changes: see UpdateFirst.
	selects *Selection
}

// UpdateStrand changes a strand: it loads case and strand, lets decide say which change
// to make, and writes case, strand, history, what is owed and what must be
// notified in one transaction. A nil change writes nothing.
//
// It returns the strand as it then is. The error is a referral.Refusal if the
// rule says no, a StaleError if somebody else changed what the page showed,
// ErrOtherRun if the step's run no longer counts, ErrNotFound if there is no such
// strand. If only the case moved, it loads and decides again.
func (s *Store) UpdateStrand(ctx context.Context, r StrandRevision, decide func(referral.Case, referral.Strand) (referral.Change, error)) (referral.Strand, error) {
	for attempt := range attempts {
		// The case is read first: it counts its open strands under its version, so
		// that two last strands cannot both miss closing it.
		c, strand, err := s.load(ctx, r.Reference, r.Kind)
		if err != nil {
			return strand, err
		}
		strand, err = s.updateOnce(ctx, r, c, strand, decide)
		if !errors.Is(err, errLost) {
			return strand, err
		}
		if err := pause(ctx, attempt); err != nil {
			return strand, err
		}
	}
	return referral.Strand{}, fmt.Errorf("change %s: cancelled %d times", r.Reference, attempts)
}

// errLost says that another transaction was there first, or is at it now.
var errLost = errors.New("the transaction was cancelled")

// updateOnce is one attempt of Update, on case and strand as they were read. It
// returns errLost if the transaction was cancelled, so that they must be read again.
func (s *Store) updateOnce(ctx context.Context, r StrandRevision, c referral.Case, strand referral.Strand,
	decide func(referral.Case, referral.Strand) (referral.Change, error)) (referral.Strand, error) {
	if strand.Done(r.Request) {
		return strand, nil
	}
	if r.Version != 0 && strand.Version != r.Version {
		return strand, StaleError{Strand: strand}
	}
	if r.Run != 0 && strand.Run != r.Run {
		return strand, ErrOtherRun
	}
	change, err := decide(c, strand)
	if err != nil || change == nil {
		return strand, err
	}
	if err := s.requireIdle(ctx, r.Reference, change, r.Kind); err != nil {
		return strand, err
	}
	changed, writes, err := s.revision(r, c, strand, change)
	if err != nil {
		return strand, err
	}
	_, err = s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
	if err == nil {
		return changed, nil
	}
	reasons, ok := cancelled(err)
	if !ok {
		return strand, fmt.Errorf("change %s: %w", r.Reference, err)
	}
	for n, reason := range reasons {
		if r.selects != nil && because(reason, failedCondition) && isIdempotencyWrite(writes[n]) {
			return strand, ErrDoneBefore
		}
	}
	return strand, errLost
}

func (s *Store) load(ctx context.Context, r referral.Reference, k referral.Kind) (referral.Case, referral.Strand, error) {
	var c referral.Case
	if err := s.get(ctx, caseKey(r), &c); err != nil {
		return c, referral.Strand{}, err
	}
	var record strandRecord
	err := s.get(ctx, strandKey(r, k), &record)
	return c, record.Strand, err
}

// revision makes the writes of one change.
func (s *Store) revision(r StrandRevision, before referral.Case, was referral.Strand, change referral.Change) (referral.Strand, []types.TransactWriteItem, error) {
	c, strand := before, was
	event, err := c.Change(&strand, change, r.By, s.now(), r.Request)
	if err != nil {
		return strand, nil, err
	}
	w := writer{store: s, waits: requiresIdle(change)}
	w.put(caseItem(c), "version = :version", item{":version": number(int64(before.Version))})
	w.create(eventItem(event))
	s.writeStrand(&w, r, c, was, strand, event)
	if r.Token != nil {
		w.token(*r.Token)
	}
	if r.selects != nil {
		w.recordSelection(r)
	}
	s.refile(&w, before, change)
	w.secrets(before, c, nil)
	for _, notice := range referral.Notices(c, event, strand) {
		w.create(notificationItem(notificationFor(event, notice)))
	}
	writes, err := w.done()
	return strand, writes, err
}

// writeStrand adds to a transaction everything that an event writes of one strand.
func (s *Store) writeStrand(w *writer, r StrandRevision, c referral.Case, was, is referral.Strand, e referral.Event) {
	w.put(strandItem(c, is, s.rules), "version = :version", item{":version": number(int64(was.Version))})
	if is.Audit != nil {
		w.replace(auditItem(c, is))
	}
	w.movements(was, is, e)
	s.enqueueEffect(w, r, was, is)
}

const matchingEffect = "attribute_not_exists(PK) OR (effect = :effect AND run = :run)"
