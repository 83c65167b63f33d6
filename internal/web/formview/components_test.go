package formview_test

import (
	"html/template"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/address"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// components is a section with one question of each control, and each way in which a
// question can be asked: needed to send, later or never; that can be answered with "Don't
// know"; revealed by a choice; folded away; with choices that stand alone or in groups.
func components() intake.Section {
	anybody := []intake.Who{intake.ByReferrer}
	asked := func(f intake.Field) intake.Field {
		f.AnsweredBy = anybody
		if f.NeededBy == "" {
			f.NeededBy = intake.Send
		}
		return f
	}
	fields := []intake.Field{
		{Name: "text", Control: intake.Text, Label: "Text", Spoken: "What is the text?", Hint: "The hint of the text.", Rule: "required,max=20", Autocomplete: "name",
			Messages: map[string]string{"required": "Enter the text", "max": "Text must be 20 characters or less"}},
		{Name: "text-later", Control: intake.Text, Label: "Text that can wait", Rule: "omitempty,max=20", NeededBy: intake.Decide, DontKnow: true,
			Messages: map[string]string{"max": "Text that can wait must be 20 characters or less"}},
		{Name: "textarea", Control: intake.TextArea, Label: "Long text", Hint: "The hint of the long text.", Rule: "omitempty,max=100", NeededBy: intake.Install, DontKnow: true,
			Messages: map[string]string{"max": "Long text must be 100 characters or less"}},
		{Name: "date", Control: intake.Date, Label: "Date", Hint: "For example, 27 3 2026", Rule: "required,realdate", InputMode: "numeric",
			Messages: map[string]string{"required": "Enter the date", "realdate": "The date must be a real date, like 27 3 2026"}},
		{Name: "radios", Control: intake.Radios, Label: "One of some", Rule: "omitempty,option", NeededBy: intake.Session, DontKnow: true,
			Messages: map[string]string{"option": "Select one"},
			Options:  []intake.Option{{Value: "first", Label: "First", Hint: "The hint of the first."}, {Value: "reveals", Label: "One that reveals more"}}},
		{Name: "revealed", Control: intake.Number, Label: "Number", Hint: "From 0 to 9.", Rule: "omitempty,whole=9", Width: "2", InputMode: "numeric",
			Parent: &intake.Parent{Field: "radios", Value: "reveals"}, NeededBy: intake.Visit,
			Messages: map[string]string{"whole": "Number must be a whole number from 0 to 9"}},
		{Name: "checkboxes", Control: intake.Checkboxes, Label: "Some of many", Hint: "Select all that apply.", Rule: "required,option,exclusive",
			Messages: map[string]string{"required": "Select what applies", "exclusive": "Select what applies, or the last choice alone"},
			Options:  []intake.Option{{Value: "one", Label: "One", Hint: "The hint of one."}, {Value: "two", Label: "Two"}, {Value: "none", Label: "None of these", Exclusive: true}}},
		{Name: intake.EquipmentField, Control: intake.Checkboxes, Label: "Some in groups", Rule: "omitempty,option", NeededBy: intake.Decide,
			Messages: map[string]string{"option": "Select from the list"},
			Options: []intake.Option{{Value: "pendant-alarm", Label: "Pendant alarm", Hint: "Why it fits.\nWhat it needs."}, {Value: "pager-kit", Label: "Pager kit"},
				{Value: "need-only", Label: "Only the need is known", Exclusive: true}, {Value: "door-exit", Label: "Door exit sensor", Hint: "Why it does not fit."}},
			Grouped: func(choices []intake.Option, _ intake.Answers) []intake.Group {
				return []intake.Group{{Heading: "What fits", Options: choices[:1]}, {Options: choices[1:3]}, {Heading: "Everything else", Folded: true, Options: choices[3:]}}
			}},
		{Name: "email", Control: intake.Email, Label: "Email address", Rule: "omitempty,email", NeededBy: intake.Decide, Autocomplete: "email",
			Messages: map[string]string{"email": "Enter an email address, like name@example.org"}},
		{Name: "telephone", Control: intake.Telephone, Label: "Telephone number", Rule: "omitempty,telephone", NeededBy: intake.Decide, InputMode: "tel", Width: "20",
			Messages: map[string]string{"telephone": "Enter a telephone number, like 01632 960 001"}},
		{Name: intake.PostcodeName, Control: intake.Postcode, Label: "Postcode", Rule: "required,postcode", Autocomplete: "postal-code", Width: "10",
			Messages: map[string]string{"required": "Enter the postcode", "postcode": "Enter a full UK postcode, like SW1A 1AA"}},
		{Name: "nhs-number", Control: intake.NHSNumber, Label: "NHS number", Hint: "10 digits.", Rule: "omitempty,tendigits,nhsnumber", NeededBy: intake.Decide, Width: "10", InputMode: "numeric",
			Messages: map[string]string{"tendigits": "NHS number must be 10 digits, like 999 000 0018"}},
		{Name: "secret", Control: intake.Secret, Label: "Code", Spoken: "What is the code?", Hint: "It is sealed.", Rule: "omitempty", NeededBy: intake.Install},
		{Name: "aside-one", Control: intake.Text, Label: "Asked aside", Aside: "More, for whoever opens it", Rule: "omitempty,max=20", NeededBy: intake.Decide,
			Messages: map[string]string{"max": "What is asked aside must be 20 characters or less"}},
		{Name: "aside-many", Control: intake.Checkboxes, Label: "Many and short", Aside: "More, for whoever opens it", Rule: "omitempty,option", NeededBy: intake.Decide,
			Messages: map[string]string{"option": "Select from the list"}, Options: short(11)},
	}
	s := intake.Section{Slug: "components", Title: "A question of each kind"}
	for _, f := range fields {
		s.Fields = append(s.Fields, asked(f))
	}
	return s
}

// short are so many choices.
func short(n int) []intake.Option {
	var all []intake.Option
	for i := range n {
		letter := string(rune('a' + i))
		all = append(all, intake.Option{Value: letter, Label: strings.ToUpper(letter)})
	}
	return all
}

// What is answered, in full and wrong.
func answered() intake.Answers {
	return intake.Answers{
		"text": {"Testcase Alpha"}, "text-later": {referral.DontKnow}, "textarea": {"One line\nand another <b>"}, "date": {"1948-03-27"},
		"radios": {"reveals"}, "revealed": {"7"}, "checkboxes": {"one", "two"}, intake.EquipmentField: {"pendant-alarm", "pager-kit"}, "lives-alone": {"yes"},
		"email": {"alpha@example.org"}, "telephone": {"+441632960001"}, intake.PostcodeName: {"ZY1 1ZZ"}, "nhs-number": {"9990000018"},
		"secret": {"AAAAAAAAAAAAAAAAAAAAAAAAAA"}, "aside-one": {"Something"}, "aside-many": {"b", "k"},
	}
}

func mistaken() intake.Answers {
	long := strings.Repeat("Too long. ", 11)
	return intake.Answers{
		"text-later": {long}, "textarea": {long}, "date": {"31", "2", "1948"}, "radios": {"reveals", "first"}, "revealed": {"ten"}, "checkboxes": {"one", "none"},
		intake.EquipmentField: {"jet-pack"}, "email": {"alpha"}, "telephone": {"12"}, intake.PostcodeName: {"ZY"}, "nhs-number": {"99"},
		"aside-one": {long}, "aside-many": {"z"},
	}
}

// Each control as a page of the form asks it, as it is said on the telephone, and as it
// is answered after the referral was sent. Of these two a golden file in one state says
// what is different.
func TestEveryComponent(t *testing.T) {
	r := &web.Request{Site: &web.Site{Options: web.Options{Now: func() time.Time { return webtest.Monday }, Addresses: &address.Client{}}}}
	s, at := components(), intake.Context{Now: webtest.Monday}
	wrong := append(s.Check(mistaken(), at), intake.Problem{Field: "secret", Anchor: "secret", Message: "Code must have at least 3 characters, with a digit among them"})
	for _, f := range s.Fields {
		if !slices.ContainsFunc(wrong, func(p intake.Problem) bool { return p.Field == f.Name && p.Message != "" }) {
			t.Errorf("%s is not shown with something wrong", f.Name)
		}
	}
	render := func(ask func(intake.Answers, []intake.Problem) formview.Asking, all intake.Answers, problems []intake.Problem) webtest.Page {
		return asPage(t, problems, ask(all, problems).Questions(s.Shown(all, at)))
	}
	onScreen := func(all intake.Answers, problems []intake.Problem) formview.Asking {
		return formview.NewAsking(r, s, all, problems)
	}
	render(onScreen, nil, nil).Golden("component_screen_empty")
	render(onScreen, answered(), nil).Golden("component_screen_filled")
	render(onScreen, mistaken(), wrong).Golden("component_screen_error")

	spoken := func(all intake.Answers, problems []intake.Problem) formview.Asking {
		asked := onScreen(all, problems)
		asked.Spoken = true
		return asked
	}
	render(spoken, nil, nil).Shown("component_telephone_empty")
	render(spoken, answered(), nil).Golden("component_telephone_filled")
	render(spoken, mistaken(), wrong).Shown("component_telephone_error")

	later := func(all intake.Answers, problems []intake.Problem) formview.Asking {
		asked := formview.Asking{Section: s, All: all, At: at, Problems: map[string]intake.Problem{}}
		for _, p := range problems {
			asked.Problems[p.Field] = p
		}
		return asked
	}
	render(later, nil, nil).Shown("component_later_empty")
	render(later, answered(), nil).Shown("component_later_filled")
	render(later, mistaken(), wrong).Golden("component_later_error")
}

// asPage puts questions into a page of a form, with a summary of what is wrong.
func asPage(t *testing.T, problems []intake.Problem, questions template.HTML) webtest.Page {
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
	there := map[intake.Control]bool{}
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
