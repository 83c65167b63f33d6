package journey

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is a document that a browser shows. What is typed is written into it.
type page struct {
	address *url.URL
	status  int
	header  http.Header
	root    *html.Node
	// refused says that the status is 400 or above and no step has named it yet.
	refused bool

	inputs []control // once they were looked for: filling in changes none of them
}

func parsePage(address *url.URL, status int, header http.Header, body string) (*page, error) {
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	return &page{address: address, status: status, header: header, root: root, refused: status >= 400}, nil
}

// walk visits a node and what is in it, in document order. It does not go into a
// node for which visit returns false.
func walk(n *html.Node, visit func(*html.Node) bool) {
	if !visit(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

// all returns the elements of those kinds in a node, in document order.
func all(n *html.Node, kinds ...atom.Atom) []*html.Node {
	var found []*html.Node
	walk(n, func(n *html.Node) bool {
		for _, kind := range kinds {
			if n.Type == html.ElementNode && n.DataAtom == kind {
				found = append(found, n)
			}
		}
		return true
	})
	return found
}

func attribute(n *html.Node, name string) string {
	value, _ := lookUp(n, name)
	return value
}

func lookUp(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func setAttribute(n *html.Node, name, value string) {
	removeAttribute(n, name)
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

func removeAttribute(n *html.Node, name string) {
	for i, a := range n.Attr {
		if a.Key == name {
			n.Attr = append(n.Attr[:i:i], n.Attr[i+1:]...)
			return
		}
	}
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attribute(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// ancestor returns the nearest element of that kind around a node, or nil.
func ancestor(n *html.Node, kind atom.Atom) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == kind {
			return n
		}
	}
	return nil
}

func inside(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

var inline = map[atom.Atom]bool{atom.Span: true, atom.A: true, atom.Strong: true, atom.B: true, atom.Em: true, atom.I: true,
	atom.Abbr: true, atom.Time: true, atom.Code: true, atom.Label: true}

// text is the words in a node as people read them: without scripts and what is
// hidden, with single spaces.
func text(n *html.Node) string { return words(n, false) }

// seen is text without what only a screen reader says.
func seen(n *html.Node) string { return words(n, true) }

func words(n *html.Node, sightedOnly bool) string {
	var b strings.Builder
	var add func(*html.Node)
	add = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode {
			_, hidden := lookUp(n, "hidden")
			if hidden || n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template || n.DataAtom == atom.Head ||
				sightedOnly && hasClass(n, "govuk-visually-hidden") {
				return
			}
			if !inline[n.DataAtom] {
				b.WriteString(" ")
				defer b.WriteString(" ")
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c)
		}
	}
	add(n)
	return plain(b.String())
}

// plain folds what a keyboard has no key for, so that whoever writes a story need
// not know which dash or quotation mark a page uses.
func plain(s string) string { return strings.Join(strings.Fields(keys.Replace(s)), " ") }

var keys = strings.NewReplacer("’", "'", "‘", "'", "“", "'", "”", "'", `"`, "'", "–", "-", "—", "-", "‑", "-", "\u00a0", " ")

// main is the main landmark, or the whole body where there is none.
func (p *page) main() *html.Node {
	if found := all(p.root, atom.Main); len(found) == 1 {
		return found[0]
	}
	return p.body()
}

func (p *page) body() *html.Node {
	if found := all(p.root, atom.Body); len(found) > 0 {
		return found[0]
	}
	return p.root
}

func (p *page) title() string {
	if found := all(p.root, atom.Title); len(found) > 0 && found[0].FirstChild != nil {
		return plain(found[0].FirstChild.Data)
	}
	return ""
}

func (p *page) heading() string {
	var headings []string
	for _, h := range all(p.root, atom.H1) {
		headings = append(headings, text(h))
	}
	return strings.Join(headings, " / ")
}

// rows are the rows of tables, summary lists and task lists, and summary cards.
func (p *page) rows() []*html.Node {
	var rows []*html.Node
	walk(p.root, func(n *html.Node) bool {
		if n.DataAtom == atom.Tr || hasClass(n, "govuk-summary-list__row") || hasClass(n, "govuk-task-list__item") || hasClass(n, "govuk-summary-card") {
			rows = append(rows, n)
		}
		return true
	})
	return rows
}

// rowsWith are the innermost rows that hold a text.
func (p *page) rowsWith(t string) []*html.Node {
	var found []*html.Node
	for _, row := range p.rows() {
		if strings.Contains(text(row), plain(t)) {
			found = append(found, row)
		}
	}
	var innermost []*html.Node
	for _, row := range found {
		outer := false
		for _, other := range found {
			outer = outer || other != row && inside(other, row)
		}
		if !outer {
			innermost = append(innermost, row)
		}
	}
	return innermost
}

// excerpt is what the page says, cut to a length for messages.
func (p *page) excerpt() string {
	return shortened(text(p.main()), 600)
}

func shortened(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
