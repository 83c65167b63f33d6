package referral

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/workingtime"
)

// Visit is one that was planned. It belongs to whoever has the strand: where that is
// given to somebody else, so are its visits.
type Visit struct {
	Number  int       `json:"number"` // counts the strand's visits from 1
	When    time.Time `json:"when"`
	Minutes int       `json:"minutes"` // how long it is to take; 0 if that was not said
	Where   string    `json:"where"`
	Who     string    `json:"who"`  // who goes along or will be there; "" if nobody else
	Note    string    `json:"note"` // what to bring or to remember
	By      Actor     `json:"by"`
	At      time.Time `json:"at"`
	// Off says why it does not take place; nil while it is to, or has.
	Off *VisitOff `json:"off"`
}

// VisitOff is why a visit does not take place.
type VisitOff struct {
	Reason string    `json:"reason"`
	By     Actor     `json:"by"`
	At     time.Time `json:"at"`
}

// VisitMinutes lists how long a visit can be planned to take.
func VisitMinutes() []int { return []int{30, 45, 60, 90, 120, 180} }

// Plan says when and where a visit is to be, one thing a line.
func (v Visit) Plan() []string {
	words := []string{dateAndTime(v.When)}
	if v.Minutes > 0 {
		words[0] += " (" + Lasting(v.Minutes) + ")"
	}
	return slices.Concat(words, line("Where: ", v.Where), line("With: ", v.Who), line("To remember: ", v.Note))
}

// Lasting writes a length of time, such as "1 hour 30 minutes".
func Lasting(minutes int) string {
	var words []string
	switch hours := minutes / 60; hours {
	case 0:
	case 1:
		words = append(words, "1 hour")
	default:
		words = append(words, fmt.Sprintf("%d hours", hours))
	}
	if rest := minutes % 60; rest > 0 {
		words = append(words, fmt.Sprintf("%d minutes", rest))
	}
	return strings.Join(words, " ")
}

// Planned returns the visits that are to take place, or have and nothing was
// recorded of them yet, the earliest first.
func (s Strand) Planned() []Visit {
	var planned []Visit
	for _, v := range s.Visits {
		if v.Off == nil && !s.kept(v) {
			planned = append(planned, v)
		}
	}
	slices.SortStableFunc(planned, func(a, b Visit) int { return a.When.Compare(b.When) })
	return planned
}

// kept tells whether something was recorded of a visit: a contact, an assessment or a
// review on its day or later.
func (s Strand) kept(v Visit) bool {
	day := Date(v.When.In(workingtime.London()).Format(time.DateOnly))
	for _, c := range s.Contacts {
		if c.How == visited && Date(c.When.In(workingtime.London()).Format(time.DateOnly)) >= day {
			return true
		}
	}
	for _, r := range s.Reviews {
		if r.On >= day {
			return true
		}
	}
	return s.Assessment != nil && s.Assessment.Method == visited && s.Assessment.On >= day
}

// visited is the code of a visit among ContactMethods and AssessmentMethods.
const visited = "visit"

// mayPlan refuses whoever cannot plan a visit, or change one.
func (s Strand) mayPlan(by Actor) error {
	if !s.State.visited() {
		return refuse("No visit can be planned: it is " + lower(s.State.Label()) + ".")
	}
	if s.Holder == nil || s.Holder.ID != by.ID {
		return refuse("Only the practitioner who claimed this can do that.")
	}
	return nil
}

// mayChangeVisit refuses whoever cannot move or cancel that visit.
func (s Strand) mayChangeVisit(number int, by Actor) error {
	if err := s.mayPlan(by); err != nil {
		return err
	}
	if !slices.ContainsFunc(s.Planned(), func(v Visit) bool { return v.Number == number }) {
		return refuse("This visit is not planned any more.")
	}
	return nil
}

// changeVisit changes one visit, and no copy of the strand's others.
func (s *Strand) changeVisit(number int, change func(*Visit)) {
	s.Visits = slices.Clone(s.Visits)
	for i := range s.Visits {
		if s.Visits[i].Number == number {
			change(&s.Visits[i])
		}
	}
}

// settleVisits calls off what is planned where nobody goes on with the strand: it has
// come to its end, or the person has died.
func (s *Strand) settleVisits(e Event) {
	if s.State.GoesOn() {
		return
	}
	for _, v := range s.Planned() {
		s.changeVisit(v.Number, func(v *Visit) {
			v.Off = &VisitOff{Reason: "The referral is " + lower(s.State.Label()) + ".", By: e.By, At: e.At}
		})
	}
}
