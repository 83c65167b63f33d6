package referral_test

import (
	"testing"

	"assistive-referrals/internal/referral"
)

// A referrer who was asked is reminded in the morning of the third and sixth working
// day, and on the ninth the practitioner is told, each once.
func TestTheReferrerIsReminded(t *testing.T) {
	at := london("2026-12-22", "15:00")
	w := claimedOn(t, at)
	w.do(at, rules.Ask([]string{"Who has a key?"}, at))
	var told []string
	for !rules.DueAt(w.s).IsZero() {
		wakes := rules.DueAt(w.s)
		change := rules.DueChange(w.s, wakes)
		w.by(system, wakes, change)
		for _, n := range referral.Notices(w.c, referral.Event{Name: change.Name(), Change: change, Strand: w.s.Kind}, w.s) {
			told = append(told, day(wakes)+" "+n.Type+" "+string(n.To))
		}
	}
	want := []string{"2026-12-29 09:00 information-still-needed referrer", "2027-01-04 09:00 information-still-needed referrer", "2027-01-07 09:00 no-answer-from-referrer holder"}
	if text(t, told) != text(t, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	if !w.s.Asked().GivenUpOn() || w.s.State != referral.AwaitingReferrer {
		t.Errorf("it is %s: %+v", w.s.State, w.s.Asked())
	}
	// The answer may still come.
	w.by(other, london("2027-01-11", "10:00"), rules.Reply([]string{"She."}, w.s, london("2027-01-11", "10:00")))
	if w.s.State != referral.Claimed {
		t.Errorf("it is %s", w.s.State)
	}
}

// After an outage that outlasted two reminders there is one, and after one that
// outlasted all only the practitioner hears.
func TestRemindersAreNotMadeUpFor(t *testing.T) {
	at := london("2026-11-16", "10:00")
	for late, want := range map[string]int{"2026-11-25": 2, "2026-12-20": 3} {
		w := claimedOn(t, at)
		w.do(at, rules.Ask([]string{"Who has a key?"}, at))
		now := london(late, "09:00")
		w.by(system, now, rules.DueChange(w.s, now))
		if w.s.Asked().Reminded != want || rules.DueChange(w.s, now) != nil {
			t.Errorf("on %s: %+v", late, w.s.Asked())
		}
	}
	w := claimedOn(t, at)
	w.do(at, rules.Ask([]string{"Who has a key?"}, at))
	for name, change := range map[string]referral.Change{"again": referral.Reminder{Passed: 0}, "too many": referral.Reminder{Passed: 4}} {
		if referral.Allowed(change, w.s, system) == nil {
			t.Errorf("reminded %s", name)
		}
	}
	if referral.Allowed(referral.Reminder{Passed: 1}, w.s, therapist) == nil {
		t.Error("reminded by hand")
	}
}
