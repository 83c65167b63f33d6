package referral

// Escalate puts a question about a strand before the team's manager. Whoever has it
// goes on having it.
type Escalate struct {
	Note string `json:"note"`
}

// Name implements Change.
func (Escalate) Name() string { return "escalated" }

// Allowed implements Change.
func (x Escalate) Allowed(s Strand, by Actor) error {
	if err := mustHold(s, by); err != nil {
		return err
	}
	if blank(x.Note) {
		return refuse("Enter what the manager should know or decide.")
	}
	return nil
}

func (x Escalate) apply(s *Strand, e Event) {
	s.Escalated = &Note{Text: x.Note, By: e.By, At: e.At}
	s.setFlag(FlagAsksManager, true)
	s.allocate()
}
