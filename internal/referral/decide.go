package referral

import (
	"fmt"
	"slices"
	"time"

	"assistive-referrals/internal/workingtime"
)

// Decide records the decision on a strand.
type Decide struct {
	titleOnly          // what was decided is said in the words of the form
	Decision  Decision `json:"decision"`
}

// DecideAt completes a decision with its target and returns the change: the
// decision, or the proposal where a second person must approve what it costs.
func DecideAt(d Decision, s Strand, at time.Time, calendar *workingtime.Calendar) Change {
	d.InPlaceBy = time.Time{}
	if len(d.Items) > 0 {
		d.Equipment = codesOf(d.Items)
	}
	if d.Outcome.Yes() {
		d.InPlaceBy = inPlaceBy(s.Priority, s.Targets, at, calendar)
	}
	if NeedsApproval(d) {
		return Propose{Decision: d, Pence: d.Cost(), Limit: policy.ApprovalLimitPence}
	}
	return Decide{Decision: d}
}

func (Decide) Name() string                               { return "decided" }
func (Decide) Title() string                              { return "Decided" }
func (Decide) Notices(c Case, s Strand, _ Event) []Notice { return tellDecision(c, s) }
func (Decide) Possible(s Strand, by Actor) error          { return decidable(s, by) }

func (d Decide) Valid(s Strand) error {
	if err := d.Decision.check(s); err != nil {
		return err
	}
	if NeedsApproval(d.Decision) {
		return refuse(needsApproval(d.Decision))
	}
	return nil
}

// decidable refuses whoever cannot decide about a strand now.
func decidable(s Strand, by Actor) error {
	if err := mustBeHolder(s, by); err != nil {
		return err
	}
	if s.Assessment == nil {
		return refuse("Record the assessment before the decision.")
	}
	return nil
}

// check refuses what cannot be decided about a strand as it stands. A "no" needs a
// next step; a "yes" to assistive technology says what is provided.
func (d Decision) check(s Strand) error {
	switch {
	case !slices.Contains(Outcomes(s.Kind), d.Outcome):
		return refuse("Select an outcome.")
	case blank(d.Rationale):
		return refuse("Enter the reason for the decision.")
	case !d.Outcome.Yes() && blank(d.NextStep):
		return refuse("Enter what the person can do next, or who will help them.")
	case s.againstScreening(d.Outcome):
		return refuse("The screening says that no headset may be used. Offer the same on a tablet or screen.")
	case s.Kind == AssistiveTechnology && d.Outcome.Yes() && len(d.Equipment) == 0:
		return refuse("Select the equipment to provide.")
	case len(d.Against) > 0 && blank(d.Despite):
		return refuse("Enter why it is provided although something speaks against it.")
	case d.TrialWeeks < 0 || d.TrialWeeks > mostTrialWeeks:
		return refuse(fmt.Sprintf("A trial can last up to %d weeks.", mostTrialWeeks))
	case d.Benefit != "" && label(ExpectedBenefits(), d.Benefit) == "":
		return refuse("Select what is expected of it.")
	}
	return d.checkPlans()
}

func (d Decision) checkPlans() error {
	if err := checkProvided(d.Items); err != nil {
		return err
	}
	if d.Digital != nil {
		if err := d.Digital.check(); err != nil {
			return err
		}
	}
	if d.Sessions == nil {
		return nil
	}
	return d.Sessions.check(policy.Sessions)
}

const mostTrialWeeks = 52

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
