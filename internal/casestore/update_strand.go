package casestore

import (
	"context"
	"errors"
	"slices"

	"assistive-referrals/internal/referral"
)

// ErrOtherRun says that a step of the workflow belongs to a run that no longer
// counts. It changes nothing.
var ErrOtherRun = errors.New("another run of the workflow counts now")

// StaleError says that somebody else changed what a page showed. Strand is how
// it is now.
type StaleError struct{ Strand referral.Strand }

func (e StaleError) Error() string { return "the strand was changed by someone else" }

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
	// Attempts and Observed are carried over to what is owed, so that replacing a run
	// does not start the count of the sweep's attempts again.
	Attempts int
	Observed string
	// Token is stored in the same transaction, if it is newer than the stored one.
	Token *Token
	// selects is for a request that chooses which strand it changes: see
	// UpdateFirstAvailable.
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
	var strand referral.Strand
	err := retry(ctx, "change "+string(r.Reference), func() error {
		c, is, err := s.Strand(ctx, r.Reference, r.Kind)
		if strand = is; err != nil {
			return err
		}
		strand, err = s.updateOnce(ctx, r, c, is, decide)
		return err
	})
	return strand, err
}

// updateOnce is one attempt of UpdateStrand, on case and strand as they were read.
func (s *Store) updateOnce(ctx context.Context, r StrandRevision, c referral.Case, was referral.Strand,
	decide func(referral.Case, referral.Strand) (referral.Change, error)) (referral.Strand, error) {
	switch {
	case was.Done(r.Request):
		return was, nil
	case r.Version != 0 && was.Version != r.Version:
		return was, StaleError{Strand: was}
	case r.Run != 0 && was.Run != r.Run:
		return was, ErrOtherRun
	}
	change, err := decide(c, was)
	if err != nil || change == nil {
		return was, err
	}
	if err := requireIdle(ctx, s.db, r.Reference, change, r.Kind); err != nil {
		return was, err
	}
	after, is := c, was
	event, err := after.Change(&is, change, r.By, s.now(), r.Request)
	if err != nil {
		return was, err
	}
	err = s.commit(ctx, slices.Concat(
		changeItems(s.rules, state{c, []referral.Strand{was}}, state{after, []referral.Strand{is}}, event, tried{r.Attempts, r.Observed}),
		r.items(event), s.persons.refiled(c, event)))
	if err != nil {
		return was, wrapped(r.doneBefore(err), "change "+string(r.Reference))
	}
	return is, nil
}

// items returns what the revision itself writes besides the change.
func (r StrandRevision) items(e referral.Event) []write {
	var writes []write
	if r.Token != nil {
		writes = append(writes, tokenItem(*r.Token))
	}
	if r.selects != nil {
		writes = append(writes, selectionItem(*r.selects, r.By.ID, r.Request, e.At))
	}
	return writes
}

// doneBefore returns ErrDoneBefore where a transaction was lost because the same
// request has chosen before.
func (r StrandRevision) doneBefore(err error) error {
	lost, is := errors.AsType[lostError](err)
	if is && r.selects != nil && slices.Contains(lost.unmet, selectionKey(r.By.ID, r.Request)) {
		return ErrDoneBefore
	}
	return err
}
