package web

import (
	"testing"

	"assistive-referrals/internal/referral"
)

// Whoever is away is so until the day on which they are back, for the whole team to
// see; and they may be back sooner.
func TestAwayUntilADate(t *testing.T) {
	s := newSite(t)
	s.signIn(therapist)
	s.signIn(otherOT)
	team := referral.OccupationalTherapyTeam
	away := func() string {
		t.Helper()
		until, err := s.store.AwayUntil(t.Context(), team, therapist.ID)
		if err != nil {
			t.Fatal(err)
		}
		colleagues, err := s.store.Colleagues(t.Context(), team)
		if err != nil || len(colleagues) != 2 || colleagues[0].Away != until || colleagues[1].Away != "" {
			t.Fatalf("colleagues %+v (%v), away until %q", colleagues, err, until)
		}
		return string(until)
	}
	set := func(until referral.Date) {
		t.Helper()
		if err := s.store.SetAway(t.Context(), team, therapist.ID, until, manager.Actor); err != nil {
			t.Fatal(err)
		}
	}
	set("2026-12-07")
	s.signIn(therapist) // signing in is no reason to forget it
	if got := away(); got != "2026-12-07" {
		t.Errorf("away until %q", got)
	}
	s.at(monday.AddDate(0, 0, 13))
	if got := away(); got != "2026-12-07" {
		t.Errorf("the evening before: away until %q", got)
	}
	s.at(monday.AddDate(0, 0, 14))
	if got := away(); got != "" {
		t.Errorf("on the day: away until %q", got)
	}
	set("2027-01-04")
	set("")
	if got := away(); got != "" {
		t.Errorf("back sooner: away until %q", got)
	}
}
