package referral

import "time"

// LapseWarning tells the holder that their claim is about to lapse.
type LapseWarning struct {
	titleOnly
	nothingEntered
}

func (LapseWarning) Name() string                         { return "claim-warned" }
func (LapseWarning) Title() string                        { return "Warned that the claim lapses" }
func (LapseWarning) Notices(Case, Strand, Event) []Notice { return tell(NoticeLapsing, ToHolder) }

func (LapseWarning) Possible(s Strand, by Actor) error {
	if s.State != Claimed || s.Warns.IsZero() || by.Role != SystemRole {
		return refuse("There is no claim to warn of.")
	}
	return nil
}

func (LapseWarning) apply(s *Strand, _ Event) { s.Warns = time.Time{} }
