package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// Ending is how a strand ended.
type Ending struct {
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
	Note   string    `json:"note"`
}

// Close ends a strand after its review.
type Close struct {
	Benefit string `json:"benefit"` // one of Benefits
	Note    string `json:"note"`
}

// Benefits lists what a review can find: code, then label (the four that client
// level data knows).
func Benefits() [][2]string {
	return [][2]string{{"reduces", "It reduces the need for other care"}, {"avoids", "It avoids the need for other care"},
		{"prevents", "It prevents the need from growing"}, {"none", "It has not helped"}}
}

func (Close) Name() string  { return "closed" }
func (Close) Title() string { return "Reviewed and closed" }

func (c Close) Detail() []string {
	return append([]string{labelOrCode(Benefits(), c.Benefit)}, line("", c.Note)...)
}

func (Close) Notices(Case, Strand, Event) []Notice { return tell(NoticeClosed, ToReferrer) }

func (Close) Possible(s Strand, _ Actor) error {
	if s.State != InPlace {
		return refuse("This cannot be closed yet: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (c Close) Valid(Strand) error {
	if label(Benefits(), c.Benefit) == "" {
		return refuse("Select whether it has helped.")
	}
	return nil
}

func (c Close) apply(s *Strand, e Event) {
	s.State, s.Ending = Closed, &Ending{At: e.At, Reason: "Reviewed: " + lower(label(Benefits(), c.Benefit)), Note: c.Note}
	s.ReviewTell = time.Time{}
	s.reviewed(Reviewed{On: Date(e.At.In(workingtime.London()).Format(time.DateOnly)), Benefit: c.Benefit, Note: c.Note, By: e.By, At: e.At})
}
