package referral

import "strings"

// Kind is one thing that a referral can ask for. A case has one strand per kind.
type Kind string

const (
	AssistiveTechnology Kind = "assistive-technology"
	VRSessions          Kind = "vr-sessions"
	DigitalSupport      Kind = "digital-support"
)

// Kinds lists every kind in the order in which people see them.
func Kinds() []Kind { return []Kind{AssistiveTechnology, VRSessions, DigitalSupport} }

// Label returns what people see.
func (k Kind) Label() string {
	switch k {
	case AssistiveTechnology:
		return "Assistive technology"
	case VRSessions:
		return "Virtual-reality sessions"
	case DigitalSupport:
		return "Digital support"
	}
	return ""
}

// Valid tells whether k is one of Kinds.
func (k Kind) Valid() bool { return k.Label() != "" }

// kindLabels returns what people see of several kinds.
func kindLabels(kinds []Kind) string {
	var labels []string
	for _, kind := range kinds {
		labels = append(labels, kind.Label())
	}
	return strings.Join(labels, ", ")
}
