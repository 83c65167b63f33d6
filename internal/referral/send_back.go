package referral

import "time"

// SentBack is why a proposal was not approved.
type SentBack struct {
	By     Actor     `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// SendBack gives a proposal back to whoever made it, with the reason. They can
// also take it back themselves while nobody has approved it.
type SendBack struct {
	Reason string `json:"reason"`
}

// Name implements Change.
func (SendBack) Name() string { return "sent-back" }

// Allowed implements Change.
func (b SendBack) Allowed(s Strand, _ Actor) error {
	switch {
	case s.State != AwaitingApproval || s.Proposal == nil:
		return refuse("Nothing waits for approval: it is " + lower(s.State.Label()) + ".")
	case blank(b.Reason):
		return refuse("Enter why it is sent back.")
	}
	return nil
}

func (b SendBack) apply(s *Strand, e Event) {
	proposal := *s.Proposal
	proposal.Back = &SentBack{By: e.By, At: e.At, Reason: b.Reason}
	s.State, s.Proposal = Claimed, &proposal
	s.begin(e.At)
}
