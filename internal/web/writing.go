package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"bytes"
	"errors"
	"html/template"
	"net/http"
	"strconv"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// writing is a form about a strand that is written over some time: what is typed is
// kept on the practitioner's desk, from every device, until it is recorded.
type writing struct {
	name     string // last part of the address, the desk, and the code by which the case page says that it is done
	title    string
	button   string
	sections []intake.Section
	begin    intake.Answers // what it holds before anything is written
	under    intake.Answers // the referral's answers, for questions that depend on them
	at       intake.Context
	quiet    bool // what is needed depends on the answers, so no question says that it is optional
	// change makes what is recorded of those answers, in which nothing is wrong.
	change func(s referral.Strand, all intake.Answers) referral.Change
	// typical is such a change with every answer given, as in strandWork.
	typical referral.Change
	// done returns the code by which the case page says what was done; nil where that
	// is the name.
	done func(referral.Strand) string
	// page makes the page's own data; nil for nothing more.
	page func(writingPage, intake.Answers) any
}

// whole is everything that is asked, as one.
func (w writing) whole() intake.Section {
	whole := intake.Together(w.name, w.sections)
	whole.Title = w.title
	return whole
}

// over returns what was written, over the referral's answers.
func (w writing) over(written intake.Answers) intake.Answers {
	return w.whole().Replace(w.under, written)
}

func (w writing) problems(written intake.Answers) []intake.Problem {
	return intake.CheckTogether(w.sections, w.over(written), w.at)
}

// deskShelf keeps what is written on a desk.
type deskShelf struct {
	*visit
	desk    casestore.WorkingDraft
	begin   intake.Answers
	section casestore.Section
}

// deskFor reads what lies on the desk for a form.
func (v *visit) deskFor(w writing) (*deskShelf, error) {
	d := &deskShelf{visit: v, begin: w.begin, desk: casestore.WorkingDraft{
		Who: v.Actor().ID, Reference: v.Case.Reference, Kind: v.Strand.Kind, Page: w.name,
	}}
	return d, d.look()
}

func (d *deskShelf) is() casestore.Section {
	if d.blank() {
		return casestore.Section{Version: d.section.Version, Answers: d.begin, Pages: d.section.Pages}
	}
	return d.section
}

// blank tells whether nothing lies there that is not recorded: what the page that
// saved it last has recorded counts as nothing, also where it came late.
func (d *deskShelf) blank() bool {
	return d.section.Version == 0 || d.Strand.Done(d.section.SavedBy())
}

func (d *deskShelf) keep(save casestore.SectionSave) error {
	now, err := d.Store.SaveWorkingDraft(d.Ctx(), d.desk, d.is(), save)
	if err == nil {
		d.section = now
	}
	return err
}

func (d *deskShelf) look() error {
	var err error
	d.section, err = d.Store.ReadWorkingDraft(d.Ctx(), d.desk)
	return err
}

// clear empties the desk once what lay there is recorded. If it fails, what is left
// is recognised as recorded, and goes with time.
func (d *deskShelf) clear() {
	if err := d.Store.DeleteWorkingDraft(d.Ctx(), d.desk, d.section.Version); err != nil {
		d.Log.Info("a desk was not cleared", "request", d.ID, "error", err.Error())
	}
}

// writingPage is what the pages with such a form share.
type writingPage struct {
	Heading, Caption string
	Warnings         []govuk.WarningText
	Begun            string // since when it lies on the desk, in words; "" if nothing does
	Action, Cancel   string
	Carried          []input
	Parts            []writtenPart
	Record, Later    govuk.Button
	Again            govuk.Details // to begin again; only if something lies on the desk
}

// writtenPart is one section of the form: open, or folded until somebody needs it.
type writtenPart struct {
	Title, Lead string // "" for the first one
	Before      template.HTML
	Questions   template.HTML
	After       template.HTML
	Folded      *govuk.Details
}

var writingParts = template.Must(template.ParseFS(templates, "template/writing_form.gohtml"))

