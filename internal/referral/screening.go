package referral

// Label returns what people see.
func (s Screening) Label() string {
	switch s {
	case GoAhead:
		return "Go ahead with a headset"
	case AskFirst:
		return "Ask a clinician first"
	case DoNotUse:
		return "Do not use a headset"
	case NotScreened:
		return "Not screened yet"
	}
	return ""
}

// Next says in a sentence what the result means. Nobody is left without an offer.
func (s Screening) Next() string {
	switch s {
	case GoAhead:
		return "Sessions can be booked. They are asked on each day how they feel."
	case AskFirst:
		return "A clinician is asked before a headset is used. The same content can be offered on a tablet or screen meanwhile."
	case DoNotUse:
		return "They are offered the same content on a tablet or screen."
	case NotScreened:
		return "The team asks what is not known before anything is booked."
	}
	return ""
}
