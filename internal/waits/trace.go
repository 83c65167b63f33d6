package waits

import (
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// WaitTrace is every wait of one strand, with what began and ended each: made from its
// history alone.
type WaitTrace struct {
	Kind     referral.Kind
	Received time.Time
	Until    time.Time // when it ended; otherwise the instant that it was asked for
	Open     bool      // whether it has not ended
	Clocks   []Clock
	Places   []Placed
}

// Days returns how many days have passed since the referral, by the date. They never
// stop.
func (p WaitTrace) Days() int { return workingtime.Days(p.Received, p.Until) }

// Clock is one of a strand's targets with the time that was counted against it.
type Clock struct {
	Step    Step
	Episode int // 0 since it was sent, 1 since it was first reopened
	Spells  []Period
	Targets []Target
	// Reached is when the step was reached; zero if it was not (yet).
	Reached time.Time
}

// Running says what a clock does in a spell.
type Running string

const (
	NotYet   Running = "not-yet" // it was sent too late in the day to count from then
	Counting Running = "counting"
	Stopped  Running = "stopped"  // while somebody else was waited for
	NotOpen  Running = "not-open" // while it was ended, until that was taken back
)

// Period is a time in which a clock did one thing.
type Period struct {
	From, To time.Time
	Running  Running
	Days     int             // working days in it; those of Counting are what counts
	Event    referral.Event  // that began it
	State    referral.State  // the strand's in it
	Last     *referral.Event // that ended it; nil while it lasts
}

// Target is that a target was set or moved.
type Target struct {
	Event    referral.Event
	Was, Is  time.Time // Was is zero for the first
	Stood    int       // working days that the clock had stood still, where that moved it
	Moved    bool      // by a clock that had stood still
	Computed bool      // whether moving it by those days gives what was recorded
}

// Placed is a time in which a strand was in one state, with one team and practitioner.
type Placed struct {
	From, To time.Time
	State    referral.State
	Team     referral.Team
	Holder   *referral.Actor
	Event    referral.Event // that began it
}

// Count returns the working days that a clock ran, and that it stood still.
func (c Clock) Count() (counted, stopped int) {
	for _, s := range c.Spells {
		switch s.Running {
		case Counting:
			counted += s.Days
		case Stopped, NotOpen:
			stopped += s.Days
		}
	}
	return counted, stopped
}

// Target returns the target as it was at last; zero if there was none.
func (c Clock) Target() time.Time {
	if len(c.Targets) == 0 {
		return time.Time{}
	}
	return c.Targets[len(c.Targets)-1].Is
}

// Late tells whether the step was reached after the target, or was not reached by
// then and now.
func (c Clock) Late(now time.Time) bool {
	at := c.Reached
	if at.IsZero() {
		at = now
	}
	return !c.Target().IsZero() && at.After(c.Target())
}

// TraceWait returns the proof of each strand of a case, in the order of its kinds. It
// returns an error if the history does not hold together.
func TraceWait(events []referral.Event, now time.Time, rules referral.Rules) ([]WaitTrace, error) {
	byKind := map[referral.Kind][]look{}
	c, _, err := referral.ReplayEach(events, func(e referral.Event, s referral.Strand) {
		byKind[s.Kind] = append(byKind[s.Kind], look{e, s})
	})
	if err != nil {
		return nil, err
	}
	var proofs []WaitTrace
	for _, kind := range c.Kinds {
		proofs = append(proofs, traceWait(byKind[kind], now, rules))
	}
	return proofs, nil
}

// look is how an event left a strand.
type look struct {
	event  referral.Event
	strand referral.Strand
}

func traceWait(looks []look, now time.Time, rules referral.Rules) WaitTrace {
	last := looks[len(looks)-1]
	p := WaitTrace{Kind: last.strand.Kind, Received: looks[0].strand.Received, Until: now, Open: !last.strand.State.Final()}
	if last.strand.Ending != nil && !p.Open {
		p.Until = last.strand.Ending.At
	}
	p.Places = placesOf(looks, p.Until)
	episode, begin := 0, 0
	for i := range looks {
		if i == len(looks)-1 || !looks[i+1].strand.Reopened.Equal(looks[i].strand.Reopened) {
			for _, step := range []Step{Contact, Assessed, InPlace} {
				if c := clockOf(step, looks[begin:i+1], p.Until, rules); len(c.Targets) > 0 {
					c.Episode = episode
					p.Clocks = append(p.Clocks, c)
				}
			}
			episode, begin = episode+1, i+1
		}
	}
	return p
}

// placesOf tells where the strand was and who had it, one after the other.
func placesOf(looks []look, until time.Time) []Placed {
	var places []Placed
	for _, l := range looks {
		s := l.strand
		if n := len(places); n > 0 {
			last := &places[n-1]
			sameHolder := (last.Holder == nil) == (s.Holder == nil) && (s.Holder == nil || last.Holder.ID == s.Holder.ID)
			if last.State == s.State && last.Team == s.Team && sameHolder {
				continue
			}
			last.To = l.event.At
		}
		places = append(places, Placed{From: l.event.At, To: until, State: s.State, Team: s.Team, Holder: s.Holder, Event: l.event})
	}
	return places
}

// reached returns when a strand reached a step; zero if it has not.
func reached(s referral.Strand, e referral.Event, step Step) time.Time {
	switch step {
	case Contact:
		at, _ := s.FirstContact()
		return at
	case Assessed:
		if s.Assessment != nil {
			return s.Assessment.Made()
		}
	case InPlace:
		if !s.InPlaceAt.IsZero() {
			return inPlaceOn(e)
		}
	}
	return time.Time{}
}

func targetFor(s referral.Strand, step Step) time.Time {
	switch step {
	case Contact:
		return s.Targets.Contact
	case Assessed:
		return s.Targets.Assessed
	}
	return s.Targets.InPlace
}

// runs says what a strand's clocks do in its state.
func runs(s referral.Strand) Running {
	switch _, paused := s.Paused(); {
	case !s.State.GoesOn():
		return NotOpen
	case paused:
		return Stopped
	}
	return Counting
}

// clockOf follows one target through the looks of an episode.
func clockOf(step Step, looks []look, until time.Time, rules referral.Rules) Clock {
	c := Clock{Step: step}
	for i, l := range looks {
		s, e := l.strand, l.event
		if done := reached(s, e, step); !done.IsZero() {
			if len(c.Targets) > 0 {
				c.stop(done, e, rules)
				c.Reached = done
			}
			return c
		}
		if s.Decision != nil && step != InPlace {
			if len(c.Spells) > 0 {
				c.stop(e.At, e, rules) // decided without it, and nobody waits for it any more
			}
			return c
		}
		c.setTarget(targetFor(s, step), e, rules)
		if len(c.Targets) == 0 {
			continue
		}
		if len(c.Spells) == 0 {
			c.begin(looks[:i+1], step, rules)
		}
		if current := &c.Spells[len(c.Spells)-1]; current.Running != runs(s) || current.State.StopsClock() && current.State != s.State {
			c.next(Period{From: e.At, Running: runs(s), Event: e, State: s.State}, rules)
		}
	}
	if len(c.Spells) > 0 {
		c.lasts(until, rules)
	}
	return c
}

// lasts ends the proof of a clock that was not stopped for good: it runs or stands
// still now, or the strand has ended and nothing waits any more.
func (c *Clock) lasts(until time.Time, rules referral.Rules) {
	last := len(c.Spells) - 1
	if c.Spells[last].Running == NotOpen {
		c.Spells = c.Spells[:last]
		return
	}
	if last > 0 && c.Spells[last].From.After(until) {
		c.Spells, last = c.Spells[:last], last-1 // it has not begun to count
		c.Spells[last].Last = nil
	}
	c.Spells[last].To = until
	if c.Spells[last].Running != NotYet {
		c.Spells[last].Days = rules.Calendar.Between(c.Spells[last].From, until)
	}
}

// begin makes the first spells: from when it was sent or reopened, or what the target
// counts from was decided; where that does not count at once, from when it does.
func (c *Clock) begin(looks []look, step Step, rules referral.Rules) {
	now := looks[len(looks)-1]
	s, first := now.strand, looks[0].event
	begun := s.Started()
	counts := rules.CountsFrom(begun, s.Priority)
	if step == InPlace && s.Decision != nil {
		begun, counts = s.Decision.CountsFrom(rules.Calendar)
		first = now.event
	}
	if counts.After(begun) {
		c.Spells = append(c.Spells, Period{From: begun, To: counts, Running: NotYet, Event: first, State: s.State, Last: &first})
	}
	c.Spells = append(c.Spells, Period{From: counts, Running: Counting, Event: first, State: s.State})
}

// next ends the spell that lasts and begins another. What has not begun to count
// cannot stop before it does.
func (c *Clock) next(s Period, rules referral.Rules) {
	if last := len(c.Spells) - 1; s.From.Before(c.Spells[last].From) {
		s.From = c.Spells[last].From
		c.Spells[last] = s
		return
	}
	c.stop(s.From, s.Event, rules)
	c.Spells = append(c.Spells, s)
}

// stop ends the spell that lasts.
func (c *Clock) stop(at time.Time, e referral.Event, rules referral.Rules) {
	current := &c.Spells[len(c.Spells)-1]
	if at.Before(current.From) {
		at = current.From
	}
	current.To, current.Last = at, &e
	current.Days = rules.Calendar.Between(current.From, at)
}

// setTarget notes that the target was set or moved.
func (c *Clock) setTarget(is time.Time, e referral.Event, rules referral.Rules) {
	was := c.Target()
	if is.IsZero() || is.Equal(was) {
		return
	}
	t := Target{Event: e, Was: was, Is: is}
	if n := len(c.Spells); n > 0 && !was.IsZero() {
		if stood := c.stoodSince(); !stood.IsZero() {
			t.Moved, t.Stood = true, rules.Calendar.Between(stood, e.At)
			t.Computed = rules.Calendar.Stopped(was, stood, e.At).Equal(is)
		}
	}
	c.Targets = append(c.Targets, t)
}

// stoodSince returns since when the clock has stood still, as far as the target has
// not been moved by that already; zero if it runs.
func (c *Clock) stoodSince() time.Time {
	var since time.Time
	for i := len(c.Spells) - 1; i >= 0 && (c.Spells[i].Running == Stopped || c.Spells[i].Running == NotOpen); i-- {
		since = c.Spells[i].From
	}
	if n := len(c.Targets); n > 0 && !since.IsZero() && c.Targets[n-1].Event.At.After(since) {
		since = c.Targets[n-1].Event.At
	}
	return since
}
