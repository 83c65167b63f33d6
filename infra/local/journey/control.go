package journey

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// control is something on a page that can be filled in, with the texts by which
// people know it.
type control struct {
	node   *html.Node
	label  string
	legend string // of the nearest group around it; "" if there is none
}

// controls returns every input that people can see.
func (p *page) controls() []control {
	if p.inputs != nil {
		return p.inputs
	}
	labels := map[string]string{} // by identifier of what they are for
	for _, label := range slices.Backward(all(p.root, atom.Label)) {
		labels[attribute(label, "for")] = withoutOptional(text(label))
	}
	found := []control{}
	for _, n := range all(p.root, atom.Input, atom.Textarea, atom.Select) {
		if n.DataAtom == atom.Input {
			switch inputType(n) {
			case "hidden", "submit", "button", "reset", "image":
				continue
			}
		}
		c := control{node: n, label: labelOf(n, labels)}
		if set := ancestor(n, atom.Fieldset); set != nil {
			c.legend = legendOf(set)
		}
		found = append(found, c)
	}
	p.inputs = found
	return found
}

func inputType(n *html.Node) string {
	if t := strings.ToLower(attribute(n, "type")); t != "" {
		return t
	}
	return "text"
}

func labelOf(n *html.Node, labels map[string]string) string {
	if id := attribute(n, "id"); id != "" {
		if label, has := labels[id]; has {
			return label
		}
	}
	if label := ancestor(n, atom.Label); label != nil {
		return withoutOptional(text(label))
	}
	return withoutOptional(plain(attribute(n, "aria-label")))
}

func legendOf(set *html.Node) string {
	for c := set.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Legend {
			return withoutOptional(text(c))
		}
	}
	return ""
}

// withoutOptional takes off what a form adds to every question that may be left.
func withoutOptional(label string) string { return strings.TrimSuffix(label, " (optional)") }

// texts returns the fields for text with that label, or the three of a date with
// that legend.
func (p *page) texts(label string) ([]*html.Node, error) {
	label = withoutOptional(plain(label))
	var found [][]*html.Node
	for _, c := range p.controls() {
		if t := inputType(c.node); c.label == label && c.node.DataAtom != atom.Select && t != "radio" && t != "checkbox" {
			found = append(found, []*html.Node{c.node})
		}
	}
	for _, set := range all(p.root, atom.Fieldset) {
		if legendOf(set) != label {
			continue
		}
		var parts []*html.Node
		for _, part := range []string{"Day", "Month", "Year"} {
			for _, c := range p.controls() {
				if c.label == part && ancestor(c.node, atom.Fieldset) == set {
					parts = append(parts, c.node)
				}
			}
		}
		if len(parts) == 3 {
			found = append(found, parts)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, fmt.Errorf("no field for text has the label %q. %s", label, p.listControls())
	}
	return nil, fmt.Errorf("%d fields have the label %q. %s", len(found), label, p.listControls())
}

// choice returns the radio button, checkbox or option of a list with that label,
// in the group with that legend, which may be left out where the label is enough.
func (p *page) choice(label, legend string, kinds ...string) (*html.Node, error) {
	label, legend = plain(label), withoutOptional(plain(legend))
	var found []*html.Node
	for _, c := range p.controls() {
		if c.node.DataAtom == atom.Select {
			if slices.Contains(kinds, "select") && (legend == "" || c.label == legend) {
				for _, o := range all(c.node, atom.Option) {
					if text(o) == label {
						found = append(found, o)
					}
				}
			}
			continue
		}
		if slices.Contains(kinds, inputType(c.node)) && c.label == withoutOptional(label) && (legend == "" || c.legend == legend) {
			found = append(found, c.node)
		}
	}
	under := ""
	if legend != "" {
		under = fmt.Sprintf(" under %q", legend)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, fmt.Errorf("there is no choice %q%s. %s", label, under, p.listControls())
	}
	return nil, fmt.Errorf("there are %d choices %q%s; say for which legend. %s", len(found), label, under, p.listControls())
}

// listControls tells what could be filled in, for whoever got a label wrong.
func (p *page) listControls() string {
	var groups []string
	choices := map[string][]string{}
	for _, c := range p.controls() {
		t := inputType(c.node)
		name, option := c.label, ""
		switch {
		case c.node.DataAtom == atom.Select:
			for _, o := range all(c.node, atom.Option) {
				choices[name] = append(choices[name], text(o))
			}
		case t == "radio" || t == "checkbox":
			name, option = c.legend, c.label
		case c.label == "Day" || c.label == "Month" || c.label == "Year":
			name = c.legend
		}
		if !slices.Contains(groups, name) {
			groups = append(groups, name)
		}
		if option != "" {
			choices[name] = append(choices[name], option)
		}
	}
	if len(groups) == 0 {
		return fmt.Sprintf("There are no fields on the page %q", p.heading())
	}
	var lines []string
	for _, group := range groups {
		line := fmt.Sprintf("%q", group)
		if options := choices[group]; len(options) > 0 {
			line += fmt.Sprintf(": %s", quotedList(options))
		}
		lines = append(lines, line)
	}
	return fmt.Sprintf("On the page %q are:\n    %s", p.heading(), strings.Join(lines, "\n    "))
}

func quotedList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = fmt.Sprintf("%q", w)
	}
	return strings.Join(quoted, ", ")
}

func value(n *html.Node) string {
	switch n.DataAtom {
	case atom.Textarea:
		var b strings.Builder
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			b.WriteString(c.Data)
		}
		return b.String()
	case atom.Option:
		if v, has := lookUp(n, "value"); has {
			return v
		}
		return text(n)
	}
	return attribute(n, "value")
}

// write types a text into a field. It refuses one that cannot be typed into.
func write(n *html.Node, typed string) error {
	_, disabled := lookUp(n, "disabled")
	_, readOnly := lookUp(n, "readonly")
	if disabled || readOnly {
		return fmt.Errorf("nothing can be typed into this field")
	}
	if n.DataAtom != atom.Textarea {
		setAttribute(n, "value", typed)
		return nil
	}
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: typed})
	return nil
}

// pick chooses a radio button, checkbox or option.
func (p *page) pick(n *html.Node, on bool) error {
	if _, disabled := lookUp(n, "disabled"); disabled {
		return fmt.Errorf("this choice cannot be made")
	}
	if n.DataAtom == atom.Option {
		for _, o := range all(ancestor(n, atom.Select), atom.Option) {
			removeAttribute(o, "selected")
		}
		setAttribute(n, "selected", "")
		return nil
	}
	if inputType(n) == "radio" {
		for _, other := range all(p.root, atom.Input) {
			if inputType(other) == "radio" && attribute(other, "name") == attribute(n, "name") && formOf(p, other) == formOf(p, n) {
				removeAttribute(other, "checked")
			}
		}
	}
	if !on {
		removeAttribute(n, "checked")
		return nil
	}
	setAttribute(n, "checked", "")
	return nil
}
