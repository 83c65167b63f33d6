package formview

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// SectionPage is one page of the form.
type SectionPage struct {
	Heading, Lead string
	Action        string      // where it is sent
	Carried       []web.Input // what it brings back besides the answers
	Questions     template.HTML
	Screening     template.HTML // the result, where the section is about it
}

// SummaryOf lists the problems, each with a link to its field: on the page itself,
// or on its section's page if draft is given.
func SummaryOf(problems []form.Problem, draft string) govuk.ErrorSummary {
	var summary govuk.ErrorSummary
	for _, p := range problems {
		href := "#" + p.Anchor
		if draft != "" {
			href = ChangeLink(draft, p.Section, p.Anchor)
		}
		summary.ErrorList = append(summary.ErrorList, govuk.ErrorItem{Text: p.Message, Href: href})
	}
	return summary
}

// ChangeLink leads to a question and, once it is saved, back to check answers.
func ChangeLink(draft, section, anchor string) string {
	return web.DraftPath(draft, section) + "?from=" + intake.CheckAnswersSlug + "#" + anchor
}

func NewSectionPage(r *web.Request, s form.Section, all form.Answers, problems []form.Problem) SectionPage {
	page := SectionPage{
		Heading: s.Title, Lead: s.Lead, Action: web.DraftPath(r.Draft.ID, s.Slug),
		Questions: NewAsking(r, s, all, problems).Questions(s.Shown(all, display.At(r))),
	}
	if s.Kind == referral.VRSessions && intake.Status(s, all, display.At(r)) != intake.NotStarted {
		page.Screening = display.ScreeningCard(all, display.At(r))
	}
	return page
}

// NewAsking asks the questions of a page that can be saved and shown again.
func NewAsking(r *web.Request, s form.Section, all form.Answers, problems []form.Problem) Asking {
	a := Asking{Section: s, All: all, At: display.At(r), Problems: map[string]form.Problem{}, Notes: map[string][]govuk.Component{}, again: true, addresses: r.Site.Addresses != nil}
	for _, p := range problems {
		a.Problems[p.Field] = p
	}
	for _, n := range intake.Notes(s, all, a.At) {
		a.Notes[n.Field] = append(a.Notes[n.Field], govuk.InsetText{Text: n.Message})
	}
	return a
}

// Asking renders the questions of a section with their answers and problems.
type Asking struct {
	Section  form.Section
	All      form.Answers
	At       form.Context
	Problems map[string]form.Problem
	Notes    map[string][]govuk.Component
	Quiet    bool // nothing says that it is optional: the page does, or the answer to another question
	again    bool // whether the page can be saved and shown again, with what fits first
	// addresses says that a postcode can be looked up, and spoken that the questions
	// are said on the telephone.
	addresses, Spoken bool
}

func (a Asking) Questions(fields []form.Field) template.HTML {
	var html template.HTML
	for i, f := range fields {
		switch {
		case f.Aside == "":
			html += a.question(f)
		case i == 0 || fields[i-1].Aside != f.Aside:
			n := i
			for n < len(fields) && fields[n].Aside == f.Aside {
				n++
			}
			html += a.folded(fields[i:n])
		}
	}
	return html
}

// enterSaves stands before a button in the middle of the questions: Enter in a field
// of a form presses its first button, and that must be the one which goes on.
const enterSaves template.HTML = `<button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">Save</button>`

func (a Asking) question(f form.Field) template.HTML {
	if f.Control == form.Secret {
		return a.secretField(f)
	}
	f, rest := parted(f, a.All)
	field, values := a.Field(f)
	before, beside := a.besides(f)
	asked := headed(field.Component(), f.Name, values)
	if f.Aside != "" {
		asked = manyShort(asked)
	}
	html := before + a.reveal(f, asked, values, beside) + a.rest(rest)
	if f.DontKnow && len(f.Options) == 0 {
		html += a.dontKnow(f)
	}
	if a.addresses && f.Name == intake.PostcodeName {
		html = enterSaves + html + findAddressButton.Render()
	}
	return html + govuk.Join(a.Notes[f.Name]...)
}

