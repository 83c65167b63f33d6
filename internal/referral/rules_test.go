package referral_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

var rules = referral.DefaultRules()

// decide decides under the rules, without a target.
func decide(d referral.Decision) referral.Decide {
	made := rules.Decide(referral.Decision{}, referral.Strand{}, monday).(referral.Decide)
	made.Decision = d
	return made
}

// propose proposes under the rules, whatever it costs.
func propose(d referral.Decision) referral.Propose {
	made := rules.Decide(costly(), referral.Strand{}, monday).(referral.Propose)
	made.Decision = d
	return made
}

// reopen reopens under the rules, with the flags as they are.
func reopen(reason string, at time.Time) referral.Reopen {
	made := rules.Reopen(reason, referral.Strand{}, referral.Referral{}, at)
	made.Flags = nil
	return made
}

// What a council has chosen when something is triaged stays with it, whatever it
// chooses later; and what was written before that was kept goes by what was so then.
func TestATriageKeepsTheRulesThatItWasMadeBy(t *testing.T) {
	other := referral.DefaultRules()
	other.Policy.HeadStartDays.High, other.Policy.MustMeet = 20, nil
	r := sent(referral.AssistiveTechnology)
	r.Facts.Concerns, r.Facts.Equipment = []referral.Concern{referral.FallLastMonth}, []catalogue.Code{"gps-locator"}
	before := rules.Triage(r, referral.AssistiveTechnology)
	before.HeadStartDays, before.Needs[0].Weight = nil, ""
	without := referral.Qualifications{Roles: []referral.Role{referral.TrustedAssessor}}
	for name, c := range map[string]struct {
		triage referral.Triage
		days   int
		may    bool
	}{
		"the default":        {rules.Triage(r, referral.AssistiveTechnology), 7, false},
		"another council's":  {other.Triage(r, referral.AssistiveTechnology), 20, true},
		"before it was kept": {before, 7, false},
	} {
		opened, strands, first, err := referral.Open(r, "DRAFT", "")
		if err != nil {
			t.Fatal(err)
		}
		event, err := opened.Change(&strands[0], c.triage, system, monday, "")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(event.Detail, "headStartDays") != (c.triage.HeadStartDays != nil) {
			t.Errorf("%s: the event says %s", name, event.Detail)
		}
		_, replayed, err := referral.Replay([]referral.Event{first, event})
		if err != nil {
			t.Fatal(err)
		}
		s := replayed[referral.AssistiveTechnology]
		if got := s.Due().Sub(s.Rank()); got != time.Duration(c.days)*24*time.Hour || (s.MayTake(without) == nil) != c.may {
			t.Errorf("%s: it ranks %v earlier, and may be taken: %v", name, got, s.MayTake(without))
		}
	}
}

func TestADecisionWithoutLimitsIsNone(t *testing.T) {
	s := referral.Strand{Kind: referral.DigitalSupport, State: referral.Claimed, Holder: &therapist, Assessment: &referral.Assessment{}}
	for _, change := range []referral.Change{
		referral.Decide{Decision: referral.Decision{Outcome: referral.Provide, Rationale: "x"}},
		referral.Propose{Decision: referral.Decision{Outcome: referral.Provide, Rationale: "x"}},
	} {
		if err := referral.Allowed(change, s, therapist); err == nil || errors.Is(err, referral.ErrRefused) {
			t.Errorf("%s: %v", change.Name(), err)
		}
	}
}

func TestReadPolicy(t *testing.T) {
	whole, err := os.ReadFile("policy.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ was, is, want string }{
		{"", "", ""},
		{"{", "", "policy: "},
		{`"auditPercent"`, `"auditPercents"`, `unknown field "auditPercents"`},
		{`"headset"`, `"helmet"`, `there is no requirement "helmet"`},
		{`"high":     {"contact"`, `"higher":     {"contact"`, "days or attempts of what is high are missing"},
		{`"high":     {"attempts": 3`, `"high":     {"attempts": 0`, "days or attempts of what is high are missing"},
	} {
		_, err := referral.ReadPolicy([]byte(strings.Replace(string(whole), c.was, c.is, 1)))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("with %q for %q: %v", c.is, c.was, err)
		}
	}
}
