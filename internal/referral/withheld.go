package referral

// Withheld returns why a notice that is owed is not sent after all, in a code, or ""
// if it is sent. It is asked when the notice is about to be sent, because what
// matters is how things are then. About is the strand that it tells of, "" for all.
func Withheld(c Case, strands []Strand, n Notice, about Kind) string {
	if n.To != ToPerson {
		return ""
	}
	switch {
	case c.Died != nil:
		return "withheld: " + string(Died)
	case c.InError():
		return "withheld: " + string(EnteredInError)
	}
	for _, s := range strands {
		if s.Kind != about {
			continue
		}
		switch {
		case s.State == EnteredInError:
			return "withheld: " + string(EnteredInError)
		case s.Decision == nil:
			return "withheld: no decision any more"
		}
	}
	return ""
}
