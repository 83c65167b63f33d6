package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"bytes"
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// strandWork is one form about a strand as its page's file states it: the
// questions with what was typed, and what it asks for.
type strandWork struct {
	name   string // last part of the address; also the code by which the case page says that it is done
	title  string
	button string
	fields []govuk.Field
	// change makes what is asked for of the strand. It is not called while a field
	// has an error.
	change func(referral.Strand) referral.Change
	// done returns the code by which the case page says what was done, of the strand
	// as it then is; nil where that is the name.
	done func(referral.Strand) string
	// typical is such a change with every answer given: what the strand refuses of
	// it, it refuses whatever is typed.
	typical referral.Change
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
		Warnings: warningsOf(sent), Fields: w.fields,
		Action: web.PathOfStrand(sent.Reference, s.Kind, w.name), Cancel: web.PathOfCase(sent.Reference),
		Version: s.Version, Button: govuk.Button{Text: w.button, PreventDoubleClick: new(true)},
	}
}

// warningsOf returns what must be seen first.
func warningsOf(sent referral.Referral) []govuk.WarningText {
	var warnings []govuk.WarningText
	for _, w := range intake.Warnings(sent.Answers, contextOf(sent)) {
		warnings = append(warnings, govuk.WarningText{HTML: display.Lines(w.About + ": " + w.Text)})
	}
	return warnings
}

// contextOf is in what the questions of a sent referral were asked.
func contextOf(sent referral.Referral) intake.Context {
	return intake.Context{Now: sent.Sent, Role: sent.Referrer.Role}
}

// ask shows the form, unless the strand could not take its answer now.
func (v *visit) ask(w strandWork) error {
	if err := w.typical.Possible(v.Strand, v.Actor()); err != nil {
		return err
	}
	return v.showStrandForm(http.StatusOK, w, v.Strand.Version, web.NewIdentifier(), "")
}

// act does what the form asks for. It comes back with status 422 if an answer or
// a rule stands in the way, and with 409 if somebody else changed the strand.
func (v *visit) act(w strandWork) error {
	revision, err := v.revision()
	if err != nil {
		return err
	}
	if len(govuk.Problems(w.fields...).ErrorList)+len(w.gaps) > 0 {
		return v.comeBack(w, revision, "")
	}
	strand, err := v.Store.UpdateStrand(v.Ctx(), revision, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		return w.change(s), nil
	})
	var old casestore.StaleError
	switch {
	case errors.As(err, &old):
		return v.showStale(w, old.Strand, revision.Version)
	case errors.Is(err, referral.ErrRefused):
		return v.comeBack(w, revision, err.Error())
	case err != nil:
		return err
	}
	done := w.name
	if w.done != nil {
		done = w.done(strand)
	}
	return v.GoTo(web.PathOfCase(v.Case.Reference) + "?done=" + done)
}

// comeBack shows the form again with what was typed. That is a view too.
func (v *visit) comeBack(w strandWork, r casestore.StrandRevision, refusal string) error {
	if err := v.RecordView(web.Route{Shows: w.name}); err != nil {
		return err
	}
	return v.showStrandForm(http.StatusUnprocessableEntity, w, r.Version, r.Request, refusal)
}

// maxRequest bounds the identifier that a form brings back.
const maxRequest = 64

// errNoVersion says for the log what was wrong with a form, and nothing that stood in it.
var errNoVersion = errors.New("the form does not say which version it is about, or its identifier")

// revision reads what each form about a strand carries. Without a version nobody
// could tell whether the page was old, so a form that lacks it is refused.
func (v *visit) revision() (casestore.StrandRevision, error) {
	version, err := strconv.Atoi(v.Posted.Get("version"))
	request := v.Posted.Get("request")
	if err != nil || version < 1 || request == "" || len(request) > maxRequest {
		return casestore.StrandRevision{}, web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the referral and try again.", Beneath: errNoVersion}
	}
	return casestore.StrandRevision{Reference: v.Case.Reference, Kind: v.Strand.Kind, Version: version, By: v.Actor(), Request: request}, nil
}

func (v *visit) showStrandForm(status int, w strandWork, version int, request, refusal string) error {
	sent, _, err := v.current()
	if err != nil {
		return err
	}
	form := newStrandForm(v.Strand, sent, w)
	form.Version, form.Request = version, request
	d := web.Document{Title: w.title, Back: form.Cancel, Problems: govuk.Problems(w.fields...)}
	d.Problems.ErrorList = append(d.Problems.ErrorList, gapLinks(v.Case.Reference, w.gaps)...)
	if refusal != "" {
		d.Problems.ErrorList = append(d.Problems.ErrorList, govuk.ErrorItem{Text: refusal, Href: "#" + w.fields[0].ErrorID()})
	}
	var data any = form
	if w.page != nil {
		data = w.page(form, sent)
	}
	return v.ShowAs(status, strings.ReplaceAll(w.name, "-", "_"), d, data)
}

