package referral_test

import (
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/referral"
)

func TestDuplicate(t *testing.T) {
	end := referral.Duplicate{Of: "2222-2222", Reason: "Sent twice."}
	at := london("2026-11-16", "10:00")
	w := claimedOn(t, at)
	w.s.MayDuplicate, w.s.Flags = []referral.Reference{"2222-2222"}, []referral.Flag{{Code: referral.FlagPossibleDuplicate}}
	w = w.do(at, end)
	if w.s.State != referral.Withdrawn || w.s.DuplicateOf != "2222-2222" || w.s.Ending.Note != "Sent twice." || w.s.Flagged(referral.FlagPossibleDuplicate) || len(w.s.MayDuplicate) > 0 {
		t.Errorf("%+v", w.s)
	}
	if strings.Contains(w.s.Ending.Reason, "2222") {
		t.Error("whoever referred would read the reference of a case that they may not see")
	}
	manager := referral.Actor{ID: "tm-1", Role: referral.TeamManager}
	if err := referral.Allowed(end, claimedOn(t, at).s, manager); err != nil {
		t.Errorf("a team manager: %v", err)
	}
	for want, c := range map[string]struct {
		change referral.Duplicate
		strand referral.Strand
		by     referral.Actor
	}{
		"This can no longer be ended as a duplicate: it is withdrawn.":                              {end, w.s, therapist},
		"This can no longer be ended as a duplicate: it is in place.":                               {end, referral.Strand{State: referral.InPlace}, therapist},
		"Only Occupational Therapist One, who has it, or a team manager can end it as a duplicate.": {end, claimedOn(t, at).s, other},
		"Select which referral asks for the same.":                                                  {referral.Duplicate{Reason: "x"}, claimedOn(t, at).s, therapist},
		"Enter why it is the same request.":                                                         {referral.Duplicate{Of: "2222-2222"}, claimedOn(t, at).s, therapist},
	} {
		if err := referral.Allowed(c.change, c.strand, c.by); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestDistinct(t *testing.T) {
	at := london("2026-11-16", "10:00")
	w := claimedOn(t, at)
	w.s.MayDuplicate, w.s.Flags = []referral.Reference{"2222-2222", "3333-3333"}, []referral.Flag{{Code: referral.FlagPossibleDuplicate}}
	w = w.do(at, referral.Distinct{From: []referral.Reference{"2222-2222"}})
	if !slices.Equal(w.s.MayDuplicate, []referral.Reference{"3333-3333"}) || !w.s.Flagged(referral.FlagPossibleDuplicate) {
		t.Errorf("one of two: %+v", w.s)
	}
	w = w.do(at, referral.Distinct{From: []referral.Reference{"3333-3333"}})
	if len(w.s.MayDuplicate) > 0 || w.s.Flagged(referral.FlagPossibleDuplicate) || !slices.Equal(w.s.Distinct, []referral.Reference{"2222-2222", "3333-3333"}) {
		t.Errorf("both: %+v", w.s)
	}
	for want, c := range map[string]struct {
		change referral.Distinct
		strand referral.Strand
	}{
		"Nothing can be said about it any more: it is closed.":        {referral.Distinct{From: []referral.Reference{"2222-2222"}}, referral.Strand{State: referral.Closed}},
		"There is no other referral that it could be a duplicate of.": {referral.Distinct{}, w.s},
	} {
		if err := referral.Allowed(c.change, c.strand, system); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// Whoever referred hears of it, and whoever had it if somebody else ended it.
func TestWhoHearsOfADuplicate(t *testing.T) {
	e := referral.Event{Change: referral.Duplicate{}, By: therapist}
	for _, c := range []struct {
		holder *referral.Actor
		want   []referral.Recipient
	}{
		{nil, []referral.Recipient{referral.ToReferrer}},
		{&therapist, []referral.Recipient{referral.ToReferrer}},
		{&other, []referral.Recipient{referral.ToReferrer, referral.ToHolder}},
	} {
		var told []referral.Recipient
		for _, n := range referral.Notices(referral.Case{}, e, referral.Strand{Holder: c.holder}) {
			told = append(told, n.To)
		}
		if !slices.Equal(told, c.want) {
			t.Errorf("told %v, want %v", told, c.want)
		}
	}
}

// What is corrected about the person names anew what may ask for the same, but for
// what somebody said asks for something else.
func TestCorrectedPerson(t *testing.T) {
	was, is := referral.Person{Name: "Alpha Testcase"}, referral.Person{Name: "Beta Testcase"}
	cases := []referral.Related{
		{Case: referral.Case{Reference: "2222-2222"}, Strands: []referral.Strand{{Kind: referral.AssistiveTechnology, State: referral.Waiting}}},
		{Case: referral.Case{Reference: "3333-3333"}, Strands: []referral.Strand{{Kind: referral.AssistiveTechnology, State: referral.Waiting}}},
	}
	strands := []referral.Strand{{Kind: referral.AssistiveTechnology, State: referral.Waiting, Distinct: []referral.Reference{"2222-2222"}}}
	correct := func(was referral.Person) referral.Answer {
		now := sent(referral.AssistiveTechnology)
		now.Facts.Person = is
		return rules.Answer(referral.Answer{Facts: now.Facts}, strands, now, was, cases)
	}
	if got := correct(is); got.Corrected != nil {
		t.Errorf("the same person: %+v", got.Corrected)
	}
	got := correct(was)
	if got.Corrected == nil || got.Corrected.Was != was || !slices.Equal(got.Strands[referral.AssistiveTechnology].Open, []referral.Reference{"3333-3333"}) {
		t.Errorf("%+v", got)
	}
}
