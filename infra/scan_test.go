package infra_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"assistive-referrals/infra"
)

// wholeTable is what can read all of a table, whatever is asked for: Scan, and PartiQL.
var wholeTable = regexp.MustCompile(`^(New)?(Scan(Input|Paginator|API)?$|PartiQL|ExecuteStatement|BatchExecuteStatement|ExecuteTransaction)`)

// No role may read a whole table, and no code of the functions asks to. (What the
// functions did call is looked at after each story, in infra/local/invariant.)
func TestNothingReadsAWholeTable(t *testing.T) {
	for _, f := range infra.Build().Functions {
		for _, g := range f.Grants {
			for _, action := range g.Actions {
				service, operation, _ := strings.Cut(action, ":")
				if strings.Contains(action, "*") || service == "dynamodb" && wholeTable.MatchString(operation) {
					t.Errorf("%s is granted %s", f.Name, action)
				}
			}
		}
	}
	looked := 0
	for name, p := range packages(t) {
		if !under(name, "functions", "internal") || under(name, "infra/awslocal") {
			continue
		}
		for _, file := range p.GoFiles {
			parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			if !importsDynamoDB(parsed) {
				continue
			}
			looked++
			ast.Inspect(parsed, func(n ast.Node) bool {
				if selected, is := n.(*ast.SelectorExpr); is && wholeTable.MatchString(selected.Sel.Name) {
					t.Errorf("%s/%s uses %s", name, file, selected.Sel.Name)
				}
				return true
			})
		}
	}
	if looked < 5 {
		t.Errorf("only %d files speak to DynamoDB", looked)
	}
}

func importsDynamoDB(file *ast.File) bool {
	for _, i := range file.Imports {
		if strings.Contains(i.Path.Value, "aws-sdk-go-v2/service/dynamodb") {
			return true
		}
	}
	return false
}
