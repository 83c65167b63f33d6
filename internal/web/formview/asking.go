package formview

import (
	"html/template"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

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

// Asking renders the questions of a section with their answers and problems.
type Asking struct {
	Section  form.Section
	All      form.Answers
	At       form.Context
	Quiet    bool // nothing says that it is optional: the page does, or the answer to another question
	Spoken   bool // the questions are said on the telephone
	problems map[string]form.Problem
	notes    map[string][]govuk.Component
	// drafted is for a page that can be saved and shown again, with what fits first, and
	// addresses for one on which a postcode can be looked up.
	drafted, addresses bool
}

// Ask asks the questions of a section.
func Ask(s form.Section, all form.Answers, at form.Context, problems []form.Problem) Asking {
	a := Asking{Section: s, All: all, At: at, problems: map[string]form.Problem{}, notes: map[string][]govuk.Component{}}
	for _, p := range problems {
		a.problems[p.Field] = p
	}
	return a
}

// OfDraft asks them of a referral that is not sent yet: with what the answers mean, and
// what fits first.
func (a Asking) OfDraft(addresses bool) Asking {
	a.drafted, a.addresses = true, addresses
	for _, n := range intake.Notes(a.Section, a.All, a.At) {
		a.notes[n.Field] = append(a.notes[n.Field], govuk.InsetText{Text: n.Message})
	}
	return a
}

// Shown asks what a page asks one under the other.
func (a Asking) Shown() template.HTML { return a.Questions(a.Section.Shown(a.All, a.At)) }

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
	before, beside := a.besides(f)
	asked := headed(a.component(f), f.Name)
	if f.Aside != "" {
		asked = manyShort(asked)
	}
	html := before + a.reveal(f, asked, beside) + a.rest(rest)
	if f.DontKnow && len(f.Options) == 0 {
		html += a.dontKnow(f)
	}
	if a.addresses && f.Name == intake.PostcodeName {
		html = enterSaves + html + findAddressButton.Render()
	}
	return html + govuk.Join(a.notes[f.Name]...)
}

// reveal puts into each choice what is said of it and the questions that it reveals.
func (a Asking) reveal(f form.Field, c govuk.Component, beside map[string]template.HTML) template.HTML {
	var items []govuk.Choice
	switch choices := c.(type) {
	case govuk.Radios:
		items = choices.Items
	case govuk.Checkboxes:
		items = choices.Items
	}
	for i, item := range items {
		if item.Divider == "" {
			items[i].Conditional.HTML = beside[item.Value] + a.Questions(a.Section.Revealed(f.Name, item.Value, a.All, a.At))
		}
	}
	return c.Render()
}

// dontKnow is the checkbox beside a question without choices.
func (a Asking) dontKnow(f form.Field) template.HTML {
	label := form.DontKnowLabel
	if a.Spoken {
		label = saidDontKnow
	}
	box := govuk.Checkboxes{Name: f.DontKnowName(), Classes: "govuk-checkboxes--small", Items: []govuk.Choice{{
		Value: referral.DontKnow, Checked: f.Unknown(a.All),
		HTML: template.HTML(template.HTMLEscapeString(label)) + display.Hidden(": "+f.Label),
	}}}
	return box.Render()
}

// saidDontKnow is the same choice as whoever takes a call hears it.
const saidDontKnow = "They do not know – ask later"
