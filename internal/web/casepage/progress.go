package casepage

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// progressView tells whoever referred where things are, in plain words: one card for
// each thing that was asked for, and the same as text for the case record.
type progressView struct {
	Cards []govuk.SummaryList
	Text  govuk.Textarea
}

// progressData is what it is built from.
type progressData struct {
	strands []referral.Strand
	sent    referral.Referral // with the answers that came later
	at      form.Context
	books   map[referral.Team]waits.Series
	now     time.Time
	rules   referral.Rules
}

func buildProgress(d progressData) *progressView {
	view := &progressView{}
	var text strings.Builder
	fmt.Fprintf(&text, "Where it was on %s\n", display.Moment(d.now))
	for _, s := range d.strands {
		card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: "Where it is: " + display.LowerFirst(s.Kind.Label())}}}
		fmt.Fprintf(&text, "\n%s\n", s.Kind.Label())
		for _, r := range d.rows(s) {
			value := display.Lines(r.text...)
			if r.html != "" {
				value += "<br>" + r.html
			}
			card.Rows = append(card.Rows, display.Row(r.key, value))
			said := r.text
			if r.plain != "" {
				said = append(said[:len(said):len(said)], r.plain)
			}
			fmt.Fprintf(&text, "- %s: %s\n", r.key, inOneLine(said))
		}
		view.Cards = append(view.Cards, card)
	}
	text.WriteString("\n" + display.PlainSummary(d.sent, d.at))
	view.Text = govuk.Textarea{
		Name: "record-text", Label: govuk.Label{Text: "Text for the case record"}, Rows: 15, Value: text.String(),
		Hint: govuk.Hint{Text: "Select all of it and copy it."}, Attributes: govuk.Attributes{"readonly": "readonly", "data-copy": "Copy the text"},
	}
	return view
}

// progressRow is a row of the card; html and plain are the same thing for the page
// and for the text.
type progressRow struct {
	key   string
	text  []string
	html  template.HTML
	plain string
}

// inOneLine joins sentences, some of which have no full stop.
func inOneLine(said []string) string {
	var line strings.Builder
	for i, sentence := range said {
		if i > 0 {
			if !strings.HasSuffix(said[i-1], ".") {
				line.WriteByte('.')
			}
			line.WriteByte(' ')
		}
		line.WriteString(sentence)
	}
	return line.String()
}

func (d progressData) rows(s referral.Strand) []progressRow {
	rows := []progressRow{{key: "Now", text: []string{s.Where(), display.Age(s.Received, d.now) + " since the referral."}}}
	if with, ok := d.whoHasIt(s); ok {
		rows = append(rows, with)
	}
	for _, step := range stepsToCome(s) {
		rows = append(rows, progressRow{key: expectKey(step), text: d.expected(s, step)})
	}
	if s.Decision != nil {
		rows = append(rows, progressRow{key: "What was decided", text: []string{s.Decision.Outcome.Label() + ", on " + workingtime.InLondon(s.Decision.At, "2 January 2006") + "."}})
		if provided := intake.ProvidedWords(*s.Decision); len(provided) > 0 {
			rows = append(rows, progressRow{key: "What they get", text: provided})
		}
		rows = append(rows, progressRow{key: "Why", text: []string{s.Decision.Rationale}})
		if s.Decision.NextStep != "" {
			rows = append(rows, progressRow{key: "What happens instead", text: []string{s.Decision.NextStep}})
		}
	}
	return rows
}

// whoHasIt says who has a strand and how to reach them or their team.
func (d progressData) whoHasIt(s referral.Strand) (progressRow, bool) {
	if s.State.Final() || s.Team == "" {
		return progressRow{}, false
	}
	with := progressRow{key: "Who has it", text: []string{s.Team.Label() + " team."}}
	address := d.rules.Council.Mailboxes[s.Team]
	if s.Holder != nil && s.State != referral.Arranging {
		with.text = []string{s.Holder.Name + ", " + strings.ToLower(s.Holder.Role.Label()) + ", of the " + s.Team.Label() + " team."}
	}
	if address != "" {
		with.plain = "Write to " + address + "."
		with.html = "Write to the team: " + web.Link{Text: address, Href: "mailto:" + address}.Render()
	}
	return with, true
}

