package catalogue

import "slices"

// Code identifies a type of equipment in stored answers. It never changes once a
// referral has used it.
type Code string

// Equipment is one type of equipment and what is true of it.
type Equipment struct {
	Code Code
	Name string // what people see, such as "Pendant alarm"
	Need string // the need that it serves first, as a referrer would say it
	Hint string // what to know before asking for it; may be empty

	Communicates []Link // the variants it exists in; each can reach who answers it by itself
	Power        Power
	AnsweredBy   []Answerer // who can be set up to answer it; Nobody if it calls nobody
	// Monitors says that it tracks, listens, films or monitors, so that a less
	// restrictive option must have been considered (Mental Capacity Act 2005
	// s.1(6)) and everyone in shared areas must agree.
	Monitors   bool
	LifeSafety bool // a life may depend on its call getting through
	Complexity Complexity

	Serves     []Service // the needs that it serves, and how
	Needs      []Code    // what must be there for it to work
	RuledOutBy []Rule    // what makes it the wrong thing, or must be seen to first
	// Check is what else makes it the wrong thing, which no answer tells: whoever
	// assesses looks at it. Each completes "Not if …".
	Check []string

	TrialWeeks        int // how long it is tried before it is kept; 0 if there is no trial
	ReviewAfterMonths int // from when it is in place; 0 if it is not reviewed
	UnitCostPence     int // illustrative purchase cost in pence
}

// Link is how a variant of an item reaches the outside by itself.
type Link string

const (
	NoLink        Link = "none"           // it works alone, or by radio through its hub
	TelephoneLine Link = "telephone-line" // an analogue line: gone when the public telephone network closes
	Broadband     Link = "broadband"      // a cable to the router of a digital line
	SIM           Link = "sim"            // a mobile network
	WiFi          Link = "wifi"
)

// Label returns what people see.
func (l Link) Label() string {
	switch l {
	case NoLink:
		return "None of its own"
	case TelephoneLine:
		return "Telephone line (analogue)"
	case Broadband:
		return "Broadband (digital line)"
	case SIM:
		return "SIM (mobile network)"
	case WiFi:
		return "Wi-Fi"
	}
	return ""
}

// Power is what an item runs on.
type Power string

const (
	Mains           Power = "mains"
	MainsAndBattery Power = "mains-and-battery" // keeps working for a time without mains
	Battery         Power = "battery"           // lasts for months or years
	Rechargeable    Power = "rechargeable"      // someone must charge it every day or few days
	NoPower         Power = "none"
)

// Label returns what people see.
func (p Power) Label() string {
	switch p {
	case Mains:
		return "Mains"
	case MainsAndBattery:
		return "Mains with battery back-up"
	case Battery:
		return "Battery"
	case Rechargeable:
		return "Battery that someone has to charge"
	case NoPower:
		return "None"
	}
	return ""
}

// Answerer is who hears when an item calls.
type Answerer string

const (
	MonitoringCentre Answerer = "monitoring-centre"
	CarersPager      Answerer = "carers-pager" // a pager or an app that an informal carer has
	Nobody           Answerer = "nobody"
)

// Label returns what people see.
func (a Answerer) Label() string {
	switch a {
	case MonitoringCentre:
		return "Monitoring centre"
	case CarersPager:
		return "Carer’s pager or phone"
	case Nobody:
		return "Nobody"
	}
	return ""
}

// Complexity is who may assess for an item.
type Complexity string

const (
	SimpleEquipment  Complexity = "simple"  // a trusted assessor
	ComplexEquipment Complexity = "complex" // an occupational therapist
)

// AnalogueOnly tells whether it exists in no variant that works without an
// analogue telephone line.
func (e Equipment) AnalogueOnly() bool {
	return len(e.Communicates) > 0 &&
		!slices.ContainsFunc(e.Communicates, func(l Link) bool { return l != TelephoneLine })
}
