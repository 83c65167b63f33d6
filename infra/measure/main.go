// Command measure prints the figures by which infra/decisions/0029 says how easy this
// tree is to change: `make measure`, or `go run ./infra/measure FOLDER` for another
// checkout of it.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
)

func main() {
	root := "."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	if err := run(root); err != nil {
		fmt.Fprintln(os.Stderr, "measure: "+err.Error())
		os.Exit(1)
	}
}

// figures are what is counted of a tree.
type figures struct {
	goLines, internalLines, testLines, comments int
	goldenLines, goldens                        int
	longest, branching                          function
	methods                                     map[string]int      // of package.Type
	mentions                                    map[string][]string // files that name a change
}

type function struct {
	name string
	n    int
}

// changes are those of which the files are counted.
var changes = []string{"Escalate", "PlanVisit", "Reopen"}

func run(root string) error {
	f := figures{methods: map[string]int{}, mentions: map[string][]string{}}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "dist") {
			return filepath.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		return f.file(path, relative)
	})
	if err != nil {
		return err
	}
	return f.print()
}

func (f *figures) file(path, relative string) error {
	golden := strings.Contains(filepath.Base(path), ".golden.")
	source := strings.HasSuffix(path, ".go")
	if !golden && !source {
		return nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	lines := bytes.Count(content, []byte("\n"))
	switch {
	case golden:
		f.goldens++
		f.goldenLines += lines
		return nil
	case strings.HasSuffix(path, "_test.go"):
		f.testLines += lines
		return nil
	}
	f.goLines += lines
	if strings.HasPrefix(relative, "internal"+string(filepath.Separator)) {
		f.internalLines += lines
	}
	return f.source(relative, content)
}

func (f *figures) source(relative string, content []byte) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, relative, content, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	line := func(p token.Pos) int { return set.Position(p).Line }
	for _, group := range file.Comments {
		f.comments += line(group.End()) - line(group.Pos()) + 1
	}
	for _, d := range file.Decls {
		fn, is := d.(*ast.FuncDecl)
		if !is || fn.Body == nil {
			continue
		}
		name := filepath.Dir(relative) + "." + fn.Name.Name
		if fn.Recv != nil {
			owner := filepath.Dir(relative) + "." + receiver(fn)
			f.methods[owner]++
			name = owner + "." + fn.Name.Name
		}
		f.longest = larger(f.longest, function{name, line(fn.End()) - line(fn.Pos()) + 1 - tableLines(fn, line)})
		f.branching = larger(f.branching, function{name, cyclomatic(fn)})
	}
	seen := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if id, is := n.(*ast.Ident); is && slices.Contains(changes, id.Name) && !seen[id.Name] {
			seen[id.Name] = true
			f.mentions[id.Name] = append(f.mentions[id.Name], relative)
		}
		return true
	})
	return nil
}

func larger(a, b function) function {
	if b.n > a.n {
		return b
	}
	return a
}

func receiver(fn *ast.FuncDecl) string {
	t := fn.Recv.List[0].Type
	if star, is := t.(*ast.StarExpr); is {
		t = star.X
	}
	if generic, is := t.(*ast.IndexExpr); is {
		t = generic.X
	}
	if id, is := t.(*ast.Ident); is {
		return id.Name
	}
	return "?"
}

// tableLines is how many lines of a function are in literals: tables, which are read
// row by row.
func tableLines(fn *ast.FuncDecl, line func(token.Pos) int) int {
	lines := 0
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		literal, is := n.(*ast.CompositeLit)
		if !is {
			return true
		}
		lines += line(literal.End()) - line(literal.Pos())
		return false
	})
	return lines
}

// cyclomatic counts the ways through a function, those of the functions in it included.
func cyclomatic(fn *ast.FuncDecl) int {
	ways := 1
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			ways++
		case *ast.CaseClause:
			if n.List != nil {
				ways++
			}
		case *ast.CommClause:
			if n.Comm != nil {
				ways++
			}
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				ways++
			}
		}
		return true
	})
	return ways
}

func (f *figures) print() error {
	most, of := 0, ""
	for _, name := range sorted(f.methods) {
		if f.methods[name] > most {
			most, of = f.methods[name], name
		}
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "Go lines without tests\t%d\tof them in internal %d; tests %d\n", f.goLines, f.internalLines, f.testLines)
	fmt.Fprintf(w, "share of comments\t%.1f %%\t\n", 100*float64(f.comments)/float64(f.goLines))
	fmt.Fprintf(w, "golden lines\t%d\tin %d files\n", f.goldenLines, f.goldens)
	fmt.Fprintf(w, "longest function, without tables\t%d\t%s\n", f.longest.n, f.longest.name)
	fmt.Fprintf(w, "most ways through a function\t%d\t%s\n", f.branching.n, f.branching.name)
	fmt.Fprintf(w, "most methods of a type\t%d\t%s\n", most, of)
	for _, change := range changes {
		files := f.mentions[change]
		slices.Sort(files)
		fmt.Fprintf(w, "files that name %s\t%d\t%s\n", change, len(files), strings.Join(files, " "))
	}
	return w.Flush()
}

func sorted(m map[string]int) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