// stepsToCome are the steps that a strand waits for next: those of which it can be
// said how long they take.
func stepsToCome(s referral.Strand) []waits.Step {
	switch s.State.Expects() {
	case referral.ExpectDecision:
		_, reached := s.FirstContact()
		switch {
		case s.Assessment != nil:
			return []waits.Step{waits.Decided}
		case reached:
			return []waits.Step{waits.Assessed}
		}
		return []waits.Step{waits.Contact, waits.Assessed}
	case referral.ExpectArrangement:
		return []waits.Step{waits.Arranged}
	}
	return nil
}

func expectKey(step waits.Step) string {
	switch step {
	case waits.Contact:
		return "First contact expected"
	case waits.Assessed:
		return "Assessment expected"
	case waits.Decided:
		return "Decision expected"
	}
	return "In place expected"
}

// expected says when a step can be expected, from how long people like this have
// waited lately for this team; where too few are known, it says so and by when it
// should be.
func (d progressData) expected(s referral.Strand, step waits.Step) []string {
	what, since, target := map[waits.Step]string{
		waits.Contact: "the first contact", waits.Assessed: "the assessment", waits.Decided: "the decision", waits.Arranged: "it to be put in place, from the decision",
	}[step], s.Started(), map[waits.Step]time.Time{waits.Contact: s.Targets.Contact, waits.Assessed: s.Targets.Assessed, waits.Arranged: s.Targets.InPlace}[step]
	if step == waits.Arranged {
		since = s.Decision.At
	}
	e, known := d.books[s.Team].Expect(d.rules.Policy, step, s.Priority, waits.Date(d.now))
	if !known {
		words := []string{fmt.Sprintf("Too few people have come this far in the last %d weeks to say how long it takes.", e.Weeks)}
		if !target.IsZero() {
			words = append(words, "It should be by "+workingtime.InLondon(target, "2 January 2006")+".")
		}
		return append(words, display.Given("", s.State.Stopped())...)
	}
	wait := fmt.Sprintf("Most people like this wait %d to %s for %s.", e.Half, display.Number(e.Most, "working day"), what)
	if e.Half == e.Most {
		wait = fmt.Sprintf("Most people like this wait %s for %s.", display.Number(e.Most, "working day"), what)
	}
	first, last := dayNumber(d.rules.Calendar, since, e.Half), dayNumber(d.rules.Calendar, since, e.Most)
	day := func(t time.Time) string { return workingtime.InLondon(t, "2 January 2006") }
	var expect string
	switch {
	case workingtime.Days(last, d.now) > 0:
		expect = fmt.Sprintf("This one has taken longer: %s so far. Ask the team if that worries you.", display.Number(d.rules.Calendar.Between(since, d.now), "working day"))
	case workingtime.Days(first, d.now) >= 0 || day(first) == day(last):
		expect = "Expect it by " + day(last) + "."
	default:
		expect = "Expect it between " + day(first) + " and " + day(last) + "."
	}
	return append([]string{expect, wait}, display.Given("", s.State.Stopped())...)
}

// dayNumber returns the day on which so many working days have begun since an instant.
func dayNumber(calendar *workingtime.Calendar, from time.Time, days int) time.Time {
	if days > 0 && !calendar.WorkingDay(from) {
		days-- // the first is the day that counts as none where one begins on a working day
	}
	return calendar.After(from, days)
}

// progress is where things are, for whoever referred; nil for everybody else.
func (p pages) progress(r *web.Request, sent referral.Referral, at form.Context) (*progressView, error) {
	if r.Case.Referrer.ID != r.Actor().ID {
		return nil, nil
	}
	d := progressData{strands: r.Strands, sent: sent, at: at, books: map[referral.Team]waits.Series{}, now: p.Now(), rules: p.Rules}
	for _, s := range r.Strands {
		if _, read := d.books[s.Team]; read || len(stepsToCome(s)) == 0 {
			continue
		}
		book, err := p.Store.Waits(r.Ctx(), s.Team, waits.ExpectFrom(p.Rules.Policy, r.Today()))
		if err != nil {
			return nil, err
		}
		d.books[s.Team] = book
	}
	return buildProgress(d), nil
}
