// Package waits counts how long people wait: for each team and day what came, what
// was reached and after how many working days, what was missed, and how many wait.
//
//	for each change of a strand   Movements: what it does to the counts
//	for each day, once it is over  Standing.Close: the Day, and the Standing after it
//	for any period                 Sum of its days, whose Histograms have every value
//
// A Movement holds a place, dates and numbers, and nothing of the person. Movements
// of a day may be taken in any order: a Day and a Standing are sums.
//
// How long something took is counted in working days from the referral, or from when
// it was last reopened, until it happened, whether or not a clock was stopped meanwhile: it is how long the person
// waited. Whether it was in time is another question, and is answered by the target.
package waits

import (
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// Step is something on the way that a person waits for.
type Step string

const (
	Contact  Step = "contact"  // somebody was reached for the first time
	Assessed Step = "assessed" // the assessment was made
	Decided  Step = "decided"  // the decision was made
	InPlace  Step = "in-place" // what was decided is in place
	// Arranged is in place too, counted from the decision and not from the referral.
	Arranged Step = "arranged"
	// Collected is no wait of the person's: what they had was collected.
	Collected Step = "collected"
)

// Steps lists every step that the person waits for, in the order of the line.
func Steps() []Step { return []Step{Contact, Assessed, Decided, InPlace, Arranged} }

// Label returns what people see.
func (s Step) Label() string {
	switch s {
	case Contact:
		return "First contact"
	case Assessed:
		return "Assessment"
	case Decided:
		return "Decision"
	case InPlace:
		return "In place"
	case Arranged:
		return "In place, from the decision"
	case Collected:
		return "Collection"
	}
	return ""
}

// Counts are numbers by what they count: codes with slashes between them, such as
// assessed/standard/7.
type Counts map[string]int

func key(parts ...string) string { return strings.Join(parts, "/") }

// add changes a count, which is not kept if it comes to nothing.
func (c Counts) add(n int, parts ...string) {
	k := key(parts...)
	if c[k] += n; c[k] == 0 {
		delete(c, k)
	}
}

// plus adds other counts to these.
func (c Counts) plus(others Counts) {
	for k, n := range others {
		c.add(n, k)
	}
}

// Under returns the counts below a code, by what follows it.
func (c Counts) Under(parts ...string) Counts {
	prefix := key(parts...) + "/"
	below := Counts{}
	for k, n := range c {
		if rest, found := strings.CutPrefix(k, prefix); found {
			below[rest] = n
		}
	}
	return below
}

// Sum returns the sum of all counts.
func (c Counts) Sum() int {
	sum := 0
	for _, n := range c {
		sum += n
	}
	return sum
}

// histogram reads counts by a whole number.
func (c Counts) histogram() Histogram {
	h := Histogram{}
	for k, n := range c {
		if value, err := strconv.Atoi(k); err == nil {
			h[value] += n
		}
	}
	return h
}

// Date writes the date of an instant in London.
func Date(t time.Time) referral.Date {
	return referral.Date(t.In(workingtime.London()).Format(time.DateOnly))
}

// noon returns an instant of that date.
func noon(d referral.Date) time.Time {
	t, _ := d.In(workingtime.London())
	return t.Add(12 * time.Hour)
}

// Next returns the date after.
func Next(d referral.Date) referral.Date { return Date(noon(d).AddDate(0, 0, 1)) }
