package referral

import "time"

// PlanVisit plans a visit. It is a record of work: no timer takes the claim away any
// more.
type PlanVisit struct {
	silent
	When    time.Time `json:"when"`
	Minutes int       `json:"minutes"`
	Where   string    `json:"where"`
	Who     string    `json:"who"`
	Note    string    `json:"note"`
}

func (PlanVisit) Name() string  { return "visit-planned" }
func (PlanVisit) Title() string { return "Visit planned" }

func (p PlanVisit) Detail() []string {
	return Visit{When: p.When, Minutes: p.Minutes, Where: p.Where, Who: p.Who, Note: p.Note}.Plan()
}

// mostPlanned is how many visits of a strand can be planned at a time.
const mostPlanned = 10

func (PlanVisit) Possible(s Strand, by Actor) error {
	if err := s.mayPlan(by); err != nil {
		return err
	}
	if len(s.Planned()) >= mostPlanned {
		return refuse("Ten visits are planned already. Cancel those that will not take place.")
	}
	return nil
}

func (p PlanVisit) Valid(s Strand) error {
	switch {
	case p.When.Before(s.Received):
		return refuse("Enter when the visit is to be.")
	case blank(p.Where):
		return refuse("Enter where the visit is to be.")
	}
	return nil
}

func (p PlanVisit) apply(s *Strand, e Event) {
	number := 1
	if n := len(s.Visits); n > 0 {
		number = s.Visits[n-1].Number + 1
	}
	s.Visits = append(s.Visits[:len(s.Visits):len(s.Visits)], Visit{
		Number: number, When: stamp(p.When), Minutes: p.Minutes, Where: p.Where, Who: p.Who, Note: p.Note, By: e.By, At: e.At,
	})
	s.allocate()
}
