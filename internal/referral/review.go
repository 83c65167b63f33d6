package referral

import (
	"slices"
	"time"

	"assistive-referrals/internal/workingtime"
)

// Reviewed is what a review found.
type Reviewed struct {
	On      Date   `json:"on"`
	Benefit string `json:"benefit"` // one of Benefits
	// Expected is what the decision expected: one of ExpectedBenefits, or "".
	Expected string    `json:"expected,omitempty"`
	Note     string    `json:"note"`
	Next     Date      `json:"next"` // when it is reviewed again; "" where it was closed
	By       Actor     `json:"by"`
	At       time.Time `json:"at"`
}

// Review records a review after which what is in place stays, to be reviewed again.
type Review struct {
	silent
	On         Date      `json:"on"`
	Benefit    string    `json:"benefit"`
	Note       string    `json:"note"`
	Next       Date      `json:"next"`
	ReviewTell time.Time `json:"reviewTell"` // when whoever reviews is told of the next
}

// Review returns the change that records a review, with when the next is told of.
func (r Rules) Review(review Review) Review {
	review.ReviewTell = r.tellOfReview(review.Next)
	return review
}

func (Review) Name() string  { return "reviewed" }
func (Review) Title() string { return "Reviewed, and kept" }

func (r Review) Detail() []string {
	return slices.Concat([]string{labelOrCode(Benefits(), r.Benefit)}, line("", r.Note), line("To be reviewed again by ", r.Next.Long()))
}

func (Review) Possible(s Strand, _ Actor) error {
	if s.State != InPlace {
		return refuse("This cannot be reviewed: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (r Review) Valid(Strand) error {
	switch {
	case label(Benefits(), r.Benefit) == "":
		return refuse("Select whether it has helped.")
	case r.Next == "" || r.Next <= r.On:
		return refuse("Enter when it is to be reviewed again.")
	}
	return nil
}

func (r Review) apply(s *Strand, e Event) {
	s.ReviewBy, s.ReviewTell = r.Next, r.ReviewTell
	s.reviewed(Reviewed{On: r.On, Benefit: r.Benefit, Note: r.Note, Next: r.Next, By: e.By, At: e.At})
}

func (s *Strand) reviewed(r Reviewed) {
	if s.Decision != nil {
		r.Expected = s.Decision.Benefit
	}
	s.Reviews = append(s.Reviews[:len(s.Reviews):len(s.Reviews)], r)
}

// tellOfReview returns the morning on which a review is told of; zero without a date.
func (r Rules) tellOfReview(by Date) time.Time {
	day, set := by.In(workingtime.London())
	if !set {
		return time.Time{}
	}
	return stamp(r.Calendar.Morning(day, 0))
}

// NextReviewDate returns the default date of the review after one on that day.
func (r Rules) NextReviewDate(on time.Time) Date {
	return Date(on.AddDate(0, 0, r.Policy.NextReviewAfterDays).Format(time.DateOnly))
}
