package referral

import "time"

// LapseWarning tells the holder that their claim is about to lapse.
type LapseWarning struct{}

// Name implements Change.
func (LapseWarning) Name() string { return "claim-warned" }

// Allowed implements Change.
func (LapseWarning) Allowed(s Strand, by Actor) error {
	if s.State != Claimed || s.Warns.IsZero() || by.Role != SystemRole {
		return refuse("There is no claim to warn of.")
	}
	return nil
}

func (LapseWarning) apply(s *Strand, _ Event) { s.Warns = time.Time{} }

// Lapse puts a strand back on its team's worklist, because whoever claimed it
// wrote nothing down in the time that a claim has. Looking at it is not work.
type Lapse struct{}

// Name implements Change.
func (Lapse) Name() string { return "lapsed" }

// Allowed implements Change.
func (Lapse) Allowed(s Strand, by Actor) error {
	if s.State != Claimed || s.Lapses.IsZero() || by.Role != SystemRole {
		return refuse("There is no claim that could lapse.")
	}
	return nil
}

func (Lapse) apply(s *Strand, _ Event) { s.giveUp() }
