package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"fmt"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// workload is what a practitioner has to do, for whoever is to give them more.
type workload struct {
	casestore.Colleague
	held    map[referral.Priority]int // what they work on, stopped clocks included
	overdue int
	quiet   int // of what they work on, with nothing recorded for some time
	visits  int // of this week
	reviews int // in place, to be reviewed by them
	more    bool
}

// mostHeld is how many strands of one practitioner are looked at.
const mostHeld = 100

// workloads returns what each practitioner of a team has, by name.
func (v *visit) workloads(team referral.Team) ([]workload, error) {
	all, err := v.Store.Colleagues(v.Ctx(), team)
	var loads []workload
	for _, c := range all {
		if err != nil || !practises(c, team) {
			continue
		}
		var held casestore.Page
		if held, err = v.Store.Mine(v.Ctx(), c.ID, "", mostHeld); err == nil {
			loads = append(loads, workloadOf(c, held, v.Now()))
		}
	}
	return loads, err
}

// practises tells whether a colleague can work the strands of a team.
func practises(c casestore.Colleague, team referral.Team) bool {
	return access.Person{ID: c.ID, Roles: c.Roles, Team: team}.Allowed(access.ClaimIt, access.InTeam)
}

func workloadOf(c casestore.Colleague, held casestore.Page, now time.Time) workload {
	w := workload{Colleague: c, held: map[referral.Priority]int{}, more: held.Next != ""}
	for _, e := range held.Entries {
		w.visits += visitsOf(e.Strand, c.ID, now)
		if e.State == referral.InPlace {
			w.reviews++
			continue
		}
		w.held[e.Priority]++
		if due, runs := e.ClockRuns(); runs && now.After(due) {
			w.overdue++
		}
		if isQuiet(e.Strand, now) {
			w.quiet++
		}
	}
	return w
}

// isQuiet tells whether a strand is somebody's to go on with, and they have recorded
// nothing for as long as the policy lets an allocation rest.
func isQuiet(s referral.Strand, now time.Time) bool {
	if s.State != referral.Claimed || s.Holder == nil {
		return false
	}
	last := s.Active
	if last.Before(s.ClaimedAt) {
		last = s.ClaimedAt
	}
	return workingtime.Days(last, now) >= referral.CurrentPolicy().QuietAfterDays
}

// visitsOf counts the days of this week on which somebody visits about a strand that
// they have: what is planned, and what was done without a plan.
func visitsOf(s referral.Strand, who string, now time.Time) int {
	var days []string
	visited := func(by referral.Actor, on time.Time) {
		day := display.InLondon(on, time.DateOnly)
		if by.ID == who && sameWeek(on, now) && !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	for _, p := range s.Visits {
		if p.Off == nil {
			visited(referral.Actor{ID: who}, p.When) // planned: it is for whoever has it
		}
	}
	for _, c := range s.Contacts {
		if c.How == "visit" {
			visited(c.By, c.When)
		}
	}
	if s.Assessment != nil && s.Assessment.Method == "visit" {
		visited(s.Assessment.By, s.Assessment.Made())
	}
	return len(days)
}

func sameWeek(a, b time.Time) bool {
	yearA, weekA := a.In(workingtime.London()).ISOWeek()
	yearB, weekB := b.In(workingtime.London()).ISOWeek()
	return yearA == yearB && weekA == weekB
}

func (w workload) total() int {
	total := 0
	for _, n := range w.held {
		total += n
	}
	return total
}

// heldWords says what somebody has, by priority.
func (w workload) heldWords() string {
	var parts []string
	for _, p := range referral.Priorities() {
		if n := w.held[p]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ToLower(p.Label())))
		}
	}
	words := "Nothing"
	if len(parts) > 0 {
		words = strings.Join(parts, ", ")
	}
	if w.more {
		words += ", and more"
	}
	return words
}

// words says in a line what somebody has to do, and whether they are there.
func (w workload) words() string {
	words := fmt.Sprintf("Has %d", w.total())
	if w.total() > 0 {
		words += " (" + w.heldWords() + ")"
	}
	words += fmt.Sprintf(", %d overdue, %d quiet. %s this week.", w.overdue, w.quiet, display.Number(w.visits, "visit"))
	if w.Away != "" {
		words += " Away until " + display.DayOf(w.Away) + "."
	}
	return words
}

// workloadTable shows what each practitioner of a team has.
func workloadTable(loads []workload, awayPath func(workload) string) govuk.Table {
	numeric := func(text string) govuk.Cell { return govuk.Cell{Text: text, Format: "numeric"} }
	table := govuk.Table{
		Head: []govuk.Cell{{Text: "Practitioner"}, {Text: "Has now"}, numeric("Overdue"), numeric("Quiet"), numeric("Visits this week"), numeric("To review"), {Text: "Away"}},
	}
	for _, w := range loads {
		away := govuk.Cell{Text: "No"}
		if w.Away != "" {
			away.Text = "Until " + display.DayOf(w.Away)
		}
		if path := awayPath(w); path != "" {
			away.HTML = display.Lines(away.Text) + " " + (web.Link{Text: "Change", Href: path}).RenderWith("whether "+w.Name+" is away")
		}
		count := func(n int) govuk.Cell { return numeric(fmt.Sprint(n)) }
		table.Rows = append(table.Rows, []govuk.Cell{
			{Text: w.Name}, {Text: w.heldWords()}, count(w.overdue), count(w.quiet), count(w.visits), count(w.reviews), away,
		})
	}
	return table
}
