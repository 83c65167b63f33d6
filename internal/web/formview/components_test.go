package formview_test

import (
	"html/template"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/formview"
)

// components is a section with one question of each control, and each way in which a
// question can be asked: needed to send, later or never; that can be answered with "Don't
// know"; revealed by a choice; folded away; with choices that stand alone or in groups.
func components() form.Section {
	anybody := []form.Who{form.Referrer}
	asked := func(f form.Field) form.Field {
		f.AnsweredBy = anybody
		if f.NeededBy == "" {
			f.NeededBy = form.Send
		}
		return f
	}
	fields := []form.Field{
		{Name: "text", Control: form.Text, Label: "Text", Spoken: "What is the text?", Hint: "The hint of the text.", Rule: "required,max=20",
			Messages: map[string]string{"required": "Enter the text", "max": "Text must be 20 characters or less"}},
		{Name: "text-later", Control: form.Text, Label: "Text that can wait", Prose: true, Rule: "omitempty,max=20", NeededBy: form.Decide, DontKnow: true,
			Messages: map[string]string{"max": "Text that can wait must be 20 characters or less"}},
		{Name: "textarea", Control: form.TextArea, Label: "Long text", Hint: "The hint of the long text.", Rows: 3, Rule: "omitempty,max=100", NeededBy: form.Install, DontKnow: true,
			Messages: map[string]string{"max": "Long text must be 100 characters or less"}},
		{Name: "date", Control: form.Date, Label: "Date", Hint: "For example, 27 3 2026", Rule: "required,realdate",
			Messages: map[string]string{"required": "Enter the date", "realdate": "The date must be a real date, like 27 3 2026"}},
		{Name: "time", Control: form.Time, Label: "Time", Hint: "For example, 2:30pm", Rule: "required,timeofday",
			Messages: map[string]string{"required": "Enter the time", "timeofday": "Enter the time, like 2:30pm or 14:30"}},
		{Name: "select", Control: form.Select, Label: "One of a list", Rule: "required,option",
			Messages: map[string]string{"required": "Select one of the list", "option": "Select one of the list"}, Options: short(3)},
		{Name: "radios", Control: form.Radios, Label: "One of some", Rule: "omitempty,option", NeededBy: form.Session, DontKnow: true,
			Messages: map[string]string{"option": "Select one"},
			Options:  []form.Option{{Value: "first", Label: "First", Hint: "The hint of the first."}, {Value: "reveals", Label: "One that reveals more"}}},
		{Name: "revealed", Control: form.Number, Label: "Number", Hint: "From 0 to 9.", Rule: "omitempty,whole=9", Width: "2",
			Parent: &form.Parent{Field: "radios", Value: "reveals"}, NeededBy: form.Visit,
			Messages: map[string]string{"whole": "Number must be a whole number from 0 to 9"}},
		{Name: "checkboxes", Control: form.Checkboxes, Label: "Some of many", Hint: "Select all that apply.", Rule: "required,option,exclusive",
			Messages: map[string]string{"required": "Select what applies", "exclusive": "Select what applies, or the last choice alone"},
			Options:  []form.Option{{Value: "one", Label: "One", Hint: "The hint of one."}, {Value: "two", Label: "Two"}, {Value: "none", Label: "None of these", Exclusive: true}}},
		{Name: intake.EquipmentField, Control: form.Checkboxes, Label: "Some in groups", Rule: "omitempty,option", NeededBy: form.Decide,
			Messages: map[string]string{"option": "Select from the list"},
			Options: []form.Option{{Value: "pendant-alarm", Label: "Pendant alarm", Hint: "Why it fits.\nWhat it needs."}, {Value: "pager-kit", Label: "Pager kit"},
				{Value: "need-only", Label: "Only the need is known", Exclusive: true}, {Value: "door-exit", Label: "Door exit sensor", Hint: "Why it does not fit."}},
			Grouped: func(choices []form.Option, _ form.Answers) []form.Group {
				return []form.Group{{Heading: "What fits", Options: choices[:1]}, {Options: choices[1:3]}, {Heading: "Everything else", Folded: true, Options: choices[3:]}}
			}},
		{Name: "email", Control: form.Email, Label: "Email address", Rule: "omitempty,email", NeededBy: form.Decide,
			Messages: map[string]string{"email": "Enter an email address, like name@example.org"}},
		{Name: "telephone", Control: form.Telephone, Label: "Telephone number", Rule: "omitempty,telephone", NeededBy: form.Decide, Width: "20",
			Messages: map[string]string{"telephone": "Enter a telephone number, like 01632 960 001"}},
		{Name: intake.PostcodeName, Control: form.Postcode, Label: "Postcode", Rule: "required,postcode", Width: "10",
			Messages: map[string]string{"required": "Enter the postcode", "postcode": "Enter a full UK postcode, like SW1A 1AA"}},
		{Name: "nhs-number", Control: form.NHSNumber, Label: "NHS number", Hint: "10 digits.", Rule: "omitempty,tendigits,nhsnumber", NeededBy: form.Decide, Width: "10",
			Messages: map[string]string{"tendigits": "NHS number must be 10 digits, like 999 000 0018"}},
		{Name: "secret", Control: form.Secret, Label: "Code", Spoken: "What is the code?", Hint: "It is sealed.", Rule: "omitempty", NeededBy: form.Install},
		{Name: "aside-one", Control: form.Text, Label: "Asked aside", Aside: "More, for whoever opens it", Rule: "omitempty,max=20", NeededBy: form.Decide,
			Messages: map[string]string{"max": "What is asked aside must be 20 characters or less"}},
		{Name: "aside-many", Control: form.Checkboxes, Label: "Many and short", Aside: "More, for whoever opens it", Rule: "omitempty,option", NeededBy: form.Decide,
			Messages: map[string]string{"option": "Select from the list"}, Options: short(11)},
	}
	s := form.Section{Slug: "components", Title: "A question of each kind"}
	for _, f := range fields {
		s.Fields = append(s.Fields, asked(f))
	}
	return s
}

