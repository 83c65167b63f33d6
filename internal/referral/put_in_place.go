package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// PutInPlace records that the person has what was decided, and by when it is reviewed.
type PutInPlace struct {
	On       Date   `json:"on"`
	Note     string `json:"note"`
	ReviewBy Date   `json:"reviewBy"`
}

// Name implements Change.
func (PutInPlace) Name() string { return "in-place" }

// Allowed implements Change.
func (p PutInPlace) Allowed(s Strand, _ Actor) error {
	if s.State != Arranging {
		return refuse("This is not being arranged: it is " + lower(s.State.Label()) + ".")
	}
	if p.On == "" {
		return refuse("Enter the date on which it was put in place.")
	}
	return nil
}

func (p PutInPlace) apply(s *Strand, e Event) {
	s.State, s.InPlaceAt, s.ReviewBy = InPlace, e.At, p.ReviewBy
	// It goes back to whoever decided, for the review.
	s.Team = s.Decision.Team
}

// ReviewDate returns the default date by which something put in place that day
// is reviewed.
func ReviewDate(inPlace time.Time) Date {
	return Date(inPlace.In(workingtime.London()).AddDate(0, 0, policy.ReviewAfterDays).Format(time.DateOnly))
}
