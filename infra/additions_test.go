package infra_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/golden"
)

// addition is something that a newcomer adds, and what that touches.
type addition struct {
	what  string
	touch []string // in order
	heldBy,
	// folder has a file for each thing, and listing names each of them.
	folder, listing string
	// declared returns what a declaration declares of this sort, or "".
	declared func(ast.Decl) string
	// mention is how the listing names it.
	mention  func(name string) string
	anywhere bool // any mention counts, and not the listing's alone
	// half is such a thing in a file of its own that nobody has listed.
	half string
}

var additions = []addition{
	{
		what: "an equipment type", folder: "internal/catalogue", listing: "internal/catalogue/catalogue.go",
		touch: []string{"internal/catalogue/<type>.go", "its line in internal/catalogue/catalogue.go", "what is asked about it, if anything, in internal/intake/follow_ups.go",
			"make golden: internal/intake/testdata/equipment/<type>.golden.txt, the paper form, the page of all equipment"},
		declared: returning("Equipment"), mention: called,
		half: "package catalogue\n\nfunc doorChime() Equipment { return Equipment{Code: \"door-chime\"} }\n",
	},
	{
		what: "a section of questions", folder: "internal/intake", listing: "internal/intake/intake.go",
		touch:    []string{"internal/intake/<section>.go", "its place in internal/intake/intake.go", "make golden: internal/intake/testdata/questions/<section>.golden.txt, the paper form"},
		declared: returning("Section"), mention: called, anywhere: true,
		half: "package intake\n\nfunc pets() form.Section { return form.Section{Slug: \"pets\"} }\n",
	},
	{
		what: "a change of a case", folder: "internal/referral", listing: "internal/referral/changes.go",
		touch: []string{"internal/referral/<change>.go", "its line in internal/referral/changes.go", "its page: internal/web/casepage/<change>.go",
			"its place in internal/web/casepage/changes.go", "testdata: internal/referral/stored_test.go asks why old data has none of it"},
		declared: methodOf("apply"), mention: func(name string) string { return "new(" + name + ")" },
		half: "package referral\n\ntype Praise struct{}\n\nfunc (Praise) apply(*Strand, Event) {}\n",
	},
	{
		what: "the page of a change", folder: "internal/web/casepage", listing: "internal/web/casepage/changes.go",
		touch: []string{"internal/web/casepage/<change>.go", "its place in internal/web/casepage/changes.go",
			"if it shows more than questions: internal/web/casepage/template/<change>.gohtml", "make golden: internal/web/testdata/strand_<change>_empty.golden.html, access.golden.txt"},
		declared: valueOf("changePage"), mention: func(name string) string { return name },
		half: "package casepage\n\nvar praise = changePage{path: \"praise\"}\n",
	},
	page("internal/web/casepage"), page("internal/web/listpage"), page("internal/web/referpage"),
	page("internal/web/boardpage"), page("internal/web/opspage"), page("internal/web/signinpage"),
	{
		what: "a question", touch: []string{"its field in internal/intake/<section>.go", "make golden: internal/intake/testdata/questions/<section>.golden.txt, the paper form"},
		heldBy: "TestWhatEachSectionAsks in internal/intake, and form.Section.Faults",
	},
	{
		what: "a state", touch: []string{"its constant and its place in internal/referral/state.go", "its row in internal/referral/states.go", "its branch in infra/referral.asl.json, if the workflow finds a strand in it"},
		heldBy: "TestEveryStateIsAWholeRow in internal/referral and TestEveryState here, which name the state; make lint names every switch that lacks it",
	},
	{
		what: "a function", touch: []string{"functions/<name>/<name>.go and functions/<name>/lambda/main.go", "its entry in infra/topology.go", "events/<name>.json"},
		heldBy: "TestEveryFunction here; the topology is held to the tags of its Config",
	},
}

// page is a page in one of the wings.
func page(wing string) addition {
	return addition{
		what: "a page of " + filepath.Base(wing), folder: wing, listing: wing + "/routes.go",
		touch:    []string{wing + "/<page>.go", wing + "/template/<page>.gohtml", "its line in " + wing + "/routes.go", "make golden: internal/web/testdata/<page>….golden.html, access.golden.txt"},
		declared: handler, mention: func(name string) string { return "." + name }, anywhere: true,
		half: "package " + filepath.Base(wing) + "\n\nfunc (p pages) kennel(r *web.Request) error { return nil }\n",
	}
}

func called(name string) string { return name + "()" }

// TestWhatIsAddedIsListed: what a folder declares of a sort is named where such things
// are listed; and of half an addition the failure names the file that was forgotten.
func TestWhatIsAddedIsListed(t *testing.T) {
	for _, a := range additions {
		if a.folder == "" {
			continue
		}
		t.Run(a.what, func(t *testing.T) {
			files := sources(t, a.folder)
			declared, forgotten := a.check(t, files)
			if declared == 0 {
				t.Errorf("nothing of the sort is declared in %s: this test looks at nothing", a.folder)
			}
			for _, failure := range forgotten {
				t.Error(failure)
			}
			files["half.go"] = a.half
			_, forgotten = a.check(t, files)
			if len(forgotten) != 1 || !strings.Contains(forgotten[0], a.listing) {
				t.Errorf("half an addition is answered with %q, which does not name %s", forgotten, a.listing)
			}
		})
	}
}

