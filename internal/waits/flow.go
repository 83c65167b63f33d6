package waits

import (
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// Flow is what one change of a strand does to the counts of one team. Reference,
// Kind and Version are those of its event: there is one movement for each team that
// the event touches.
type Flow struct {
	Reference referral.Reference `json:"reference"`
	Kind      referral.Kind      `json:"kind"`
	Version   int                `json:"version"`
	At        time.Time          `json:"at"`
	Team      referral.Team      `json:"team"`
	Was       *Place             `json:"was,omitempty"` // nil: it was not with this team
	Is        *Place             `json:"is,omitempty"`  // nil: it is no longer with this team
	Came      bool               `json:"came,omitempty"`
	Ended     bool               `json:"ended,omitempty"`
	Reached   []Reached          `json:"reached,omitempty"`
	Resumed   *Resumed           `json:"resumed,omitempty"`
}

// Place is where a strand stands in the counts of its team.
type Place struct {
	Stage    referral.Stage    `json:"stage"`
	Priority referral.Priority `json:"priority"`
	Received referral.Date     `json:"received"`
	// Step and Due are the next target, if its clock runs or has run out.
	Step Step      `json:"step,omitempty"`
	Due  time.Time `json:"due"`
}

// Reached is that a step was reached, and after how many working days.
type Reached struct {
	Step     Step              `json:"step"`
	Priority referral.Priority `json:"priority"`
	Days     int               `json:"days"`
	Late     bool              `json:"late,omitempty"` // after its target
}

// Resumed is that a clock runs again which was stopped.
type Resumed struct {
	Stage referral.Stage `json:"stage"` // where it was stopped
	Days  int            `json:"days"`  // working days that it stood still
}

// Flows returns what an event does to the counts: nothing for most. It depends
// on nothing but the strand before and after, the event and the calendar.
func Flows(was, is referral.Strand, e referral.Event, calendar *workingtime.Calendar) []Flow {
	before, after := placeOf(was), placeOf(is)
	in := func(team referral.Team) *Flow {
		return &Flow{Reference: e.Reference, Kind: is.Kind, Version: e.Version, At: e.At, Team: team}
	}
	var left, joined *Flow
	switch {
	case before != nil && after != nil && was.Team == is.Team:
		left = in(is.Team)
		if *before != *after {
			left.Was, left.Is = before, after
		}
		joined = left
	case before != nil || after != nil:
		if before != nil {
			left = in(was.Team)
			left.Was, left.Ended = before, is.State.Final()
		}
		if after != nil {
			joined = in(is.Team)
			joined.Is, joined.Came = after, after.Stage != referral.ToReview
		}
	default:
		return nil
	}
	credit(left, joined, was, is, e, calendar)
	return told(left, joined)
}

// told returns those that say something, each once.
func told(left, joined *Flow) []Flow {
	var all []Flow
	for n, f := range []*Flow{left, joined} {
		if f != nil && (n == 0 || f != left) && (f.Was != nil || f.Is != nil || len(f.Reached) > 0 || f.Resumed != nil) {
			all = append(all, *f)
		}
	}
	return all
}

// placeOf returns where a strand stands, or nil if it is with no team (any more).
func placeOf(s referral.Strand) *Place {
	if s.Team == "" || s.State.Final() {
		return nil
	}
	p := &Place{Stage: s.State.Stage(), Priority: s.Priority, Received: Date(s.Received)}
	if due, runs := s.ClockRuns(); runs {
		p.Step, p.Due = NextStep(s), due.UTC()
	}
	return p
}

// NextStep returns the step that a strand's next target is about. Once assessed, it is
// to be decided by the same target.
func NextStep(s referral.Strand) Step {
	_, contacted := s.FirstContact()
	switch target := s.State.Target(); {
	case target == referral.CollectionTarget:
		return Collected
	case s.Decision != nil || target == referral.ProposalTarget:
		return InPlace
	case s.Assessment != nil:
		return Decided
	case contacted:
		return Assessed
	}
	return Contact
}

// credit notes what was reached with the teams that reached it, and that a clock runs
// again.
func credit(left, joined *Flow, was, is referral.Strand, e referral.Event, calendar *workingtime.Calendar) {
	reach := func(f *Flow, step Step, from, at time.Time, target time.Time) {
		if f != nil {
			f.Reached = append(f.Reached, Reached{Step: step, Priority: is.Priority, Days: max(0, calendar.Between(from, at)), Late: !target.IsZero() && at.After(target)})
		}
	}
	first, contacted := is.FirstContact()
	if _, before := was.FirstContact(); contacted && !before {
		reach(left, Contact, is.Started(), first, is.Targets.Contact)
	}
	if is.Assessment != nil && was.Assessment == nil {
		reach(left, Assessed, is.Started(), is.Assessment.Made(), is.Targets.Assessed)
	}
	if is.Decision != nil && was.Decision == nil {
		decider := left
		if decider == nil {
			decider = joined // ordered as it came
		}
		reach(decider, Decided, is.Started(), is.Decision.At, time.Time{})
	}
	if !is.InPlaceAt.IsZero() && was.InPlaceAt.IsZero() {
		creditInPlace(left, joined, is, inPlaceOn(e), reach)
	}
	since, paused := was.Paused()
	if _, still := is.Paused(); paused && !still && left != nil {
		left.Resumed = &Resumed{Stage: was.State.Stage(), Days: calendar.Between(since, e.At)}
	}
}

// creditInPlace counts what is put in place for the team that decided and for the one
// that put it there.
func creditInPlace(left, joined *Flow, is referral.Strand, at time.Time, reach func(*Flow, Step, time.Time, time.Time, time.Time)) {
	reach(left, InPlace, is.Started(), at, is.Targets.InPlace)
	reach(left, Arranged, is.Decision.At, at, is.Targets.InPlace)
	if joined != left {
		reach(joined, InPlace, is.Started(), at, is.Targets.InPlace)
		reach(joined, Arranged, is.Decision.At, at, is.Targets.InPlace)
	}
}

// inPlaceOn returns when something was put in place: on the date that was entered,
// which may be before the day on which it was entered.
func inPlaceOn(e referral.Event) time.Time {
	var on referral.Date
	switch change := e.Change.(type) {
	case referral.PutInPlace:
		on = change.On
	case *referral.PutInPlace:
		on = change.On
	}
	if day, ok := on.In(workingtime.London()); ok && Date(e.At) != on {
		return day.Add(12 * time.Hour)
	}
	return e.At
}
