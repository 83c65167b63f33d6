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
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/golden"
)

// pages is where the tests of the pages have put every page that they show.
const pages = root + "/.build/pages"

var mainElement = regexp.MustCompile(`(?s)<main.*</main>`)

// shown serves what the tests of the pages have shown, each within the frame of a real
// page, so that it has the style sheet and scripts.
func shown(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, is := strings.CutPrefix(r.URL.Path, "/shown/")
		if !is {
			next.ServeHTTP(w, r)
			return
		}
		content, err := os.ReadFile(filepath.Join(pages, name+".html"))
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

// shownNames are the names of every page in every state. Each was shown by a test, and
// nothing else was.
func shownNames(t *testing.T) []string {
	t.Helper()
	there, err := filepath.Glob(pages + "/*.html")
	if err != nil || len(there) == 0 {
		t.Fatalf("no page was shown: make browser runs the tests that show them (%v)", err)
	}
	names := webtest.AllNames()
	for _, file := range there {
		if name := strings.TrimSuffix(filepath.Base(file), ".html"); !slices.Contains(names, name) {
			t.Errorf("%s is not among webtest.Pages", name)
		}
	}
	for _, name := range names {
		if !slices.Contains(there, filepath.Join(pages, name+".html")) {
			t.Errorf("no test has shown %s", name)
		}
	}
	return names
}

// TestEveryPage holds every page, as it is first shown, with everything in it, and
// refused, to axe-core's rules and to the width that 400 % zoom gives. What a page of the
// form says to assistive technology is held to what it asks, or to its file.
//
// Nobody who uses a screen reader has tried these pages: that says what Chromium
// hands to one, not how it is to work with.
func TestEveryPage(t *testing.T) {
	_, url := serve(t, shown)
	b := open(t)
	for _, name := range shownNames(t) {
		t.Run(name, func(t *testing.T) {
			b := b.in(t)
			b.wide()
			b.goTo(url + "/shown/" + name)
			b.audit(name)
			b.fits(name)
			if asked, isSection := webtest.SaidOn(name); isSection {
				b.asks(name, asked)
			}
			if formPage.MatchString(name) {
				b.says(name)
			}
		})
	}
}

// formPage tells by their names the pages of the form that have a file: each control, one
// section in writing and on the telephone, and all that are no section.
var formPage = regexp.MustCompile(`^(component_(screen|telephone)|editor|start|task_list|check_answers|sent|telephone_ending|choose_address|document|documents|changed_elsewhere)(_|$)`)

// visible lists the controls that can be seen: by name, and of a choice with its value.
const visible = `[...document.querySelectorAll("main [name]")].filter(e => e.checkVisibility())
	.map(e => e.type === "radio" || e.type === "checkbox" ? e.name + "=" + e.value : e.name)`

// asks fails unless each question of a section that can be seen says to assistive
// technology what it asks, its hint and its choices, and everything that is wrong is said
// of what it is about.
func (b *browser) asks(name string, asked []webtest.Said) {
	b.t.Helper()
	seen := evaluate[[]string](b, "what can be seen", visible)
	told := strings.Split(b.spoken(), "\n")
	count := 0
	for _, q := range asked {
		rest := told
		for i, n := range q.Nodes(seen) {
			at := slices.IndexFunc(rest, n.Is)
			if at < 0 {
				b.t.Errorf("%s: %s is not told as %+v:\n%s", name, q.Name, n, strings.Join(told, "\n"))
				break
			}
			if i == 0 {
				rest = rest[at:] // its choices come after it
			}
			count++
		}
	}
	if count == 0 {
		b.t.Errorf("%s: none of its questions can be seen", name)
	}
	for _, problem := range evaluate[[]string](b, "what is wrong", `[...document.querySelectorAll(".govuk-error-summary__list a")].map(e => e.textContent.replace(/\s+/g, " ").trim())`) {
		if !slices.ContainsFunc(told, func(line string) bool {
			_, described, is := strings.Cut(line, " described as ")
			return is && strings.Contains(described, "Error: "+problem)
		}) {
			b.t.Errorf("%s: %q is said of no question:\n%s", name, problem, strings.Join(told, "\n"))
		}
	}
}

// says compares what the page says to assistive technology with its file.
func (b *browser) says(name string) {
	b.t.Helper()
	golden.Compare(b.t, filepath.Join("testdata", "says", name+".txt"), fewOf(b.spoken()))
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

// most is how much a file has of what is in a list of terms and in a table: each row looks
// like the first, and each question of the form adds one.
var most = map[string]int{"DescriptionList": 6, "table": 3}

var howMany = regexp.MustCompile(`\(\d+ questions\)`)

// fewOf leaves out the rows after the first two of each list of terms and each table.
func fewOf(told string) string {
	var few []string
	within, left := -1, 0 // the depth of the list that is being told, and what is left of it
	for line := range strings.Lines(told) {
		depth := (len(line) - len(strings.TrimLeft(line, " "))) / 2
		if depth <= within {
			within = -1
		}
		if within >= 0 && depth == within+1 {
			if left--; left == -1 {
				few = append(few, strings.Repeat("  ", depth)+"(and more)\n")
			}
		}
		if within >= 0 && left < 0 {
			continue
		}
		few = append(few, howMany.ReplaceAllString(line, "(N questions)"))
		if role, _, _ := strings.Cut(strings.TrimSpace(line), " "); within < 0 && most[role] > 0 {
			within, left = depth, most[role]
		}
	}
	return strings.Join(few, "")
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
