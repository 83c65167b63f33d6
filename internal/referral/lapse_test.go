package referral_test

import (
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// A claim without any record of work warns after eight working days and lapses
// after ten; over Christmas as at any time.
func TestAClaimLapses(t *testing.T) {
	calendar := workingtime.England()
	at := london("2026-12-14", "10:00")
	w := claimedOn(t, at).do(at, referral.Release{}).do(at, referral.ClaimAt("ot-1@example.org", at, calendar))
	if got := day(w.s.DueAt()); got != "2026-12-24 17:00" {
		t.Fatalf("it warns at %s", got)
	}
	warned := london("2026-12-24", "17:00")
	w.by(system, warned, referral.DueChange(w.s, warned, calendar))
	if got := day(w.s.DueAt()); got != "2026-12-30 17:00" || w.s.State != referral.Claimed {
		t.Fatalf("after the warning it is %s and lapses at %s", w.s.State, got)
	}
	lapsed := london("2026-12-30", "17:00")
	if early := referral.DueChange(w.s, lapsed.Add(-1), calendar); early != nil {
		t.Errorf("%s falls due before its time", early.Name())
	}
	w.by(system, lapsed, referral.DueChange(w.s, lapsed, calendar))
	if w.s.State != referral.Waiting || w.s.Holder != nil || !w.s.DueAt().IsZero() {
		t.Errorf("after the lapse: %+v", w.s)
	}
	w.by(other, lapsed, referral.ClaimAt("", lapsed, calendar))
}

// After an outage of the sweep a claim lapses without its warning.
func TestALateLapse(t *testing.T) {
	at := london("2026-11-16", "10:00")
	w := claimedOn(t, at).do(at, referral.Release{}).do(at, referral.ClaimAt("", at, workingtime.England()))
	if got := referral.DueChange(w.s, at.AddDate(0, 1, 0), workingtime.England()); got.Name() != "lapsed" {
		t.Errorf("%s falls due", got.Name())
	}
}

// Whatever the holder records makes it an allocation; what others write does not.
func TestRecordedWorkMakesAnAllocation(t *testing.T) {
	calendar := workingtime.England()
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
		{referral.HoldUntil("2026-12-01", "Away.", calendar), therapist, false},
	} {
		w := claimedOn(t, at).do(at, referral.Release{}).do(at, referral.ClaimAt("", at, calendar))
		w.by(c.by, at, c.change)
		if w.s.Lapses.IsZero() == c.lapses || w.s.Warns.IsZero() == c.lapses {
			t.Errorf("after %s by %s it lapses at %s", c.change.Name(), c.by.Name, w.s.Lapses)
		}
	}
}
