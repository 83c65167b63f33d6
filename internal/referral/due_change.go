package referral

import "time"

// DueAt returns when the system must look at a strand although nobody did
// anything; zero if it need not. It is the earliest of the strand's own dates.
func (r Rules) DueAt(s Strand) time.Time {
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
		return r.inactiveAt(s)
	case s.State == InPlace:
		return s.ReviewTell
	}
	return time.Time{}
}

// DueChange returns the change that is due by then, or nil if none is. It is for
// the system, which makes it. After an outage that outlasted a warning, what it
// warned of comes at once.
func (r Rules) DueChange(s Strand, at time.Time) Change {
	wakes := r.DueAt(s)
	switch {
	case wakes.IsZero() || at.Before(wakes):
		return nil
	case s.State == OnHold && !at.Before(s.Hold.Returns):
		return r.ResumeWork("Its date has come.", s, at)
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
