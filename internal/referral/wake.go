package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// Wakes returns when the system must look at a strand although nobody did
// anything; zero if it need not.
func (s Strand) Wakes() time.Time {
	if s.State == OnHold && s.Hold != nil {
		return s.Hold.Returns
	}
	return time.Time{}
}

// FallsDue returns the change that is due by then, or nil if none is. It is for
// the system, which makes it.
func FallsDue(s Strand, at time.Time, calendar *workingtime.Calendar) Change {
	wakes := s.Wakes()
	if wakes.IsZero() || at.Before(wakes) {
		return nil
	}
	return ReturnAt("Its date has come.", s, at, calendar)
}
