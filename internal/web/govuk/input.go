package govuk

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"
)

// Input is a one-line text field. Its width is a class:
// "govuk-input--width-10" and the like.
type Input struct {
	// ID is Name if empty.
	ID, Name string
	// Type is "text" if empty.
	Type         string
	Value        string
	Label        Label
	Hint         Hint
	ErrorMessage ErrorMessage
	// Prefix and Suffix stand before and after the field ("£", "miles") and are
	// not read out: the label must say the same.
	Prefix, Suffix Affix
	InputMode      string
	Autocomplete   string
	Autocapitalize string
	Pattern        string
	// Spellcheck is said only if set: new(false) for names and codes.
	Spellcheck   *bool
	Disabled     bool
	Classes      string
	DescribedBy  string
	FormGroup    FormGroup
	InputWrapper Wrapper
	Attributes   Attributes
}

// Affix is the prefix or suffix of an input.
type Affix struct {
	Text       string
	HTML       template.HTML
	Classes    string
	Attributes Attributes
}

// Given says whether there is anything to show.
func (a Affix) Given() bool { return a.Text != "" || a.HTML != "" }

// Wrapper is the box around an input that has a prefix or suffix.
type Wrapper struct {
	Classes    string
	Attributes Attributes
}

// Render returns the input with its label, hint and error message.
func (i Input) Render() template.HTML {
	i.ID = cmp.Or(i.ID, i.Name)
	i.Type = cmp.Or(i.Type, "text")
	i.Classes = class("govuk-input", i.Classes, when(i.ErrorMessage.given(), "govuk-input--error"))
	return render("input", struct {
		Input
		Group group
	}{i, newGroup(i.ID, i.FormGroup, i.Label, i.Hint, i.ErrorMessage, i.DescribedBy)})
}

// Textarea is a text field of several lines.
type Textarea struct {
	// ID is Name if empty.
	ID, Name     string
	Value        string
	Label        Label
	Hint         Hint
	ErrorMessage ErrorMessage
	// Rows is 5 if 0.
	Rows         int
	Autocomplete string
	// Spellcheck is said only if set.
	Spellcheck  *bool
	Disabled    bool
	Classes     string
	DescribedBy string
	FormGroup   FormGroup
	Attributes  Attributes

	after template.HTML
}

// Render returns the textarea with its label, hint and error message.
func (t Textarea) Render() template.HTML {
	t.ID = cmp.Or(t.ID, t.Name)
	t.Rows = cmp.Or(t.Rows, 5)
	t.Classes = class("govuk-textarea", when(t.ErrorMessage.given(), "govuk-textarea--error"), t.Classes)
	return render("textarea", struct {
		Textarea
		Group group
		After template.HTML
	}{t, newGroup(t.ID, t.FormGroup, t.Label, t.Hint, t.ErrorMessage, t.DescribedBy), t.after})
}

// CharacterCount is a textarea that says how much may still be typed. It does
// not stop the person: the server must check the length.
type CharacterCount struct {
	// ID is Name if empty.
	ID, Name     string
	Value        string
	Label        Label
	Hint         Hint
	ErrorMessage ErrorMessage
	// MaxLength counts characters, MaxWords words; give one of them.
	MaxLength, MaxWords int
	// CountType is "characters" or "words" where MaxLength and MaxWords do not say it.
	CountType string
	// Threshold is the percentage from which the count is shown.
	Threshold int
	// Rows is 5 if 0.
	Rows         int
	Spellcheck   *bool
	CountMessage Wrapper
	Classes      string
	FormGroup    FormGroup
	Attributes   Attributes
}

