package journey

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// wrong lists what makes a page unusable for some people, of what can be seen
// without running it: every story checks this of every page that it meets.
func (p *page) wrong() []string {
	var wrong []string
	if p.title() == "" {
		wrong = append(wrong, "it has no title")
	}
	if n := len(all(p.root, atom.H1)); n != 1 {
		wrong = append(wrong, fmt.Sprintf("it has %d top headings", n))
	}
	ids := map[string]bool{}
	walk(p.root, func(n *html.Node) bool {
		if id, has := lookUp(n, "id"); has {
			if id == "" || ids[id] {
				wrong = append(wrong, fmt.Sprintf("the id %q is empty or used twice", id))
			}
			ids[id] = true
		}
		return true
	})
	for _, c := range p.controls() {
		if c.label == "" {
			wrong = append(wrong, fmt.Sprintf("the field %q has no label", attribute(c.node, "name")))
		}
		if t := inputType(c.node); t == "radio" && c.legend == "" {
			wrong = append(wrong, fmt.Sprintf("the choice %q has no legend", c.label))
		}
	}
	walk(p.root, func(n *html.Node) bool {
		for _, name := range []string{"aria-describedby", "aria-labelledby"} {
			for _, id := range strings.Fields(attribute(n, name)) {
				if !ids[id] {
					wrong = append(wrong, fmt.Sprintf("%s names %q, which is not on the page", name, id))
				}
			}
		}
		if to, found := strings.CutPrefix(attribute(n, "href"), "#"); found && n.DataAtom == atom.A && to != "" && !ids[to] {
			wrong = append(wrong, fmt.Sprintf("a link leads to #%s, which is not on the page", to))
		}
		return true
	})
	return wrong
}
