package boardpage

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/caseload"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/chart"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// dueSoonDays is how many working days ahead the board looks for what is about to be
// late.
const dueSoonDays = 5

// figures returns what the board shows, in its order.
func (d boardData) figures() []figure {
	all := []figure{d.waiting(), d.dueSoon()}
	if d.leads {
		all = append(all, d.workload())
	}
	all = append(all, d.howLong(), d.stopped(), d.flow(), d.backlog(), d.missed())
	for _, step := range d.steps() {
		all = append(all, d.trend(step))
	}
	for i, f := range all {
		query := url.Values{"team": {string(d.team)}, "weeks": {strconv.Itoa(d.weeks)}}
		all[i].CSV = "/board/" + f.Name + ".csv?" + query.Encode()
		all[i].Open = len(f.Charts) == 0
		all[i].Table.FirstCellIsHeader = true
		all[i].Table.Caption, all[i].Table.CaptionClasses = f.Heading, "govuk-visually-hidden"
		all[i].Table = all[i].Table.Stacked()
	}
	return all
}

// steps are what people wait for that a team is the one to do.
func (d boardData) steps() []waits.Step {
	if d.team == referral.InstallationTeam {
		return []waits.Step{waits.Arranged, waits.InPlace}
	}
	return []waits.Step{waits.Contact, waits.Assessed, waits.InPlace}
}

func noonOf(d referral.Date) time.Time {
	t, _ := d.In(workingtime.London())
	return t.Add(12 * time.Hour)
}

func heads(first string, numbers ...string) []govuk.Cell {
	head := []govuk.Cell{{Text: first}}
	for _, n := range numbers {
		head = append(head, govuk.Cell{Text: n, Format: "numeric"})
	}
	return head
}

// waiting shows who waits to be claimed, by priority and for how long.
func (d boardData) waiting() figure {
	f := figure{Name: "waiting", Heading: "Waiting to be claimed, by priority and by time since referral", Empty: "Nobody is waiting to be claimed."}
	stage := d.waitingStage()
	if stage == referral.BeingArranged {
		f.Heading, f.Empty = "Waiting to be put in place, by priority and by time since referral", "Nothing is waiting to be put in place."
	}
	closing := d.book.Last().Closing
	f.Table.Head = heads("Time since referral")
	bars := chart.Bars{ID: "chart-waiting", Title: f.Heading}
	total := 0
	var parts []string
	for _, p := range referral.Priorities() {
		f.Table.Head = append(f.Table.Head, govuk.Cell{Text: p.Label(), Format: "numeric"})
		group := chart.Group{Heading: p.Label()}
		sum := 0
		for band, label := range waits.Bands() {
			n := closing[string(stage)+"/"+string(p)+"/"+strconv.Itoa(band)]
			group.Bars = append(group.Bars, chart.Bar{Label: label, Value: n})
			sum += n
		}
		group.Heading += ": " + strconv.Itoa(sum)
		if sum > 0 {
			bars.Groups = append(bars.Groups, group)
		}
		total += sum
		parts = append(parts, fmt.Sprintf("%d %s", sum, strings.ToLower(p.Label())))
	}
	f.Table.Head = append(f.Table.Head, govuk.Cell{Text: "All", Format: "numeric"})
	for band, label := range waits.Bands() {
		row, sum := []govuk.Cell{{Text: label}}, 0
		for _, p := range referral.Priorities() {
			n := closing[string(stage)+"/"+string(p)+"/"+strconv.Itoa(band)]
			row, sum = append(row, govuk.Numeric(n)), sum+n
		}
		f.Table.Rows = append(f.Table.Rows, append(row, govuk.Numeric(sum)))
	}
	if total == 0 {
		return f
	}
	f.Empty = ""
	f.Words = []string{fmt.Sprintf("%d now: %s.", total, strings.Join(parts, ", "))}
	bars.Description = f.Words[0]
	f.Charts = []template.HTML{bars.Render()}
	return f
}

// waitingStage is where work waits for a team: on the worklist, or for those who put
// things in place to be arranged.
func (d boardData) waitingStage() referral.Stage {
	if d.team == referral.InstallationTeam {
		return referral.BeingArranged
	}
	return referral.ToClaim
}

