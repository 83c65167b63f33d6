package casestore_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// outcome is what becomes of a write where somebody else was first, something else
// goes on, or it was made before.
type outcome struct {
	do     func(s *table) error
	want   error              // of do; errExpected where do looks at it
	writes int                // how many calls wrote, or tried to, from when do says so
	then   func(s *table) any // nil, or what is wrong afterwards
}

// begin counts the calls that write from here, and says what happens right before the
// next one.
func (s *table) begin(meanwhile func()) {
	s.carrier.writes = 0
	s.carrier.meanwhile = func() {
		if meanwhile != nil {
			meanwhile()
			s.carrier.writes = 0
		}
	}
}

var errExpected = errors.New("what was expected")

func checkOutcomes(t *testing.T, outcomes map[string]outcome) {
	for name, o := range outcomes {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // in which waiting takes no time
				s := newTable(t)
				if err := o.do(s); !errors.Is(err, o.want) {
					t.Errorf("the error is %v, not %v", err, o.want)
				}
				if s.carrier.writes != o.writes {
					t.Errorf("%d calls wrote, not %d", s.carrier.writes, o.writes)
				}
				if o.then != nil {
					if wrong := o.then(s); wrong != nil {
						t.Errorf("afterwards: %+v", wrong)
					}
				}
			})
		})
	}
}

// history returns nil if the first case has so many events, which hold together.
func history(events int) func(s *table) any {
	return func(s *table) any {
		all, err := s.History(s.t.Context(), first)
		s.must(err)
		if _, _, err := referral.Replay(all); err != nil || len(all) != events {
			return []any{len(all), err}
		}
		return nil
	}
}

func TestOutcomesOfAStrand(t *testing.T) {
	note := referral.Note{Text: "x"}
	checkOutcomes(t, map[string]outcome{
		"a version that a page showed is not the last": {func(s *table) error {
			r := s.after(s.opened(), listed...)
			s.begin(nil)
			_, err := s.change(casestore.StrandRevision{Reference: r, Version: 2}, referral.Claim{})
			var old casestore.StaleError
			if errors.As(err, &old) && old.Strand.Version == 3 {
				return errExpected
			}
			return err
		}, errExpected, 0, history(3)},
		"somebody else changes it meanwhile": {func(s *table) error {
			r := s.after(s.opened(), listed...)
			s.begin(func() { s.after(r, referral.Claim{}) })
			_, err := s.change(casestore.StrandRevision{Reference: r, Version: 3, By: otherOT}, referral.Claim{})
			if errors.As(err, new(casestore.StaleError)) {
				return errExpected
			}
			return err
		}, errExpected, 1, history(4)},
		"another strand of the case is changed meanwhile": {func(s *table) error {
			r := s.opened(technology, referral.DigitalSupport)
			s.begin(func() {
				_, err := s.change(casestore.StrandRevision{Reference: r, Kind: referral.DigitalSupport}, note)
				s.must(err)
			})
			_, err := s.change(casestore.StrandRevision{Reference: r, Version: 1}, note)
			return err
		}, nil, 2, history(3)},
		"another transaction is at it": {func(s *table) error {
			r := s.opened()
			s.begin(nil)
			s.carrier.answers = []string{conflict(4), conflict(4)}
			_, err := s.change(casestore.StrandRevision{Reference: r, Version: 1}, note)
			return err
		}, nil, 3, history(2)},
		"another transaction is at it for ever": {func(s *table) error {
			r := s.opened()
			s.begin(nil)
			s.carrier.answers = strings.Split(strings.Repeat(conflict(4)+"\n", 20), "\n")
			_, err := s.change(casestore.StrandRevision{Reference: r}, note)
			if err != nil && err.Error() == "change "+first+": cancelled 6 times" {
				return errExpected
			}
			return err
		}, errExpected, 6, history(1)},
		"the same request": {func(s *table) error {
			r := s.after(s.opened(), listed...)
			_, err := s.change(casestore.StrandRevision{Reference: r, Version: 3, Request: "press"}, referral.Claim{})
			s.must(err)
			s.begin(nil)
			strand, err := s.change(casestore.StrandRevision{Reference: r, Version: 3, Request: "press"}, referral.Claim{})
			if strand.State != referral.Claimed {
				s.t.Errorf("it is %s", strand.State)
			}
			return err
		}, nil, 0, history(4)},
		"the same request, of which the answer was lost": {func(s *table) error {
			r := s.after(s.opened(), listed...)
			s.begin(func() {
				_, err := s.change(casestore.StrandRevision{Reference: r, Version: 3, Request: "press"}, referral.Claim{})
				s.must(err)
			})
			_, err := s.change(casestore.StrandRevision{Reference: r, Version: 3, Request: "press"}, referral.Claim{})
			return err
		}, nil, 1, history(4)},
		"a step of another run": {func(s *table) error {
			r := s.after(s.opened(), referral.Restart{Run: 2})
			s.begin(nil)
			_, err := s.change(casestore.StrandRevision{Reference: r, Run: 1}, triage)
			return err
		}, casestore.ErrOtherRun, 0, history(2)},
		"what the rule refuses": {func(s *table) error {
			r := s.opened()
			s.begin(nil)
			_, err := s.change(casestore.StrandRevision{Reference: r}, referral.Claim{})
			return err
		}, referral.ErrRefused, 0, history(1)},
		"no change": {func(s *table) error {
			r := s.opened()
			s.begin(nil)
			_, err := s.change(casestore.StrandRevision{Reference: r}, nil)
			return err
		}, nil, 0, history(1)},
		"no such strand": {func(s *table) error {
			_, err := s.change(casestore.StrandRevision{Reference: "2222-2222"}, note)
			return err
		}, casestore.ErrNotFound, 0, nil},
		"a replaced run keeps the attempts": {func(s *table) error {
			r := s.opened()
			s.begin(nil)
			_, err := s.change(casestore.StrandRevision{Reference: r, Run: 1, Attempts: 3, Observed: "execution ended"}, referral.Restart{Run: 2})
			return err
		}, nil, 1, func(s *table) any {
			if o := s.owed(first); o.Attempts != 3 || o.Observed != "execution ended" || o.Run != 2 || !o.NextAttempt.Equal(monday.Add(5*time.Minute)) {
				return o
			}
			return nil
		}},
		"what waits, while something is owed": {func(s *table) error {
			r := s.after(s.opened(), stopped...)
			s.begin(nil)
			_, err := s.change(casestore.StrandRevision{Reference: r}, referral.Reopen{Reason: "Wanted after all."})
			return err
		}, casestore.ErrBusy, 0, history(4)},
		"what waits, and something is owed meanwhile": {func(s *table) error {
			r := s.after(s.opened(), stopped...)
			o := s.owed(r)
			s.must(s.Complete(s.t.Context(), o))
			s.begin(func() {
				s.must(s.whole(casestore.CaseRevision{Reference: r}, referral.MarkError{Kinds: []referral.Kind{technology}, Why: "wrong-person", Reason: "Her sister."}))
			})
			_, err := s.change(casestore.StrandRevision{Reference: r}, referral.Reopen{Reason: "Wanted after all."})
			return err
		}, casestore.ErrBusy, 1, nil},
	})
}
