package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// Wakes returns when the system must look at a strand although nobody did
// anything; zero if it need not. It is the earliest of the strand's own dates.
func (s Strand) Wakes() time.Time {
	switch {
	case s.State == OnHold && s.Hold != nil:
		return s.Hold.Returns
	case s.State == Claimed && !s.Warns.IsZero():
		return s.Warns
	case s.State == Claimed:
		return s.Lapses
	}
	return time.Time{}
}

// FallsDue returns the change that is due by then, or nil if none is. It is for
// the system, which makes it.
func FallsDue(s Strand, at time.Time, calendar *workingtime.Calendar) Change {
	wakes := s.Wakes()
	switch {
	case wakes.IsZero() || at.Before(wakes):
		return nil
	case s.State == OnHold:
		return ReturnAt("Its date has come.", s, at, calendar)
	case !s.Lapses.IsZero() && !at.Before(s.Lapses):
		return Lapse{} // after an outage that outlasted the warning too
	}
	return Warn{}
}
