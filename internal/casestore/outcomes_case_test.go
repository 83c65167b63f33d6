package casestore_test

import (
	"slices"
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

func TestOutcomesOfAFirstAvailable(t *testing.T) {
	// two cases are on a list, as it showed them.
	two := func(s *table) []casestore.Candidate {
		a, b := s.after(s.opened(), listed...), s.after(s.opened(), listed...)
		return []casestore.Candidate{{Reference: a, Kind: technology, Version: 3, Why: "first"}, {Reference: b, Kind: technology, Version: 3, Why: "second"}}
	}
	press := func(s *table, among []casestore.Candidate, want string) error {
		got, err := s.UpdateFirstAvailable(s.t.Context(), therapist, "press", among, claims)
		if got.Why != want {
			s.t.Errorf("it chose %+v, not the %s", got, want)
		}
		return err
	}
	checkOutcomes(t, map[string]outcome{
		"the first": {func(s *table) error {
			among := two(s)
			s.begin(nil)
			return press(s, among, "first")
		}, nil, 1, nil},
		"the first is gone already": {func(s *table) error {
			among := two(s)
			s.after(among[0].Reference, referral.Claim{})
			s.begin(nil)
			return press(s, among, "second")
		}, nil, 1, nil},
		"the first goes meanwhile": {func(s *table) error {
			among := two(s)
			s.begin(func() { s.after(among[0].Reference, referral.Claim{}) })
			return press(s, among, "second")
		}, nil, 2, nil},
		"both are gone": {func(s *table) error {
			among := two(s)
			s.after(among[0].Reference, referral.Claim{})
			s.after(among[1].Reference, referral.Claim{})
			s.begin(nil)
			return press(s, among, "")
		}, casestore.ErrNoneLeft, 0, nil},
		"one that there is not": {func(s *table) error {
			return press(s, []casestore.Candidate{{Reference: "2222-2222", Kind: technology}}, "")
		}, casestore.ErrNoneLeft, 0, nil},
		"others are quicker each time": {func(s *table) error {
			among := two(s)
			s.begin(nil)
			s.carrier.answers = slices.Repeat([]string{conflict(5)}, 100)
			return press(s, among, "")
		}, casestore.ErrContention, 10, nil},
		"the same request once more": {func(s *table) error {
			among := two(s)
			s.must(press(s, among, "first"))
			s.begin(nil)
			err := press(s, among, "")
			chosen, of := s.SelectionOf(s.t.Context(), therapist.ID, "press")
			s.must(of)
			if chosen.Reference != among[0].Reference || chosen.Why != "first" {
				s.t.Errorf("it has chosen %+v", chosen)
			}
			return err
		}, casestore.ErrDoneBefore, 1, func(s *table) any {
			if page, err := s.Mine(s.t.Context(), therapist.ID, "", 10); err != nil || len(page.Entries) != 1 {
				return page
			}
			return nil
		}},
	})
}

func TestOutcomesOfACase(t *testing.T) {
	death := referral.RecordDeath{ToldBy: "daughter"}
	deaths := func(want int) func(s *table) any {
		return func(s *table) any {
			c, _, err := s.Case(s.t.Context(), first)
			if err != nil || c.Deaths != want {
				return []any{c.Deaths, err}
			}
			return nil
		}
	}
	checkOutcomes(t, map[string]outcome{
		"a version that a page showed is not the last": {func(s *table) error {
			r := s.after(s.opened(), triage)
			s.begin(nil)
			return s.whole(casestore.CaseRevision{Reference: r, Version: 1}, death)
		}, casestore.ErrStaleCase, 0, deaths(0)},
		"a strand is changed meanwhile": {func(s *table) error {
			r := s.opened()
			s.begin(func() { s.after(r, triage) })
			return s.whole(casestore.CaseRevision{Reference: r}, death)
		}, nil, 2, deaths(1)},
		"somebody else changes it meanwhile": {func(s *table) error {
			r := s.opened()
			s.begin(func() { s.after(r, triage) })
			return s.whole(casestore.CaseRevision{Reference: r, Version: 1}, death)
		}, casestore.ErrStaleCase, 1, deaths(0)},
		"the same request": {func(s *table) error {
			r := s.opened()
			s.must(s.whole(casestore.CaseRevision{Reference: r, Request: "press"}, death))
			s.begin(nil)
			return s.whole(casestore.CaseRevision{Reference: r, Version: 1, Request: "press"}, death)
		}, nil, 0, deaths(1)},
		"what the rule refuses": {func(s *table) error {
			r := s.opened()
			s.must(s.whole(casestore.CaseRevision{Reference: r}, death))
			s.begin(nil)
			return s.whole(casestore.CaseRevision{Reference: r}, death)
		}, referral.ErrRefused, 0, deaths(1)},
		"what it hears of holds no more": {func(s *table) error {
			r, elsewhere := s.opened(), s.opened()
			s.begin(nil)
			return s.whole(casestore.CaseRevision{Reference: r, Precondition: &casestore.Precondition{Reference: elsewhere, Deaths: 1}}, death)
		}, casestore.ErrStaleCase, 1, deaths(0)},
		"another transaction is at it": {func(s *table) error {
			r := s.opened()
			s.begin(nil)
			s.carrier.answers = []string{conflict(4)}
			return s.whole(casestore.CaseRevision{Reference: r}, death)
		}, nil, 2, deaths(1)},
		"no change": {func(s *table) error {
			r := s.opened()
			s.begin(nil)
			return s.whole(casestore.CaseRevision{Reference: r}, nil)
		}, nil, 0, history(1)},
		"no such case": {func(s *table) error { return s.whole(casestore.CaseRevision{Reference: "2222-2222"}, death) }, casestore.ErrNotFound, 0, nil},
	})
}
