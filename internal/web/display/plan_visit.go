package display

import (
	"time"

	"assistive-referrals/internal/referral"
)

// visitLines say of a visit when and where it is to be, and why it is not.
func visitLines(v referral.Visit, now time.Time) []string {
	words := v.Plan()
	switch {
	case v.Off != nil:
		words = append(words, "Cancelled by "+v.Off.By.Name+", "+Moment(v.Off.At)+": "+v.Off.Reason)
	case v.When.Before(now):
		words = append(words, "Nothing is recorded of it yet")
	}
	return words
}
