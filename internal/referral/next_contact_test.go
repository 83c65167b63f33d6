package referral_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/referral"
)

// tried is a failed attempt; letter ones leave or are a letter.
func tried(when, how string, left ...string) referral.Contact {
	day, clock, _ := strings.Cut(when, " ")
	return referral.Contact{When: london(day, clock), How: how, Left: left, WhyNot: "no-answer"}
}

// What follows while nobody can be reached, and by when: over weekends and bank
// holidays, and sooner where it is urgent.
func TestWhatFollowsWhileNobodyIsReached(t *testing.T) {
	concerns := map[referral.Priority][]referral.Concern{
		referral.Urgent: {referral.RiskToLife}, referral.High: {referral.FallLastMonth}, referral.Standard: {referral.NoConcern},
	}
	for _, c := range []struct {
		name     string
		priority referral.Priority
		made     []referral.Contact
		told     string
		step     referral.ContactStep
		by       string
		count    int
	}{
		{"one", referral.High, []referral.Contact{tried("2026-11-16 11:00", "telephone")}, "", referral.TryAgain, "2026-11-17 17:00", 1},
		{"two on one day are one", referral.High, []referral.Contact{tried("2026-11-16 11:00", "telephone"), tried("2026-11-16 15:00", "visit")}, "", referral.TryAgain, "2026-11-17 17:00", 1},
		{"two in one afternoon are one even if it is urgent", referral.Urgent, []referral.Contact{tried("2026-11-16 13:00", "telephone"), tried("2026-11-16 15:00", "visit")}, "", referral.TryAgain, "2026-11-16 17:00", 1},
		{"a morning and an afternoon are two if it is urgent", referral.Urgent, []referral.Contact{tried("2026-11-16 11:00", "telephone"), tried("2026-11-16 15:00", "visit")}, "", referral.TryAgain, "2026-11-16 17:00", 2},
		{"in the evening, urgent", referral.Urgent, []referral.Contact{tried("2026-11-16 18:00", "telephone")}, "", referral.TryAgain, "2026-11-17 17:00", 1},
		{"over a weekend", referral.High, []referral.Contact{tried("2026-11-20 11:00", "telephone")}, "", referral.TryAgain, "2026-11-23 17:00", 1},
		{"standard waits longer", referral.Standard, []referral.Contact{tried("2026-11-20 11:00", "telephone")}, "", referral.TryAgain, "2026-11-24 17:00", 1},
		{"over Christmas", referral.High, []referral.Contact{tried("2026-12-24 11:00", "telephone")}, "", referral.TryAgain, "2026-12-29 17:00", 1},
		{"enough attempts: a letter", referral.High, []referral.Contact{tried("2026-11-16 11:00", "telephone"), tried("2026-11-17 11:00", "telephone"), tried("2026-11-18 11:00", "visit")}, "",
			referral.WriteLetter, "2026-11-19 17:00", 3},
		{"a letter was left at the last", referral.High, []referral.Contact{tried("2026-11-16 11:00", "telephone"), tried("2026-11-17 11:00", "telephone"), tried("2026-11-18 11:00", "visit", "letter")}, "",
			referral.AskReferrer, "2026-11-25 17:00", 3},
		{"a letter is no attempt", referral.High, []referral.Contact{tried("2026-11-16 11:00", "letter"), tried("2026-11-17 11:00", "telephone")}, "", referral.TryAgain, "2026-11-18 17:00", 1},
		{"nothing but a letter", referral.High, []referral.Contact{tried("2026-11-16 11:00", "letter")}, "", referral.TryAgain, "2026-11-17 17:00", 0},
		{"the letter came before the last attempt", referral.High, []referral.Contact{tried("2026-11-16 11:00", "telephone"), tried("2026-11-16 12:00", "letter"), tried("2026-11-17 11:00", "telephone"), tried("2026-11-18 11:00", "visit")}, "",
			referral.AskReferrer, "2026-11-23 17:00", 3},
		{"the referrer was told", referral.High, []referral.Contact{tried("2026-11-16 11:00", "telephone"), tried("2026-11-17 11:00", "telephone"), tried("2026-11-18 11:00", "visit"), tried("2026-11-18 12:00", "letter")}, "2026-11-25 10:00",
			referral.StopTrying, "2026-11-30 17:00", 3},
		{"the referrer was told early: the letter has its time all the same", referral.High, []referral.Contact{tried("2026-11-16 11:00", "telephone"), tried("2026-11-18 12:00", "letter")}, "2026-11-18 13:00",
			referral.StopTrying, "2026-11-25 17:00", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := claimedOn(t, london("2026-11-16", "10:00"), concerns[c.priority]...)
			if w.s.Priority != c.priority {
				t.Fatalf("it is %s", w.s.Priority)
			}
			for _, attempt := range c.made {
				w.do(attempt.When.Add(time.Minute), rules.Contact(attempt, w.s))
			}
			if c.told != "" {
				day, clock, _ := strings.Cut(c.told, " ")
				w.do(london(day, clock), rules.TellReferrer(w.s, london(day, clock)))
			}
			next, is := rules.ContactStep(w.s)
			if !is || next.Step != c.step || day(next.By) != c.by || next.Made != c.count || next.Of != 3 {
				t.Errorf("next is %+v (%v) by %s; want %s by %s after %d", next, is, day(next.By), c.step, c.by, c.count)
			}
		})
	}
}

