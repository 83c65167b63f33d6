package casepage

import (
	"bytes"
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// strandWork is one form about a strand as its page's file states it: the
// questions with what was typed, and what it asks for.
type strandWork struct {
	name   string // last part of the address; also the code by which the case page says that it is done
	title  string
	button string
	fields []govuk.Field
	// change makes what is asked for of the strand. Of what is not answered, or wrong,
	// it is only asked whether it is possible.
	change func(referral.Strand) referral.Change
	// done returns the code by which the case page says what was done, of the strand
	// as it then is; nil where that is the name.
	done func(referral.Strand) string
	// gaps are answers without which it may not be done, whatever is typed.
	gaps []intake.Gap
	// page adds what only this page shows; nil for nothing.
	page func(strandForm, referral.Referral) any
}

// strandForm is what the pages with a form about a strand share.
type strandForm struct {
	Heading, Caption string
	Warnings         []govuk.WarningText
	Fields           []govuk.Field
	Action, Cancel   string
	Version          int    // of the strand, as the page shows it
	Request          string // recognises the form when it is sent again
	Button           govuk.Button
}

var strandFormParts = template.Must(template.ParseFS(templates, "template/strand_form.gohtml"))

// Head returns the heading with what must be known before anything else.
func (f strandForm) Head() (template.HTML, error) { return f.part("head") }

// Form returns the form itself.
func (f strandForm) Form() (template.HTML, error) { return f.part("form") }

func (f strandForm) part(name string) (template.HTML, error) {
	var part bytes.Buffer
	err := strandFormParts.ExecuteTemplate(&part, name, f)
	return template.HTML(part.String()), err // the template has escaped it
}

// newStrandForm returns the form about a strand, ready for a new answer.
func newStrandForm(s referral.Strand, sent referral.Referral, w strandWork) strandForm {
	return strandForm{
		Heading: w.title, Caption: string(sent.Reference) + " · " + sent.Facts.Person.Name + " · " + s.Kind.Label(),
		Warnings: display.WarningsOf(sent), Fields: w.fields,
		Action: web.PathOfStrand(sent.Reference, s.Kind, w.name), Cancel: web.PathOfCase(sent.Reference),
		Version: s.Version, Button: govuk.Button{Text: w.button, PreventDoubleClick: new(true)},
	}
}

// ask shows the form, unless the strand could not take its answer now.
func (p pages) showForm(r *web.Request, w strandWork) error {
	if err := w.change(r.Strand).Possible(r.Strand, r.Actor()); err != nil {
		return err
	}
	return p.showStrandForm(r, http.StatusOK, w, r.Strand.Version, web.NewIdentifier(), "")
}

// act does what the form asks for. It comes back with status 422 if an answer or
// a rule stands in the way, and with 409 if somebody else changed the strand.
func (p pages) submit(r *web.Request, w strandWork) error {
	revision, err := p.revision(r)
	if err != nil {
		return err
	}
	if len(govuk.Problems(w.fields...).ErrorList)+len(w.gaps) > 0 {
		return p.redisplay(r, w, revision, "")
	}
	strand, err := p.Store.UpdateStrand(r.Ctx(), revision, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		return w.change(s), nil
	})
	var old casestore.StaleError
	switch {
	case errors.As(err, &old):
		return p.showStale(r, w, old.Strand, revision.Version)
	case errors.Is(err, referral.ErrRefused):
		return p.redisplay(r, w, revision, err.Error())
	case err != nil:
		return err
	}
	done := w.name
	if w.done != nil {
		done = w.done(strand)
	}
	return r.GoTo(web.PathOfCase(r.Case.Reference) + "?done=" + done)
}

// comeBack shows the form again with what was typed. That is a view too.
func (p pages) redisplay(r *web.Request, w strandWork, revision casestore.StrandRevision, refusal string) error {
	if err := r.RecordView(web.Route{Shows: w.name}); err != nil {
		return err
	}
	return p.showStrandForm(r, http.StatusUnprocessableEntity, w, revision.Version, revision.Request, refusal)
}

// errNoVersion says for the log what was wrong with a form, and nothing that stood in it.
var errNoVersion = errors.New("the form does not say which version it is about, or its identifier")

// revision reads what each form about a strand carries. Without a version nobody
// could tell whether the page was old, so a form that lacks it is refused.
func (p pages) revision(r *web.Request) (casestore.StrandRevision, error) {
	version, err := strconv.Atoi(r.Posted.Get("version"))
	request := r.Posted.Get("request")
	if err != nil || version < 1 || request == "" || len(request) > web.MaxRequest {
		return casestore.StrandRevision{}, web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the referral and try again.", Beneath: errNoVersion}
	}
	return casestore.StrandRevision{Reference: r.Case.Reference, Kind: r.Strand.Kind, Version: version, By: r.Actor(), Request: request}, nil
}

func (p pages) showStrandForm(r *web.Request, status int, w strandWork, version int, request, refusal string) error {
	sent, _, err := display.Current(r)
	if err != nil {
		return err
	}
	form := newStrandForm(r.Strand, sent, w)
	form.Version, form.Request = version, request
	d := web.Document{Title: w.title, Back: form.Cancel, Problems: govuk.Problems(w.fields...)}
	d.Problems.ErrorList = append(d.Problems.ErrorList, gapLinks(r.Case.Reference, w.gaps)...)
	if refusal != "" {
		d.Problems.ErrorList = append(d.Problems.ErrorList, govuk.ErrorItem{Text: refusal, Href: "#" + w.fields[0].ErrorID()})
	}
	var data any = form
	if w.page != nil {
		data = w.page(form, sent)
	}
	return r.ShowAs(status, strings.ReplaceAll(w.name, "-", "_"), d, data)
}

// pastDate is a date that cannot be after today.
func (p pages) pastDate(r *web.Request, f govuk.Field, noun string) (govuk.Field, referral.Date) {
	f, date := formview.Date(r, f, r.Today(), noun)
	if f.Error == "" && date > r.Today() {
		f.Error = strings.ToUpper(noun[:1]) + noun[1:] + " must be today or in the past"
	}
	return f, date
}
