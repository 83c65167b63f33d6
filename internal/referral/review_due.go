package referral

import "time"

// ReviewDue tells whoever reviews that a review is due, once. The system makes it.
type ReviewDue struct {
	titleOnly
	nothingEntered
}

func (ReviewDue) Name() string                         { return "review-due" }
func (ReviewDue) Title() string                        { return "Told that a review is due" }
func (ReviewDue) Notices(Case, Strand, Event) []Notice { return tell(NoticeReviewDue, ToHolder) }

func (ReviewDue) Possible(s Strand, by Actor) error {
	if s.State != InPlace || s.ReviewTell.IsZero() || by.Role != SystemRole {
		return refuse("No review is due.")
	}
	return nil
}

func (ReviewDue) apply(s *Strand, _ Event) { s.ReviewTell = time.Time{} }

type reviewTimer struct{}

func (reviewTimer) at(_ Rules, s Strand) time.Time         { return s.ReviewTell }
func (reviewTimer) change(Rules, Strand, time.Time) Change { return ReviewDue{} }
