package referral_test

import (
	"strings"
	"testing"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

func TestWhatAStrandAsksOfWhoeverTakesIt(t *testing.T) {
	equipment := func(codes ...catalogue.Code) referral.Facts { return referral.Facts{Equipment: codes} }
	for name, c := range map[string]struct {
		facts referral.Facts
		kind  referral.Kind
		want  string
	}{
		"simple equipment":      {equipment("pendant-alarm", "key-safe"), referral.AssistiveTechnology, ""},
		"complex equipment":     {equipment("pendant-alarm", "gps-locator"), referral.AssistiveTechnology, "registered-occupational-therapist: this is not simple equipment: GPS locator"},
		"only the need":         {equipment(), referral.AssistiveTechnology, ""},
		"unknown equipment":     {equipment("from-long-ago"), referral.AssistiveTechnology, ""},
		"capacity in doubt":     {referral.Facts{Equipment: []catalogue.Code{"pendant-alarm"}, Agreement: referral.CapacityInDoubt}, referral.AssistiveTechnology, "registered-occupational-therapist: the person’s capacity is in doubt"},
		"both":                  {referral.Facts{Equipment: []catalogue.Code{"door-exit"}, Agreement: referral.CapacityInDoubt}, referral.AssistiveTechnology, "registered-occupational-therapist: this is not simple equipment: door exit sensor, and the person’s capacity is in doubt"},
		"refuses":               {referral.Facts{Equipment: []catalogue.Code{"pendant-alarm"}, Agreement: referral.Refuses}, referral.AssistiveTechnology, ""},
		"headset":               {referral.Facts{Screening: referral.GoAhead}, referral.VRSessions, "headset: the sessions are with a headset"},
		"not screened":          {referral.Facts{Screening: referral.NotScreened}, referral.VRSessions, "headset: the sessions are with a headset"},
		"ask a clinician":       {referral.Facts{Screening: referral.AskFirst}, referral.VRSessions, "registered-occupational-therapist: a clinician must be asked before a headset is used"},
		"on a screen":           {referral.Facts{Screening: referral.DoNotUse}, referral.VRSessions, ""},
		"capacity, for a visit": {referral.Facts{Agreement: referral.CapacityInDoubt, Equipment: []catalogue.Code{"gps-locator"}}, referral.DigitalSupport, ""},
		"sign language":         {referral.Facts{Interpreter: referral.SignInterpreter}, referral.DigitalSupport, "bsl: the person uses British Sign Language"},
		"spoken language":       {referral.Facts{Interpreter: referral.SpokenInterpreter, Screening: referral.GoAhead}, referral.VRSessions, "headset: the sessions are with a headset; interpreter: the person needs an interpreter"},
		"deafblind":             {referral.Facts{Interpreter: referral.DeafblindInterpreter}, referral.AssistiveTechnology, "deafblind: the person is deafblind"},
	} {
		var got []string
		for _, need := range rules.Triage(referral.Referral{Sent: monday, Facts: c.facts}, c.kind).Needs {
			got = append(got, string(need.What)+": "+need.Because)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got, "; "), c.want)
		}
	}
	for _, r := range referral.Requirements() {
		if r.Label() == "" {
			t.Errorf("%s has no label", r)
		}
	}
}

func TestWhoMayTakeAStrandAndWhoShould(t *testing.T) {
	ot := []referral.Role{referral.OccupationalTherapist}
	therapist := []referral.Need{{What: referral.RegisteredTherapist, Because: "of a reason"}}
	signing := []referral.Need{{What: referral.UsesSignLanguage, Because: "of another"}}
	headset := []referral.Need{{What: referral.TrainedForHeadset, Because: "it is one"}}
	for name, c := range map[string]struct {
		needs  []referral.Need
		brings referral.Qualifications
		may    bool
		lacks  int
		called bool // they bring a skill that it asks for
	}{
		"nothing is asked":          {nil, referral.Qualifications{}, true, 0, false},
		"a registered therapist":    {therapist, referral.Qualifications{Roles: ot, Registration: "OT1"}, true, 0, false},
		"a therapist without":       {therapist, referral.Qualifications{Roles: ot}, false, 1, false},
		"another's registration":    {therapist, referral.Qualifications{Roles: []referral.Role{referral.TrustedAssessor, referral.SocialWorker}, Registration: "SW1"}, false, 1, false},
		"a skill that one has":      {signing, referral.Qualifications{Skills: []referral.Skill{referral.SignLanguage}}, true, 0, true},
		"a skill that one lacks":    {signing, referral.Qualifications{Skills: []referral.Skill{referral.Headset}}, true, 1, false},
		"training that one must":    {headset, referral.Qualifications{Skills: []referral.Skill{referral.SignLanguage}}, false, 1, false},
		"what everybody there has":  {headset, referral.Qualifications{Skills: []referral.Skill{referral.Headset}}, true, 0, false},
		"all but the skill":         {append(signing, therapist...), referral.Qualifications{Roles: ot, Registration: "OT1"}, true, 1, false},
		"all":                       {append(signing, therapist...), referral.Qualifications{Roles: ot, Registration: "OT1", Skills: []referral.Skill{referral.SignLanguage}}, true, 0, true},
		"the skill, not the degree": {append(signing, therapist...), referral.Qualifications{Skills: []referral.Skill{referral.SignLanguage}}, false, 1, true},
	} {
		s := referral.Strand{Needs: c.needs}
		no := s.MayTake(c.brings)
		if (no == nil) != c.may || len(s.Lacks(c.brings)) != c.lacks || s.CallsFor(c.brings) != c.called {
			t.Errorf("%s: may %v, lacks %v, called for %v", name, no, s.Lacks(c.brings), s.CallsFor(c.brings))
		}
		if no != nil && !strings.Contains(no.Error(), "because "+c.needs[len(c.needs)-1].Because) {
			t.Errorf("%s: the refusal %q does not say why", name, no)
		}
	}
}

// A claim and a reassignment refuse in the same words, and a later answer that makes
// it a therapist's leaves whoever has it in peace.
func TestRegistrationDecides(t *testing.T) {
	r := sent(referral.AssistiveTechnology)
	r.Facts.Equipment = []catalogue.Code{"gps-locator"}
	c, strands, _, err := referral.Open(r, "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	w := &walk{t, c, strands[0]}
	w.do(monday, rules.Triage(r, referral.AssistiveTechnology)).do(monday, referral.AddToWorklist{})
	without := referral.Qualifications{Roles: []referral.Role{referral.TrustedAssessor}}
	registered := referral.Qualifications{Roles: []referral.Role{referral.OccupationalTherapist}, Registration: "OT000001"}
	no := referral.Allowed(rules.ClaimWith(without, "", monday), w.s, therapist)
	const words = "This needs a registered occupational therapist, because this is not simple equipment: GPS locator. The sign-in does not show that: if it should, ask your team manager."
	if no == nil || no.Error() != words {
		t.Errorf("claiming: %v", no)
	}
	w.do(monday, rules.ClaimWith(registered, "", monday))
	if no := referral.Allowed(rules.Give(w.s, other, without, "", "She is away.", monday), w.s, therapist); no == nil || no.Error() != words {
		t.Errorf("giving: %v", no)
	}
	if no := referral.Allowed(rules.Give(w.s, other, registered, "", "She is away.", monday), w.s, therapist); no != nil {
		t.Error(no)
	}
}
