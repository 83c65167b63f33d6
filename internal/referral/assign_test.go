package referral_test

import (
	"testing"

	"assistive-referrals/internal/referral"
)

func TestAssign(t *testing.T) {
	at, later := london("2026-11-16", "10:00"), london("2026-11-18", "10:00")
	waits := func() *walk { return claimedOn(t, at).do(at, referral.Release{}) }
	registered := referral.Qualifications{Roles: []referral.Role{referral.OccupationalTherapist}, Registration: "OT000001"}
	give := func(s referral.Strand) referral.Change {
		return rules.Give(s, other, registered, "ot-2@example.org", "From Monday’s meeting.", later)
	}
	w := waits()
	w.do(later, give(w.s))
	if w.s.State != referral.Claimed || w.s.Holder.ID != other.ID || w.s.HolderTell != "ot-2@example.org" || !w.s.ClaimedAt.Equal(later) || day(w.s.Lapses) != "2026-12-02 17:00" {
		t.Errorf("it is %+v", w.s)
	}
	if err := referral.Allowed(referral.Contact{When: later, Reached: true}, w.s, other); err != nil {
		t.Error(err)
	}
	if _, again := give(claimedOn(t, at).s).(referral.Reassign); !again {
		t.Error("what somebody has is not given by Reassign")
	}
	complex := waits().s
	complex.Needs = []referral.Need{{What: referral.RegisteredTherapist, Because: "this is not simple equipment: GPS locator"}}
	for want, c := range map[string]struct {
		change referral.Assign
		strand referral.Strand
	}{
		"Occupational Therapist One has had this since 10:00am on 16 November 2026.": {referral.Assign{To: other, Note: "x"}, claimedOn(t, at).s},
		"This is no longer waiting to be claimed: it is withdrawn.":                  {referral.Assign{To: other, Note: "x"}, waits().do(at, referral.Withdraw{Reason: "x"}).s},
		"Select who is to have it.":                                                  {referral.Assign{Note: "x"}, waits().s},
		"Enter a note for whoever is to have it.":                                    {referral.Assign{To: other}, waits().s},
		"This needs a registered occupational therapist, because this is not simple equipment: GPS locator. The sign-in does not show that: if it should, ask your team manager.": {
			referral.Assign{To: other, Note: "x", With: &referral.Qualifications{}}, complex},
	} {
		if err := referral.Allowed(c.change, c.strand, system); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
