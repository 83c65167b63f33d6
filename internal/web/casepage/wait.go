package casepage

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// waitPage proves every wait of a case: each time that a clock ran or stood still, what
// began and ended it, and how its targets came to be. It is made from the history
// alone, so that a complaint can be answered with it.
type waitPage struct {
	Reference referral.Reference
	Name      string
	Made      string // when, and by whom
	Agrees    string // whether what was recorded is what the rules give
	Strands   []waitStrand
	Rules     []string
	Holidays  []string
	Source    string
	CSV       string
}

// waitStrand is what is proved of one thing that was asked for.
type waitStrand struct {
	ID      string
	Heading string
	Summary govuk.SummaryList
	Clocks  []waitClock
	Places  govuk.Table
}

// waitClock is one clock with its targets.
type waitClock struct {
	Heading string
	Spells  govuk.Table
	Targets govuk.Table
}

// waitData is what the page is built from.
type waitData struct {
	c      referral.Case
	name   string
	by     string
	proofs []waits.WaitTrace
	now    time.Time
	rules  referral.Rules
}

func buildWait(d waitData) waitPage {
	page := waitPage{
		Reference: d.c.Reference, Name: d.name, Made: "Made " + display.Moment(d.now) + " by " + d.by + ", from the history of the referral.",
		Agrees: "Each time that a stopped clock moved a target, the new target was computed again from the days that it stood still: every one is as it was recorded.",
		Rules:  waitRules(d.rules.Policy), Source: workingtime.Source, CSV: web.PathOfCase(d.c.Reference) + "/wait.csv",
	}
	from, until := d.c.Opened, d.c.Opened
	for _, p := range d.proofs {
		until = later(until, p.Until)
		page.Strands = append(page.Strands, d.strand(p))
		for _, c := range p.Clocks {
			until = later(until, c.Target())
			for _, t := range c.Targets {
				if t.Moved && !t.Computed {
					page.Agrees = "A target is not what the rules give for the days that its clock stood still. Ask operations to look at event " + strconv.Itoa(t.Event.Version) + "."
				}
			}
		}
	}
	for _, h := range d.rules.Calendar.Holidays(from, until) {
		page.Holidays = append(page.Holidays, h.Date.Format("Monday 2 January 2006")+": "+h.Name)
	}
	return page
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// waitRules says how it was counted.
func waitRules(policy referral.Policy) []string {
	hour := time.Date(2000, 1, 1, policy.CutOffHour, 0, 0, 0, time.UTC).Format("3pm")
	return []string{
		"Working days are Mondays to Fridays that are not bank holidays in England. The day on which something begins does not count; the day on which it ends does.",
		"What is sent by " + hour + " on a working day counts from then, and what is sent later or on another day from the next working morning at 9am. For what is urgent, 5pm takes the place of " + hour + ".",
		"The clocks of the targets stand still while the referrer is asked and while it is on hold. The target moves by the working days that began meanwhile; what was late before stays late.",
		"The days since the referral never stand still.",
		"A change of practitioner, or a claim that lapsed, moves nothing.",
	}
}

func (d waitData) strand(p waits.WaitTrace) waitStrand {
	s := waitStrand{ID: string(p.Kind), Heading: p.Kind.Label()}
	add := func(key string, text ...string) {
		s.Summary.Rows = append(s.Summary.Rows, display.Row(key, display.Lines(text...)))
	}
	add("Referred", display.Moment(p.Received))
	if p.Open {
		add("Since referral", display.Number(p.Days(), "day")+", and still open")
	} else {
		add("From referral to end", display.Number(p.Days(), "day")+", until "+display.Moment(p.Until))
	}
	for _, c := range p.Clocks {
		words := d.outcome(p, c)
		add(clockName(c), words...)
		clock := waitClock{Heading: clockName(c)}
		clock.Spells = d.spells(p, c)
		clock.Targets = targetTable(c)
		s.Clocks = append(s.Clocks, clock)
	}
	s.Places = d.places(p)
	return s
}

// clockName says which clock it is, and of which time if it was reopened.
func clockName(c waits.Clock) string {
	if c.Episode > 0 {
		return c.Step.Label() + ", after it was reopened"
	}
	return c.Step.Label()
}

// outcome says what a clock came to.
func (d waitData) outcome(p waits.WaitTrace, c waits.Clock) []string {
	counted, stopped := c.Count()
	words := []string{display.Number(counted, "working day") + " counted, " + strconv.Itoa(stopped) + " not counted", "Target: " + display.Moment(c.Target())}
	at, what := c.Reached, "Reached on "+workingtime.InLondon(c.Reached, "2 January 2006")
	switch last := c.Spells[len(c.Spells)-1]; {
	case !at.IsZero():
	case last.Last != nil:
		at, what = last.To, "Not waited for any more from "+display.Moment(last.To)
	case p.Open:
		at, what = p.Until, "Not reached yet"
	default:
		at, what = p.Until, "Not reached before it ended"
	}
	if at.After(c.Target()) {
		return append(words, what+": late, and "+display.Number(-d.rules.Calendar.Between(at, c.Target()), "working day")+" had begun since the target")
	}
	return append(words, what+": in time")
}

// waitHead are the columns of a clock's times.
var waitHead = []govuk.Cell{{Text: "From"}, {Text: "To"}, {Text: "Working days", Format: "numeric"}, {Text: "Clock"}, {Text: "Why"}, {Text: "By"}, {Text: "Event", Format: "numeric"}}

func (d waitData) spells(p waits.WaitTrace, c waits.Clock) govuk.Table {
	table := govuk.Table{Caption: clockName(c) + ": when the clock ran", CaptionClasses: "govuk-table__caption--s", Head: waitHead}
	for _, s := range c.Spells {
		to := spellEnd(s)
		if s.Last == nil && p.Open {
			to = "Now"
		}
		table.Rows = append(table.Rows, []govuk.Cell{
			{Text: display.Moment(s.From)}, {Text: to}, govuk.Numeric(s.Days), {Text: runningWords(s.Running)}, {Text: whyOf(s)}, {Text: whoDid(s.Event)}, govuk.Numeric(s.Event.Version),
		})
	}
	return table.Stacked()
}

// spellEnd says when a spell ended, and when that was recorded if on another day. Of
// some things only the date is known.
func spellEnd(s waits.Period) string {
	if s.Last == nil || workingtime.Days(s.To, s.Last.At) == 0 {
		return display.Moment(s.To)
	}
	end := display.Moment(s.To)
	if workingtime.InLondon(s.To, "15:04:05") == "12:00:00" {
		end = workingtime.InLondon(s.To, "2 January 2006")
	}
	return end + ", recorded " + display.Moment(s.Last.At)
}

func runningWords(r waits.Running) string {
	switch r {
	case waits.NotYet:
		return "Not counted yet"
	case waits.Counting:
		return "Running"
	case waits.Stopped:
		return "Stopped"
	}
	return "Not open"
}

// whyOf says why a clock ran or not.
func whyOf(s waits.Period) string {
	if s.Running == waits.NotYet {
		return "It came too late in the day, or on a day that is not worked"
	}
	return strings.Join(append([]string{s.Event.Change.Title()}, intake.Describe(s.Event)...), ". ")
}

// whoDid names who made an event.
func whoDid(e referral.Event) string {
	if e.By.Role == referral.SystemRole || e.By.Role.Label() == "" {
		return e.By.Name
	}
	return e.By.Name + ", " + strings.ToLower(e.By.Role.Label())
}

func targetTable(c waits.Clock) govuk.Table {
	table := govuk.Table{Caption: clockName(c) + ": the target", CaptionClasses: "govuk-table__caption--s",
		Head: []govuk.Cell{{Text: "On"}, {Text: "From"}, {Text: "To"}, {Text: "Why"}, {Text: "By"}, {Text: "Event", Format: "numeric"}}}
	for _, t := range c.Targets {
		was := display.Moment(t.Was)
		if was == "" {
			was = "No target"
		}
		table.Rows = append(table.Rows, []govuk.Cell{{Text: display.Moment(t.Event.At)}, {Text: was}, {Text: display.Moment(t.Is)}, {Text: targetWhy(t)}, {Text: whoDid(t.Event)}, govuk.Numeric(t.Event.Version)})
	}
	return table.Stacked()
}

// targetWhy says why a target was set or moved.
func targetWhy(t waits.Target) string {
	if t.Moved {
		return t.Event.Change.Title() + ". The clock had stood still for " + display.Number(t.Stood, "working day")
	}
	return t.Event.Change.Title()
}

// places tells where the strand was, and who had it.
func (d waitData) places(p waits.WaitTrace) govuk.Table {
	table := govuk.Table{Caption: "Where it was, and who had it", CaptionClasses: "govuk-table__caption--s",
		Head: []govuk.Cell{{Text: "From"}, {Text: "To"}, {Text: "Days", Format: "numeric"}, {Text: "Working days", Format: "numeric"}, {Text: "Where it was"}, {Text: "With"}, {Text: "Event", Format: "numeric"}}}
	for n, place := range p.Places {
		to := display.Moment(place.To)
		last := n == len(p.Places)-1
		if last && p.Open {
			to = "Now"
		}
		if last && !p.Open {
			break // it has ended, and is nowhere any more
		}
		with := place.Team.Label()
		if place.Holder != nil && !place.State.Final() {
			with = place.Holder.Name
		}
		if with == "" {
			with = "The system"
		}
		table.Rows = append(table.Rows, []govuk.Cell{
			{Text: display.Moment(place.From)}, {Text: to}, govuk.Numeric(workingtime.Days(place.From, place.To)), govuk.Numeric(d.rules.Calendar.Between(place.From, place.To)),
			{Text: place.State.Label()}, {Text: with}, govuk.Numeric(place.Event.Version),
		})
	}
	return table.Stacked()
}

// waitFile is the whole proof as one table.
func waitFile(d waitData) govuk.Table {
	table := govuk.Table{Head: append([]govuk.Cell{{Text: "Part of the referral"}, {Text: "What"}}, waitHead...)}
	add := func(p waits.WaitTrace, what string, cells ...string) {
		row := []govuk.Cell{{Text: p.Kind.Label()}, {Text: what}}
		for _, c := range cells {
			row = append(row, govuk.Cell{Text: c})
		}
		table.Rows = append(table.Rows, row)
	}
	plain := func(t time.Time) string { return workingtime.InLondon(t, "2006-01-02 15:04") }
	for _, p := range d.proofs {
		ended := ""
		if !p.Open {
			ended = plain(p.Until)
		}
		add(p, "Since referral", plain(p.Received), ended, strconv.Itoa(d.rules.Calendar.Between(p.Received, p.Until)), "", display.Number(p.Days(), "day"), "", "")
		for _, c := range p.Clocks {
			for _, s := range c.Spells {
				to := plain(s.To)
				if s.Last == nil && p.Open {
					to = ""
				}
				add(p, clockName(c), plain(s.From), to, strconv.Itoa(s.Days), runningWords(s.Running), whyOf(s), whoDid(s.Event), strconv.Itoa(s.Event.Version))
			}
			for _, t := range c.Targets {
				add(p, clockName(c)+": target moved", plain(t.Was), plain(t.Is), strconv.Itoa(t.Stood), "", targetWhy(t), whoDid(t.Event), strconv.Itoa(t.Event.Version))
			}
			counted, _ := c.Count()
			add(p, clockName(c)+": total", plain(c.Spells[0].From), plain(c.Reached), strconv.Itoa(counted), "", strings.Join(d.outcome(p, c), ". "), "", "")
		}
		for n, place := range p.Places {
			to := plain(place.To)
			if n == len(p.Places)-1 {
				to = ""
			}
			holder := place.Team.Label()
			if place.Holder != nil {
				holder = place.Holder.Name
			}
			add(p, "Where it was", plain(place.From), to, strconv.Itoa(d.rules.Calendar.Between(place.From, place.To)), "", place.State.Label(), holder, strconv.Itoa(place.Event.Version))
		}
	}
	return table
}

// proof reads and proves the waits of the request’s case.
func (p pages) proof(r *web.Request) (waitData, error) {
	sent, events, err := display.Current(r)
	if err != nil {
		return waitData{}, err
	}
	proofs, err := waits.TraceWait(events, p.Now(), p.Rules)
	return waitData{c: r.Case, name: sent.Facts.Person.Name, by: r.Who.Referrer.Name, proofs: proofs, now: p.Now(), rules: p.Rules}, err
}

func (p pages) wait(r *web.Request) error {
	d, err := p.proof(r)
	if err != nil {
		return err
	}
	return r.Show("wait", web.Document{Title: fmt.Sprintf("Proof of wait: %s", r.Case.Reference), Back: web.PathOfCase(r.Case.Reference)}, buildWait(d))
}

func (p pages) waitDownload(r *web.Request) error {
	d, err := p.proof(r)
	if err != nil {
		return err
	}
	return r.Download("proof-of-wait-"+string(r.Case.Reference), waitFile(d))
}
