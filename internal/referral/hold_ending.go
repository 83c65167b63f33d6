package referral

import "time"

// HoldEnding tells the holder that a hold ends on the next working day. The system makes it.
type HoldEnding struct{}

// Name implements Change.
func (HoldEnding) Name() string { return "hold-ends-soon" }

// Allowed implements Change.
func (HoldEnding) Allowed(s Strand, by Actor) error {
	if s.State != OnHold || s.Hold == nil || s.Hold.Warns.IsZero() || by.Role != SystemRole {
		return refuse("There is no hold that is about to end.")
	}
	return nil
}

func (HoldEnding) apply(s *Strand, _ Event) {
	hold := *s.Hold
	hold.Warns = time.Time{}
	s.Hold = &hold
}
