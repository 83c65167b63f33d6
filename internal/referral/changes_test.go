package referral_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
)

// source is one file of the package, and what it declares of changes.
type source struct {
	name     string
	test     bool
	types    []string            // structures
	methods  map[string][]string // by receiver
	texts    []string            // every text
	refusals []string            // of each refusal the longest text that it says
}

// sources reads the files of the package.
func sources(t *testing.T) []source {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var all []source
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		s := source{name: entry.Name(), test: strings.HasSuffix(entry.Name(), "_test.go"), methods: map[string][]string{}}
		ast.Inspect(file, s.see)
		all = append(all, s)
	}
	return all
}

func (s *source) see(node ast.Node) bool {
	switch n := node.(type) {
	case *ast.TypeSpec:
		if _, is := n.Type.(*ast.StructType); is {
			s.types = append(s.types, n.Name.Name)
		}
	case *ast.FuncDecl:
		if n.Recv != nil {
			of := n.Recv.List[0].Type
			if pointer, is := of.(*ast.StarExpr); is {
				of = pointer.X
			}
			if name, is := of.(*ast.Ident); is {
				s.methods[name.Name] = append(s.methods[name.Name], n.Name.Name)
			}
		}
	case *ast.BasicLit:
		s.texts = append(s.texts, textsIn(n)...)
	case *ast.CallExpr:
		if called, is := n.Fun.(*ast.Ident); is && called.Name == "refuse" && !s.test {
			if words := slices.MaxFunc(textsIn(n.Args[0]), func(a, b string) int { return len(a) - len(b) }); words != "" {
				s.refusals = append(s.refusals, words)
			}
		}
	}
	return true
}

// textsIn returns the texts in an expression.
func textsIn(node ast.Node) []string {
	texts := []string{""}
	ast.Inspect(node, func(n ast.Node) bool {
		if literal, is := n.(*ast.BasicLit); is && literal.Kind == token.STRING {
			if text, err := strconv.Unquote(literal.Value); err == nil {
				texts = append(texts, strings.TrimSpace(text))
			}
		}
		return true
	})
	return texts
}

// Every change is in one file, and no other is there: what it says, when it is possible,
// what it does. Its name is its own, and whatever looks like a change is registered as
// one, so that it replays.
func TestEveryChangeIsInOneFile(t *testing.T) {
	all := sources(t)
	registered, names := map[string]bool{}, map[string]bool{}
	for _, empty := range referral.Changes() {
		change := empty()
		of := reflect.TypeOf(change).Elem().Name()
		if registered[of] = true; names[change.Name()] || change.Name() == "" {
			t.Errorf("%s: the name %q is another's, or none", of, change.Name())
		}
		names[change.Name()] = true
		declared := slices.IndexFunc(all, func(s source) bool { return slices.Contains(s.types, of) })
		if declared < 0 {
			t.Errorf("%s is declared nowhere as a structure", of)
			continue
		}
		for _, method := range []string{"Name", "Title", "Possible", "apply"} {
			if file := all[declared]; !slices.Contains(file.methods[of], method) {
				t.Errorf("%s is declared in %s, and its %s is not there", of, file.name, method)
			}
		}
	}
	for _, s := range all {
		for of, methods := range s.methods {
			if slices.Contains(methods, "apply") && slices.Contains(methods, "Name") && !registered[of] {
				t.Errorf("%s in %s looks like a change, and changes() does not have it", of, s.name)
			}
		}
	}
}

// Every reason for which a change is refused is said in a test.
func TestEveryRefusalIsTested(t *testing.T) {
	all := sources(t)
	count := 0
	for _, s := range all {
		for _, refusal := range s.refusals {
			count++
			said := slices.ContainsFunc(all, func(s source) bool {
				return s.test && slices.ContainsFunc(s.texts, func(text string) bool { return strings.Contains(text, firstWords(refusal)) })
			})
			if !said {
				t.Errorf("%s refuses with %q, and no test of this package says so", s.name, refusal)
			}
		}
	}
	if count < 100 {
		t.Errorf("only %d refusals were found", count)
	}
}

