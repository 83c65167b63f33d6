package referral

import "time"

// HoldEnding tells the holder that a hold ends on the next working day. The system makes it.
type HoldEnding struct {
	titleOnly
	nothingEntered
}

func (HoldEnding) Name() string                         { return "hold-ends-soon" }
func (HoldEnding) Title() string                        { return "Told that the hold ends on the next working day" }
func (HoldEnding) Notices(Case, Strand, Event) []Notice { return tell(NoticeBackSoon, ToHolder) }

func (HoldEnding) Possible(s Strand, by Actor) error {
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