// Render returns the textarea, its count and its label, hint and error message.
func (c CharacterCount) Render() template.HTML {
	c.ID = cmp.Or(c.ID, c.Name)
	counted, limit := "characters", c.MaxLength
	if c.MaxWords > 0 {
		limit, c.CountType = c.MaxWords, cmp.Or(c.CountType, "words")
	}
	if c.CountType == "words" {
		counted = "words"
	}
	attributes := Attributes{"data-module": "govuk-character-count"}
	for name, n := range map[string]int{"data-maxlength": c.MaxLength, "data-maxwords": c.MaxWords, "data-threshold": c.Threshold} {
		if n > 0 {
			attributes[name] = strconv.Itoa(n)
		}
	}
	if c.CountType != "" {
		attributes["data-count-type"] = c.CountType
	}
	for name, value := range c.FormGroup.Attributes {
		attributes[name] = value
	}
	message := Hint{ID: c.ID + "-info", Classes: class("govuk-character-count__message", c.CountMessage.Classes)}
	if limit > 0 {
		message.Text = "You can enter up to " + strconv.Itoa(limit) + " " + counted
	}
	return Textarea{
		ID: c.ID, Name: c.Name, Value: c.Value, Rows: c.Rows, Spellcheck: c.Spellcheck,
		Label: c.Label, Hint: c.Hint, ErrorMessage: c.ErrorMessage,
		Classes:     class("govuk-js-character-count", c.Classes),
		DescribedBy: c.ID + "-info",
		FormGroup:   FormGroup{Classes: class("govuk-character-count", c.FormGroup.Classes), Attributes: attributes},
		Attributes:  c.Attributes,
		// The count has its place even while it is empty: the script fills it.
		after: render("hint", message),
	}.Render()
}

// DateInput asks for a date in three fields, or for those of them that Items names.
type DateInput struct {
	ID string
	// NamePrefix stands before each field's name, with a hyphen.
	NamePrefix   string
	Fieldset     Fieldset
	Hint         Hint
	ErrorMessage ErrorMessage
	// Day, Month and Year change one field; left empty they are as usual.
	Day, Month, Year DatePart
	// Items, if given, are the fields to show, in order.
	Items []DatePart
	// Values are the answers by full field name, where the parts hold none.
	Values     map[string]string
	Classes    string
	FormGroup  FormGroup
	Attributes Attributes
}

// DatePart is one field of a date.
type DatePart struct {
	// ID is the date's ID and the name if empty.
	ID, Name string
	// Label is the name, capitalised, if empty.
	Label string
	Value string
	// Error marks this field. If none is marked, an error message marks all
	// but those that say new(false).
	Error        *bool
	Classes      string
	InputMode    string
	Autocomplete string
	Pattern      string
	Attributes   Attributes
}

func (p DatePart) marked() bool {
	return p.Error != nil && *p.Error || strings.Contains(p.Classes, "govuk-input--error")
}

// Render returns the fields of the date in their fieldset.
func (d DateInput) Render() template.HTML {
	d.Day.Name, d.Month.Name, d.Year.Name = cmp.Or(d.Day.Name, "day"), cmp.Or(d.Month.Name, "month"), cmp.Or(d.Year.Name, "year")
	items := d.Items
	if len(items) == 0 {
		items = []DatePart{d.Day, d.Month, d.Year}
	}
	anyMarked := false
	for _, p := range items {
		anyMarked = anyMarked || p.marked()
	}
	inputs := make([]Input, len(items))
	for i, p := range items {
		inputs[i] = d.input(p, anyMarked)
	}
	g := newGroup(d.ID, d.FormGroup, Label{}, d.Hint, d.ErrorMessage, d.Fieldset.DescribedBy)
	return inFieldset(d.Fieldset, g, "group", render("date-input", struct {
		DateInput
		Group  group
		Inputs []Input
	}{d, g, inputs}))
}

// input makes the field of one part.
func (d DateInput) input(p DatePart, anyMarked bool) Input {
	width := "govuk-input--width-2"
	for _, whole := range []DatePart{d.Day, d.Month, d.Year} {
		if p.Name == whole.Name {
			p.Value = cmp.Or(p.Value, whole.Value)
		}
	}
	if p.Name == d.Year.Name || p.Name == "year" {
		width = "govuk-input--width-4"
	}
	spared := p.Error != nil && !*p.Error
	wrong := !strings.Contains(p.Classes, "govuk-input--error") && (p.marked() || !spared && d.ErrorMessage.given() && !anyMarked)
	name := p.Name
	if d.NamePrefix != "" {
		name = d.NamePrefix + "-" + p.Name
	}
	return Input{
		ID:           cmp.Or(p.ID, d.ID+"-"+p.Name),
		Name:         name,
		Value:        cmp.Or(p.Value, d.Values[name]),
		Label:        Label{Text: cmp.Or(p.Label, capital(p.Name)), Classes: "govuk-date-input__label"},
		Classes:      class("govuk-date-input__input", when(wrong, "govuk-input--error"), when(!strings.Contains(p.Classes, "govuk-input--width-"), width), p.Classes),
		InputMode:    cmp.Or(p.InputMode, "numeric"),
		Autocomplete: p.Autocomplete,
		Pattern:      p.Pattern,
		Attributes:   p.Attributes,
	}
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
