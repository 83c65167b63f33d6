package referral

import (
	"fmt"
	"time"
)

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
}

func (Propose) Name() string       { return "proposed" }
func (Propose) Title() string      { return "Proposed: waits for approval" }
func (p Propose) Detail() []string { return []string{"Cost: " + Pounds(p.Pence)} }

func (Propose) Notices(_ Case, s Strand, _ Event) []Notice {
	return tell(NoticeProposed, ToManager(s.Team))
}

func (Propose) Possible(s Strand, by Actor) error { return decidable(s, by) }

func (p Propose) Valid(s Strand) error {
	if err := p.Decision.check(s); err != nil {
		return err
	}
	if !NeedsApproval(p.Decision) {
		return refuse("This needs no approval.")
	}
	return nil
}

func (p Propose) apply(s *Strand, e Event) {
	decision := p.Decision
	decision.By, decision.At, decision.Team = e.By, e.At, s.Team
	s.State, s.Proposal = AwaitingApproval, &Proposal{Decision: decision, Pence: p.Pence, Limit: p.Limit}
}

// NeedsApproval tells whether a decision costs more than one person may decide
// alone.
func NeedsApproval(d Decision) bool {
	return policy.ApprovalLimitPence > 0 && d.Outcome.Yes() && d.Cost() > policy.ApprovalLimitPence
}

// needsApproval says why a decision cannot be made alone.
func needsApproval(d Decision) string {
	return fmt.Sprintf("It costs %s, which is more than %s: a team manager must approve it.", Pounds(d.Cost()), Pounds(policy.ApprovalLimitPence))
}

// proposedBy returns the target for what is proposed: what triage set where it is
// urgent, and otherwise as counted from the proposal.
func (s Strand) proposedBy() time.Time {
	if s.Proposal == nil || !s.Targets.InPlace.IsZero() {
		return s.Targets.InPlace
	}
	return s.Proposal.Decision.InPlaceBy
}
