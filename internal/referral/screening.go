package referral

// Screening is the result of the questions asked before a virtual-reality session.
type Screening string

const (
	GoAhead     Screening = "go-ahead"
	AskFirst    Screening = "ask-clinician"
	DoNotUse    Screening = "do-not-use"
	NotScreened Screening = "not-screened"
)

// Label returns what people see.
func (s Screening) Label() string {
	switch s {
	case GoAhead:
		return "Go ahead"
	case AskFirst:
		return "Ask a clinician first"
	case DoNotUse:
		return "Do not use a headset"
	case NotScreened:
		return "Not yet screened"
	}
	return ""
}

// Colour returns the colour of the result's tag.
func (s Screening) Colour() string {
	switch s {
	case GoAhead:
		return "green"
	case AskFirst:
		return "orange"
	case DoNotUse:
		return "red"
	}
	return "grey"
}
