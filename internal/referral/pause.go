package referral

import "time"

// Pause is a time in which a strand's targets do not run. The days since the
// referral go on all the same.
type Pause struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`  // zero while it lasts
	Why  State     `json:"why"` // the state that stopped the clock
}

// Paused returns since when the strand's clock has been stopped, and whether it is.
func (s Strand) Paused() (time.Time, bool) {
	if n := len(s.Pauses); n > 0 && s.Pauses[n-1].To.IsZero() {
		return s.Pauses[n-1].From, true
	}
	return time.Time{}, false
}

// keepClock begins a pause where the state stops the clock, and ends it where the
// state no longer does.
func (s *Strand) keepClock(at time.Time) {
	_, paused := s.Paused()
	switch {
	case paused && !s.State.StopsClock():
		s.Pauses = append([]Pause(nil), s.Pauses...)
		s.Pauses[len(s.Pauses)-1].To = at
	case !paused && s.State.StopsClock():
		s.Pauses = append(s.Pauses[:len(s.Pauses):len(s.Pauses)], Pause{From: at, Why: s.State})
	}
}

// targetsAfter returns the targets of a strand whose pause ends then: what is not
// met yet moves by the working days that the clock was stopped.
func (r Rules) targetsAfter(s Strand, at time.Time) Targets {
	from, paused := s.Paused()
	if !paused {
		return s.Targets
	}
	return r.targetsMoved(s, from, at)
}

// targetsMoved returns the targets of a strand for which nothing could be done
// between two instants: what is not met yet moves by the working days between them.
// Before a target counts at all there is no clock to stop.
func (r Rules) targetsMoved(s Strand, from, at time.Time) Targets {
	later := func(target, counts time.Time) time.Time {
		if target.IsZero() {
			return target
		}
		return stamp(r.Calendar.Stopped(target, latest(from, counts), at))
	}
	moved, counts := s.Targets, r.CountsFrom(s.Started(), s.Priority)
	if _, reached := s.FirstContact(); !reached {
		moved.Contact = later(moved.Contact, counts)
	}
	if s.Assessment == nil {
		moved.Assessed = later(moved.Assessed, counts)
	}
	if s.Decision != nil && s.Priority != Urgent {
		_, counts = s.Decision.CountsFrom(r.Calendar)
	}
	moved.InPlace = later(moved.InPlace, counts)
	return moved
}

// ClockRuns returns the next target that is not met, and whether its clock runs or
// has run out. One that was missed before the clock was stopped stays missed.
func (s Strand) ClockRuns() (time.Time, bool) {
	due := s.Due()
	since, paused := s.Paused()
	return due, !due.IsZero() && (!paused || !since.Before(due))
}
