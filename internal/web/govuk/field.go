package govuk

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
)

// Kind says how a question is answered.
type Kind string

const (
	// KindText is one line, and the kind of a Field that names none.
	KindText Kind = "text"
	// KindEmail, KindTelephone and KindNumber are one line with the right
	// keyboard on a phone. A number is text that holds digits: it keeps its zeros.
	KindEmail     Kind = "email"
	KindTelephone Kind = "telephone"
	KindNumber    Kind = "number"
	// KindLongText is several lines; with a MaxLength it says what is left.
	KindLongText Kind = "long-text"
	// KindDate is day, month and year, sent as "<name>-day" and so on.
	KindDate Kind = "date"
	// KindOne is one of the Options, as radios; KindMany any number of them, as
	// checkboxes; KindList one of many, as a drop-down list.
	KindOne  Kind = "one"
	KindMany Kind = "many"
	KindList Kind = "list"
)

// Field is one question of a form, whatever way it is answered. It is its own
// component: Render chooses. Its Name is also the ID that an error links to.
type Field struct {
	Name, Label, Hint string
	Kind              Kind
	// Optional adds "(optional)" to the label.
	Optional bool
	// Value is the answer as it was typed or chosen.
	Value string
	// Values are the answers of KindMany.
	Values []string
	// Date is the answer of KindDate, as it was typed.
	Date Date
	// Options are the answers to choose from.
	Options []Answer
	// Error says what to do about the answer; empty, it is good.
	Error string
	// ErrorParts are the parts of a date that are wrong ("day", "month",
	// "year"); none named, all are.
	ErrorParts []string
	// MaxLength is in characters. The browser only counts; the server must check.
	MaxLength int
	// Rows is the height of KindLongText: 5 if 0.
	Rows int
	// Width is that of one line in characters: 2, 3, 4, 5, 10, 20 or 30; 0 is full width.
	Width int
	// Prefix and Suffix stand beside one line: "£", "miles".
	Prefix, Suffix string
	// Autocomplete is the HTML token, only where the person asked fills in
	// about themselves.
	Autocomplete string
	// Spellcheck is said only if set: new(false) for names and codes.
	Spellcheck *bool
	// Heading makes the label the page's h1.
	Heading bool
	// Inline puts two short options beside each other.
	Inline bool
}

// Date is a date as three fields hold it.
type Date struct {
	Day, Month, Year string
}

// Answer is one option of a Field.
type Answer struct {
	Value, Text, Hint string
	// Divider, if given, is a word ("or") in an option's place.
	Divider string
	// Exclusive unticks the others, as "None of these" does.
	Exclusive bool
	// Reveals are the questions asked only if this is chosen.
	Reveals []Field
}

// ErrorID is the ID of the control that an error summary should link to.
func (f Field) ErrorID() string {
	if f.Kind == KindDate {
		for _, part := range []string{"day", "month", "year"} {
			if len(f.ErrorParts) == 0 || slices.Contains(f.ErrorParts, part) {
				return f.Name + "-" + part
			}
		}
	}
	return f.Name
}

// Problems makes the error summary of the fields in their order, with those
// that their options reveal. It lists nothing if every answer is good.
func Problems(fields ...Field) ErrorSummary {
	var s ErrorSummary
	for _, f := range fields {
		if f.Error != "" {
			s.ErrorList = append(s.ErrorList, ErrorItem{Text: f.Error, Href: "#" + f.ErrorID()})
		}
		for _, o := range f.Options {
			s.ErrorList = append(s.ErrorList, Problems(o.Reveals...).ErrorList...)
		}
	}
	return s
}

// Fields renders the questions one below the other.
func Fields(fields ...Field) template.HTML {
	all := make([]Component, len(fields))
	for i, f := range fields {
		all[i] = f
	}
	return Join(all...)
}

// Render returns the component that asks the question.
func (f Field) Render() template.HTML { return f.Component().Render() }

