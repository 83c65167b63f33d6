package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// DueAt returns when the system must look at a strand although nobody did
// anything; zero if it need not. It is the earliest of the strand's own dates.
func (s Strand) DueAt() time.Time {
	switch {
	case s.State == OnHold && s.Hold != nil && !s.Hold.Warns.IsZero():
		return s.Hold.Warns
	case s.State == OnHold && s.Hold != nil:
		return s.Hold.Returns
	case s.State == AwaitingReferrer:
		return s.Asked().remindsAt()
	case s.State == Claimed && !s.Warns.IsZero():
		return s.Warns
	case s.State == Claimed && !s.Lapses.IsZero():
		return s.Lapses
	case s.State == Claimed:
		return s.inactiveAt()
	case s.State == InPlace:
		return s.ReviewTell
	}
	return time.Time{}
}

// DueChange returns the change that is due by then, or nil if none is. It is for
// the system, which makes it. After an outage that outlasted a warning, what it
// warned of comes at once.
func DueChange(s Strand, at time.Time, calendar *workingtime.Calendar) Change {
	wakes := s.DueAt()
	switch {
	case wakes.IsZero() || at.Before(wakes):
		return nil
	case s.State == OnHold && !at.Before(s.Hold.Returns):
		return ResumeWorkAt("Its date has come.", s, at, calendar)
	case s.State == OnHold:
		return HoldEnding{}
	case s.State == AwaitingReferrer:
		return Reminder{Passed: s.Asked().remindersPassed(at)}
	case s.State == InPlace:
		return ReviewDue{}
	case !s.Lapses.IsZero() && !at.Before(s.Lapses):
		return Lapse{}
	case !s.Warns.IsZero():
		return LapseWarning{}
	}
	return Inactive{}
}
