package referral

import "time"

// Approval is a second person's yes to a costly decision.
type Approval struct {
	By       Actor     `json:"by"`
	At       time.Time `json:"at"`
	Note     string    `json:"note"`
	Proposed time.Time `json:"proposed"` // when it was put to them
}

// Approve makes a proposal the decision. Whoever proposed it stays the one who
// decided; only now is it handed on and told.
type Approve struct {
	nothingEntered
	Note string `json:"note"`
}

func (Approve) Name() string       { return "approved" }
func (Approve) Title() string      { return "Approved" }
func (a Approve) Detail() []string { return line("", a.Note) }

func (Approve) Notices(c Case, s Strand, _ Event) []Notice {
	return append(tellDecision(c, s), Notice{Type: NoticeApproved, To: ToHolder})
}

// Possible refuses whoever would approve what they decided themselves.
func (Approve) Possible(s Strand, by Actor) error {
	switch {
	case s.State != AwaitingApproval || s.Proposal == nil:
		return refuse("Nothing waits for approval: it is " + lower(s.State.Label()) + ".")
	case s.Proposal.Decision.By.ID == by.ID:
		return refuse("You proposed this. Somebody else must approve it.")
	case s.againstScreening(s.Proposal.Decision.Outcome):
		return refuse("The screening has changed since: no headset may be used. Send it back.")
	}
	return nil
}

func (a Approve) apply(s *Strand, e Event) {
	decision := s.Proposal.Decision
	decision.Approval = &Approval{By: e.By, At: e.At, Note: a.Note, Proposed: decision.At}
	decision.At, decision.InPlaceBy = e.At, s.proposedBy()
	s.decide(decision)
}
