package casepage

import (
	"bytes"
	"errors"
	"html/template"
	"net/http"
	"slices"
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

// longForm is a form about a strand that is written over some time: what is typed is
// kept in the practitioner's working draft, from every device, until it is recorded.
type longForm struct {
	changePage
	sections []form.Section
	begin    form.Answers // what it holds before anything is written
	under    form.Answers // the referral's answers, for questions that depend on them
	at       form.Context
	quiet    bool // what is needed depends on the answers, so no question says that it is optional
	// record makes what is recorded of those answers, in which nothing is wrong.
	record func(s referral.Strand, all form.Answers) referral.Change
	// beside makes the page's own data, with what stands beside the questions.
	beside func(longFormPage, form.Answers) any
}

// whole is everything that is asked, as one.
func (w longForm) whole() form.Section {
	whole := form.Together(w.path, w.sections)
	whole.Title = w.title
	return whole
}

// workingKeeper keeps what is written as a working draft.
type workingKeeper struct {
	pages
	*web.Request
	draft   casestore.WorkingDraft
	form    longForm
	section casestore.Section
}

// workingKeeper reads the working draft of a form.
func (p pages) workingKeeper(r *web.Request, w longForm) (*workingKeeper, error) {
	d := &workingKeeper{pages: p, Request: r, form: w, draft: casestore.WorkingDraft{
		Who: r.Actor().ID, Reference: r.Case.Reference, Kind: r.Strand.Kind, Page: w.path,
	}}
	return d, d.Reload()
}

func (d *workingKeeper) Kept() casestore.Section {
	if d.blank() {
		return casestore.Section{Version: d.section.Version, Answers: d.form.begin, Pages: d.section.Pages}
	}
	return d.section
}

func (d *workingKeeper) All() form.Answers {
	return d.form.whole().Replace(d.form.under, d.Kept().Answers)
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

// longFormPage is what the pages with such a form share.
type longFormPage struct {
	Heading, Caption string
	Warnings         []govuk.WarningText
	Begun            string // since when it lies on the desk, in words; "" if nothing does
	Action, Cancel   string
	Carried          []web.Input
	Parts            []longFormPart
	Record, Later    govuk.Button
	Again            govuk.Details // to begin again; only if something lies on the desk
}

// longFormPart is one section of the form: open, or folded until somebody needs it.
type longFormPart struct {
	Title, Lead string // "" for the first one
	Before      template.HTML
	Questions   template.HTML
	After       template.HTML
	Folded      *govuk.Details
}

var longFormParts = template.Must(template.ParseFS(templates, "template/long_form.gohtml"))

// Head returns the heading with what must be known before anything else.
func (p longFormPage) Head() (template.HTML, error) { return p.part("head") }

// Form returns the form itself.
func (p longFormPage) Form() (template.HTML, error) { return p.part("form") }

func (p longFormPage) part(name string) (template.HTML, error) {
	var part bytes.Buffer
	err := longFormParts.ExecuteTemplate(&part, name, p)
	return template.HTML(part.String()), err // the template has escaped it
}

// What a button of the form asks for besides recording.
const (
	thenLater = "later" // keep it, and go back to the case
	thenAgain = "again" // throw away what was written
)

// newLongFormPage returns the form with what was written.
func newLongFormPage(s referral.Strand, sent referral.Referral, w longForm, d *workingKeeper, v formview.View) longFormPage {
	page := longFormPage{
		Heading: w.title, Caption: string(sent.Reference) + " · " + sent.Facts.Person.Name + " · " + s.Kind.Label(),
		Warnings: display.WarningsOf(sent), Action: web.PathOfStrand(sent.Reference, s.Kind, w.path), Cancel: web.PathOfCase(sent.Reference),
		Carried: v.Carried, Record: govuk.Button{Text: w.button, PreventDoubleClick: new(true)},
		Later: govuk.Button{Text: "Save and finish later", Name: formview.CarriedThen, Value: thenLater, Classes: "govuk-button--secondary"},
	}
	if !d.blank() {
		page.Begun = "You began this, and saved it on " + display.Moment(d.section.Saved) + ". It is not recorded yet: only you can see it, and it does not go with the referral to somebody else."
		page.Again = govuk.Details{SummaryText: "Begin again", HTML: `<p class="govuk-body">What you wrote here is thrown away.</p>` +
			govuk.Button{Text: "Throw it away", Name: formview.CarriedThen, Value: thenAgain, Classes: "govuk-button--warning govuk-!-margin-bottom-0"}.Render()}
	}
	for i, section := range w.sections {
		page.Parts = append(page.Parts, w.part(section, v, i == 0))
	}
	return page
}

// part asks one section. One that can be left is folded, until something in it is
// answered or wrong.
func (w longForm) part(s form.Section, v formview.View, first bool) longFormPart {
	a := formview.Ask(s, v.All, w.at, v.Problems)
	a.Quiet = s.Optional || w.quiet
	part := longFormPart{Questions: a.Shown()}
	if !first {
		part.Title, part.Lead = s.Title, s.Lead
	}
	if s.Optional {
		open := slices.ContainsFunc(v.Problems, func(p form.Problem) bool { return p.Section == s.Slug }) ||
			slices.ContainsFunc(s.Fields, func(f form.Field) bool { return len(v.All[f.Name]) > 0 })
		lead := template.HTML("")
		if s.Lead != "" {
			lead = `<p class="govuk-body">` + display.Lines(s.Lead) + "</p>"
		}
		part.Folded = &govuk.Details{SummaryText: s.Title, Open: open, HTML: lead + part.Questions}
	}
	return part
}

// before puts something in front of a part's questions, inside what unfolds.
func (p *longFormPart) before(html template.HTML) {
	if p.Folded == nil {
		p.Before = html
		return
	}
	p.Folded.HTML = html + p.Folded.HTML
}

// editor edits the working draft, on a page about that version of the strand.
func (p pages) editor(r *web.Request, w longForm, version int) (formview.Editor, *workingKeeper, error) {
	keeper, err := p.workingKeeper(r, w)
	return formview.Editor{
		Section: w.whole(), Asked: w.whole(), At: w.at, Keeper: keeper, Action: web.PathOfStrand(r.Case.Reference, r.Strand.Kind, w.path),
		Check:   func(all form.Answers) []form.Problem { return form.CheckTogether(w.sections, all, w.at) },
		Carried: []web.Input{{Name: "version", Value: strconv.Itoa(version)}}, Anyway: []string{thenLater}, Choices: intake.EquipmentField + "-hint",
		Page: func(r *web.Request, v formview.View) error { return p.showLongForm(r, w, keeper, v) },
	}, keeper, err
}

func (p pages) showLongForm(r *web.Request, w longForm, d *workingKeeper, v formview.View) error {
	if v.Status != http.StatusOK { // shown again, it is a view too
		if err := r.RecordView(web.Route{Shows: w.path}); err != nil {
			return err
		}
	}
	sent, _, err := display.Current(r)
	if err != nil {
		return err
	}
	page := newLongFormPage(r.Strand, sent, w, d, v)
	return r.ShowAs(v.Status, w.path, web.Document{Title: w.title, Back: page.Cancel, Problems: formview.SummaryOf(v.Problems, "")}, w.beside(page, v.All))
}

// write shows the form, unless the strand could not take what it records now. What is
// sent of it is kept, good or bad, and recorded if that is what was pressed and nothing
// is wrong.
func (p pages) write(r *web.Request, w longForm) error {
	if r.Posted == nil {
		if err := w.possible(p, r); err != nil {
			return err
		}
		e, _, err := p.editor(r, w, r.Strand.Version)
		if err != nil {
			return err
		}
		return e.Show(r)
	}
	revision, err := p.revision(r)
	if err != nil {
		return err
	}
	if r.Strand.Done(revision.Request) {
		return p.isRecorded(r, w, r.Strand)
	}
	e, keeper, err := p.editor(r, w, revision.Version)
	if err != nil {
		return err
	}
	if r.Posted.Get(formview.CarriedThen) == thenAgain {
		keeper.clear()
		return r.GoTo(e.Action)
	}
	saved, goesOn, err := e.Keep(r)
	switch {
	case err != nil || !goesOn:
		return err
	case saved.Then == thenLater:
		return p.changed(r, doneKept)
	}
	strand, err := p.Store.UpdateStrand(r.Ctx(), revision, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		return w.record(s, saved.All), nil
	})
	var old casestore.StaleError
	switch {
	case errors.As(err, &old):
		return p.showStale(r, old.Strand, revision.Version, typedRows(w.whole().Asked(saved.All, w.at), saved.All), w.keptAt(p, r, old.Strand))
	case errors.Is(err, referral.ErrRefused):
		first := w.sections[0].Fields[0]
		saved.Problems = []form.Problem{{Field: first.Name, Anchor: first.Anchor(), Section: w.sections[0].Slug, Message: err.Error()}}
		return e.Again(r, saved)
	case err != nil:
		return err
	}
	keeper.clear()
	return p.isRecorded(r, w, strand)
}

// isRecorded goes on after it is recorded, now or by the same page before.
func (p pages) isRecorded(r *web.Request, w longForm, s referral.Strand) error {
	return formview.Gone{Next: web.PathOfCase(r.Case.Reference) + "?done=" + w.code(s), Problem: "This has been recorded"}.Answer(r)
}

// keptAt is where what was written can be gone on with, if whoever wrote it still has
// the strand; otherwise "".
func (w longForm) keptAt(p pages, r *web.Request, now referral.Strand) string {
	if w.change(p, now, nil).Possible(now, r.Actor()) != nil {
		return ""
	}
	return web.PathOfStrand(r.Case.Reference, now.Kind, w.path)
}
