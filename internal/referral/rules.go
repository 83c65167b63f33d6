package referral

import (
	_ "embed"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/workingtime"
)

// Rules are what a council has chosen. They are loaded once, passed on, and never
// changed. A change that depends on them is made by one of their methods, and holds
// what it needs of them: replay reads no rules.
type Rules struct {
	Policy   Policy
	Calendar *workingtime.Calendar
	Council  Council
}

// Council is how a council is reached.
type Council struct {
	// DutyTelephone is the emergency duty team's, for what is urgent and cannot wait
	// until the team opens again.
	DutyTelephone string
	// Mailboxes are the teams' email addresses.
	Mailboxes map[Team]string
}

//go:embed policy.json
var defaultPolicy []byte

// DefaultRules returns the rules of a council that has chosen nothing: policy.json
// and England's working days. It panics if that policy cannot be read: it is part of
// the program, and a mistake in it must stop every test.
func DefaultRules() Rules {
	policy, err := ReadPolicy(defaultPolicy)
	if err != nil {
		panic("policy.json: " + err.Error())
	}
	return Rules{
		Policy: policy, Calendar: workingtime.England(),
		Council: Council{DutyTelephone: "01632 960 099"}, // fictional: from Ofcom's range for drama
	}
}

// OrderWithinAuthority tells whether a trusted assessor may order that equipment
// at once: simple, not monitoring anybody, and within the cost limit.
func (r Rules) OrderWithinAuthority(equipment []catalogue.Code) bool {
	return len(equipment) > 0 && catalogue.Simple(equipment) && catalogue.Cost(equipment) <= r.Policy.OrderLimitPence
}
