package site_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web/listpage"
	"assistive-referrals/internal/web/site"
)

// Every page is shown in a test: as it is first shown, with everything in it, and
// refused. A route that is new fails here until it is, or says why not; so does a state
// that no test shows, and one that no route names.
func TestEveryPageIsShown(t *testing.T) {
	calls, pages := callsInTests(t), webtest.Pages()
	named := map[string]bool{}
	for pattern, states := range pages {
		for _, part := range []struct{ when, names string }{{"as it is first shown", states.Empty}, {"with everything in it", states.Filled}, {"refused", states.Refused}} {
			if part.names == "" && states.Without == "" {
				t.Errorf("%s: webtest.Pages names no state of it %s, and does not say why", pattern, part.when)
			}
			for _, name := range webtest.Named(part.names) {
				named[name] = true
				switch by := showing(name, calls); {
				case len(by) == 0:
					t.Errorf("%s: no test shows it %s: call Golden(%q) on that page, or Shown where a golden file would say nothing new", pattern, part.when, name)
				case len(by) > 1:
					t.Errorf("%s: %s is shown in %v: one would hide the other", pattern, name, by)
				}
			}
		}
	}
	for _, c := range calls {
		shows := 0
		for name := range named {
			if c.shows(name) {
				shows++
			}
		}
		if shows == 0 {
			t.Errorf("%s: %s is named by no route: name it in webtest.Pages", c.file, c.name)
		}
	}
	if len(named) < 400 {
		t.Errorf("only %d states are named", len(named))
	}
}

// What webtest.Pages names is a route, and a route that is none of a page says why.
func TestEveryRouteIsAmongThePages(t *testing.T) {
	pages := webtest.Pages()
	var patterns []string
	for _, rt := range site.Routes() {
		patterns = append(patterns, rt.Pattern)
	}
	for _, pattern := range patterns {
		path, posts := strings.CutPrefix(pattern, "POST ")
		// A form that is sent answers with the page of the same address.
		if _, stated := pages[pattern]; !stated && !(posts && slices.Contains(patterns, "GET "+path)) {
			t.Errorf("%s: webtest.Pages says nothing of it", pattern)
		}
	}
	for pattern := range pages {
		if !strings.HasPrefix(pattern, "no route") && !slices.Contains(patterns, pattern) {
			t.Errorf("%s: there is no such route", pattern)
		}
	}
}

// Each golden file is one that a test compares a page with.
func TestEveryGoldenFileIsCompared(t *testing.T) {
	calls := callsInTests(t)
	files, err := filepath.Glob("../testdata/*.golden.html")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".golden.html")
		if !slices.ContainsFunc(calls, func(c call) bool { return c.compares && c.shows(name) }) {
			t.Errorf("%s: no test compares a page with it: delete it", file)
		}
	}
}

// call is a call of Golden or Shown in a test of the pages.
type call struct {
	file, name string // where a part of the name is not written there, it has a *
	compares   bool   // Golden, not Shown
	literals   map[string]bool
	pattern    *regexp.Regexp
}

// showing returns the files in which a page is shown under that name, one for each call.
func showing(name string, calls []call) []string {
	var files, perhaps []string
	for _, c := range calls {
		switch {
		case !c.shows(name):
		case c.name == "*":
			perhaps = append(perhaps, c.file) // its literals are of other calls too
		default:
			files = append(files, c.file)
		}
	}
	if len(files) == 0 {
		return perhaps
	}
	return files
}

// shows tells whether the call shows a page under that name. What stands for a * is
// written elsewhere in the same file, or is one of what tests range over.
func (c call) shows(name string) bool {
	found := c.pattern.FindStringSubmatch(name)
	return found != nil && !slices.ContainsFunc(found[1:], func(part string) bool { return !c.literals[part] && !slices.Contains(ranged(), part) })
}

// ranged are what tests range over and call pages after.
func ranged() []string {
	var names []string
	for _, form := range webtest.StrandForms {
		names = append(names, form.Name)
	}
	for _, form := range webtest.CaseForms {
		names = append(names, form.Name)
	}
	for _, s := range intake.Sections() {
		names = append(names, webtest.GoldenName(s))
	}
	for _, list := range listpage.Lists() {
		names = append(names, string(list))
	}
	return names
}

// callsInTests finds every call of Golden and Shown in the source of the tests of the
// pages: which tests run, and in which order, does not matter to it.
func callsInTests(t *testing.T) []call {
	t.Helper()
	files, err := filepath.Glob("../*/*_test.go")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d tests, %v", len(files), err)
	}
	var calls []call
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		literals := map[string]bool{}
		var here []call
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil {
					literals[text] = true
				}
			case *ast.CallExpr:
				method, selects := n.Fun.(*ast.SelectorExpr)
				if selects && len(n.Args) > 0 && (method.Sel.Name == "Golden" || method.Sel.Name == "Shown") {
					here = append(here, call{file: file, name: written(n.Args[0]), compares: method.Sel.Name == "Golden"})
				}
			}
			return true
		})
		for _, c := range here {
			c.literals = literals
			c.pattern = regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(c.name), `\*`, "(.+)") + "$")
			calls = append(calls, c)
		}
	}
	return calls
}

// written is a text that is put together, with a * for each part that is no literal.
func written(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil {
			return text
		}
	case *ast.BinaryExpr:
		return written(e.X) + written(e.Y)
	}
	return "*"
}
