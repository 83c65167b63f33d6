package referral

// MoveVisit changes when and where a planned visit is to be, or who goes along, with
// the reason.
type MoveVisit struct {
	Number int       `json:"number"`
	To     PlanVisit `json:"to"`
	Reason string    `json:"reason"`
}

// Name implements Change.
func (MoveVisit) Name() string { return "visit-moved" }

// Allowed implements Change.
func (m MoveVisit) Allowed(s Strand, by Actor) error {
	if err := s.mayPlan(by); err != nil {
		return err
	}
	if err := s.planned(m.Number); err != nil {
		return err
	}
	switch {
	case m.To.When.Before(s.Received):
		return refuse("Enter when the visit is to be.")
	case blank(m.To.Where):
		return refuse("Enter where the visit is to be.")
	case blank(m.Reason):
		return refuse("Enter why the visit is moved.")
	}
	return nil
}

func (m MoveVisit) apply(s *Strand, e Event) {
	s.changeVisit(m.Number, func(v *Visit) {
		v.When, v.Minutes, v.Where, v.Who, v.Note = stamp(m.To.When), m.To.Minutes, m.To.Where, m.To.Who, m.To.Note
		v.By, v.At = e.By, e.At
	})
}