// Head returns the heading with what must be known before anything else.
func (p writingPage) Head() (template.HTML, error) { return p.part("head") }

// Form returns the form itself.
func (p writingPage) Form() (template.HTML, error) { return p.part("form") }

func (p writingPage) part(name string) (template.HTML, error) {
	var part bytes.Buffer
	err := writingParts.ExecuteTemplate(&part, name, p)
	return template.HTML(part.String()), err // the template has escaped it
}

// What a button of the form asks for besides recording.
const (
	thenLater = "later" // keep it, and go back to the case
	thenAgain = "again" // throw away what was written
)

// newWritingPage returns the form with what was written.
func newWritingPage(s referral.Strand, sent referral.Referral, w writing, so writtenSoFar) writingPage {
	page := writingPage{
		Heading: w.title, Caption: string(sent.Reference) + " · " + sent.Facts.Person.Name + " · " + s.Kind.Label(),
		Warnings: warningsOf(sent), Action: web.PathOfStrand(sent.Reference, s.Kind, w.name), Cancel: web.PathOfCase(sent.Reference),
		Record: govuk.Button{Text: w.button, PreventDoubleClick: new(true)},
		Later:  govuk.Button{Text: "Save and finish later", Name: carriedThen, Value: thenLater, Classes: "govuk-button--secondary"},
	}
	if so.begun {
		page.Begun = "You began this, and saved it on " + display.Moment(so.is.Saved) + ". It is not recorded yet: only you can see it, and it does not go with the referral to somebody else."
		page.Again = govuk.Details{SummaryText: "Begin again", HTML: `<p class="govuk-body">What you wrote here is thrown away.</p>` +
			govuk.Button{Text: "Throw it away", Name: carriedThen, Value: thenAgain, Classes: "govuk-button--warning govuk-!-margin-bottom-0"}.Render()}
	}
	over := w.over(so.is.Answers)
	for i, section := range w.sections {
		page.Parts = append(page.Parts, w.part(section, over, so.problems, i == 0))
	}
	return page
}

// part asks one section. One that can be left is folded, until something in it is
// answered or wrong.
func (w writing) part(s intake.Section, over intake.Answers, problems []intake.Problem, first bool) writtenPart {
	a := asking{section: s, all: over, at: w.at, problems: map[string]intake.Problem{}, notes: map[string][]govuk.Component{}, quiet: s.Optional || w.quiet}
	open := false
	for _, p := range problems {
		a.problems[p.Field] = p
		open = open || p.Section == s.Slug
	}
	for _, f := range s.Fields {
		open = open || len(over[f.Name]) > 0
	}
	part := writtenPart{Questions: a.questions(s.Shown(over, w.at))}
	if !first {
		part.Title, part.Lead = s.Title, s.Lead
	}
	if s.Optional {
		lead := template.HTML("")
		if s.Lead != "" {
			lead = `<p class="govuk-body">` + display.Lines(s.Lead) + "</p>"
		}
		part.Folded = &govuk.Details{SummaryText: s.Title, Open: open, HTML: lead + part.Questions}
	}
	return part
}

// openWriting shows the form, unless the strand could not take what it records now.
func (v *visit) openWriting(w writing) error {
	if err := w.typical.Possible(v.Strand, v.Actor()); err != nil {
		return err
	}
	desk, err := v.deskFor(w)
	if err != nil {
		return err
	}
	return v.showWriting(http.StatusOK, w, writtenSoFar{desk.is(), !desk.blank(), v.Strand.Version, nil})
}

// writtenSoFar is what a page with such a form shows.
type writtenSoFar struct {
	is       casestore.Section
	begun    bool // whether it lies on the desk
	version  int  // of the strand, as the page first showed it
	problems []intake.Problem
}

func (v *visit) showWriting(status int, w writing, s writtenSoFar) error {
	sent, _, err := v.current()
	if err != nil {
		return err
	}
	page := newWritingPage(v.Strand, sent, w, s)
	page.Carried = append(sectionPage{}.carrying(w.whole().SeenMarks(s.is.Answers), "").Carried, input{"version", strconv.Itoa(s.version)})
	var data any = page
	if w.page != nil {
		data = w.page(page, w.over(s.is.Answers))
	}
	return v.ShowAs(status, w.name, web.Document{Title: w.title, Back: page.Cancel, Problems: summaryOf(s.problems, "")}, data)
}

