package referral

// CancelVisit calls a planned visit off, with the reason.
type CancelVisit struct {
	Number int    `json:"number"`
	Reason string `json:"reason"`
}

// Name implements Change.
func (CancelVisit) Name() string { return "visit-cancelled" }

// Allowed implements Change.
func (c CancelVisit) Allowed(s Strand, by Actor) error {
	if err := s.mayPlan(by); err != nil {
		return err
	}
	if err := s.planned(c.Number); err != nil {
		return err
	}
	if blank(c.Reason) {
		return refuse("Enter why the visit is cancelled.")
	}
	return nil
}

func (c CancelVisit) apply(s *Strand, e Event) {
	s.changeVisit(c.Number, func(v *Visit) { v.Off = &VisitOff{Reason: c.Reason, By: e.By, At: e.At} })
}
