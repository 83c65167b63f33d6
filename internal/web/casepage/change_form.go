package casepage

import (
	"bytes"
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// changeForm is what the pages of all changes show.
type changeForm struct {
	Heading, Caption string
	Warnings         []govuk.WarningText
	Questions        []template.HTML
	Action, Cancel   string
	Version          int    // of the strand or the case, as the page shows it
	Request          string // recognises the form when it is sent again
	Button           govuk.Button
}

var changeFormParts = template.Must(template.ParseFS(templates, "template/change_form.gohtml"))

// Head returns the heading with what must be known before anything else.
func (f changeForm) Head() (template.HTML, error) { return f.part("head") }

// Form returns the form itself.
func (f changeForm) Form() (template.HTML, error) { return f.part("form") }

func (f changeForm) part(name string) (template.HTML, error) {
	var part bytes.Buffer
	err := changeFormParts.ExecuteTemplate(&part, name, f)
	return template.HTML(part.String()), err // the template has escaped it
}

// sending is a form of a change in one request: what was typed, and what it carries.
type sending struct {
	formview.Filled
	version int
	request string
	refusal string // why it was refused, whatever is typed
}

func newChangeForm(r *web.Request, c changePage, sent referral.Referral, s sending) changeForm {
	f := changeForm{
		Heading: c.title, Caption: string(sent.Reference) + " · " + sent.Facts.Person.Name,
		Warnings: display.WarningsOf(sent), Questions: s.Questions(), Action: web.PathOfCase(sent.Reference) + "/" + c.path, Cancel: web.PathOfCase(sent.Reference),
		Version: s.version, Request: s.request, Button: govuk.Button{Text: c.button, PreventDoubleClick: new(true)},
	}
	if c.caseChange == nil {
		f.Caption += " · " + r.Strand.Kind.Label()
		f.Action = web.PathOfStrand(sent.Reference, r.Strand.Kind, c.path)
	}
	if c.ends {
		f.Button.Classes = "govuk-button--warning"
	}
	return f
}

// openChange shows the form, unless the case could not take its answer now.
func (p pages) openChange(r *web.Request, c changePage) error {
	if err := c.possible(p, r); err != nil {
		return err
	}
	s := sending{Filled: formview.Fill(r, c.form, c.begin), version: r.Case.Version, request: web.NewIdentifier()}
	if c.caseChange == nil {
		s.version = r.Strand.Version
	}
	return p.showChange(r, http.StatusOK, c, s)
}

// changeStrand does what the form asks for. It comes back with status 422 if an answer
// or a rule stands in the way, and with 409 if somebody else changed the strand.
func (p pages) changeStrand(r *web.Request, c changePage) error {
	revision, err := p.revision(r)
	if err != nil {
		return err
	}
	if r.Strand.Done(revision.Request) {
		return p.changed(r, c.code(r.Strand))
	}
	s := sending{Filled: formview.Fill(r, c.form, c.begin), version: revision.Version, request: revision.Request}
	if s.Wrong() || len(c.gaps) > 0 {
		return p.redisplay(r, c, s)
	}
	strand, err := p.Store.UpdateStrand(r.Ctx(), revision, func(_ referral.Case, now referral.Strand) (referral.Change, error) {
		return c.change(p, now, s.Answers), nil
	})
	var old casestore.StaleError
	switch {
	case errors.As(err, &old):
		return p.showStale(r, old.Strand, revision.Version, typedRows(s.Asked(s.Answers, s.At), s.Answers), "")
	case errors.Is(err, referral.ErrRefused):
		s.refusal = err.Error()
		return p.redisplay(r, c, s)
	case err != nil:
		return err
	}
	return p.changed(r, c.code(strand))
}

// changeCase does what the form asks for to the case as it is, whatever happened since
// the form was opened. It comes back with status 422 if an answer or a rule stands in
// the way.
func (p pages) changeCase(r *web.Request, c changePage) error {
	request := r.Posted.Get("request")
	if request == "" || len(request) > web.MaxRequest {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the referral and try again."}
	}
	if r.Case.Done(request) {
		return p.changed(r, c.path)
	}
	s := sending{Filled: formview.Fill(r, c.form, c.begin), version: r.Case.Version, request: request}
	if s.Wrong() {
		return p.redisplay(r, c, s)
	}
	revision := casestore.CaseRevision{Reference: r.Case.Reference, By: r.Actor(), Request: request, Same: c.same, Maybe: c.maybe}
	_, _, err := p.Store.UpdateCase(r.Ctx(), revision, func(_ referral.Case, strands []referral.Strand) (referral.CaseChange, error) {
		return c.caseChange(p, strands, s.Answers), nil
	})
	switch {
	case errors.Is(err, referral.ErrRefused):
		s.refusal = err.Error()
		return p.redisplay(r, c, s)
	case err != nil:
		return err
	}
	return p.changed(r, c.path)
}

// changed goes on to the case page, which says what was done.
func (p pages) changed(r *web.Request, code string) error {
	return r.GoTo(web.PathOfCase(r.Case.Reference) + "?done=" + code)
}

// redisplay shows the form again with what was typed. That is a view too.
func (p pages) redisplay(r *web.Request, c changePage, s sending) error {
	if err := r.RecordView(web.Route{Shows: c.path}); err != nil {
		return err
	}
	return p.showChange(r, http.StatusUnprocessableEntity, c, s)
}

func (p pages) showChange(r *web.Request, status int, c changePage, s sending) error {
	sent, _, err := display.Current(r)
	if err != nil {
		return err
	}
	f := newChangeForm(r, c, sent, s)
	d := web.Document{Title: c.title, Back: f.Cancel, Problems: s.Summary()}
	d.Problems.ErrorList = append(d.Problems.ErrorList, gapLinks(r.Case.Reference, c.gaps)...)
	if s.refusal != "" {
		d.Problems.ErrorList = append(d.Problems.ErrorList, govuk.ErrorItem{Text: s.refusal, Href: "#" + c.form.Fields[0].Anchor()})
	}
	if c.show != nil {
		return r.ShowAs(status, strings.ReplaceAll(c.path, "-", "_"), d, c.show(f, r, sent))
	}
	return r.ShowAs(status, "change", d, f)
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
