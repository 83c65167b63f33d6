package formview

import (
	"fmt"
	"slices"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/web/govuk"
)

// worded is what every component of a question says.
type worded struct {
	label   govuk.Label
	group   govuk.Fieldset
	hint    govuk.Hint
	problem govuk.ErrorMessage
}

func (a Asking) worded(f form.Field) worded {
	label, hint := f.Label, hintOf(f)
	if a.Spoken {
		label, hint = f.Say(), f.Hint
	}
	if !a.Quiet && !f.Required() && !canWait(f) && f.NeededBy != form.Send {
		label += " (optional)"
	}
	return worded{
		label: govuk.Label{Text: label, Classes: "govuk-label--s"},
		group: govuk.Fieldset{Legend: govuk.Legend{Text: label, Classes: "govuk-fieldset__legend--s"}},
		hint:  govuk.Hint{Text: hint}, problem: govuk.ErrorMessage{Text: a.problems[f.Name].Message},
	}
}

// canWait tells whether an answer is needed, but not to send.
func canWait(f form.Field) bool { return f.DontKnow && f.NeededBy != form.Send }

// hintOf adds to the hint when an answer is needed that can be left for now.
func hintOf(f form.Field) string {
	if !canWait(f) {
		return f.Hint
	}
	return strings.TrimSpace(fmt.Sprintf("%s Needed %s, not to send.", f.Hint, f.NeededBy.Label()))
}

// component returns the component that asks a question, with its answer and what is
// wrong with that.
func (a Asking) component(f form.Field) govuk.Component {
	w, typed := a.worded(f), a.typed(f)
	switch f.Control {
	case form.TextArea:
		return govuk.CharacterCount{Name: f.Name, Label: w.label, Hint: w.hint, ErrorMessage: w.problem, Value: typed, MaxLength: f.MaxLength(), Rows: f.Rows, Threshold: 75}
	case form.Date:
		return a.date(f, w)
	case form.Radios:
		return govuk.Radios{Name: f.Name, Fieldset: w.group, Hint: w.hint, ErrorMessage: w.problem, Value: typed, Items: a.choices(f)}
	case form.Checkboxes:
		return govuk.Checkboxes{Name: f.Name, Fieldset: w.group, Hint: w.hint, ErrorMessage: w.problem, Values: a.All[f.Name], Items: a.choices(f)}
	case form.Select:
		s := govuk.Select{Name: f.Name, Label: w.label, Hint: w.hint, ErrorMessage: w.problem, Value: typed}
		for _, o := range f.Choices() {
			s.Items = append(s.Items, govuk.Option{Value: o.Value, Text: o.Label})
		}
		return s
	case form.Text, form.Time, form.Email, form.Telephone, form.Postcode, form.NHSNumber, form.Number, form.Secret:
	}
	i := govuk.Input{Name: f.Name, Label: w.label, Hint: w.hint, ErrorMessage: w.problem, Value: typed}
	if f.Width != "" {
		i.Classes = "govuk-input--width-" + f.Width
	}
	switch f.Control {
	case form.Text:
		if !f.Prose {
			i.Spellcheck = new(false)
		}
	case form.Postcode:
		i.Spellcheck = new(false)
	case form.Email:
		i.Type, i.Spellcheck = "email", new(false)
	case form.Telephone:
		i.Type = "tel"
	case form.NHSNumber, form.Number:
		i.InputMode, i.Spellcheck = "numeric", new(false)
	case form.TextArea, form.Date, form.Time, form.Radios, form.Select, form.Checkboxes, form.Secret:
	}
	return i
}

// typed is the one answer to a question as its input holds it.
func (a Asking) typed(f form.Field) string {
	if len(a.All[f.Name]) == 0 || f.Unknown(a.All) && len(f.Options) == 0 { // the checkbox says it
		return ""
	}
	if f.Control == form.NHSNumber || f.Control == form.Telephone {
		return form.Show(f, a.All)[0] // grouped, as people write it
	}
	return a.All.First(f.Name)
}

// date asks for a date. Its box's ID is not the question's first control: an error
// summary links to the control.
func (a Asking) date(f form.Field, w worded) govuk.DateInput {
	day, month, year := form.DateParts(a.All[f.Name])
	wrong := wrongParts(a.problems[f.Name], day, month+year)
	part := func(name, value string) govuk.DatePart {
		p := govuk.DatePart{Name: name, Value: value}
		if w.problem.Text != "" && len(wrong) > 0 {
			p.Error = new(slices.Contains(wrong, name))
		}
		return p
	}
	return govuk.DateInput{
		ID: f.Name, NamePrefix: f.Name, Fieldset: w.group, Hint: w.hint, ErrorMessage: w.problem,
		Day: part("day", day), Month: part("month", month), Year: part("year", year),
	}
}

// wrongParts names the part of a date that the problem is about, or none if it is
// about all of it.
func wrongParts(p form.Problem, day, rest string) []string {
	switch {
	case strings.HasSuffix(p.Anchor, "-month"):
		return []string{"month"}
	case strings.HasSuffix(p.Anchor, "-year"):
		return []string{"year"}
	case p.Message != "" && day == "" && rest != "":
		return []string{"day"}
	}
	return nil
}

// choices are a question's choices as a page shows them, with what divides them.
func (a Asking) choices(f form.Field) []govuk.Choice {
	var choices []govuk.Choice
	for _, group := range f.Groups(a.All) {
		if group.Heading != "" {
			choices = append(choices, govuk.Choice{Divider: group.Heading})
		}
		for i, o := range group.Options {
			choice := govuk.Choice{Value: o.Value, Text: o.Label, Hint: govuk.Hint{Text: o.Hint}}
			if o.Exclusive {
				choice.Behaviour = "exclusive"
			}
			if a.Spoken && o.Label == form.DontKnowLabel {
				choice.Text = saidDontKnow
			}
			if f.Control == form.Checkboxes && o.Exclusive && i > 0 && !group.Options[i-1].Exclusive {
				choices = append(choices, govuk.Choice{Divider: "or"})
			}
			choices = append(choices, choice)
		}
	}
	return choices
}
