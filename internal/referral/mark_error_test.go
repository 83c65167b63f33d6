package referral_test

import (
	"testing"

	"assistive-referrals/internal/referral"
)

func TestEnteredInError(t *testing.T) {
	h := inThreePlaces(t)
	mark := func(why, reason string, kinds ...referral.Kind) referral.MarkError {
		return referral.MarkError{Kinds: kinds, Why: why, Reason: reason}
	}
	for want, change := range map[string]referral.MarkError{
		"Select what was entered in error.": mark("other", "x"),
		"Select what the mistake was.":      mark("aliens", "x", referral.VRSessions),
		"Enter what happened.":              mark("other", " ", referral.VRSessions),
		"The person has something of ours by it. It must be taken out before this can be called a mistake.": mark("other", "x", referral.VRSessions, referral.AssistiveTechnology),
	} {
		if err := referral.CaseAllowed(change, h.c, h.strands, therapist); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
	h.do(1, mark("wrong-person", "Another Testcase.", referral.VRSessions))
	s := h.strands[1]
	if s.State != referral.EnteredInError || s.Ending.Reason != "Entered in error: it is about the wrong person" || s.Hold != nil || h.c.OpenStrands != 1 || h.c.Errors != 1 || h.c.InError() {
		t.Errorf("it is %+v, the case %+v", s, h.c)
	}
	if err := referral.CaseAllowed(mark("other", "x", referral.VRSessions), h.c, h.strands, therapist); err == nil {
		t.Error("an error twice")
	}
	// A death leaves it out, and it cannot be right after all once somebody has died.
	h.dies()
	if h.strands[1].State != referral.EnteredInError {
		t.Errorf("it is %s", h.strands[1].State)
	}
	right := rules.Restore(referral.Restore{Of: referral.EnteredInError, Reason: "It was right."}, h.strands, h.now)
	if err := referral.CaseAllowed(right, h.c, h.strands, therapist); err == nil || err.Error() != "The person has died." {
		t.Errorf("%v", err)
	}
	h.do(0, rules.Restore(referral.Restore{Of: referral.Died, Reason: "Her sister."}, h.strands, h.now))
	h.do(1, right)
	if s := h.strands[1]; s.State != referral.OnHold || s.Hold == nil || s.Run != 2 || h.c.Errors != 0 {
		t.Errorf("it is %+v", s)
	}
}

// A referral of which every part was a mistake is one.
func TestAWholeReferralInError(t *testing.T) {
	c, strands, _, err := referral.Open(sent(referral.AssistiveTechnology, referral.VRSessions), "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range c.Kinds {
		if c.InError() {
			t.Error("it is one already")
		}
		if _, err := c.ChangeCase(strands, referral.MarkError{Kinds: []referral.Kind{kind}, Why: "test", Reason: "Training."}, therapist, monday, ""); err != nil {
			t.Fatal(err)
		}
	}
	if !c.InError() || c.OpenStrands != 0 || c.Closed.IsZero() {
		t.Errorf("the case is %+v", c)
	}
	if err := referral.CaseAllowed(referral.RecordDeath{ToldBy: "x"}, c, strands, therapist); err == nil {
		t.Error("somebody dies in it")
	}
}
