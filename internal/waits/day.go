package waits

import (
	"maps"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// Day is a team's day: what happened in it, and how many were open at its end.
type Day struct {
	Team referral.Team `json:"team"`
	Date referral.Date `json:"date"`
	// Flows are what happened. They can be added up over any period.
	//
	//	came/<priority>                      came to the team
	//	ended/<priority>                     came to an end there
	//	<step>/<priority>/<working days>     reached a step after so many
	//	late/<step>/<priority>               of those, after the target
	//	missed/<step>/<priority>             a target passed unmet
	//	stopped/<stage>                      a clock was stopped
	//	resumed/<stage>/<working days>       a clock ran again that had stood still for so many
	Flows Counts `json:"flows"`
	// Closing are how many there were at the end of the day.
	//
	//	<stage>/<priority>/<band>            open, by how long since the referral
	//	overdue/<step>/<priority>            past their target
	Closing Counts `json:"closing"`
}

// Bands are the ages by which those who wait are counted, in days since the
// referral, by the date: the first day of each.
var bands = []struct {
	from  int
	label string
}{{0, "Less than 1 week"}, {7, "1 week"}, {14, "2 to 3 weeks"}, {28, "4 to 7 weeks"}, {56, "8 weeks or more"}}

// Bands returns what people see of each band of age, the youngest first.
func Bands() []string {
	var labels []string
	for _, b := range bands {
		labels = append(labels, b.label)
	}
	return labels
}

func bandOf(received, on referral.Date) int {
	age := workingtime.Days(noon(received), noon(on))
	for n := len(bands) - 1; n > 0; n-- {
		if age >= bands[n].from {
			return n
		}
	}
	return 0
}

// Stock is what a team has open at the end of a day. With the movements of the
// next day it gives the standing at the end of that one.
type Stock struct {
	Team referral.Team `json:"team"`
	Date referral.Date `json:"asOf"`
	Open Counts        `json:"open"` // <stage>/<priority>/<date received>
	Due  Counts        `json:"due"`  // <step>/<priority>/<instant of the target>, where the clock runs
}

// Close takes a standing from the end of one day to the end of the next, whose
// movements these are, in any order, and returns that day. A day that is not over at
// now is taken as far as that. The standing that it is called on is not changed.
func (s Stock) Close(movements []Flow, now time.Time) (Day, Stock) {
	after := Stock{Team: s.Team, Date: Next(s.Date), Open: maps.Clone(s.Open), Due: maps.Clone(s.Due)}
	if after.Open == nil {
		after.Open = Counts{}
	}
	if after.Due == nil {
		after.Due = Counts{}
	}
	day := Day{Team: s.Team, Date: after.Date, Flows: Counts{}, Closing: Counts{}}
	for _, m := range movements {
		day.count(m)
		after.move(m)
	}
	until := instant(endOf(after.Date))
	if now.Before(endOf(after.Date)) {
		until = instant(now)
	}
	for place, n := range after.Open {
		stage, priority, received := split(place)
		day.Closing.add(n, stage, priority, strconv.Itoa(bandOf(referral.Date(received), after.Date)))
	}
	// What became overdue is what is overdue now and was not, with what became so
	// and is no longer.
	for due, n := range after.Due {
		if step, priority, at := split(due); at < until {
			day.Closing.add(n, "overdue", step, priority)
			day.Flows.add(n, "missed", step, priority)
		}
	}
	for due, n := range s.Due {
		if step, priority, at := split(due); at < instant(endOf(s.Date)) {
			day.Flows.add(-n, "missed", step, priority)
		}
	}
	return day, after
}

// endOf is midnight at the end of a date in London.
func endOf(d referral.Date) time.Time {
	midnight, _ := Next(d).In(workingtime.London())
	return midnight
}

// instant writes an instant so that text order is time order.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// split takes a code apart that has three parts.
func split(code string) (first, second, third string) {
	first, rest, _ := strings.Cut(code, "/")
	second, third, _ = strings.Cut(rest, "/")
	return first, second, third
}

// count adds what a movement says of its day.
func (d *Day) count(m Flow) {
	if m.Came {
		d.Flows.add(1, "came", string(m.Is.Priority))
	}
	if m.Ended {
		d.Flows.add(1, "ended", string(m.Was.Priority))
	}
	for _, r := range m.Reached {
		d.Flows.add(1, string(r.Step), string(r.Priority), strconv.Itoa(r.Days))
		if r.Late {
			d.Flows.add(1, "late", string(r.Step), string(r.Priority))
		}
	}
	if stops(m.Is) && !stops(m.Was) {
		d.Flows.add(1, "stopped", string(m.Is.Stage))
	}
	if m.Resumed != nil {
		d.Flows.add(1, "resumed", string(m.Resumed.Stage), strconv.Itoa(m.Resumed.Days))
	}
	d.countMissed(m)
}

// countMissed counts, of what moves during the day, what Close does not see: a
// target that passed unmet and is the next one no longer. What was missed already,
// by another team or at another priority, is not missed anew.
func (d *Day) countMissed(m Flow) {
	if m.Was != nil && m.Is != nil && m.Was.Step == m.Is.Step && m.Was.Priority == m.Is.Priority && m.Was.Due.Equal(m.Is.Due) {
		return
	}
	was, is := overdue(m.Was, m.At), overdue(m.Is, m.At)
	if was {
		d.Flows.add(1, "missed", string(m.Was.Step), string(m.Was.Priority))
	}
	if is && (m.Was == nil || was && m.Was.Step == m.Is.Step) {
		d.Flows.add(-1, "missed", string(m.Is.Step), string(m.Is.Priority))
	}
}

func overdue(p *Place, at time.Time) bool { return p != nil && p.Step != "" && at.After(p.Due) }

func stops(p *Place) bool { return p != nil && p.Stage.StopsClock() }

// move takes a strand from where it was to where it is.
func (s *Stock) move(m Flow) {
	for _, side := range []struct {
		place *Place
		n     int
	}{{m.Was, -1}, {m.Is, 1}} {
		if p := side.place; p != nil {
			s.Open.add(side.n, string(p.Stage), string(p.Priority), string(p.Received))
			if p.Step != "" {
				s.Due.add(side.n, string(p.Step), string(p.Priority), instant(p.Due))
			}
		}
	}
}