// The rest reads and checks answers, for every form about a strand.

const maxText = 4000

// longText returns a question with what was typed for it. A code that opens a
// door must not stand in a text, so what looks like one is questioned.
func (v *visit) longText(f govuk.Field, missing string) govuk.Field {
	f.Kind, f.MaxLength = govuk.KindLongText, maxText
	if v.Posted == nil {
		return f
	}
	f.Value = strings.TrimSpace(strings.ReplaceAll(v.Posted.Get(f.Name), "\r\n", "\n"))
	switch {
	case f.Value == "" && !f.Optional:
		f.Error = missing
	case utf8.RuneCountInString(f.Value) > maxText:
		f.Error = "Shorten ‘" + f.Label + "’ to 4,000 characters or less"
	case intake.LooksLikeKeySafeCode(f.Value) && v.Posted.Get(noCodeName(f.Name)) != answerYes:
		f.Error = "If there is a key safe code in this, take it out. If there is not, say so below"
	}
	return f
}

func noCodeName(field string) string { return field + "-no-code" }

// withCodeQuestions puts, below each text that looks as if it held a code, the
// question whether it does.
func (v *visit) withCodeQuestions(fields ...govuk.Field) []govuk.Field {
	var all []govuk.Field
	for _, f := range fields {
		all = append(all, f)
		if f.Kind == govuk.KindLongText && intake.LooksLikeKeySafeCode(f.Value) {
			all = append(all, govuk.Field{
				Name: noCodeName(f.Name), Kind: govuk.KindMany, Label: "Is there a key safe code in what you wrote?",
				Values: v.Posted[noCodeName(f.Name)], Options: []govuk.Answer{{Value: answerYes, Text: "There is no code in it that opens anything"}},
			})
		}
	}
	return all
}

const answerYes, answerNo = "yes", "no"

// choice returns a question with what was chosen for it.
func (v *visit) choice(f govuk.Field, missing string) govuk.Field {
	f.Kind = govuk.KindOne
	if v.Posted == nil {
		return f
	}
	f.Value = v.Posted.Get(f.Name)
	for _, o := range f.Options {
		if o.Value == f.Value {
			return f
		}
	}
	f.Error = missing
	return f
}

// date returns a question with the date that was typed for it, or usual on a new
// form.
func (v *visit) date(f govuk.Field, usual referral.Date, noun string) (govuk.Field, referral.Date) {
	f.Kind = govuk.KindDate
	if v.Posted == nil {
		if t, ok := usual.In(workingtime.London()); ok {
			f.Date = govuk.Date{Day: strconv.Itoa(t.Day()), Month: strconv.Itoa(int(t.Month())), Year: strconv.Itoa(t.Year())}
		}
		return f, usual
	}
	part := func(name string) string { return strings.TrimSpace(v.Posted.Get(f.Name + "-" + name)) }
	f.Date = govuk.Date{Day: part("day"), Month: part("month"), Year: part("year")}
	parsed, ok := intake.ParseDate(f.Date.Day, f.Date.Month, f.Date.Year)
	switch {
	case f.Date == govuk.Date{}:
		f.Error = "Enter " + noun
	case !ok:
		f.Error = strings.ToUpper(noun[:1]) + noun[1:] + " must be a real date, like 27 3 2027"
	}
	return f, referral.Date(parsed)
}

// pastDate is a date that cannot be after today.
func (v *visit) pastDate(f govuk.Field, noun string) (govuk.Field, referral.Date) {
	f, date := v.date(f, v.Today(), noun)
	if f.Error == "" && date > v.Today() {
		f.Error = strings.ToUpper(noun[:1]) + noun[1:] + " must be today or in the past"
	}
	return f, date
}

// pairs makes options of codes with their labels.
func pairs(of [][2]string) []govuk.Answer {
	var answers []govuk.Answer
	for _, pair := range of {
		answers = append(answers, govuk.Answer{Value: pair[0], Text: pair[1]})
	}
	return answers
}

// labelOf returns the label of a code, or the code if it is none of them.
func labelOf(pairs [][2]string, code string) string {
	for _, pair := range pairs {
		if pair[0] == code {
			return pair[1]
		}
	}
	return code
}
