package referral

import "slices"

// ToCollect tells whether the person has something of ours by this strand.
func (s Strand) ToCollect() bool { return len(s.Placed) > 0 || s.Lent }

// Collects tells whether a team collects what somebody had who has died.
func (t Team) Collects() bool {
	return t == arrangingTeam(AssistiveTechnology) || t == arrangingTeam(DigitalSupport)
}

// place keeps what the person has now.
func (s *Strand) place() {
	switch s.Kind {
	case AssistiveTechnology:
		for _, code := range s.Decision.Equipment {
			if !slices.Contains(s.Placed, code) {
				s.Placed = append(s.Placed[:len(s.Placed):len(s.Placed)], code)
			}
		}
	case DigitalSupport:
		// Without a plan only those who lend know: they say when they look.
		s.Lent = s.Decision.Digital == nil || s.Decision.Digital.Lends()
	}
}