// reveal puts into each choice what is said of it and the questions that it reveals.
// values are the choices in order, with "" for a divider.
func (a Asking) reveal(f form.Field, c govuk.Component, values []string, beside map[string]template.HTML) template.HTML {
	var items []govuk.Choice
	switch choices := c.(type) {
	case govuk.Radios:
		items = choices.Items
	case govuk.Checkboxes:
		items = choices.Items
	}
	for i := range items {
		if values[i] != "" {
			items[i].Conditional.HTML = beside[values[i]] + a.Questions(a.Section.Revealed(f.Name, values[i], a.All, a.At))
		}
	}
	return c.Render()
}

// Field returns the question as a page asks it, and the values of its choices in
// order, with "" for a divider.
func (a Asking) Field(f form.Field) (govuk.Field, []string) {
	problem := a.Problems[f.Name]
	asked := govuk.Field{
		Name: f.Name, Label: f.Label, Hint: hintOf(f), Optional: !a.Quiet && !f.Required() && !canWait(f) && f.NeededBy != form.Send,
		Error: problem.Message, MaxLength: f.MaxLength(), Kind: kindOf(f.Control),
	}
	if a.Spoken {
		asked.Label, asked.Hint = f.Say(), f.Hint
	}
	if width, err := strconv.Atoi(f.Width); err == nil {
		asked.Width = width
	}
	if f.Control == form.Text || f.Control == form.Postcode {
		asked.Spellcheck = new(false)
	}
	typed := a.All[f.Name]
	if a.unknown(f) && len(f.Options) == 0 {
		typed = nil // the checkbox says it
	}
	switch f.Control {
	case form.Date:
		asked.Date.Day, asked.Date.Month, asked.Date.Year = form.DateParts(typed)
		asked.ErrorParts = wrongParts(problem, asked.Date)
	case form.Checkboxes:
		asked.Values = typed
	case form.NHSNumber, form.Telephone:
		if len(typed) > 0 {
			asked.Value = form.Show(f, a.All)[0] // grouped, as people write it
		}
	default:
		if len(typed) > 0 {
			asked.Value = typed[0]
		}
	}
	var values []string
	asked.Options, values = optionsOf(f, a.All)
	for i, option := range asked.Options {
		if a.Spoken && option.Text == form.DontKnowLabel {
			asked.Options[i].Text = saidDontKnow
		}
	}
	return asked, values
}

func (a Asking) unknown(f form.Field) bool {
	return f.DontKnow && len(a.All[f.Name]) == 1 && a.All.First(f.Name) == referral.DontKnow
}

// dontKnow is the checkbox beside a question without choices.
func (a Asking) dontKnow(f form.Field) template.HTML {
	label := form.DontKnowLabel
	if a.Spoken {
		label = saidDontKnow
	}
	box := govuk.Checkboxes{Name: f.DontKnowName(), Classes: "govuk-checkboxes--small", Items: []govuk.Choice{{
		Value: referral.DontKnow, Checked: a.unknown(f),
		HTML: template.HTML(template.HTMLEscapeString(label)) + display.Hidden(": "+f.Label),
	}}}
	return box.Render()
}

// saidDontKnow is the same choice as whoever takes a call hears it.
const saidDontKnow = "They do not know – ask later"

// canWait tells whether an answer is needed, but not to send.
func canWait(f form.Field) bool { return f.DontKnow && f.NeededBy != form.Send }

// hintOf adds to the hint when an answer is needed that can be left for now.
func hintOf(f form.Field) string {
	if !canWait(f) {
		return f.Hint
	}
	return strings.TrimSpace(fmt.Sprintf("%s Needed %s, not to send.", f.Hint, f.NeededBy.Label()))
}

func kindOf(c form.Control) govuk.Kind {
	switch c {
	case form.TextArea:
		return govuk.KindLongText
	case form.Date:
		return govuk.KindDate
	case form.Radios:
		return govuk.KindOne
	case form.Checkboxes:
		return govuk.KindMany
	case form.Email:
		return govuk.KindEmail
	case form.Telephone:
		return govuk.KindTelephone
	case form.NHSNumber, form.Number:
		return govuk.KindNumber
	}
	return govuk.KindText
}

// wrongParts names the part of a date that the problem is about, or none if it is
// about all of it.
func wrongParts(p form.Problem, typed govuk.Date) []string {
	switch {
	case strings.HasSuffix(p.Anchor, "-month"):
		return []string{"month"}
	case strings.HasSuffix(p.Anchor, "-year"):
		return []string{"year"}
	case p.Message != "" && typed.Day == "" && typed.Month+typed.Year != "":
		return []string{"day"}
	}
	return nil
}
