package display

import (
	"fmt"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
)

// MinuteWords writes a length of time, such as "1 hour 30 minutes".
func MinuteWords(minutes int) string {
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

// planLines say of a plan when and where it is to be.
func planLines(p referral.PlanVisit) []string {
	return visitLines(referral.Visit{When: p.When, Minutes: p.Minutes, Where: p.Where, Who: p.Who, Note: p.Note}, time.Time{})
}

// visitLines say of a visit when and where it is to be, and why it is not.
func visitLines(p referral.Visit, now time.Time) []string {
	words := []string{Moment(p.When) + " (" + MinuteWords(p.Minutes) + ")"}
	if p.Minutes == 0 {
		words[0] = Moment(p.When)
	}
	words = append(words, Given("Where: ", p.Where)...)
	words = append(words, Given("With: ", p.Who)...)
	words = append(words, Given("To remember: ", p.Note)...)
	switch {
	case p.Off != nil:
		words = append(words, "Cancelled by "+p.Off.By.Name+", "+Moment(p.Off.At)+": "+p.Off.Reason)
	case p.When.Before(now):
		words = append(words, "Nothing is recorded of it yet")
	}
	return words
}
