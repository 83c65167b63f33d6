package referral_test

import (
	"testing"

	"assistive-referrals/internal/referral"
)

// A claim without any record of work warns after eight working days and lapses
// after ten; over Christmas as at any time.
func TestAClaimLapses(t *testing.T) {
	at := london("2026-12-14", "10:00")
	w := claimedOn(t, at).do(at, referral.Release{}).do(at, rules.Claim("ot-1@example.org", at))
	if got := day(rules.DueAt(w.s)); got != "2026-12-24 17:00" {
		t.Fatalf("it warns at %s", got)
	}
	warned := london("2026-12-24", "17:00")
	w.by(system, warned, rules.DueChange(w.s, warned))
	if got := day(rules.DueAt(w.s)); got != "2026-12-30 17:00" || w.s.State != referral.Claimed {
		t.Fatalf("after the warning it is %s and lapses at %s", w.s.State, got)
	}
	lapsed := london("2026-12-30", "17:00")
	if early := rules.DueChange(w.s, lapsed.Add(-1)); early != nil {
		t.Errorf("%s falls due before its time", early.Name())
	}
	w.by(system, lapsed, rules.DueChange(w.s, lapsed))
	if w.s.State != referral.Waiting || w.s.Holder != nil || !rules.DueAt(w.s).IsZero() {
		t.Errorf("after the lapse: %+v", w.s)
	}
	w.by(other, lapsed, rules.Claim("", lapsed))
}

// After an outage of the sweep a claim lapses without its warning.
func TestALateLapse(t *testing.T) {
	at := london("2026-11-16", "10:00")
	w := claimedOn(t, at).do(at, referral.Release{}).do(at, rules.Claim("", at))
	if got := rules.DueChange(w.s, at.AddDate(0, 1, 0)); got.Name() != "lapsed" {
		t.Errorf("%s falls due", got.Name())
	}
}

// Whatever the holder records makes it an allocation; what others write does not.
func TestRecordedWorkMakesAnAllocation(t *testing.T) {
	at := london("2026-11-16", "10:00")
	for _, c := range []struct {
		change referral.Change
		by     referral.Actor
		lapses bool
	}{
		{referral.Contact{When: at}, therapist, false},
		{referral.Note{Text: "Tried the neighbour."}, therapist, false},
		{referral.Note{Text: "Her sister rang."}, other, true},
		{referral.Assess{Assessment: referral.Assessment{Findings: "Steady."}}, therapist, false},
		{referral.Ask{Questions: []string{"Who?"}}, therapist, false},
		{rules.Hold("2026-12-01", "Away."), therapist, false},
	} {
		w := claimedOn(t, at).do(at, referral.Release{}).do(at, rules.Claim("", at))
		w.by(c.by, at, c.change)
		if w.s.Lapses.IsZero() == c.lapses || w.s.Warns.IsZero() == c.lapses {
			t.Errorf("after %s by %s it lapses at %s", c.change.Name(), c.by.Name, w.s.Lapses)
		}
	}
}