// Component returns the component that asks the question, for a page that
// wants to change something about it.
func (f Field) Component() Component {
	label := f.Label
	if f.Optional {
		label += " (optional)"
	}
	size := cmp.Or(when(f.Heading, "l"), "s")
	l := Label{Text: label, IsPageHeading: f.Heading, Classes: "govuk-label--" + size}
	group := Fieldset{Legend: Legend{Text: label, IsPageHeading: f.Heading, Classes: "govuk-fieldset__legend--" + size}}
	hint, problem := Hint{Text: f.Hint}, ErrorMessage{Text: f.Error}
	switch f.Kind {
	case KindLongText:
		if f.MaxLength > 0 {
			return CharacterCount{Name: f.Name, Label: l, Hint: hint, ErrorMessage: problem, Value: f.Value, MaxLength: f.MaxLength, Rows: f.Rows, Spellcheck: f.Spellcheck, Threshold: 75}
		}
		return Textarea{Name: f.Name, Label: l, Hint: hint, ErrorMessage: problem, Value: f.Value, Rows: f.Rows, Spellcheck: f.Spellcheck, Autocomplete: f.Autocomplete}
	case KindDate:
		return f.date(group, hint, problem)
	case KindOne:
		return Radios{Name: f.Name, Fieldset: group, Hint: hint, ErrorMessage: problem, Value: f.Value, Items: choicesOf(f.Options), Classes: when(f.Inline, "govuk-radios--inline")}
	case KindMany:
		return Checkboxes{Name: f.Name, Fieldset: group, Hint: hint, ErrorMessage: problem, Values: f.Values, Items: choicesOf(f.Options)}
	case KindList:
		var items []Option
		for _, o := range f.Options {
			items = append(items, Option{Value: o.Value, Text: o.Text})
		}
		return Select{Name: f.Name, Label: l, Hint: hint, ErrorMessage: problem, Value: f.Value, Items: items}
	case KindText, KindEmail, KindTelephone, KindNumber:
	}
	i := Input{
		Name: f.Name, Label: l, Hint: hint, ErrorMessage: problem, Value: f.Value,
		Prefix: Affix{Text: f.Prefix}, Suffix: Affix{Text: f.Suffix},
		Autocomplete: f.Autocomplete, Spellcheck: f.Spellcheck,
	}
	if f.Width > 0 {
		i.Classes = "govuk-input--width-" + strconv.Itoa(f.Width)
	}
	switch f.Kind {
	case KindEmail:
		i.Type, i.Spellcheck = "email", new(false)
	case KindTelephone:
		i.Type = "tel"
	case KindNumber:
		i.InputMode, i.Spellcheck = "numeric", new(false)
	case KindText, KindLongText, KindDate, KindOne, KindMany, KindList:
	}
	return i
}

// date asks for a date. Its box's ID is not the field's first control: the
// error summary links to the control.
func (f Field) date(group Fieldset, hint Hint, problem ErrorMessage) DateInput {
	part := func(name, value string) DatePart {
		p := DatePart{Name: name, Value: value}
		if f.Error != "" && len(f.ErrorParts) > 0 {
			p.Error = new(slices.Contains(f.ErrorParts, name))
		}
		return p
	}
	d := DateInput{
		ID: f.Name, NamePrefix: f.Name, Fieldset: group, Hint: hint, ErrorMessage: problem,
		Day: part("day", f.Date.Day), Month: part("month", f.Date.Month), Year: part("year", f.Date.Year),
	}
	if f.Autocomplete == "bday" {
		d.Day.Autocomplete, d.Month.Autocomplete, d.Year.Autocomplete = "bday-day", "bday-month", "bday-year"
	}
	return d
}

func choicesOf(options []Answer) []Choice {
	items := make([]Choice, len(options))
	for i, o := range options {
		items[i] = Choice{Value: o.Value, Text: o.Text, Hint: Hint{Text: o.Hint}, Divider: o.Divider, Behaviour: when(o.Exclusive, "exclusive")}
		if len(o.Reveals) > 0 {
			items[i].Conditional.HTML = Fields(o.Reveals...)
		}
	}
	return items
}
