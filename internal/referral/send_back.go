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

func (SendBack) Name() string       { return "sent-back" }
func (SendBack) Title() string      { return "Sent back" }
func (b SendBack) Detail() []string { return line("Why: ", b.Reason) }

// Notices tells whoever proposed it, unless they took it back.
func (SendBack) Notices(_ Case, s Strand, e Event) []Notice {
	if s.Holder == nil || s.Holder.ID == e.By.ID {
		return nil
	}
	return tell(NoticeSentBack, ToHolder)
}

func (SendBack) Possible(s Strand, _ Actor) error {
	if s.State != AwaitingApproval || s.Proposal == nil {
		return refuse("Nothing waits for approval: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (b SendBack) Valid(Strand) error {
	if blank(b.Reason) {
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
