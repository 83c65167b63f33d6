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
	// Approval is a second person's, where the cost called for it.
	Approval *Approval `json:"approval,omitempty"`
}

// Cost returns what is provided costs, in pence.
func (d Decision) Cost() int {
	pence := 0
	for _, code := range d.Equipment {
		e, _ := catalogue.Find(code)
		pence += e.UnitCostPence
	}
	return pence
}

// Decide records the decision on a strand.
type Decide struct {
	Decision Decision `json:"decision"`
}

// DecideAt completes a decision with its target and returns the change: the
// decision, or the proposal where a second person must approve what it costs.
func DecideAt(d Decision, s Strand, at time.Time, calendar *workingtime.Calendar) Change {
	d.InPlaceBy = time.Time{}
	if d.Outcome.Yes() {
		d.InPlaceBy = inPlaceBy(s.Priority, s.Targets, at, calendar)
	}
	if NeedsApproval(d) {
		return Propose{Decision: d, Pence: d.Cost(), Limit: policy.ApprovalLimitPence}
	}
	return Decide{Decision: d}
}

// Name implements Change.
func (Decide) Name() string { return "decided" }

// Allowed implements Change.
func (d Decide) Allowed(s Strand, by Actor) error {
	if err := decidable(s, by, d.Decision); err != nil {
		return err
	}
	if NeedsApproval(d.Decision) {
		return refuse(needsApproval(d.Decision))
	}
	return nil
}

// decidable refuses a decision that the strand cannot take from that actor now. A
// "no" needs a next step; a "yes" to assistive technology says what is provided.
func decidable(s Strand, by Actor, d Decision) error {
	if err := mustHold(s, by); err != nil {
		return err
	}
	switch {
	case !slices.Contains(Outcomes(s.Kind), d.Outcome):
		return refuse("Select an outcome.")
	case s.Assessment == nil:
		return refuse("Record the assessment before the decision.")
	case blank(d.Rationale):
		return refuse("Enter the reason for the decision.")
	case !d.Outcome.Yes() && blank(d.NextStep):
		return refuse("Enter what the person can do next, or who will help them.")
	case s.againstScreening(d.Outcome):
		return refuse("The screening says that no headset may be used. Offer the same on a tablet or screen.")
	case s.Kind == AssistiveTechnology && d.Outcome.Yes() && len(d.Equipment) == 0:
		return refuse("Select the equipment to provide.")
	}
	return nil
}

// againstScreening tells whether an outcome would put a headset on somebody whose
// screening forbids it.
func (s Strand) againstScreening(o Outcome) bool { return s.Screening == DoNotUse && o == Provide }

func (d Decide) apply(s *Strand, e Event) {
	decision := d.Decision
	decision.By, decision.At, decision.Team = e.By, e.At, s.Team
	s.decide(decision)
}

// decide makes a decision the strand's own.
func (s *Strand) decide(d Decision) {
	s.Decision, s.Proposal, s.State, s.Targets.InPlace = &d, nil, Decided, d.InPlaceBy
}

// inPlaceBy is the target for having it in place: set by triage where it is
// urgent, and otherwise counted from the decision.
func inPlaceBy(priority Priority, targets Targets, decided time.Time, calendar *workingtime.Calendar) time.Time {
	if !targets.InPlace.IsZero() {
		return targets.InPlace
	}
	return stamp(calendar.After(decided, policy.Days[priority].InPlace))
}
