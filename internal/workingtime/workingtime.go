// Package workingtime counts England's working days: Monday to Friday without
// bank holidays, from 09:00 to 17:00 in London.
//
//	calendar := workingtime.England()
//	start := calendar.CountsFrom(sent, 13*time.Hour) // after 13:00: the next working morning
//	due := calendar.After(start, 5)                  // 17:00 on the fifth working day after it
//
// Every method is pure, accepts an instant in any location, and returns London
// time. Hours are wall-clock hours, so they stay right when the clocks change.
//
// The time-zone data is compiled in (about 450 kB of the binary), because the
// smallest Lambda images have none and a due date an hour off is worse.
package workingtime

import (
	"sync"
	"time"
	_ "time/tzdata" // see the package comment

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"
)

const (
	opens  = 9 * time.Hour
	closes = 17 * time.Hour
)

var london = sync.OnceValue(func() *time.Location {
	place, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic("workingtime: the time-zone data is compiled in and cannot be read: " + err.Error())
	}
	return place
})

// London returns the location in which all dates and hours of this service are
// meant. It is always the same pointer.
func London() *time.Location { return london() }

// Calendar knows which days are worked. It is never changed once made, so it may
// be used from many goroutines.
type Calendar struct {
	closed      map[int]string // by dateNumber, with the name
	first, last int            // years of the published list; the rules are for those before and after
	rules       *cal.BusinessCalendar
}

// England returns the calendar of England and Wales: its bank holidays as published
// (bank_holidays.txt), beyond that list as the usual rules give them, with the days
// that the council is also closed. Of those only the date in London counts.
func England(alsoClosed ...time.Time) *Calendar {
	if len(alsoClosed) == 0 {
		return usual()
	}
	return newCalendar(alsoClosed)
}

var usual = sync.OnceValue(func() *Calendar { return newCalendar(nil) })

func newCalendar(alsoClosed []time.Time) *Calendar {
	c := &Calendar{closed: map[int]string{}, first: known()[0].Date.Year(), last: KnownUntil().Year(), rules: cal.NewBusinessCalendar()}
	c.rules.AddHoliday(gb.Holidays...)
	for _, holiday := range known() {
		c.closed[dateNumber(holiday.Date)] = holiday.Name
	}
	for _, t := range alsoClosed {
		c.closed[dateNumber(t.In(London()))] = "Closed"
	}
	return c
}

// dateNumber is a date in the location of t as one number, such as 20261123.
func dateNumber(t time.Time) int {
	year, month, day := t.Date()
	return year*10000 + int(month)*100 + day
}

// WorkingDay tells whether the date of t in London is worked.
func (c *Calendar) WorkingDay(t time.Time) bool {
	t = t.In(London())
	if weekday := t.Weekday(); weekday == time.Saturday || weekday == time.Sunday {
		return false
	}
	_, holiday := c.holiday(t)
	return !holiday
}

// holiday returns what a date in London is called if it is a bank holiday, or a day
// on which the council is closed.
func (c *Calendar) holiday(t time.Time) (string, bool) {
	name, closed := c.closed[dateNumber(t)]
	if closed || t.Year() >= c.first && t.Year() <= c.last {
		return name, closed
	}
	actual, observed, holiday := c.rules.IsHoliday(t)
	if actual || observed {
		return holiday.Name, true
	}
	return "", false
}

// Holidays returns the days from one date to another, both included, that would be
// worked if they were not bank holidays, the first one first.
func (c *Calendar) Holidays(from, to time.Time) []Holiday {
	var all []Holiday
	for day := midday(from); !day.After(midday(to)); day = day.AddDate(0, 0, 1) {
		name, holiday := c.holiday(day)
		if weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday; holiday && !weekend {
			all = append(all, Holiday{Date: day, Name: name})
		}
	}
	return all
}

// Opens returns the next time that work begins, at or after t: 09:00 of a working
// day. While work is going on that is the next working day's.
func (c *Calendar) Opens(t time.Time) time.Time {
	for day := midday(t); ; day = day.AddDate(0, 0, 1) {
		if opening := at(day, opens); c.WorkingDay(day) && !opening.Before(t) {
			return opening
		}
	}
}

// CountsFrom returns when something that arrived at sent starts to count: sent
// itself, or the next working morning if it came after the cut-off or on a day
// that is not worked. The cut-off is a time of day since midnight on the wall
// clock, such as 13*time.Hour; exactly then is still in time.
func (c *Calendar) CountsFrom(sent time.Time, cutoff time.Duration) time.Time {
	sent = sent.In(London())
	if c.WorkingDay(sent) && !sent.After(at(sent, cutoff)) {
		return sent
	}
	return c.Opens(at(midday(sent).AddDate(0, 0, 1), 0))
}

// After returns 17:00 of the nth working day after the day of from. Day 0 is that
// day itself or, if it is not worked, the next one that is. A negative number
// counts back from day 0.
func (c *Calendar) After(from time.Time, workingDays int) time.Time {
	day := midday(from)
	for !c.WorkingDay(day) {
		day = day.AddDate(0, 0, 1)
	}
	step := 1
	if workingDays < 0 {
		step, workingDays = -1, -workingDays
	}
	for workingDays > 0 {
		day = day.AddDate(0, 0, step)
		if c.WorkingDay(day) {
			workingDays--
		}
	}
	return c.EndOfDay(day)
}

// Morning returns 09:00 of the day that After ends: when somebody is told of what
// is to be done that day.
func (c *Calendar) Morning(from time.Time, workingDays int) time.Time {
	return at(c.After(from, workingDays), opens)
}

// EndOfDay returns 17:00 of the date of t in London, worked or not.
func (c *Calendar) EndOfDay(t time.Time) time.Time { return at(t, closes) }

// Between returns how many working days are left: those after the date of from, up
// to and including the date of to. It is 0 on the same date, and negative if to has
// passed: then it is how many working days have begun since. It compares dates,
// not hours; whether a due time has passed is from.After(to).
func (c *Calendar) Between(from, to time.Time) int {
	sign := 1
	start, end := midday(from), midday(to)
	if end.Before(start) {
		sign, start, end = -1, end, start
	}
	days := 0
	for day := start.AddDate(0, 0, 1); !day.After(end); day = day.AddDate(0, 0, 1) {
		if c.WorkingDay(day) {
			days++
		}
	}
	return sign * days
}

// Days returns how many days have passed from one instant to another, by the date in
// London: 0 on the same date, 1 on the next, whatever the hour, and as many where the
// clocks changed meanwhile. It is negative if to is on an earlier date.
func Days(from, to time.Time) int {
	day := func(t time.Time) time.Time {
		year, month, day := t.In(London()).Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	return int(day(to).Sub(day(from)) / (24 * time.Hour))
}

// midday returns 12:00 of the date of t in London: stepping from one to the next
// can neither repeat nor skip a date when the clocks change.
func midday(t time.Time) time.Time { return at(t, 12*time.Hour) }

// at returns that time on the wall clock, on the date of t in London.
func at(t time.Time, wall time.Duration) time.Time {
	year, month, day := t.In(London()).Date()
	return time.Date(year, month, day, 0, 0, 0, int(wall), London())
}
