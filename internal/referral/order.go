package referral

import "assistive-referrals/internal/catalogue"

// Order is a trusted assessor's direct order of simple equipment within their
// authority: triage and decision in one, so that it joins no worklist. It is
// recorded as their decision.
type Order struct {
	nothingEntered
	Triage   Triage   `json:"triage"`
	Decision Decision `json:"decision"`
	Audit    bool     `json:"audit,omitempty"` // it is in the sample that is audited
}

func (Order) Name() string                               { return "ordered" }
func (Order) Title() string                              { return "Ordered at once by a trusted assessor" }
func (o Order) Detail() []string                         { return o.Triage.Detail() }
func (Order) Notices(c Case, s Strand, _ Event) []Notice { return tellDecision(c, s) }
func (Order) Possible(s Strand, by Actor) error          { return Triage{}.Possible(s, by) }

func (o Order) apply(s *Strand, e Event) {
	o.Triage.apply(s, e)
	decision, holder := o.Decision, o.Decision.By
	decision.Team = s.Team
	s.Decision, s.Holder, s.State, s.Targets.InPlace = &decision, &holder, Decided, decision.InPlaceBy
	if o.Audit {
		s.Audit = &Audit{}
	}
}

// TriageOrOrder returns the change by which the line takes a received strand on:
// the order, where a trusted assessor ordered simple equipment within their
// authority and nothing refuses it there, and the triage otherwise. What was ordered
// once is not ordered again by being reopened.
func (r Rules) TriageOrOrder(current Referral, s Strand) Change {
	triage, facts := r.TriageFor(current, s), current.Facts
	ordered := s.Kind == AssistiveTechnology && s.Reopened.IsZero() && facts.Order && current.Referrer.Role == TrustedAssessor &&
		r.OrderWithinAuthority(facts.Equipment) && len(catalogue.Refusals(facts.Findings)) == 0
	if !ordered {
		return triage
	}
	decision := Decision{
		Outcome: Provide, Rationale: "Simple equipment, ordered by a trusted assessor within their authority.",
		Equipment: facts.Equipment, By: current.Referrer.Actor, At: stamp(current.Sent),
	}
	decision.InPlaceBy = r.inPlaceBy(triage.Priority, triage.Targets, current.Sent)
	return Order{Triage: triage, Decision: decision, Audit: InSample(current.Reference, r.Policy.AuditPercent)}
}
