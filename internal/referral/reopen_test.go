package referral_test

import (
	"slices"
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

// What ended can be taken up again for some time, by whoever may undo it.
func TestWhatCanBeReopened(t *testing.T) {
	worker := referral.Actor{ID: "sw-1", Role: referral.SocialWorker}
	ended := func(state referral.State, outcome referral.Outcome) referral.Strand {
		s := referral.Strand{State: state, Ending: &referral.Ending{At: monday}}
		if outcome != "" {
			s.Decision = &referral.Decision{Outcome: outcome}
		}
		return s
	}
	const decidedByTeam = "The team decided this. Ask them to reopen it, or make a new referral with what has changed."
	for _, c := range []struct {
		name   string
		s      referral.Strand
		by     referral.Actor
		change referral.Reopen
		want   string
	}{
		{"withdrawn, by the referrer", ended(referral.Withdrawn, ""), worker, reopen("x", monday), ""},
		{"not reached, by the referrer", ended(referral.Closed, referral.CouldNotBeReached), worker, reopen("x", monday), ""},
		{"a no, by the referrer", ended(referral.Closed, referral.NotEligible), worker, reopen("x", monday), decidedByTeam},
		{"reviewed, by the referrer", ended(referral.Closed, referral.Provide), worker, reopen("x", monday), decidedByTeam},
		{"a no, by the team", ended(referral.Closed, referral.NotEligible), therapist, reopen("x", monday), ""},
		{"no reason", ended(referral.Withdrawn, ""), worker, reopen(" ", monday), "Enter why it is reopened."},
		{"the last day", ended(referral.Withdrawn, ""), worker, reopen("x", monday.AddDate(0, 0, 90)), ""},
		{"too late", ended(referral.Withdrawn, ""), worker, reopen("x", monday.AddDate(0, 0, 90).Add(time.Minute)),
			"It ended more than 90 days ago. Make a new referral, so that what has changed is asked."},
		{"what goes on", referral.Strand{State: referral.InPlace}, therapist, reopen("x", monday), "This cannot be reopened: it is in place."},
		{"a mistake", ended(referral.EnteredInError, ""), therapist, reopen("x", monday), "This cannot be reopened: it is entered in error."},
	} {
		err := referral.Allowed(c.change, c.s, c.by)
		if got := words(err); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	c := referral.Case{Died: &referral.Death{}}
	s := ended(referral.Withdrawn, "")
	if _, err := c.Change(&s, reopen("x", monday), therapist, monday, ""); words(err) != "The person has died." {
		t.Errorf("%v", err)
	}
}

func words(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// A reopened strand is triaged anew and its targets count from then; the days since
// the referral go on. Who had it knows it, and what was tried before counts no more.
func TestAReopenedStrandBeginsAnew(t *testing.T) {
	sentAt := london("2026-11-16", "10:00")
	w := claimedOn(t, sentAt, referral.FallLastMonth)
	w.do(sentAt.Add(time.Hour), rules.Contact(tried("2026-11-16 11:00", "telephone"), w.s))
	w.do(sentAt.Add(2*time.Hour), referral.Contact{When: sentAt.Add(2 * time.Hour), Reached: true})
	w.do(sentAt.Add(3*time.Hour), referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "x"}})
	w.do(sentAt.Add(4*time.Hour), decide(decision(referral.Declined)))
	w.by(system, sentAt.Add(5*time.Hour), referral.Arrange{})
	at := london("2026-12-07", "09:00")
	w.by(other, at, reopen("She wants it now.", at))
	s := w.s
	if s.State != referral.Received || s.State.Effect() != referral.Start || s.Run != 2 || s.Decision != nil || s.Assessment != nil || s.Holder != nil || !s.Due().IsZero() {
		t.Errorf("reopened as %+v", s)
	}
	if !s.Received.Equal(sentAt) || !s.Started().Equal(at) || s.HadBefore().ID != therapist.ID || !slices.Equal(s.Known, []string{therapist.ID}) {
		t.Errorf("reopened as %+v", s)
	}
	if e := s.Earlier[0]; e.State != referral.Closed || e.Decision.Outcome != referral.Declined || e.Assessment.Findings != "x" || !e.Reopened.Equal(at) {
		t.Errorf("what went before: %+v", e)
	}

	r := sent(referral.AssistiveTechnology)
	r.Sent, r.Facts.Concerns, r.Facts.Discharge = sentAt, []referral.Concern{referral.FallLastMonth}, "2026-11-20"
	triage := rules.TriageOrOrder(r, s).(referral.Triage)
	if triage.Priority != referral.High || day(triage.Targets.Contact) != "2026-12-09 17:00" || day(triage.Targets.Assessed) != "2026-12-14 17:00" {
		t.Errorf("triaged again to %+v: a discharge that has passed presses no more, and the days count from now", triage)
	}
	r.Facts.Discharge = "2026-12-09"
	if got := rules.TriageOrOrder(r, s).(referral.Triage); got.Priority != referral.Urgent {
		t.Errorf("a discharge that is still to come: %s", got.Priority)
	}
	w.by(system, at, triage)
	w.by(system, at, referral.AddToWorklist{})
	w.do(at, referral.Claim{})
	if next, is := rules.ContactStep(w.s); !is || next.Step != referral.FirstAttempt || !w.s.Due().Equal(triage.Targets.Contact) {
		t.Errorf("next is %+v, due %s", next, day(w.s.Due()))
	}
	w.do(at.Add(time.Hour), rules.Contact(tried("2026-12-07 09:30", "telephone"), w.s))
	if next, _ := rules.ContactStep(w.s); next.Made != 1 {
		t.Errorf("what was tried before still counts: %+v", next)
	}
}

// An order is no order any more once it was reopened.
func TestWhatWasOrderedIsNotOrderedAgain(t *testing.T) {
	r := sent(referral.AssistiveTechnology)
	r.Referrer.Role, r.Facts.Order, r.Facts.Equipment = referral.TrustedAssessor, true, []catalogue.Code{"big-button-telephone"}
	s := referral.Strand{Kind: referral.AssistiveTechnology}
	if _, ordered := rules.TriageOrOrder(r, s).(referral.Order); !ordered {
		t.Fatal("it is no order at first")
	}
	s.Reopened = monday.AddDate(0, 0, 7)
	if _, ordered := rules.TriageOrOrder(r, s).(referral.Order); ordered {
		t.Error("it is ordered again")
	}
}
