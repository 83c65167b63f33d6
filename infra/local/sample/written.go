package sample

import (
	"context"
	"time"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// found is what practitioners find, in a few ways that are told in turn.
var found = []form.Answers{
	{
		"findings": {"Steady on one level with a stick. Cannot get up alone after a fall. Understands what was offered and why."},
		"goals":    {"“I want to stay in my own home and not worry my daughter.”"},
		"risk-1":   {"A fall with nobody there"}, "risk-1-who": {"person"}, "risk-1-less": {"Help that comes at once; a rail at the back door."},
		"outcomes": {"home-safety", "toilet"}, "outcome-home-safety-how": {"endangers"}, "outcome-toilet-how": {"longer"},
		"well-being-impact": {"yes"}, "eligible-needs": {"yes"}, "frailty": {"5"}, "capacity": {"no-doubt"},
	},
	{
		"findings": {"Manages by day. Gets up three times a night and has been found in the hall."}, "present": {"A daughter"},
		"goals": {"“To sleep, and to know that somebody would come.”"}, "capacity": {"no-doubt"},
	},
	{
		"findings": {"Forgets what was said within minutes, and is at ease with those whom they know."}, "present": {"A son; the care worker"},
		"goals": {"“I like to be out and about.”"}, "risk-1": {"Getting lost at dusk"}, "risk-1-who": {"person"},
		"outcomes": {"community"}, "outcome-community-how": {"without-help"}, "outcome-community-varies": {"yes"}, "well-being-impact": {"unsure"}, "eligible-needs": {"not-decided"},
		"capacity": {"assessed"}, "capacity-decision": {"Whether to have it at home"}, "capacity-help": {"Pictures, and a second visit in the morning."},
		"capacity-functional": {"could-do-all"}, "capacity-result": {"has"},
		"lonely-companionship": {"2"}, "lonely-left-out": {"2"}, "lonely-isolated": {"1"},
	},
}

func (f *filler) assess(s referral.Strand) referral.Change {
	all := form.Answers{"method": {"visit"}, "on": {f.system.Cloud.Now().Format(time.DateOnly)}}
	for field, values := range found[f.random.IntN(len(found))] {
		all[field] = values
	}
	assessment, answered := intake.AssessmentOf(s.Kind, all)
	return referral.Assess{Assessment: assessment, Answered: answered}
}

// decide decides as the form begins, and now and then adds what a manager must
// approve: they do the next working day, and have yet to look at the last ones.
func (c *course) decide(end ending) {
	technology := c.kind == referral.AssistiveTechnology && end != refused
	costly, waits := technology && c.random.IntN(9) == 0, false
	if technology && end == handedOn {
		c.handedOn++
		costly, waits = c.handedOn%3 == 1, true
	}
	c.step(c.random.IntN(3), func(ctx context.Context, s referral.Strand) error {
		sent, err := c.store.Referral(ctx, c.reference)
		if err != nil {
			return err
		}
		return c.filler.act(ctx, c.reference, s, func(s referral.Strand) referral.Change {
			return c.rules.Decide(decisionOf(s, sent.Answers, end, costly, c.rules.Policy.Sessions), s, c.system.Cloud.Now())
		})
	})
	if !costly || waits {
		return
	}
	c.step(1, func(ctx context.Context, s referral.Strand) error {
		return c.as(ctx, s, c.manager, referral.Approve{Note: "Agreed: nothing less would do."})
	})
}

func decisionOf(s referral.Strand, sent form.Answers, end ending, costly bool, limits referral.SessionLimits) referral.Decision {
	if end == refused {
		return referral.Decision{
			Outcome: referral.MetOtherwise, Rationale: "Family now stay overnight, and the landlord has fitted an alarm.",
			NextStep: "They can ask again if that changes. Leaflet on local groups sent.",
		}
	}
	all := form.Answers{}
	for field, values := range sent {
		all[field] = values
	}
	for field, values := range intake.NewDecision(s, sent, limits) {
		all[field] = values
	}
	for field, value := range map[string]string{
		"outcome": string(referral.Provide), "rationale": "It lowers the risk that they described, and they want it.", "expected-benefit": "avoids",
		"despite":    "What speaks against it was talked through with the family, who see to it.",
		"plan-goals": "See the grandchildren when they ring.", "plan-how": "library",
	} {
		all[field] = []string{value}
	}
	if costly {
		all[intake.EquipmentField] = append(all[intake.EquipmentField], "epilepsy-sensor", "hub")
	}
	return intake.DecisionOf(s.Kind, all, limits)
}
