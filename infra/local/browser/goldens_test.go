//go:build browser

package browser

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"

	"assistive-referrals/internal/golden"
)

const goldens = root + "/internal/web/testdata"

var mainElement = regexp.MustCompile(`(?s)<main.*</main>`)

// withGoldens serves the golden files of the pages, each within the frame of a real page, so
// that it has the style sheet and scripts.
func withGoldens(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, is := strings.CutPrefix(r.URL.Path, "/golden/")
		if !is {
			next.ServeHTTP(w, r)
			return
		}
		content, err := os.ReadFile(filepath.Join(goldens, name+".golden.html"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		frame := httptest.NewRecorder()
		next.ServeHTTP(frame, httptest.NewRequest(http.MethodGet, "/signed-out", nil))
		page := frame.Result()
		source, _ := io.ReadAll(page.Body) // it is in memory
		for header, values := range page.Header {
			w.Header()[header] = values
		}
		w.Header().Del("Content-Length")
		_, _ = w.Write(mainElement.ReplaceAllLiteral(source, content)) // a browser that has gone cannot be told
	})
}

// TestEveryGoldenPage holds the golden file of every page, as it is first shown, with
// everything in it, and refused, to axe-core's rules and to the width that 400 % zoom
// gives; and what each page of the form says to assistive technology to its file.
//
// Nobody who uses a screen reader has tried these pages: the files say what Chromium
// hands to one, not how it is to work with.
func TestEveryGoldenPage(t *testing.T) {
	_, url := serve(t, withGoldens)
	b := open(t)
	files, err := filepath.Glob(goldens + "/*.golden.html")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".golden.html")
		b.wide()
		b.goTo(url + "/golden/" + name)
		b.audit(name)
		b.fits(name)
		if formPage.MatchString(name) {
			b.says(name)
		}
	}
}

// formPage tells the pages of the form by the names of their golden files.
var formPage = regexp.MustCompile(`^(start|task_list|section|check_answers|sent|telephone|choose_address|document|documents|changed_elsewhere)(_|$)`)

// says compares what the page says to assistive technology with its file.
func (b *browser) says(name string) {
	b.t.Helper()
	golden.Compare(b.t, filepath.Join("testdata", "says", name+".txt"), b.spoken())
}

// spoken is what the main part of the page says to assistive technology, a line for each
// node that it tells of: its role, name and description, and its state.
func (b *browser) spoken() string {
	b.t.Helper()
	tree, err := chromedp.Call(b.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		b.t.Fatalf("the accessibility tree: %v", err)
	}
	nodes := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range tree.Nodes {
		nodes[n.NodeID] = n
	}
	var text strings.Builder
	for _, n := range tree.Nodes {
		if plainValue(n.Role) == "main" && !n.Ignored {
			tell(&text, nodes, n, 0)
		}
	}
	return text.String()
}

// Nodes that only group what is in them, and pieces of text that their parent's name
// holds already.
var untold = map[string]bool{"generic": true, "none": true, "InlineTextBox": true, "paragraph": true, "LabelText": true, "Legend": true, "ListMarker": true}

// states are the properties that somebody is told of.
var states = []accessibility.PropertyName{"checked", "expanded", "invalid", "required", "disabled", "level", "readonly", "multiline"}

func tell(text *strings.Builder, nodes map[accessibility.NodeID]*accessibility.Node, n *accessibility.Node, depth int) {
	role, name := plainValue(n.Role), plainValue(n.Name)
	if !n.Ignored && !untold[role] && (role != "StaticText" || name != "") {
		fmt.Fprintf(text, "%s%s", strings.Repeat("  ", depth), role)
		if name != "" {
			fmt.Fprintf(text, " %q", name)
		}
		if d := plainValue(n.Description); d != "" {
			fmt.Fprintf(text, " described as %q", d)
		}
		if v := plainValue(n.Value); v != "" {
			fmt.Fprintf(text, " with %q", v)
		}
		for _, state := range states {
			for _, p := range n.Properties {
				if v := plainValue(p.Value); p.Name == state && v != "" && v != "false" && role != "listitem" {
					fmt.Fprintf(text, ", %s %s", state, v)
				}
			}
		}
		text.WriteByte('\n')
		depth++
	}
	if role == "StaticText" {
		return
	}
	for _, id := range n.ChildIDs {
		if child := nodes[id]; child != nil && !(plainValue(child.Role) == "StaticText" && strings.TrimSpace(plainValue(child.Name)) == strings.TrimSpace(name) && name != "") {
			tell(text, nodes, child, depth)
		}
	}
}

// plainValue is a value as text; "" for none.
func plainValue(v *accessibility.Value) string {
	if v == nil || len(v.Value) == 0 {
		return ""
	}
	var plain any
	if json.Unmarshal(v.Value, &plain) != nil {
		return ""
	}
	return strings.Join(strings.Fields(fmt.Sprint(plain)), " ")
}
