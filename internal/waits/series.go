package waits

import (
	"maps"
	"time"

	"assistive-referrals/internal/referral"
)

// Series is what is known of a team's waits: its days, in order, and how it stands
// now. The last days are not over or not closed yet, and are as they are so far.
type Series struct {
	Team referral.Team
	Days []Day
	Now  Stock
}

// Sum adds up what happened in some days.
func Sum(days []Day) Counts {
	sum := Counts{}
	for _, d := range days {
		sum.plus(d.Flows)
	}
	return sum
}

// Took returns how long a step took, of what Sum gives, for those priorities; for
// all if none is named.
func (c Counts) Took(step Step, priorities ...referral.Priority) Histogram {
	if len(priorities) == 0 {
		priorities = referral.Priorities()
	}
	h := Histogram{}
	for _, p := range priorities {
		h.plus(c.Under(string(step), string(p)).histogram())
	}
	return h
}

// StoodStill returns for how long clocks were stopped, of what Sum gives.
func (c Counts) StoodStill(stage referral.Stage) Histogram {
	return c.Under("resumed", string(stage)).histogram()
}

// Between returns the days of the book from one date to another, both included.
func (b Series) Between(from, to referral.Date) []Day {
	var days []Day
	for _, d := range b.Days {
		if d.Date >= from && d.Date <= to {
			days = append(days, d)
		}
	}
	return days
}

// Last returns the last day of the book; an empty one if it has none.
func (b Series) Last() Day {
	if len(b.Days) == 0 {
		return Day{Team: b.Team, Flows: Counts{}, Closing: Counts{}}
	}
	return b.Days[len(b.Days)-1]
}

// Open takes a book on from its last standing by the next day, which is not closed,
// as far as its movements go, and returns the book with it.
func (b Series) Open(movements []Flow, now time.Time) Series {
	day, standing := b.Now.Close(movements, now)
	b.Days, b.Now = append(b.Days[:len(b.Days):len(b.Days)], day), standing
	return b
}

// Equal tells whether two days say the same.
func (d Day) Equal(other Day) bool {
	return d.Team == other.Team && d.Date == other.Date && maps.Equal(d.Flows, other.Flows) && maps.Equal(d.Closing, other.Closing)
}