// write keeps what was typed, good or bad, and records it if that is what was
// pressed and nothing is wrong. The page's script keeps it here too, as people type.
func (v *visit) write(w writing) error {
	revision, err := v.revision()
	if err != nil {
		return err
	}
	if v.Strand.Done(revision.Request) {
		return v.isRecorded(w, v.Strand)
	}
	desk, err := v.deskFor(w)
	if err != nil {
		return err
	}
	f := v.sectionForm(w.whole(), w.whole())
	f.shelf, f.more = desk, []input{{"version", strconv.Itoa(revision.Version)}}
	if f.then == thenAgain {
		desk.clear()
		return v.GoTo(f.action)
	}
	undecided := v.decide(&f)
	merged, err := layOver(f)
	switch {
	case errors.Is(err, errTooLong) && !v.WantsJSON():
		return v.wrong(w, writtenSoFar{casestore.Section{Answers: f.typed}, false, revision.Version, w.problems(f.typed)})
	case err != nil:
		return err
	case v.WantsJSON():
		return v.answerSaved(f, merged)
	case len(merged.Conflicts)+len(undecided) > 0:
		return v.showClashes(f, merged, undecided)
	case f.then == thenLater:
		return v.GoTo(web.PathOfCase(v.Case.Reference) + "?done=" + doneKept)
	case f.then == thenStay:
		return v.GoTo(f.action)
	case f.then == thenFits:
		return v.GoTo(f.action + "#" + intake.EquipmentField + "-hint")
	}
	if problems := w.problems(desk.is().Answers); len(problems) > 0 {
		return v.wrong(w, writtenSoFar{desk.is(), true, revision.Version, problems})
	}
	return v.record(w, revision, desk)
}

// record makes the change that was written, and clears the desk.
func (v *visit) record(w writing, revision casestore.StrandRevision, desk *deskShelf) error {
	all := w.over(desk.is().Answers)
	strand, err := v.Store.UpdateStrand(v.Ctx(), revision, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		return w.change(s, all), nil
	})
	var old casestore.StaleError
	switch {
	case errors.As(err, &old):
		return v.showStaleWriting(w, old.Strand, revision.Version, all)
	case errors.Is(err, referral.ErrRefused):
		refused := intake.Problem{Field: w.sections[0].Fields[0].Name, Anchor: w.sections[0].Fields[0].Anchor(), Section: w.sections[0].Slug, Message: err.Error()}
		return v.wrong(w, writtenSoFar{desk.is(), true, revision.Version, []intake.Problem{refused}})
	case err != nil:
		return err
	}
	desk.clear()
	return v.isRecorded(w, strand)
}

// isRecorded goes on after it is recorded, now or by the same page before.
func (v *visit) isRecorded(w writing, s referral.Strand) error {
	done := w.name
	if w.done != nil {
		done = w.done(s)
	}
	path := web.PathOfCase(v.Case.Reference) + "?done=" + done
	if v.WantsJSON() {
		return v.AnswerJSON(http.StatusGone, savedAnswer{Next: path, Problem: "This has been recorded"})
	}
	return v.GoTo(path)
}

// wrong shows the form again with what was typed and what to do about it. That is a
// view too.
func (v *visit) wrong(w writing, s writtenSoFar) error {
	if len(s.problems) == 0 {
		return web.ErrTooLarge
	}
	if err := v.RecordView(web.Route{Shows: w.name}); err != nil {
		return err
	}
	return v.showWriting(http.StatusUnprocessableEntity, w, s)
}

// before puts something in front of a part's questions, inside what unfolds.
func (p *writtenPart) before(html template.HTML) {
	if p.Folded == nil {
		p.Before = html
		return
	}
	p.Folded.HTML = html + p.Folded.HTML
}
