package journey

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// formOf returns the form that a control belongs to, or nil.
func formOf(p *page, n *html.Node) *html.Node {
	if id := attribute(n, "form"); id != "" {
		for _, f := range all(p.root, atom.Form) {
			if attribute(f, "id") == id {
				return f
			}
		}
		return nil
	}
	return ancestor(n, atom.Form)
}

// button returns the button with that text: within the row that holds a text, if
// one is named.
func (p *page) button(label, row string) (*html.Node, error) {
	return p.clickable("button", label, row, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Button:
			return true
		case atom.Input:
			return inputType(n) == "submit"
		case atom.A:
			return attribute(n, "role") == "button"
		}
		return false
	})
}

// link returns the link with that text.
func (p *page) link(label, row string) (*html.Node, error) {
	return p.clickable("link", label, row, func(n *html.Node) bool {
		_, has := lookUp(n, "href")
		return n.DataAtom == atom.A && has
	})
}

// clickable finds the one thing of a kind whose text is the label. What only
// screen readers say counts, unless the label without it is enough.
func (p *page) clickable(kind, label, row string, is func(*html.Node) bool) (*html.Node, error) {
	label = plain(label)
	within := []*html.Node{p.body()}
	where := ""
	if row != "" {
		where = fmt.Sprintf(" in the row with %q", row)
		if within = p.rowsWith(row); len(within) == 0 {
			return nil, p.noRow(row)
		}
	}
	var whole, part []*html.Node
	var labels []string
	for _, outer := range within {
		walk(outer, func(n *html.Node) bool {
			if n.Type != html.ElementNode || !is(n) {
				return true
			}
			full := text(n)
			if n.DataAtom == atom.Input {
				full = plain(attribute(n, "value"))
			}
			labels = append(labels, full)
			if full == label {
				whole = append(whole, n)
			} else if seen(n) == label {
				part = append(part, n)
			}
			return true
		})
	}
	if len(whole) == 0 {
		whole = part
	}
	if whole = oneOfEach(whole); len(whole) == 1 {
		return whole[0], nil
	}
	if len(whole) == 0 {
		return nil, fmt.Errorf("there is no %s %q%s on the page %q, only: %s", kind, label, where, p.heading(), shortened(quotedList(labels), 1500))
	}
	return nil, fmt.Errorf("there are %d times the %s %q%s on the page %q; say in which row. All: %s", len(whole), kind, label, where, p.heading(), shortened(quotedList(labels), 1500))
}

// oneOfEach leaves out links that lead where one before them leads.
func oneOfEach(nodes []*html.Node) []*html.Node {
	var different []*html.Node
	leads := map[string]bool{}
	for _, n := range nodes {
		if href, has := lookUp(n, "href"); has {
			if leads[href] {
				continue
			}
			leads[href] = true
		}
		different = append(different, n)
	}
	return different
}

func (p *page) noRow(with string) error {
	var rows []string
	for _, row := range p.rows() {
		rows = append(rows, shortened(text(row), 100))
	}
	if len(rows) == 0 {
		return fmt.Errorf("there is no row with %q: the page %q has no rows. It says: %s", plain(with), p.heading(), p.excerpt())
	}
	return fmt.Errorf("there is no row with %q. The rows are:\n    %s", plain(with), strings.Join(rows, "\n    "))
}

// follow makes the request of a link.
func (p *page) follow(link *html.Node) (*submission, error) {
	to, err := p.address.Parse(attribute(link, "href"))
	if err != nil {
		return nil, fmt.Errorf("the link leads to %q, which is not an address", attribute(link, "href"))
	}
	return &submission{from: p.address, method: http.MethodGet, to: to}, nil
}

// submit makes the request that pressing a button sends.
func (p *page) submit(button *html.Node) (*submission, error) {
	if button.DataAtom == atom.A {
		return p.follow(button)
	}
	if _, disabled := lookUp(button, "disabled"); disabled {
		return nil, fmt.Errorf("the button cannot be pressed")
	}
	form := formOf(p, button)
	if form == nil || button.DataAtom == atom.Button && attribute(button, "type") != "" && attribute(button, "type") != "submit" {
		return nil, fmt.Errorf("the button sends no form")
	}
	kind := attribute(form, "enctype")
	if kind != "" && kind != "application/x-www-form-urlencoded" && kind != withFile {
		return nil, fmt.Errorf("forms that are sent as %s are not supported", kind)
	}
	action := attribute(form, "action")
	if own := attribute(button, "formaction"); own != "" {
		action = own
	}
	to := *p.address
	if action != "" {
		parsed, err := p.address.Parse(action)
		if err != nil {
			return nil, fmt.Errorf("the form goes to %q, which is not an address", action)
		}
		to = *parsed
	}
	data := p.data(form, button)
	if strings.EqualFold(attribute(form, "method"), http.MethodPost) {
		sent := &submission{from: p.address, method: http.MethodPost, to: &to, body: data}
		if kind == withFile {
			sent.file = &file{}
		}
		return sent, nil
	}
	to.RawQuery = data.Encode()
	return &submission{from: p.address, method: http.MethodGet, to: &to}, nil
}

// withFile is how a form that has a file is sent.
const withFile = "multipart/form-data"

// data is what a browser sends of a form when a button is pressed.
func (p *page) data(form, pressed *html.Node) url.Values {
	data := url.Values{}
	for _, n := range all(p.root, atom.Input, atom.Textarea, atom.Select, atom.Button) {
		name := attribute(n, "name")
		if _, disabled := lookUp(n, "disabled"); disabled || name == "" || formOf(p, n) != form || attribute(n, "type") == "file" {
			continue
		}
		switch n.DataAtom {
		case atom.Button:
			if n == pressed {
				data.Add(name, attribute(n, "value"))
			}
		case atom.Textarea:
			data.Add(name, strings.ReplaceAll(strings.ReplaceAll(value(n), "\r\n", "\n"), "\n", "\r\n"))
		case atom.Select:
			for _, v := range selected(n) {
				data.Add(name, v)
			}
		default:
			addInput(data, n, name, n == pressed)
		}
	}
	return data
}

func addInput(data url.Values, n *html.Node, name string, pressed bool) {
	switch inputType(n) {
	case "submit":
		if pressed {
			data.Add(name, value(n))
		}
	case "button", "reset", "image", "file":
	case "radio", "checkbox":
		if _, checked := lookUp(n, "checked"); checked {
			v, has := lookUp(n, "value")
			if !has {
				v = "on"
			}
			data.Add(name, v)
		}
	default:
		data.Add(name, value(n))
	}
}

// selected is what is chosen in a list: the first option if none is marked.
func selected(list *html.Node) []string {
	var chosen []string
	options := all(list, atom.Option)
	for _, o := range options {
		if _, marked := lookUp(o, "selected"); marked {
			chosen = append(chosen, value(o))
		}
	}
	if _, several := lookUp(list, "multiple"); len(chosen) == 0 && !several && len(options) > 0 {
		chosen = append(chosen, value(options[0]))
	}
	return chosen
}
