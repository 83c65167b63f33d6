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

// Name implements Change.
func (Close) Name() string { return "closed" }

// Allowed implements Change.
func (c Close) Allowed(s Strand, _ Actor) error {
	if s.State != InPlace {
		return refuse("This cannot be closed yet: it is " + lower(s.State.Label()) + ".")
	}
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

func label(options [][2]string, code string) string {
	for _, option := range options {
		if option[0] == code {
			return option[1]
		}
	}
	return ""
}