// short are so many choices.
func short(n int) []form.Option {
	var all []form.Option
	for i := range n {
		letter := string(rune('a' + i))
		all = append(all, form.Option{Value: letter, Label: strings.ToUpper(letter)})
	}
	return all
}

// What is answered, in full and wrong.
func answered() form.Answers {
	return form.Answers{
		"text": {"Testcase Alpha"}, "text-later": {referral.DontKnow}, "textarea": {"One line\nand another <b>"}, "date": {"1948-03-27"}, "time": {"14:30"}, "select": {"b"},
		"radios": {"reveals"}, "revealed": {"7"}, "checkboxes": {"one", "two"}, intake.EquipmentField: {"pendant-alarm", "pager-kit"}, "lives-alone": {"yes"},
		"email": {"alpha@example.org"}, "telephone": {"+441632960001"}, intake.PostcodeName: {"ZY1 1ZZ"}, "nhs-number": {"9990000018"},
		"secret": {"AAAAAAAAAAAAAAAAAAAAAAAAAA"}, "aside-one": {"Something"}, "aside-many": {"b", "k"},
	}
}

func mistaken() form.Answers {
	long := strings.Repeat("Too long. ", 11)
	return form.Answers{
		"text-later": {long}, "textarea": {long}, "date": {"31", "2", "1948"}, "time": {"half past"}, "radios": {"reveals", "first"}, "revealed": {"ten"}, "checkboxes": {"one", "none"},
		intake.EquipmentField: {"jet-pack"}, "email": {"alpha"}, "telephone": {"12"}, intake.PostcodeName: {"ZY"}, "nhs-number": {"99"},
		"aside-one": {long}, "aside-many": {"z"},
	}
}

// Each control as a page of the form asks it, as it is said on the telephone, and as it
// is answered after the referral was sent. Of these two a golden file in one state says
// what is different.
func TestEveryComponent(t *testing.T) {
	s, at := components(), form.Context{Now: webtest.Monday}
	wrong := append(s.Check(mistaken(), at), form.Problem{Field: "secret", Anchor: "secret", Message: "Code must have at least 3 characters, with a digit among them"})
	for _, f := range s.Fields {
		if !slices.ContainsFunc(wrong, func(p form.Problem) bool { return p.Field == f.Name && p.Message != "" }) {
			t.Errorf("%s is not shown with something wrong", f.Name)
		}
	}
	render := func(asked formview.Asking, problems []form.Problem) webtest.Page {
		return asPage(t, problems, asked.Shown())
	}
	onScreen := func(all form.Answers, problems []form.Problem) formview.Asking {
		return formview.Ask(s, all, at, problems).OfDraft(true)
	}
	render(onScreen(nil, nil), nil).Golden("component_screen_empty")
	render(onScreen(answered(), nil), nil).Golden("component_screen_filled")
	render(onScreen(mistaken(), wrong), wrong).Golden("component_screen_error")

	spoken := func(all form.Answers, problems []form.Problem) formview.Asking {
		asked := onScreen(all, problems)
		asked.Spoken = true
		return asked
	}
	render(spoken(nil, nil), nil).Shown("component_telephone_empty")
	render(spoken(answered(), nil), nil).Golden("component_telephone_filled")
	render(spoken(mistaken(), wrong), wrong).Shown("component_telephone_error")

	later := func(all form.Answers, problems []form.Problem) formview.Asking {
		return formview.Ask(s, all, at, problems)
	}
	render(later(nil, nil), nil).Shown("component_later_empty")
	render(later(answered(), nil), nil).Shown("component_later_filled")
	render(later(mistaken(), wrong), wrong).Golden("component_later_error")
}

// asPage puts questions into a page of a form, with a summary of what is wrong.
func asPage(t *testing.T, problems []form.Problem, questions template.HTML) webtest.Page {
	var summary template.HTML
	if len(problems) > 0 {
		summary = formview.SummaryOf(problems, "").Render()
	}
	return webtest.Page{T: t, Html: `<main class="govuk-main-wrapper" id="main-content">
` + string(summary) + `
<h1 class="govuk-heading-l">A question of each kind</h1>
<form method="post" action="/components" novalidate autocomplete="off">
` + string(questions) + `
<button type="submit" class="govuk-button" data-module="govuk-button">Save and continue</button>
</form>
</main>`}
}

// Every control that the form has is among them.
func TestEveryControlIsAComponent(t *testing.T) {
	there := map[form.Control]bool{}
	for _, f := range components().Fields {
		there[f.Control] = true
	}
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			if !there[f.Control] {
				t.Errorf("no component is a %s, as %s is", f.Control, f.Name)
			}
		}
	}
}
