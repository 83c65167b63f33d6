package boardpage

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/web/chart"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// trendFigure shows one or two numbers for each week of the last twelve months.
type trendFigure struct {
	name, heading, unit string
	words               []string
	empty               string
	lines               []trendLine
}

// weeksOver returns the weeks of the last twelve months that are over.
func (d boardData) weeksOver() []waits.Week {
	days := d.book.Days
	if n := len(days); n > 0 && noonOf(d.today).Weekday() != time.Sunday {
		days = days[:n-1] // today is not over
	}
	weeks := waits.Weeks(days)
	return weeks[max(0, len(weeks)-trendWeeks):]
}

// trendLine is one number for each week, or none where there is too little to say.
type trendLine struct {
	label, column string
	value         func(n int) *int
}

// figure draws it, with a row for each week.
func (d boardData) trendFigure(t trendFigure) figure {
	weeks := d.weeksOver()
	f := figure{Name: t.name, Heading: t.heading, Words: t.words, Empty: t.empty}
	lines := chart.Lines{ID: "chart-" + t.name, Title: t.heading, Unit: t.unit}
	var columns []string
	for _, l := range t.lines {
		columns = append(columns, l.column)
		lines.Lines = append(lines.Lines, chart.Line{Label: l.label})
	}
	f.Table.Head = heads("Week from", columns...)
	any := false
	for n, w := range weeks {
		monday := noonOf(w.Monday)
		name := ""
		if monday.Day() <= 7 && (int(monday.Month())-1)%3 == 0 {
			name = monday.Format("Jan 2006")
		}
		lines.Points = append(lines.Points, name)
		row := []govuk.Cell{{Text: display.DayOf(w.Monday)}}
		for i, l := range t.lines {
			value := l.value(n)
			lines.Lines[i].Values = append(lines.Lines[i].Values, value)
			cell := govuk.Cell{Text: "Too few", Format: "numeric"}
			if value != nil {
				cell, any = govuk.Numeric(*value), any || *value > 0
			}
			row = append(row, cell)
		}
		f.Table.Rows = append(f.Table.Rows, row)
	}
	if !any {
		f.Table.Rows = nil
		return f
	}
	f.Empty = ""
	lines.Description = describe(lines, weeks)
	f.Charts = []template.HTML{lines.Render()}
	return f
}

// describe says in words what a line shows: how it began and ended, and its height.
func describe(l chart.Lines, weeks []waits.Week) string {
	var words []string
	for _, line := range l.Lines {
		first, last, high := -1, -1, -1
		for n, v := range line.Values {
			if v == nil {
				continue
			}
			if first < 0 {
				first = n
			}
			if last = n; high < 0 || *v > *line.Values[high] {
				high = n
			}
		}
		if first < 0 {
			continue
		}
		at := func(n int) string {
			return fmt.Sprintf("%d in the week from %s", *line.Values[n], display.DayOf(weeks[n].Monday))
		}
		words = append(words, fmt.Sprintf("%s: %s; %s; at most %s.", line.Label, at(first), at(last), at(high)))
	}
	return strings.Join(words, " ")
}

func (d boardData) flow() figure {
	weeks := d.weeksOver()
	return d.trendFigure(trendFigure{
		name: "came-and-ended", heading: "New and ended, each week", unit: "Referrals in the week", empty: "Nothing came in the last 12 months.",
		words: []string{"Each thing that a referral asks for counts once."},
		lines: []trendLine{
			{"New", "New", func(n int) *int { return new(weeks[n].Flows.Under("came").Sum()) }},
			{"Ended", "Ended", func(n int) *int { return new(weeks[n].Flows.Under("ended").Sum()) }},
		},
	})
}

func (d boardData) backlog() figure {
	weeks, stage := d.weeksOver(), d.waitingStage()
	return d.trendFigure(trendFigure{
		name: "waiting-and-overdue", heading: stage.Label() + " and overdue, at the end of each week", unit: "Referrals", empty: "Nothing waited in the last 12 months.",
		lines: []trendLine{
			{"Waiting", stage.Label(), func(n int) *int { return new(weeks[n].Closing.Under(string(stage)).Sum()) }},
			{"Overdue", "Overdue", func(n int) *int { return new(weeks[n].Closing.Under("overdue").Sum()) }},
		},
	})
}

func (d boardData) missed() figure {
	weeks := d.weeksOver()
	return d.trendFigure(trendFigure{
		name: "missed-targets", heading: "Targets missed, each week", unit: "Targets in the week", empty: "No target was missed in the last 12 months.",
		words: []string{"A target counts in the week in which it passed."},
		lines: []trendLine{{"Missed", "Missed", func(n int) *int {
			sum := 0
			for _, step := range []waits.Step{waits.Contact, waits.Assessed, waits.Decided, waits.InPlace} {
				sum += weeks[n].Flows.Under("missed", string(step)).Sum()
			}
			return &sum
		}}},
	})
}

// trendSpan is how many weeks each point of a trend of waits is made from, and
// trendAtLeast of how many people.
const trendSpan, trendAtLeast = 4, 5

func (d boardData) trend(step waits.Step) figure {
	weeks := d.weeksOver()
	within := func(part float64) func(int) *int {
		return func(n int) *int {
			took := waits.Before(weeks, n, trendSpan).Took(step)
			if took.Number() < trendAtLeast {
				return nil
			}
			return new(took.Within(part))
		}
	}
	heading := step.Label() + ": how long people waited, over 12 months"
	return d.trendFigure(trendFigure{
		name: "trend-" + string(step), heading: heading, unit: "Working days", empty: "There were too few in the last 12 months to show.",
		words: []string{fmt.Sprintf("Each point is of those who were there in the %d weeks up to then, where there were %d or more. %s", trendSpan, trendAtLeast, targetsOf(step, d.rules.Policy))},
		lines: []trendLine{{"Half", "Half within", within(0.5)}, {"9 in 10", "9 in 10 within", within(0.9)}},
	})
}

// targetsOf says by when a step should be reached.
func targetsOf(step waits.Step, policy referral.Policy) string {
	days := policy.Days
	said := func(of func(referral.Priority) int) string {
		return fmt.Sprintf("The targets are %d, %d and %d working days for urgent, high and standard.", of(referral.Urgent), of(referral.High), of(referral.Standard))
	}
	switch step {
	case waits.Contact:
		return said(func(p referral.Priority) int { return days[p].Contact })
	case waits.Assessed:
		return said(func(p referral.Priority) int { return days[p].Assessed })
	case waits.InPlace:
		return fmt.Sprintf("The target is %d working days from the referral for urgent, or the discharge if that is sooner, and %d and %d from the decision for high and standard.",
			days[referral.Urgent].InPlace, days[referral.High].InPlace, days[referral.Standard].InPlace)
	}
	return ""
}
