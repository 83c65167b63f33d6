package catalogue

// Need is what somebody needs help with, as it is asked for: a list to start from
// for whoever does not know the equipment.
type Need string

const (
	NeedHelp        Need = "help"
	NeedFalls       Need = "falls"
	NeedNight       Need = "night"
	NeedLeaving     Need = "leaving"
	NeedLost        Need = "lost"
	NeedMedication  Need = "medication"
	NeedMemory      Need = "memory"
	NeedSeizures    Need = "seizures"
	NeedContinence  Need = "continence"
	NeedFire        Need = "fire"
	NeedGas         Need = "carbon-monoxide"
	NeedFlood       Need = "flood"
	NeedTemperature Need = "temperature"
	NeedCallers     Need = "callers"
	NeedGettingIn   Need = "getting-in"
	NeedCompany     Need = "company"
	NeedTelephone   Need = "telephone"
	NeedControl     Need = "control"
	NeedCarer       Need = "carer"
	NeedPattern     Need = "pattern"
)

// Needs lists every need in the order in which people see them.
func Needs() []Need {
	return []Need{NeedHelp, NeedFalls, NeedNight, NeedLeaving, NeedLost, NeedMedication, NeedMemory, NeedSeizures, NeedContinence,
		NeedFire, NeedGas, NeedFlood, NeedTemperature, NeedCallers, NeedGettingIn, NeedCompany, NeedTelephone, NeedControl, NeedCarer, NeedPattern}
}

// Label returns what people see.
func (n Need) Label() string {
	switch n {
	case NeedHelp:
		return "Calling for help"
	case NeedFalls:
		return "Falls"
	case NeedNight:
		return "Getting up at night, and not being safe"
	case NeedLeaving:
		return "Going out at unsafe times"
	case NeedLost:
		return "Getting lost outside"
	case NeedMedication:
		return "Medicines that are missed, or taken twice"
	case NeedMemory:
		return "Remembering what to do, and when"
	case NeedSeizures:
		return "Seizures"
	case NeedContinence:
		return "A bed that gets wet"
	case NeedFire:
		return "Fire, or cooking that burns"
	case NeedGas:
		return "Carbon monoxide"
	case NeedFlood:
		return "Water left running"
	case NeedTemperature:
		return "A home that gets too cold or too hot"
	case NeedCallers:
		return "Callers at the door"
	case NeedGettingIn:
		return "Helpers getting in"
	case NeedCompany:
		return "Loneliness, and keeping in touch"
	case NeedTelephone:
		return "Using the telephone"
	case NeedControl:
		return "Doing things at home by asking aloud"
	case NeedCarer:
		return "A carer who needs a break, or needs to know"
	case NeedPattern:
		return "Finding out how they manage alone"
	}
	return ""
}

// Service is how an item serves a need.
type Service struct {
	Need Need
	Best bool   // it is made for the need, as opposed to being of help with it
	Why  string // a sentence without its full stop, about the person as "they"
}

// serves finds how it serves that need, and whether it does.
func (e Equipment) serves(need Need) (Service, bool) {
	for _, s := range e.Serves {
		if s.Need == need {
			return s, true
		}
	}
	return Service{}, false
}
