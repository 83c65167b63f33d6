package boardpage

import (
	"html/template"
	"strconv"
	"strings"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/caseload"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// boardPage shows how a team stands and how long people wait for it: numbers, and
// for those who lead the team what is about to be late. It shows nobody's data.
type boardPage struct {
	Team    string
	Choose  []govuk.Select
	Now     []boardNumber
	Figures []figure
	Assign  string // where work is given out; "" for those who do not
}

// boardNumber is one number of how things stand.
type boardNumber struct {
	Label string
	Value string
	Href  string // the list of what it counts; "" for those who see none
}

// figure is one thing that the board shows, as a picture where that helps and always
// as a table, which can be taken away.
type figure struct {
	Name    string // its code in addresses, and its ID
	Heading string
	Words   []string // what it shows, and what follows from it
	Charts  []template.HTML
	Table   govuk.Table
	Open    bool   // whether the table is shown at once: it is where there is no chart
	Empty   string // what is said instead if there is nothing to show
	CSV     string // where the table can be had as a file
}

// Numbers is the table, behind a summary where a chart stands before it.
func (f figure) Numbers() template.HTML {
	if f.Open {
		return f.Table.Render()
	}
	return govuk.Details{SummaryText: "Show the numbers: " + strings.ToLower(f.Heading[:1]) + f.Heading[1:], HTML: f.Table.Render()}.Render()
}

// boardData is what the page is built from.
type boardData struct {
	team  referral.Team
	weeks int // of the period that is looked at
	book  waits.Series
	today referral.Date
	soon  []casestore.Entry
	more  bool // whether more is due soon than is shown
	loads []caseload.Load
	leads bool // whether the person leads teams: opens cases, gives out work
	rules referral.Rules
	due   func(casestore.Entry) []string
}

// periods are the periods to choose from, in weeks.
var periods = []struct {
	weeks int
	name  string
}{{4, "Last 4 weeks"}, {12, "Last 12 weeks"}, {26, "Last 26 weeks"}, {52, "Last 12 months"}}

const usualPeriod = 12

// trendWeeks is how far back the board looks for what went how over time.
const trendWeeks = 52

func buildBoard(d boardData) boardPage {
	page := boardPage{Team: d.team.Label(), Now: d.numbers(), Figures: d.figures()}
	team := govuk.Select{Name: "team", Label: govuk.Label{Text: "Team"}, Value: string(d.team)}
	for _, t := range referral.Teams() {
		team.Items = append(team.Items, govuk.Option{Value: string(t), Text: t.Label()})
	}
	period := govuk.Select{Name: "weeks", Label: govuk.Label{Text: "Period"}, Value: strconv.Itoa(d.weeks)}
	for _, p := range periods {
		period.Items = append(period.Items, govuk.Option{Value: strconv.Itoa(p.weeks), Text: p.name})
	}
	page.Choose = []govuk.Select{team, period}
	if d.leads {
		page.Assign = web.PathOfAssign(d.team, casestore.ListWaiting, "")
	}
	return page
}

// numbers says how the team stands now.
func (d boardData) numbers() []boardNumber {
	closing := d.book.Last().Closing
	number := func(label string, value int, list casestore.List) boardNumber {
		n := boardNumber{Label: label, Value: strconv.Itoa(value)}
		if d.leads && list != "" {
			n.Href = web.PathOfWorklist(d.team, list)
		}
		return n
	}
	var numbers []boardNumber
	for _, stage := range referral.Stages() {
		if stage != referral.ToReview && stage != referral.ToCollect { // nobody waits any more
			numbers = append(numbers, number(stage.Label(), closing.Under(string(stage)).Sum(), casestore.List(stage)))
		}
	}
	return append(numbers, number("Overdue", closing.Under("overdue").Sum(), casestore.ListOverdue))
}

// periodDays returns the days of the period that is looked at.
func (d boardData) periodDays() []waits.Day {
	from := waits.Date(noonOf(d.today).AddDate(0, 0, -7*d.weeks))
	return d.book.Between(waits.Next(from), d.today)
}

// boardOf reads which team and period are asked for.
func (p pages) boardOf(r *web.Request) (boardData, error) {
	d := boardData{weeks: usualPeriod, today: r.Today(), leads: r.Person().Allowed(access.Reassign), rules: p.Rules}
	d.team = referral.Team(r.URL.Query().Get("team"))
	if d.team == "" {
		if d.team = r.Person().Team; d.team.Label() == "" {
			d.team = referral.Teams()[0]
		}
	}
	if d.team.Label() == "" {
		return d, web.ErrNoSuchList
	}
	if asked := r.URL.Query().Get("weeks"); asked != "" {
		d.weeks = 0
		for _, period := range periods {
			if strconv.Itoa(period.weeks) == asked {
				d.weeks = period.weeks
			}
		}
		if d.weeks == 0 {
			return d, web.ErrNoSuchList
		}
	}
	return d, p.read(r, &d)
}

// mostDueSoon is how many rows of what is about to be late are shown.
const mostDueSoon = 50

// readBoard reads what the board shows: the team's days, and the first of what is
// due in the next five working days.
func (p pages) read(r *web.Request, d *boardData) error {
	var err error
	from := waits.Date(noonOf(d.today).AddDate(0, 0, -7*trendWeeks-6))
	if d.book, err = p.Store.Waits(r.Context(), d.team, from); err != nil {
		return err
	}
	if d.soon, d.more, err = p.Store.DueSoon(r.Context(), d.team, p.Rules.Calendar.After(p.Now(), dueSoonDays), mostDueSoon); err != nil {
		return err
	}
	now := p.Now()
	d.due = func(e casestore.Entry) []string { return display.Due(e.Strand, now, p.Rules.Calendar) }
	if d.leads {
		d.loads, err = caseload.Team(r.Context(), p.Store, p.Rules, d.team, p.Now())
	}
	return err
}

func (p pages) board(r *web.Request) error {
	d, err := p.boardOf(r)
	if err != nil {
		return err
	}
	page := buildBoard(d)
	return r.Show("board", web.Document{Title: "Board: " + page.Team}, page)
}

// boardFile answers with the table of one figure.
func (p pages) figure(r *web.Request) error {
	name, isFile := strings.CutSuffix(r.PathValue("figure"), ".csv")
	d, err := p.boardOf(r)
	if err != nil {
		return err
	}
	for _, f := range d.figures() {
		if f.Name == name && isFile {
			return r.Download(name+"-"+string(d.team)+"-"+string(d.today), f.Table)
		}
	}
	return web.ErrNoSuchPage
}
