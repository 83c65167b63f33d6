package referral

// MoveVisit changes when and where a planned visit is to be, or who goes along, with
// the reason.
type MoveVisit struct {
	silent
	Number int       `json:"number"`
	To     PlanVisit `json:"to"`
	Reason string    `json:"reason"`
}

func (MoveVisit) Name() string       { return "visit-moved" }
func (MoveVisit) Title() string      { return "Visit moved" }
func (m MoveVisit) Detail() []string { return append(m.To.Detail(), line("Why: ", m.Reason)...) }

func (m MoveVisit) Possible(s Strand, by Actor) error { return s.mayChangeVisit(m.Number, by) }

func (m MoveVisit) Valid(s Strand) error {
	if err := m.To.Valid(s); err != nil {
		return err
	}
	if blank(m.Reason) {
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