// check returns how many things there are, and a failure for each that is not listed.
func (a addition) check(t *testing.T, files map[string]string) (int, []string) {
	t.Helper()
	var failures []string
	declared := 0
	for _, file := range slices.Sorted(maps.Keys(files)) {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, files[file], parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			name := a.declared(d)
			if name == "" {
				continue
			}
			declared++
			if !a.isListed(name, file, files) {
				failures = append(failures, fmt.Sprintf("%s/%s declares %s, which is not listed: add it to %s", a.folder, file, name, a.listing))
			}
		}
	}
	return declared, failures
}

// isListed tells whether the listing names it, or another place of the package where
// that is as good: a section within another, a handler that another one calls.
func (a addition) isListed(name, own string, files map[string]string) bool {
	before := `(^|\W)`
	if strings.HasPrefix(a.mention(name), ".") {
		before = "" // of any value
	}
	mention := regexp.MustCompile(before + regexp.QuoteMeta(a.mention(name)) + `(\W|$)`)
	for file, source := range files {
		declarations := 0
		if file == own && a.mention(name) == called(name) {
			declarations = 1 // its own declaration reads the same
		}
		if (file == filepath.Base(a.listing) || a.anywhere) && len(mention.FindAllString(source, -1)) > declarations {
			return true
		}
	}
	return false
}

// sources are a folder's files without its tests, by name.
func sources(t *testing.T, folder string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", folder, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %d files, %v", folder, len(paths), err)
	}
	files := map[string]string{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = string(content)
	}
	return files
}

// returning finds functions without parameters that return one value of a type.
func returning(typeName string) func(ast.Decl) string {
	return func(d ast.Decl) string {
		f, is := d.(*ast.FuncDecl)
		if !is || f.Recv != nil || len(f.Type.Params.List) > 0 || f.Type.Results == nil || len(f.Type.Results.List) != 1 || ast.IsExported(f.Name.Name) {
			return ""
		}
		if named(f.Type.Results.List[0].Type) != typeName {
			return ""
		}
		return f.Name.Name
	}
}

// methodOf finds the exported type of a method with that name.
func methodOf(method string) func(ast.Decl) string {
	return func(d ast.Decl) string {
		f, is := d.(*ast.FuncDecl)
		if !is || f.Recv == nil || f.Name.Name != method {
			return ""
		}
		if name := named(f.Recv.List[0].Type); ast.IsExported(name) {
			return name
		}
		return ""
	}
}

// valueOf finds variables that are made of a type.
func valueOf(typeName string) func(ast.Decl) string {
	return func(d ast.Decl) string {
		g, is := d.(*ast.GenDecl)
		if !is || g.Tok != token.VAR || len(g.Specs) != 1 {
			return ""
		}
		v := g.Specs[0].(*ast.ValueSpec)
		if len(v.Values) != 1 {
			return ""
		}
		if literal, is := v.Values[0].(*ast.CompositeLit); is && named(literal.Type) == typeName {
			return v.Names[0].Name
		}
		return ""
	}
}

// handler finds methods that answer a request.
func handler(d ast.Decl) string {
	f, is := d.(*ast.FuncDecl)
	if !is || f.Recv == nil || named(f.Recv.List[0].Type) != "pages" || len(f.Type.Params.List) != 1 || f.Type.Results == nil || len(f.Type.Results.List) != 1 {
		return ""
	}
	if named(f.Type.Params.List[0].Type) != "Request" || named(f.Type.Results.List[0].Type) != "error" {
		return ""
	}
	return f.Name.Name
}

// named is the name of a type, without its package and pointer.
func named(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return named(t.X)
	case *ast.SelectorExpr:
		return t.Sel.Name
	case *ast.Ident:
		return t.Name
	}
	return ""
}

// TestAdding: ADDING.md says what the table above says.
func TestAdding(t *testing.T) {
	var text strings.Builder
	text.WriteString("# What an addition touches\n\nWritten by `make golden` from the table in additions_test.go, which holds it.\n")
	for _, a := range additions {
		fmt.Fprintf(&text, "\n## To add %s\n\n", a.what)
		for n, touched := range a.touch {
			fmt.Fprintf(&text, "%d. %s\n", n+1, touched)
		}
		held := a.heldBy
		if a.listing != "" {
			held = "TestWhatIsAddedIsListed in infra/additions_test.go: it names " + a.listing
		}
		fmt.Fprintf(&text, "\nForgotten, it fails: %s.\n", held)
	}
	golden.Compare(t, "ADDING.md", text.String())
}
