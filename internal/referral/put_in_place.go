package referral

import (
	"slices"
	"time"

	"assistive-referrals/internal/workingtime"
)

// PutInPlace records that the person has what was decided, and by when it is reviewed.
type PutInPlace struct {
	On       Date   `json:"on"`
	Note     string `json:"note"`
	ReviewBy Date   `json:"reviewBy"`
	// ReviewTell is when whoever reviews is told that it is due; zero for never.
	ReviewTell time.Time `json:"reviewTell"`
}

// PutInPlace returns the change that records it, with when its review is told of.
func (r Rules) PutInPlace(on Date, note string, reviewBy Date) PutInPlace {
	return PutInPlace{On: on, Note: note, ReviewBy: reviewBy, ReviewTell: r.tellOfReview(reviewBy)}
}

func (PutInPlace) Name() string  { return "in-place" }
func (PutInPlace) Title() string { return "Put in place" }

func (p PutInPlace) Detail() []string {
	return slices.Concat(line("On ", p.On.Long()), line("", p.Note), line("To be reviewed by ", p.ReviewBy.Long()))
}

func (PutInPlace) Notices(Case, Strand, Event) []Notice { return tell(NoticeInPlace, ToReferrer) }

func (PutInPlace) Possible(s Strand, _ Actor) error {
	if s.State != Arranging {
		return refuse("This is not being arranged: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (p PutInPlace) Valid(Strand) error {
	if p.On == "" {
		return refuse("Enter the date on which it was put in place.")
	}
	return nil
}

func (p PutInPlace) apply(s *Strand, e Event) {
	s.State, s.InPlaceAt, s.ReviewBy, s.ReviewTell = InPlace, e.At, p.ReviewBy, p.ReviewTell
	s.place()
	// It goes back to whoever decided, for the review.
	s.Team = s.Decision.Team
}

// ReviewDate returns the default date by which something put in place that day
// is reviewed.
func (r Rules) ReviewDate(inPlace time.Time) Date {
	return Date(inPlace.In(workingtime.London()).AddDate(0, 0, r.Policy.ReviewAfterDays).Format(time.DateOnly))
}
