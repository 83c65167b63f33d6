package govuk

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"
)

// Radios ask for one of several answers. Class "govuk-radios--inline" puts
// them beside each other, "govuk-radios--small" makes them small.
type Radios struct {
	// IDPrefix is Name if empty. It is the first radio's ID, so that an error
	// summary can link to it.
	IDPrefix, Name string
	Fieldset       Fieldset
	Hint           Hint
	ErrorMessage   ErrorMessage
	Items          []Choice
	// Value is the answer already given.
	Value      string
	Classes    string
	FormGroup  FormGroup
	Attributes Attributes
}

// Checkboxes ask for any number of several answers. Class
// "govuk-checkboxes--small" makes them small.
type Checkboxes struct {
	// IDPrefix is Name if empty. It is the first checkbox's ID, so that an
	// error summary can link to it.
	IDPrefix, Name string
	Fieldset       Fieldset
	// DescribedBy is for checkboxes without a fieldset.
	DescribedBy  string
	Hint         Hint
	ErrorMessage ErrorMessage
	Items        []Choice
	// Values are the answers already given.
	Values     []string
	Classes    string
	FormGroup  FormGroup
	Attributes Attributes
}

// Choice is one radio or checkbox.
type Choice struct {
	Value string
	Text  string
	HTML  template.HTML
	// ID is the prefix and the choice's number if empty.
	ID string
	// Name is that of the whole if empty; a radio never has its own.
	Name  string
	Hint  Hint
	Label Label
	// Checked is needed only where Value or Values of the whole do not say it.
	Checked  bool
	Disabled bool
	// Conditional is shown only while this is chosen, and always without JavaScript.
	Conditional Conditional
	// Divider, if given, is a word ("or") that stands in a choice's place.
	Divider string
	// Behaviour "exclusive" makes a checkbox that unticks the others.
	Behaviour  string
	Attributes Attributes
}

// Conditional is what a choice reveals.
type Conditional struct{ HTML template.HTML }

// choice is what the template draws.
type choice struct {
	Choice
	Kind          string // "radios" or "checkboxes"
	Type          string // "radio" or "checkbox"
	ConditionalID string
	DescribedBy   string
}

// choices is the whole that the template draws.
type choices struct {
	Kind       string
	Classes    string
	Attributes Attributes
	Group      group
	Items      []choice
}

// Render returns the radios in their fieldset, if they have one.
func (r Radios) Render() template.HTML {
	prefix := cmp.Or(r.IDPrefix, r.Name)
	g := newGroup(prefix, r.FormGroup, Label{}, r.Hint, r.ErrorMessage, r.Fieldset.DescribedBy)
	all := choices{Kind: "radios", Classes: class("govuk-radios", r.Classes), Attributes: r.Attributes, Group: g}
	for i, item := range r.Items {
		item.Name = r.Name
		item.Behaviour = ""
		item.Checked = item.Checked || r.Value != "" && item.Value == r.Value
		all.Items = append(all.Items, newChoice("radios", "radio", prefix, i, item, ""))
	}
	return inFieldset(r.Fieldset, g, "", render("choices", all))
}

// Render returns the checkboxes in their fieldset, if they have one.
func (c Checkboxes) Render() template.HTML {
	prefix := cmp.Or(c.IDPrefix, c.Name)
	g := newGroup(prefix, c.FormGroup, Label{}, c.Hint, c.ErrorMessage, cmp.Or(c.Fieldset.DescribedBy, c.DescribedBy))
	all := choices{Kind: "checkboxes", Classes: class("govuk-checkboxes", c.Classes), Attributes: c.Attributes, Group: g}
	described := g.DescribedBy
	if c.Fieldset.given() {
		described = ""
	}
	for i, item := range c.Items {
		item.Name = cmp.Or(item.Name, c.Name)
		item.Checked = item.Checked || slices.Contains(c.Values, item.Value)
		all.Items = append(all.Items, newChoice("checkboxes", "checkbox", prefix, i, item, described))
	}
	return inFieldset(c.Fieldset, g, "", render("choices", all))
}

func newChoice(kind, typ, prefix string, i int, item Choice, describedBy string) choice {
	if item.ID == "" {
		item.ID = prefix
		if i > 0 {
			item.ID += "-" + strconv.Itoa(i+1)
		}
	}
	item.Label.Text, item.Label.HTML, item.Label.For = item.Text, item.HTML, item.ID
	item.Label.Classes = class("govuk-"+kind+"__label", item.Label.Classes)
	if item.Hint.given() {
		item.Hint.ID = item.ID + "-item-hint"
		item.Hint.Classes = class("govuk-"+kind+"__hint", item.Hint.Classes)
		describedBy = class(describedBy, item.Hint.ID)
	}
	item.Conditional.HTML = template.HTML(strings.TrimSpace(string(item.Conditional.HTML)))
	return choice{Choice: item, Kind: kind, Type: typ, ConditionalID: "conditional-" + item.ID, DescribedBy: describedBy}
}

// Select is a drop-down list. Radios are better for up to about ten answers.
type Select struct {
	// ID is Name if empty.
	ID, Name     string
	Label        Label
	Hint         Hint
	ErrorMessage ErrorMessage
	Items        []Option
	// Value is the answer already given.
	Value       string
	Disabled    bool
	Classes     string
	DescribedBy string
	FormGroup   FormGroup
	Attributes  Attributes
}

// Option is one entry of a Select. The first often has no value: "Choose a ward".
type Option struct {
	Value string
	Text  string
	// Selected is needed only where the Select's Value does not say it.
	Selected   bool
	Disabled   bool
	Attributes Attributes
}

// Render returns the list with its label, hint and error message.
func (s Select) Render() template.HTML {
	s.ID = cmp.Or(s.ID, s.Name)
	s.Classes = class("govuk-select", s.Classes, when(s.ErrorMessage.given(), "govuk-select--error"))
	s.Items = slices.Clone(s.Items)
	for i := range s.Items {
		s.Items[i].Selected = s.Items[i].Selected || s.Value != "" && s.Items[i].Value == s.Value
	}
	return render("select", struct {
		Select
		Group group
	}{s, newGroup(s.ID, s.FormGroup, s.Label, s.Hint, s.ErrorMessage, s.DescribedBy)})
}
