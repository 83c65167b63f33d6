package referral

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Decide records the decision on a strand.
type Decide struct {
	titleOnly          // what was decided is said in the words of the form
	Decision  Decision `json:"decision"`
	limits    *limits
}

// limits are what one person may decide alone, by the policy when they decide.
type limits struct {
	pence    int // above it a second person must approve; 0 for never
	sessions SessionLimits
}

func (r Rules) limits() *limits {
	return &limits{pence: r.Policy.ApprovalLimitPence, sessions: r.Policy.Sessions}
}

// errNoLimits is of a decision that Rules.Decide did not make: what it may be is not
// known.
var errNoLimits = errors.New("a decision without the limits of any rules")

// Decide returns the change that records a decision, with its target: the decision, or
// the proposal where a second person must approve what it costs.
func (r Rules) Decide(d Decision, s Strand, at time.Time) Change {
	d.InPlaceBy = time.Time{}
	if len(d.Items) > 0 {
		d.Equipment = codesOf(d.Items)
	}
	if d.Outcome.Yes() {
		d.InPlaceBy = r.inPlaceBy(s.Priority, s.Targets, at)
	}
	if limits := r.limits(); limits.exceeds(d) {
		return Propose{Decision: d, Pence: d.Cost(), Limit: limits.pence, limits: limits}
	}
	return Decide{Decision: d, limits: r.limits()}
}

func (Decide) Name() string                               { return "decided" }
func (Decide) Title() string                              { return "Decided" }
func (Decide) Notices(c Case, s Strand, _ Event) []Notice { return tellDecision(c, s) }
func (Decide) Possible(s Strand, by Actor) error          { return decidable(s, by) }

func (d Decide) Valid(s Strand) error {
	if err := d.Decision.check(s, d.limits); err != nil {
		return err
	}
	if d.limits.exceeds(d.Decision) {
		return refuse(fmt.Sprintf("It costs %s, which is more than %s: a team manager must approve it.", Pounds(d.Decision.Cost()), Pounds(d.limits.pence)))
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
func (d Decision) check(s Strand, within *limits) error {
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
	return d.checkPlans(within)
}

func (d Decision) checkPlans(within *limits) error {
	if within == nil {
		return errNoLimits
	}
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
	return d.Sessions.check(within.sessions)
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
