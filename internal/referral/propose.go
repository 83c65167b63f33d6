package referral

import "time"

// Proposal is a decision that costs more than one person may decide alone. It
// waits for a second person, or they sent it back.
type Proposal struct {
	Decision Decision `json:"decision"`
	Pence    int      `json:"pence"` // what it cost when it was proposed
	Limit    int      `json:"limit"` // above which it needed approval then
	// Back is why it was sent back; nil while it waits.
	Back *SentBack `json:"back"`
}

// Propose records a decision that a second person must approve. The clock of the
// targets runs on: it is in place by the same day as if it were decided now.
type Propose struct {
	Decision Decision `json:"decision"`
	Pence    int      `json:"pence"`
	Limit    int      `json:"limit"`
	limits   *limits
}

func (Propose) Name() string       { return "proposed" }
func (Propose) Title() string      { return "Proposed: waits for approval" }
func (p Propose) Detail() []string { return []string{"Cost: " + Pounds(p.Pence)} }

func (Propose) Notices(_ Case, s Strand, _ Event) []Notice {
	return tell(NoticeProposed, ToManager(s.Team))
}

func (Propose) Possible(s Strand, by Actor) error { return decidable(s, by) }

func (p Propose) Valid(s Strand) error {
	if err := p.Decision.check(s, p.limits); err != nil {
		return err
	}
	if !p.limits.exceeds(p.Decision) {
		return refuse("This needs no approval.")
	}
	return nil
}

func (p Propose) apply(s *Strand, e Event) {
	decision := p.Decision
	decision.By, decision.At, decision.Team = e.By, e.At, s.Team
	s.State, s.Proposal = AwaitingApproval, &Proposal{Decision: decision, Pence: p.Pence, Limit: p.Limit}
}

// exceeds tells whether a decision costs more than one person may decide alone.
func (l limits) exceeds(d Decision) bool { return l.pence > 0 && d.Outcome.Yes() && d.Cost() > l.pence }

// NeedsApproval tells whether a decision costs more than one person may decide alone.
func (r Rules) NeedsApproval(d Decision) bool { return r.limits().exceeds(d) }

// proposedBy returns the target for what is proposed: what triage set where it is
// urgent, and otherwise as counted from the proposal.
func (s Strand) proposedBy() time.Time {
	if s.Proposal == nil || !s.Targets.InPlace.IsZero() {
		return s.Targets.InPlace
	}
	return s.Proposal.Decision.InPlaceBy
}