// Whatever was tried and when: the next step lies ahead of the last attempt, and one
// attempt more never leads further from the end.
func TestEachAttemptLeadsOn(t *testing.T) {
	order := []referral.ContactStep{referral.TryAgain, referral.WriteLetter, referral.AskReferrer, referral.StopTrying}
	place := func(step referral.ContactStep) int {
		for i, s := range order {
			if s == step {
				return i
			}
		}
		return -1
	}
	rapid.Check(t, func(rt *rapid.T) {
		w := claimedOn(t, london("2026-11-16", "10:00"), rapid.SampledFrom([]referral.Concern{referral.RiskToLife, referral.FallLastMonth, referral.NoConcern}).Draw(rt, "concern"))
		now := london("2026-11-16", "10:00")
		last := -1
		for range rapid.IntRange(1, 8).Draw(rt, "attempts") {
			now = now.Add(time.Duration(rapid.IntRange(1, 90).Draw(rt, "hours")) * time.Hour)
			how := rapid.SampledFrom([]string{"telephone", "visit", "letter"}).Draw(rt, "how")
			w.do(now, rules.Contact(referral.Contact{When: now, How: how}, w.s))
			next, is := rules.ContactStep(w.s)
			if !is || place(next.Step) < last {
				rt.Fatalf("after %s: %+v", how, next)
			}
			if how != "letter" && !next.By.After(now) && next.Step == referral.TryAgain {
				rt.Fatalf("tried at %s, and again by %s", day(now), day(next.By))
			}
			if next.By.Before(london("2026-11-16", "10:00")) {
				rt.Fatalf("after %s it is to be tried again by %s", how, day(next.By))
			}
			last = place(next.Step)
		}
	})
}

// Reaching somebody ends it, and so does taking it up anew.
func TestReachingSomebodyEndsThePolicy(t *testing.T) {
	at := london("2026-11-16", "11:00")
	w := claimedOn(t, london("2026-11-16", "10:00"))
	if next, is := rules.ContactStep(w.s); !is || next.Step != referral.FirstAttempt || !next.By.Equal(w.s.Targets.Contact) {
		t.Errorf("before the first attempt: %+v", next)
	}
	w.do(at, rules.Contact(tried("2026-11-16 11:00", "telephone"), w.s))
	w.do(at, referral.Release{Reason: "On leave."})
	w.do(at, referral.Claim{})
	if next, is := rules.ContactStep(w.s); !is || next.Step != referral.TryAgain {
		t.Errorf("whoever has it next goes on with %+v", next)
	}
	reached := rules.Contact(referral.Contact{When: at.Add(time.Hour), How: "telephone", Reached: true, Who: "relative"}, w.s)
	w.do(at.Add(time.Hour), reached)
	if next, is := rules.ContactStep(w.s); is || w.s.Next != nil {
		t.Errorf("somebody was reached, and next is %+v", next)
	}
	// An attempt that fails later begins nothing anew.
	w.do(at.Add(2*time.Hour), rules.Contact(tried("2026-11-16 13:00", "telephone"), w.s))
	if w.s.Next != nil {
		t.Errorf("next is %+v", w.s.Next)
	}
	if got := w.s.Contacts[0]; got.By.ID != therapist.ID || got.Next != nil {
		t.Errorf("kept as %+v", got)
	}
}

// It can be closed as not reached only after everything, and then like any no.
func TestNotReached(t *testing.T) {
	w := claimedOn(t, london("2026-11-16", "10:00"), referral.FallLastMonth)
	give := func(at time.Time, rationale, next string) referral.NotReached {
		return referral.NotReached{Rationale: rationale, NextStep: next, At: at}
	}
	refused := func(change referral.Change, want string) {
		t.Helper()
		if err := referral.Allowed(change, w.s, therapist); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
	late := london("2026-12-20", "10:00")
	const more = "More must be tried before it can be closed as not reached: see the next step on the referral."
	refused(give(late, "x", "x"), more)
	refused(rules.TellReferrer(w.s, late), "Record an attempt to reach them first.")
	for _, attempt := range []referral.Contact{tried("2026-11-16 11:00", "telephone"), tried("2026-11-17 11:00", "telephone"), tried("2026-11-18 11:00", "visit", "letter")} {
		w.do(attempt.When, rules.Contact(attempt, w.s))
	}
	refused(give(late, "x", "x"), more)
	told := london("2026-11-25", "10:00")
	w.do(told, rules.TellReferrer(w.s, told))
	refused(rules.TellReferrer(w.s, late), "The referrer was told at 10:00am on 25 November 2026.")
	refused(give(told.Add(time.Hour), "x", "x"), "They have until 5:00pm on 30 November 2026 to answer.")
	refused(give(late, " ", "x"), "Enter the reason for the decision.")
	refused(give(late, "x", ""), "Enter what the person can do next, or who will help them.")
	if err := referral.Allowed(give(late, "x", "x"), w.s, other); err == nil {
		t.Error("somebody else closes it")
	}
	w.do(late, give(late, "Nobody answers.", "They can ring us."))
	if d := w.s.Decision; w.s.State != referral.Decided || d.Outcome != referral.CouldNotBeReached || d.Outcome.Yes() || d.Team != w.s.Team || d.By.ID != therapist.ID || !w.s.Due().IsZero() {
		t.Errorf("decided %+v, due %s", w.s.Decision, w.s.Due())
	}
	w.by(system, late, referral.Arrange{})
	if w.s.State != referral.Closed || w.s.Ending.Reason != "No: could not be reached" || w.s.Ending.Note != "They can ring us." {
		t.Errorf("ended %+v", w.s.Ending)
	}
}