// firstWords is a text until a number or word is put into it.
func firstWords(text string) string {
	before, _, _ := strings.Cut(text, "%")
	return strings.TrimSpace(before)
}

// Every change is allowed somewhere and refused somewhere, of all that can be reached
// by changes.
func TestEveryChangeIsAllowedAndRefused(t *testing.T) {
	allowed, refused := map[string]bool{}, map[string]bool{}
	type place struct {
		c referral.Case
		s referral.Strand
	}
	var line []place
	for _, kind := range referral.Kinds() {
		c, strands, _, err := referral.Open(sent(kind), "DRAFT", "")
		if err != nil {
			t.Fatal(err)
		}
		line = append(line, place{c, strands[0]})
	}
	seen := map[string]bool{}
	for ; len(line) > 0; line = line[1:] {
		triaged := rules.Triage(sent(line[0].s.Kind), line[0].s.Kind) // with targets
		for _, change := range append(everyChange(line[0].s), triaged) {
			for _, by := range []referral.Actor{therapist, other, system} {
				next := line[0]
				strands := []referral.Strand{next.s}
				if full, bare := possible(change, next.c, strands, by), possible(unentered(change), next.c, strands, by); words(full) != words(bare) {
					t.Errorf("%s of what is %s: %v, and before anything is entered %v", change.Name(), next.s.State, full, bare)
				}
				if _, err := make1(&next.c, strands, 0, change, by, monday.Add(time.Hour), ""); err != nil {
					if !errors.Is(err, referral.ErrRefused) {
						t.Fatalf("%s: %v", change.Name(), err)
					}
					refused[change.Name()] = true
					continue
				}
				allowed[change.Name()] = true
				if next.s = strands[0]; isNew(seen, next.c, next.s) {
					line = append(line, next)
				}
			}
		}
	}
	for _, empty := range referral.Changes() {
		name := empty().Name()
		if name != (referral.Send{}).Name() && !allowed[name] { // which Open makes, and nothing else
			t.Errorf("%s is allowed nowhere", name)
		}
		if name != (referral.Send{}).Name() && !refused[name] {
			t.Errorf("%s is refused nowhere", name)
		}
	}
}

// isNew tells whether a strand is in a state with something about it that no strand in
// that state had before.
func isNew(seen map[string]bool, c referral.Case, s referral.Strand) bool {
	isNew := false
	for n, has := range []bool{
		s.Holder != nil, s.Assessment != nil, s.Proposal != nil, s.Decision != nil, s.Decision != nil && s.Decision.Outcome.Yes(), s.Warns.IsZero(), s.Lapses.IsZero(),
		len(s.Planned()) > 0, len(s.MayDuplicate) > 0, s.Audit != nil, s.Next != nil, s.Next != nil && s.Next.Step == referral.StopTrying, c.Died != nil, c.DeathToCheck != nil,
		len(s.Asked().Reminds) > 0, s.ReviewTell.IsZero(), s.Hold != nil && s.Hold.Warns.IsZero(), s.Kind == referral.VRSessions, len(s.Placed) > 0, s.AwayUntil == "", s.Due().IsZero(),
	} {
		key := fmt.Sprint(s.State, n, has)
		isNew = isNew || !seen[key]
		seen[key] = true
	}
	return isNew
}

func possible(change referral.Recorded, c referral.Case, strands []referral.Strand, by referral.Actor) error {
	if whole, is := change.(referral.CaseChange); is {
		return whole.Possible(c, strands, by)
	}
	return change.(referral.Change).Possible(strands[0], by)
}

// unentered returns a change as a page has it before anything is entered: with what it
// is about, when, and the rules that it was made by.
func unentered(change referral.Recorded) referral.Recorded {
	full := reflect.ValueOf(change)
	bare := reflect.New(full.Type()).Elem()
	bare.Set(full)
	for n := range bare.NumField() {
		of := bare.Type().Field(n)
		if of.IsExported() && !slices.Contains([]string{"At", "Number", "From", "Of", "Kinds", "Run", "Passed", "With"}, of.Name) {
			bare.Field(n).SetZero()
		}
	}
	return bare.Interface().(referral.Recorded)
}
