package referral

import (
	"slices"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/workingtime"
)

// Decision is the act of deciding: who, when, the outcome and why.
type Decision struct {
	Outcome   Outcome          `json:"outcome"`
	Rationale string           `json:"rationale"`
	Equipment []catalogue.Code `json:"equipment"` // what is provided, for assistive technology
	NextStep  string           `json:"nextStep"`  // for a "no": what the person can do or who helps instead
	InPlaceBy time.Time        `json:"inPlaceBy"` // the target; zero for a "no"
	Team      Team             `json:"team"`      // whose practitioner decided, and who reviews
	By        Actor            `json:"by"`
	At        time.Time        `json:"at"`
}

// Decide records the decision on a strand.
type Decide struct {
	Decision Decision `json:"decision"`
}

// DecideAt completes a decision with its target and returns the change.
func DecideAt(d Decision, s Strand, at time.Time, calendar *workingtime.Calendar) Decide {
	d.InPlaceBy = time.Time{}
	if d.Outcome.Yes() {
		d.InPlaceBy = inPlaceBy(s.Priority, s.Targets, at, calendar)
	}
	return Decide{Decision: d}
}

// Name implements Change.
func (Decide) Name() string { return "decided" }

// Allowed implements Change. A "no" needs a next step; a "yes" to assistive
// technology says what is provided.
func (d Decide) Allowed(s Strand, by Actor) error {
	if err := mustHold(s, by); err != nil {
		return err
	}
	switch {
	case !slices.Contains(Outcomes(s.Kind), d.Decision.Outcome):
		return refuse("Select an outcome.")
	case s.Assessment == nil:
		return refuse("Record the assessment before the decision.")
	case blank(d.Decision.Rationale):
		return refuse("Enter the reason for the decision.")
	case !d.Decision.Outcome.Yes() && blank(d.Decision.NextStep):
		return refuse("Enter what the person can do next, or who will help them.")
	case s.Screening == DoNotUse && d.Decision.Outcome == Provide:
		return refuse("The screening says that no headset may be used. Offer the same on a tablet or screen.")
	case s.Kind == AssistiveTechnology && d.Decision.Outcome.Yes() && len(d.Decision.Equipment) == 0:
		return refuse("Select the equipment to provide.")
	}
	return nil
}

func (d Decide) apply(s *Strand, e Event) {
	decision := d.Decision
	decision.By, decision.At, decision.Team = e.By, e.At, s.Team
	s.Decision, s.State, s.Targets.InPlace = &decision, Decided, decision.InPlaceBy
}

// inPlaceBy is the target for having it in place: set by triage where it is
// urgent, and otherwise counted from the decision.
func inPlaceBy(priority Priority, targets Targets, decided time.Time, calendar *workingtime.Calendar) time.Time {
	if !targets.InPlace.IsZero() {
		return targets.InPlace
	}
	return stamp(calendar.After(decided, policy.Days[priority].InPlace))
}
