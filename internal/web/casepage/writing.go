package casepage

import (
	"bytes"
	"errors"
	"html/template"
	"net/http"
	"strconv"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// writing is a form about a strand that is written over some time: what is typed is
// kept on the practitioner's desk, from every device, until it is recorded.
type writing struct {
	name     string // last part of the address, the desk, and the code by which the case page says that it is done
	title    string
	button   string
	sections []form.Section
	begin    form.Answers // what it holds before anything is written
	under    form.Answers // the referral's answers, for questions that depend on them
	at       form.Context
	quiet    bool // what is needed depends on the answers, so no question says that it is optional
	// change makes what is recorded of those answers. Before anything is written it is
	// only asked whether it is possible.
	change func(s referral.Strand, all form.Answers) referral.Change
	// done returns the code by which the case page says what was done; nil where that
	// is the name.
	done func(referral.Strand) string
	// page makes the page's own data; nil for nothing more.
	page func(writingPage, form.Answers) any
}

// whole is everything that is asked, as one.
func (w writing) whole() form.Section {
	whole := form.Together(w.name, w.sections)
	whole.Title = w.title
	return whole
}

// over returns what was written, over the referral's answers.
func (w writing) over(written form.Answers) form.Answers {
	return w.whole().Replace(w.under, written)
}

func (w writing) problems(written form.Answers) []form.Problem {
	return form.CheckTogether(w.sections, w.over(written), w.at)
}

// deskShelf keeps what is written on a desk.
type workingKeeper struct {
	pages
	*web.Request
	draft   casestore.WorkingDraft
	begin   form.Answers
	section casestore.Section
}

// deskFor reads what lies on the desk for a form.
func (p pages) workingKeeper(r *web.Request, w writing) (*workingKeeper, error) {
	d := &workingKeeper{pages: p, Request: r, begin: w.begin, draft: casestore.WorkingDraft{
		Who: r.Actor().ID, Reference: r.Case.Reference, Kind: r.Strand.Kind, Page: w.name,
	}}
	return d, d.Reload()
}

func (d *workingKeeper) Kept() casestore.Section {
	if d.blank() {
		return casestore.Section{Version: d.section.Version, Answers: d.begin, Pages: d.section.Pages}
	}
	return d.section
}

// blank tells whether nothing lies there that is not recorded: what the page that
// saved it last has recorded counts as nothing, also where it came late.
func (d *workingKeeper) blank() bool {
	return d.section.Version == 0 || d.Strand.Done(d.section.SavedBy())
}

func (d *workingKeeper) Keep(save casestore.SectionSave) error {
	now, err := d.Store.SaveWorkingDraft(d.Ctx(), d.draft, d.Kept(), save)
	if err == nil {
		d.section = now
	}
	return err
}

func (d *workingKeeper) Reload() error {
	var err error
	d.section, err = d.Store.ReadWorkingDraft(d.Ctx(), d.draft)
	return err
}

// clear empties the desk once what lay there is recorded. If it fails, what is left
// is recognised as recorded, and goes with time.
func (d *workingKeeper) clear() {
	if err := d.Store.DeleteWorkingDraft(d.Ctx(), d.draft, d.section.Version); err != nil {
		d.Site.Log.Info("a desk was not cleared", "request", d.ID, "error", err.Error())
	}
}

// writingPage is what the pages with such a form share.
type writingPage struct {
	Heading, Caption string
	Warnings         []govuk.WarningText
	Begun            string // since when it lies on the desk, in words; "" if nothing does
	Action, Cancel   string
	Carried          []web.Input
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
		Warnings: display.WarningsOf(sent), Action: web.PathOfStrand(sent.Reference, s.Kind, w.name), Cancel: web.PathOfCase(sent.Reference),
		Record: govuk.Button{Text: w.button, PreventDoubleClick: new(true)},
		Later:  govuk.Button{Text: "Save and finish later", Name: formview.CarriedThen, Value: thenLater, Classes: "govuk-button--secondary"},
	}
	if so.begun {
		page.Begun = "You began this, and saved it on " + display.Moment(so.is.Saved) + ". It is not recorded yet: only you can see it, and it does not go with the referral to somebody else."
		page.Again = govuk.Details{SummaryText: "Begin again", HTML: `<p class="govuk-body">What you wrote here is thrown away.</p>` +
			govuk.Button{Text: "Throw it away", Name: formview.CarriedThen, Value: thenAgain, Classes: "govuk-button--warning govuk-!-margin-bottom-0"}.Render()}
	}
	over := w.over(so.is.Answers)
	for i, section := range w.sections {
		page.Parts = append(page.Parts, w.part(section, over, so.problems, i == 0))
	}
	return page
}

