package catalogue

// Severity is how strongly a circumstance speaks against an item.
type Severity string

const (
	// Refuse: it is the wrong thing there. A practitioner may decide otherwise, with
	// the reason, unless the finding is final.
	Refuse Severity = "refuse"
	// Warn: it can be right all the same, if something is done about it.
	Warn Severity = "warn"
)

// Rule is one thing that makes an item wrong, or that must be seen to first.
type Rule struct {
	When     Circumstance
	Severity Severity
	Words    string // why, to follow the item's name and a colon; without a full stop
	Instead  []Code // what may be right then
}

// general are the rules about everything that is asked for together, with what
// they apply to.
func general() []struct {
	Rule
	applies func(Equipment) bool
} {
	all := func(Equipment) bool { return true }
	return []struct {
		Rule
		applies func(Equipment) bool
	}{
		{Rule{When: CareHome, Severity: Warn, Words: CareHomeProvides}, all},
		{Rule{When: OxygenAndSmoke, Severity: Warn, Words: "Oxygen is used where somebody smokes. Tell the fire and rescue service now"}, all},
		{Rule{When: SmokesInBed, Severity: Warn, Words: "Somebody smokes in bed. Ask the fire and rescue service for a home fire safety visit"}, all},
		{Rule{When: NobodyComes, Severity: Warn, Words: "Nobody is known who would come when it calls. Ask for the council’s response service, or find responders"}, Equipment.Calls},
		{Rule{When: OthersOppose, Severity: Warn, Words: "Everyone who shares the home must agree to what monitors it"}, func(e Equipment) bool { return e.Monitors }},
	}
}

// CareHomeProvides is what is said wherever equipment is asked for a care home.
const CareHomeProvides = "A care home normally provides this equipment itself. Ask the home first"

// Calls tells whether somebody has to come when it calls.
func (e Equipment) Calls() bool {
	calls := false
	for _, a := range e.AnsweredBy {
		if a == Nobody {
			return false
		}
		calls = calls || a == MonitoringCentre || a == CarersPager
	}
	return calls
}
