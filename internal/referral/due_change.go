package referral

import "time"

// timer is what the system does by itself with a strand in one state.
type timer interface {
	// at returns when it must look at the strand; zero if it need not.
	at(r Rules, s Strand) time.Time
	// change returns what is to be done then. It is asked only then.
	change(r Rules, s Strand, now time.Time) Change
}

// DueAt returns when the system must look at a strand although nobody did
// anything; zero if it need not. It is the earliest of the strand's own dates.
func (r Rules) DueAt(s Strand) time.Time {
	if timer := states[s.State].timer; timer != nil {
		return timer.at(r, s)
	}
	return time.Time{}
}

// DueChange returns the change that is due by then, or nil if none is. It is for
// the system, which makes it. After an outage that outlasted a warning, what it
// warned of comes at once.
func (r Rules) DueChange(s Strand, now time.Time) Change {
	if due := r.DueAt(s); due.IsZero() || now.Before(due) {
		return nil
	}
	return states[s.State].timer.change(r, s, now)
}
