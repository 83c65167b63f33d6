package govuk

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inline are the elements beside which white space is seen.
var inline = map[string]bool{"a": true, "b": true, "code": true, "em": true, "span": true, "strong": true}

// normal writes a fragment's tree so that two fragments that a browser shows
// alike are written alike: attributes and class names in order, white space only
// where it is seen. Of a drawing only its outermost element counts: ours are our own.
func normal(t *testing.T, fragment string) string {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	w := writer{atStart: true}
	for _, n := range nodes {
		w.node(n)
	}
	return strings.ReplaceAll(w.String(), "><", ">\n<")
}

type writer struct {
	strings.Builder
	// atStart: nothing on this line yet, so a space is not seen.
	// space: one is to be written before the next word.
	atStart, space bool
}

func (w *writer) boundary(isInline bool) {
	if !isInline {
		w.atStart, w.space = true, false
	}
}

func (w *writer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		if n.Parent != nil && n.Parent.Data == "textarea" {
			w.WriteString(n.Data)
			return
		}
		for i, word := range strings.Fields(" " + n.Data + " ") {
			if i > 0 || strings.ContainsAny(n.Data[:1], " \t\r\n\f") {
				w.space = true
			}
			if w.space && !w.atStart {
				w.WriteByte(' ')
			}
			w.WriteString(html.EscapeString(word))
			w.atStart, w.space = false, false
		}
		if n.Data != "" && strings.ContainsAny(n.Data[len(n.Data)-1:], " \t\r\n\f") {
			w.space = true
		}
	case html.ElementNode:
		w.boundary(inline[n.Data])
		w.WriteString("<" + n.Data)
		slices.SortFunc(n.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
		for _, a := range n.Attr {
			if a.Key == "class" {
				names := strings.Fields(a.Val)
				slices.Sort(names)
				a.Val = strings.Join(names, " ")
			}
			if n.Data != "svg" || !strings.EqualFold(a.Key, "viewBox") {
				fmt.Fprintf(w, " %s=%q", a.Key, a.Val)
			}
		}
		w.WriteString(">")
		if n.Data != "svg" {
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				w.node(c)
			}
		}
		w.boundary(inline[n.Data])
		w.WriteString("</" + n.Data + ">")
		if n.Data == "svg" {
			w.atStart = false
		}
	}
}