// dueSoon lists what is about to be late.
func (d boardData) dueSoon() figure {
	f := figure{Name: "due-soon", Heading: fmt.Sprintf("About to be late: due in the next %d working days", dueSoonDays), Empty: "Nothing is due."}
	f.Table.Head = []govuk.Cell{{Text: "Reference"}, {Text: "Asked for"}, {Text: "Priority"}, {Text: "Next"}, {Text: "Due"}, {Text: "Practitioner"}}
	for _, e := range d.soon {
		reference := govuk.Cell{Text: string(e.Reference)}
		holder := govuk.Cell{Text: "Nobody yet"}
		if e.Holder != nil {
			holder.Text = e.Holder.Name
		}
		if d.leads {
			reference.HTML = template.HTML(`<a class="govuk-link app-reference" href="` + template.HTMLEscapeString(web.PathOfCase(e.Reference)) + `">` + template.HTMLEscapeString(string(e.Reference)) + "</a>")
		}
		f.Table.Rows = append(f.Table.Rows, []govuk.Cell{
			reference, {Text: e.Kind.Label()}, {Text: e.Priority.Label(), HTML: govuk.Priority(string(e.Priority), e.Priority.Label()).Render()},
			{Text: waits.NextStep(e.Strand).Label()}, {Text: strings.Join(d.due(e), " ")}, holder,
		})
	}
	if len(f.Table.Rows) > 0 {
		f.Empty = ""
	}
	if d.more {
		f.Words = []string{fmt.Sprintf("These are the first %d.", len(f.Table.Rows))}
	}
	return f
}

// workload shows what each practitioner has.
func (d boardData) workload() figure {
	f := figure{Name: "workload", Heading: "What each practitioner has", Empty: "Nobody who can work this team’s referrals has signed in lately."}
	f.Table = loadTable(d.loads, func(w caseload.Load) string {
		return "/away?" + url.Values{"team": {string(d.team)}, "who": {w.ID}}.Encode()
	})
	if len(f.Table.Rows) > 0 {
		f.Empty = ""
		f.Words = []string{fmt.Sprintf("Quiet is what nothing was recorded of for %d days.", d.rules.Policy.QuietAfterDays)}
	}
	return f
}

// howLong shows how long people waited for what was reached in the period.
func (d boardData) howLong() figure {
	f := figure{Name: "how-long", Heading: "How long people waited", Empty: "Nothing was reached in this period."}
	sum := waits.Sum(d.periodDays())
	f.Table.Head = heads("Step and priority", "How many", "Half within (working days)", "9 in 10 within (working days)", "After the target")
	bars := chart.Bars{ID: "chart-how-long", Title: "Working days until each step: within how many half of the people were there, and nine in ten"}
	var words []string
	for _, step := range waits.Steps() {
		all := sum.Took(step)
		if all.Number() == 0 {
			continue
		}
		row := func(label string, h waits.Histogram, late int) {
			after := govuk.Cell{Text: "No target", Format: "numeric"}
			if step != waits.Decided {
				after.Text = strconv.Itoa(late)
			}
			f.Table.Rows = append(f.Table.Rows, []govuk.Cell{{Text: label}, govuk.Numeric(h.Number()), govuk.Numeric(h.Within(0.5)), govuk.Numeric(h.Within(0.9)), after})
		}
		row(step.Label()+": all", all, sum.Under("late", string(step)).Sum())
		for _, p := range referral.Priorities() {
			if h := sum.Took(step, p); h.Number() > 0 {
				row(step.Label()+": "+strings.ToLower(p.Label()), h, sum.Under("late", string(step))[string(p)])
			}
		}
		half, most := all.Within(0.5), all.Within(0.9)
		bars.Groups = append(bars.Groups, chart.Group{Heading: step.Label(), Bars: []chart.Bar{
			{Label: "Half of them within", Value: half, Words: display.Number(half, "working day")},
			{Label: "9 in 10 within", Value: most, Words: display.Number(most, "working day"), Light: true},
		}})
		words = append(words, fmt.Sprintf("%s: half of %d within %s, nine in ten within %d.", step.Label(), all.Number(), display.Number(half, "working day"), most))
	}
	if len(words) == 0 {
		return f
	}
	f.Empty = ""
	f.Words = []string{"Working days from the referral, stopped clocks included: it is how long the person waited."}
	bars.Description = strings.Join(words, " ")
	f.Charts = []template.HTML{bars.Render()}
	return f
}

// stopped shows whose clock stands still, and for how long clocks stood still.
func (d boardData) stopped() figure {
	f := figure{Name: "stopped-clocks", Heading: "Stopped clocks", Empty: "No clock is stopped, and none was in this period."}
	sum, closing := waits.Sum(d.periodDays()), d.book.Last().Closing
	f.Table.Head = heads("Why", "Stopped now", "Stopped in the period", "Running again", "Half of those within (working days)", "9 in 10 within (working days)")
	for _, stage := range referral.Stages() {
		if !stage.StopsClock() {
			continue
		}
		now, began, stood := closing.Under(string(stage)).Sum(), sum["stopped/"+string(stage)], sum.StoodStill(stage)
		f.Table.Rows = append(f.Table.Rows, []govuk.Cell{{Text: stage.Label()}, govuk.Numeric(now), govuk.Numeric(began), govuk.Numeric(stood.Number()), govuk.Numeric(stood.Within(0.5)), govuk.Numeric(stood.Within(0.9))})
		if now+began+stood.Number() > 0 {
			f.Empty = ""
		}
	}
	return f
}
