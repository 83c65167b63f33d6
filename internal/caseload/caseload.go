// Package caseload counts what each practitioner of a team has to do.
package caseload

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// Load is what a practitioner has to do, for whoever is to give them more.
type Load struct {
	casestore.Colleague
	Held    map[referral.Priority]int // what they work on, stopped clocks included
	Overdue int
	Quiet   int // of what they work on, with nothing recorded for some time
	Visits  int // of this week
	Reviews int // in place, to be reviewed by them
	More    bool
}

// Most is how many strands of one practitioner are looked at.
const Most = 100

// Practises tells whether a colleague can work the strands of a team.
func Practises(c casestore.Colleague, team referral.Team) bool {
	return access.Person{ID: c.ID, Roles: c.Roles, Team: team}.Allowed(access.ClaimIt, access.InTeam)
}

// Team returns what each practitioner of a team has, by name.
func Team(ctx context.Context, store *casestore.Store, rules referral.Rules, team referral.Team, now time.Time) ([]Load, error) {
	all, err := store.Colleagues(ctx, team)
	var loads []Load
	for _, c := range all {
		if err != nil || !Practises(c, team) {
			continue
		}
		var held casestore.Page
		if held, err = store.Mine(ctx, c.ID, "", Most); err == nil {
			loads = append(loads, Of(c, held, rules, now))
		}
	}
	return loads, err
}

// Of counts what a colleague has.
func Of(c casestore.Colleague, held casestore.Page, rules referral.Rules, now time.Time) Load {
	w := Load{Colleague: c, Held: map[referral.Priority]int{}, More: held.Next != ""}
	for _, e := range held.Entries {
		w.Visits += visitsOf(e.Strand, c.ID, now)
		if e.State == referral.InPlace {
			w.Reviews++
			continue
		}
		w.Held[e.Priority]++
		if due, runs := e.ClockRuns(); runs && now.After(due) {
			w.Overdue++
		}
		if rules.Quiet(e.Strand, now) {
			w.Quiet++
		}
	}
	return w
}

// visitsOf counts the days of this week on which somebody visits about a strand that
// they have: what is planned, and what was done without a plan.
func visitsOf(s referral.Strand, who string, now time.Time) int {
	var days []string
	visited := func(by referral.Actor, on time.Time) {
		day := on.In(workingtime.London()).Format(time.DateOnly)
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

// Total counts what somebody works on.
func (w Load) Total() int {
	total := 0
	for _, n := range w.Held {
		total += n
	}
	return total
}

// HeldWords says what somebody has, by priority.
func (w Load) HeldWords() string {
	var parts []string
	for _, p := range referral.Priorities() {
		if n := w.Held[p]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ToLower(p.Label())))
		}
	}
	words := "Nothing"
	if len(parts) > 0 {
		words = strings.Join(parts, ", ")
	}
	if w.More {
		words += ", and more"
	}
	return words
}

// Words says in a line what somebody has to do, and whether they are there.
func (w Load) Words() string {
	words := fmt.Sprintf("Has %d", w.Total())
	if w.Total() > 0 {
		words += " (" + w.HeldWords() + ")"
	}
	words += fmt.Sprintf(", %d overdue, %d quiet. %s this week.", w.Overdue, w.Quiet, plural(w.Visits, "visit"))
	if w.Away != "" {
		words += " Away until " + dayOf(w.Away) + "."
	}
	return words
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func dayOf(d referral.Date) string {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t.Format("2 January 2006")
}
