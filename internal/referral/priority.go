package referral

// Priority is how soon a strand must be acted on.
type Priority string

const (
	Urgent   Priority = "urgent"
	High     Priority = "high"
	Standard Priority = "standard"
)

// Priorities lists every priority, the most pressing first.
func Priorities() []Priority { return []Priority{Urgent, High, Standard} }

// Label returns what people see.
func (p Priority) Label() string {
	switch p {
	case Urgent:
		return "Urgent"
	case High:
		return "High"
	case Standard:
		return "Standard"
	}
	return "Not yet known"
}

// Colour returns the colour of the priority's tag.
func (p Priority) Colour() string {
	switch p {
	case Urgent:
		return "red"
	case High:
		return "orange"
	}
	return "blue"
}

// Team is a group of staff with one worklist and one mailbox.
type Team string

const (
	OccupationalTherapyTeam Team = "occupational-therapy"
	TrustedAssessorTeam     Team = "trusted-assessors"
	ActivityTeam            Team = "activity"
	DigitalInclusionTeam    Team = "digital-inclusion"
	InstallationTeam        Team = "installation"
)

// Teams lists every team that has a worklist.
func Teams() []Team {
	return []Team{OccupationalTherapyTeam, TrustedAssessorTeam, ActivityTeam, DigitalInclusionTeam, InstallationTeam}
}

// Label returns what people see.
func (t Team) Label() string {
	switch t {
	case OccupationalTherapyTeam:
		return "Occupational therapy"
	case TrustedAssessorTeam:
		return "Trusted assessors"
	case ActivityTeam:
		return "Activity team"
	case DigitalInclusionTeam:
		return "Digital inclusion"
	case InstallationTeam:
		return "Installation"
	}
	return ""
}

// Outcome is the answer that a decision gives, from a closed list.
type Outcome string

const (
	Provide      Outcome = "provide"
	Trial        Outcome = "trial"
	OnAScreen    Outcome = "on-a-screen"
	NotEligible  Outcome = "not-eligible"
	NotSuitable  Outcome = "not-suitable"
	MetOtherwise Outcome = "met-otherwise"
	Declined     Outcome = "declined"
	// CouldNotBeReached is none of those that a decision can choose: NotReached gives it.
	CouldNotBeReached Outcome = "not-reached"
)

// Outcomes lists the answers that can be given to a strand of that kind.
func Outcomes(kind Kind) []Outcome {
	switch kind {
	case VRSessions:
		return []Outcome{Provide, OnAScreen, NotEligible, NotSuitable, MetOtherwise, Declined}
	case AssistiveTechnology:
		return []Outcome{Provide, Trial, NotEligible, NotSuitable, MetOtherwise, Declined}
	}
	return []Outcome{Provide, NotEligible, NotSuitable, MetOtherwise, Declined}
}

// Label returns what people see.
func (o Outcome) Label() string {
	switch o {
	case Provide:
		return "Yes: provide it"
	case Trial:
		return "Yes: provide it on trial"
	case OnAScreen:
		return "Yes, on a tablet or screen instead of a headset"
	case NotEligible:
		return "No: not eligible"
	case NotSuitable:
		return "No: not suitable or not safe"
	case MetOtherwise:
		return "No: the need is met another way"
	case Declined:
		return "No: the person does not want it"
	case CouldNotBeReached:
		return "No: could not be reached"
	}
	return ""
}

// Yes tells whether something is to be put in place.
func (o Outcome) Yes() bool { return o == Provide || o == Trial || o == OnAScreen }