// part asks one section. One that can be left is folded, until something in it is
// answered or wrong.
func (w writing) part(s form.Section, over form.Answers, problems []form.Problem, first bool) writtenPart {
	a := formview.Asking{Section: s, All: over, At: w.at, Problems: map[string]form.Problem{}, Notes: map[string][]govuk.Component{}, Quiet: s.Optional || w.quiet}
	open := false
	for _, p := range problems {
		a.Problems[p.Field] = p
		open = open || p.Section == s.Slug
	}
	for _, f := range s.Fields {
		open = open || len(over[f.Name]) > 0
	}
	part := writtenPart{Questions: a.Questions(s.Shown(over, w.at))}
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
func (p pages) openWriting(r *web.Request, w writing) error {
	if err := w.change(r.Strand, form.Answers{}).Possible(r.Strand, r.Actor()); err != nil {
		return err
	}
	desk, err := p.workingKeeper(r, w)
	if err != nil {
		return err
	}
	return p.showWriting(r, http.StatusOK, w, writtenSoFar{desk.Kept(), !desk.blank(), r.Strand.Version, nil})
}

// writtenSoFar is what a page with such a form shows.
type writtenSoFar struct {
	is       casestore.Section
	begun    bool // whether it lies on the desk
	version  int  // of the strand, as the page first showed it
	problems []form.Problem
}

func (p pages) showWriting(r *web.Request, status int, w writing, s writtenSoFar) error {
	sent, _, err := display.Current(r)
	if err != nil {
		return err
	}
	page := newWritingPage(r.Strand, sent, w, s)
	page.Carried = append(formview.SectionPage{}.Carrying(w.whole().Seen(s.is.Answers), "").Carried, web.Input{Name: "version", Value: strconv.Itoa(s.version)})
	var data any = page
	if w.page != nil {
		data = w.page(page, w.over(s.is.Answers))
	}
	return r.ShowAs(status, w.name, web.Document{Title: w.title, Back: page.Cancel, Problems: formview.SummaryOf(s.problems, "")}, data)
}

// write keeps what was typed, good or bad, and records it if that is what was
// pressed and nothing is wrong. The page's script keeps it here too, as people type.
func (p pages) write(r *web.Request, w writing) error {
	revision, err := p.revision(r)
	if err != nil {
		return err
	}
	if r.Strand.Done(revision.Request) {
		return p.isRecorded(r, w, r.Strand)
	}
	desk, err := p.workingKeeper(r, w)
	if err != nil {
		return err
	}
	f := formview.NewSectionForm(r, w.whole(), w.whole())
	f.Keeper, f.More = desk, []web.Input{{Name: "version", Value: strconv.Itoa(revision.Version)}}
	if f.Then == thenAgain {
		desk.clear()
		return r.GoTo(f.Action)
	}
	undecided := formview.Decide(r, &f)
	merged, err := formview.Merge(f)
	switch {
	case errors.Is(err, formview.ErrTooLong) && !r.WantsJSON():
		return p.wrong(r, w, writtenSoFar{casestore.Section{Answers: f.Typed}, false, revision.Version, w.problems(f.Typed)})
	case err != nil:
		return err
	case r.WantsJSON():
		return formview.AnswerSaved(r, f, merged)
	case len(merged.Conflicts)+len(undecided) > 0:
		return formview.ShowClashes(r, f, merged, undecided)
	case f.Then == thenLater:
		return r.GoTo(web.PathOfCase(r.Case.Reference) + "?done=" + doneKept)
	case f.Then == formview.ThenStay:
		return r.GoTo(f.Action)
	case f.Then == formview.ThenFits:
		return r.GoTo(f.Action + "#" + intake.EquipmentField + "-hint")
	}
	if problems := w.problems(desk.Kept().Answers); len(problems) > 0 {
		return p.wrong(r, w, writtenSoFar{desk.Kept(), true, revision.Version, problems})
	}
	return p.record(r, w, revision, desk)
}

// record makes the change that was written, and clears the desk.
func (p pages) record(r *web.Request, w writing, revision casestore.StrandRevision, desk *workingKeeper) error {
	all := w.over(desk.Kept().Answers)
	strand, err := p.Store.UpdateStrand(r.Ctx(), revision, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		return w.change(s, all), nil
	})
	var old casestore.StaleError
	switch {
	case errors.As(err, &old):
		return p.showStaleWriting(r, w, old.Strand, revision.Version, all)
	case errors.Is(err, referral.ErrRefused):
		refused := form.Problem{Field: w.sections[0].Fields[0].Name, Anchor: w.sections[0].Fields[0].Anchor(), Section: w.sections[0].Slug, Message: err.Error()}
		return p.wrong(r, w, writtenSoFar{desk.Kept(), true, revision.Version, []form.Problem{refused}})
	case err != nil:
		return err
	}
	desk.clear()
	return p.isRecorded(r, w, strand)
}

// isRecorded goes on after it is recorded, now or by the same page before.
func (p pages) isRecorded(r *web.Request, w writing, s referral.Strand) error {
	done := w.name
	if w.done != nil {
		done = w.done(s)
	}
	path := web.PathOfCase(r.Case.Reference) + "?done=" + done
	if r.WantsJSON() {
		return r.AnswerJSON(http.StatusGone, web.SavedAnswer{Next: path, Problem: "This has been recorded"})
	}
	return r.GoTo(path)
}

// wrong shows the form again with what was typed and what to do about it. That is a
// view too.
func (p pages) wrong(r *web.Request, w writing, s writtenSoFar) error {
	if len(s.problems) == 0 {
		return web.ErrTooLarge
	}
	if err := r.RecordView(web.Route{Shows: w.name}); err != nil {
		return err
	}
	return p.showWriting(r, http.StatusUnprocessableEntity, w, s)
}

// before puts something in front of a part's questions, inside what unfolds.
func (p *writtenPart) before(html template.HTML) {
	if p.Folded == nil {
		p.Before = html
		return
	}
	p.Folded.HTML = html + p.Folded.HTML
}
