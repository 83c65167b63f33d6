package referral

// CancelVisit calls a planned visit off, with the reason.
type CancelVisit struct {
	silent
	Number int    `json:"number"`
	Reason string `json:"reason"`
}

func (CancelVisit) Name() string       { return "visit-cancelled" }
func (CancelVisit) Title() string      { return "Visit cancelled" }
func (c CancelVisit) Detail() []string { return line("Why: ", c.Reason) }

func (c CancelVisit) Possible(s Strand, by Actor) error { return s.mayChangeVisit(c.Number, by) }

func (c CancelVisit) Valid(Strand) error {
	if blank(c.Reason) {
		return refuse("Enter why the visit is cancelled.")
	}
	return nil
}

func (c CancelVisit) apply(s *Strand, e Event) {
	s.changeVisit(c.Number, func(v *Visit) { v.Off = &VisitOff{Reason: c.Reason, By: e.By, At: e.At} })
}
