package referral

import (
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/workingtime"
)

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
// authority and nothing refuses it there, and the triage otherwise. What was ordered once is not ordered again
// by being reopened.
func TriageOrOrder(current Referral, s Strand, calendar *workingtime.Calendar) Change {
	triage := TriageFor(current, s, calendar)
	r := current
	ordered := s.Kind == AssistiveTechnology && s.Reopened.IsZero() && r.Facts.Order && r.Referrer.Role == TrustedAssessor &&
		OrderWithinAuthority(r.Facts.Equipment) && len(catalogue.Refusals(r.Facts.Findings)) == 0
	if !ordered {
		return triage
	}
	decision := Decision{
		Outcome: Provide, Rationale: "Simple equipment, ordered by a trusted assessor within their authority.",
		Equipment: r.Facts.Equipment, By: r.Referrer.Actor, At: stamp(r.Sent),
	}
	decision.InPlaceBy = inPlaceBy(triage.Priority, triage.Targets, r.Sent, calendar)
	return Order{Triage: triage, Decision: decision, Audit: InSample(r.Reference, policy.AuditPercent)}
}
