package referral_test

import (
	"slices"
	"testing"

	"assistive-referrals/internal/referral"
)

// A costly decision waits for a second person while its clock runs on. Only their
// approval makes it the decision, and whoever proposed it stays the one who decided.
func TestACostlyDecisionWaitsForASecondPerson(t *testing.T) {
	at := london("2026-11-16", "10:00")
	w := claimedOn(t, at).do(at, referral.Assess{Assessment: referral.Assessment{Findings: "Seizures at night."}})
	proposed := at.AddDate(0, 0, 1)
	w.do(proposed, rules.Decide(costly(), w.s, proposed))
	due := w.s.Due()
	if w.s.State != referral.AwaitingApproval || w.s.Decision != nil || w.s.State.Effect() != referral.NoEffect || w.s.State.StopsClock() || due.IsZero() {
		t.Fatalf("proposed: %s, decision %v, due %s", w.s.State, w.s.Decision, due)
	}

	w.by(other, proposed.AddDate(0, 0, 1), referral.SendBack{Reason: "Try a bed sensor first."})
	if w.s.State != referral.Claimed || w.s.Holder.ID != therapist.ID || w.s.Proposal.Back.Reason != "Try a bed sensor first." || w.s.Proposal.Back.By.ID != other.ID {
		t.Fatalf("sent back: %+v", w.s.Proposal)
	}

	again := proposed.AddDate(0, 0, 2)
	w.do(again, rules.Decide(costly(), w.s, again))
	if later := w.s.Due(); !later.After(due) {
		t.Errorf("what is proposed anew is due at %s, as the first was at %s", later, due)
	}
	due = w.s.Due()
	approved := again.AddDate(0, 0, 6)
	w.by(other, approved, referral.Approve{Note: "The sensor is the only way."})
	d := w.s.Decision
	if d == nil || w.s.State != referral.Decided || w.s.State.Effect() != referral.Resume || w.s.Proposal != nil {
		t.Fatalf("approved: %s, %+v", w.s.State, d)
	}
	if d.By.ID != therapist.ID || d.Approval.By.ID != other.ID || !d.At.Equal(approved) || !d.Approval.Proposed.Equal(again) {
		t.Errorf("decided by %s at %s, approved by %s, proposed at %s", d.By.ID, d.At, d.Approval.By.ID, d.Approval.Proposed)
	}
	if !d.InPlaceBy.Equal(due) || !w.s.Due().Equal(due) {
		t.Errorf("the wait for approval moved the target from %s to %s", due, d.InPlaceBy)
	}
}

func TestWhatNeedsApproval(t *testing.T) {
	for _, c := range []struct {
		outcome referral.Outcome
		pence   int
		want    bool
	}{
		{referral.Provide, 40000, false}, {referral.Provide, 59000, true}, {referral.Trial, 59000, true}, {referral.Declined, 59000, false},
	} {
		d := decision(c.outcome)
		d.Equipment = d.Equipment[:0]
		switch c.pence {
		case 40000:
			d.Equipment = append(d.Equipment, "activity-monitoring-kit") // exactly at the limit
		case 59000:
			d.Equipment = append(d.Equipment, "hub", "epilepsy-sensor")
		}
		if d.Cost() != c.pence || rules.NeedsApproval(d) != c.want {
			t.Errorf("%s for %d: needs approval %t", c.outcome, d.Cost(), rules.NeedsApproval(d))
		}
	}
}

func TestWhoHearsOfAProposal(t *testing.T) {
	c := referral.Case{TellPerson: "person@example.org", AlsoTell: []string{"one@example.org"}}
	s := referral.Strand{Team: referral.OccupationalTherapyTeam, Holder: &therapist}
	for _, test := range []struct {
		change referral.Change
		by     referral.Actor
		want   []string
	}{
		{referral.Propose{}, therapist, []string{"decision-to-approve manager:occupational-therapy"}},
		{referral.SendBack{}, other, []string{"decision-sent-back holder"}},
		{referral.SendBack{}, therapist, nil},
		{referral.Approve{}, other, []string{"decided referrer", "decision-for-person person", "decided colleague:0", "decision-approved holder"}},
	} {
		var told []string
		for _, n := range referral.Notices(c, referral.Event{Change: test.change, By: test.by}, s) {
			told = append(told, n.Type+" "+string(n.To))
		}
		if !slices.Equal(told, test.want) {
			t.Errorf("%s by %s: %q", test.change.Name(), test.by.Name, told)
		}
	}
}
