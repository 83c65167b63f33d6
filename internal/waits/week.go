package waits

import (
	"slices"

	"assistive-referrals/internal/referral"
)

// Week is a team's days from a Monday to the Sunday after it.
type Week struct {
	Monday  referral.Date
	Flows   Counts
	Closing Counts // at the end of its Sunday
	days    int
}

// Weeks puts days, which are in order, into weeks. A week of which a day is missing,
// such as one that is not over, is left out.
func Weeks(days []Day) []Week {
	var weeks []Week
	for _, d := range days {
		monday := mondayOf(d.Date)
		if n := len(weeks); n == 0 || weeks[n-1].Monday != monday {
			weeks = append(weeks, Week{Monday: monday, Flows: Counts{}})
		}
		last := &weeks[len(weeks)-1]
		last.Flows.plus(d.Flows)
		last.Closing = d.Closing
		last.days++
	}
	return slices.DeleteFunc(weeks, func(w Week) bool { return w.days < 7 })
}

func mondayOf(d referral.Date) referral.Date {
	day := noon(d)
	back := (int(day.Weekday()) + 6) % 7 // days since Monday
	return Date(day.AddDate(0, 0, -back))
}

// Before returns what happened in so many weeks up to and with the nth.
func Before(weeks []Week, n, many int) Counts {
	sum := Counts{}
	for _, w := range weeks[max(0, n+1-many) : n+1] {
		sum.plus(w.Flows)
	}
	return sum
}
