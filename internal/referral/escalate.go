package referral

// Escalate puts a question about a strand before the team's manager. Whoever has it
// goes on having it.
type Escalate struct {
	Note string `json:"note"`
}

func (Escalate) Name() string       { return "escalated" }
func (Escalate) Title() string      { return "Asked the manager" }
func (x Escalate) Detail() []string { return line("", x.Note) }

func (Escalate) Notices(_ Case, s Strand, _ Event) []Notice {
	return tell(NoticeEscalated, ToManager(s.Team))
}

func (Escalate) Possible(s Strand, by Actor) error { return mustBeHolder(s, by) }

func (x Escalate) Valid(Strand) error {
	if blank(x.Note) {
		return refuse("Enter what the manager should know or decide.")
	}
	return nil
}

func (Escalate) asksManager() {}

func (x Escalate) apply(s *Strand, e Event) {
	s.Escalated = &Note{Text: x.Note, By: e.By, At: e.At}
	s.setFlag(FlagAsksManager, true)
	s.allocate()
}
