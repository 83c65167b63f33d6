package web

import (
	"encoding/csv"
	"strings"
	"testing"

	"assistive-referrals/internal/web/govuk"
)

// A file that a spreadsheet opens computes nothing, whatever is in it.
func TestCSVIsHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+44": "'+44", "-2": "'-2", "@x": "'@x", "\t=1": "'\t=1", "\r=1": "'\r=1", "|calc": "'|calc", "%0A": "'%0A",
		"Overdue": "Overdue", "": "", "12": "12", "It’s, \"so\"": "It’s, \"so\"",
	} {
		if got := harmless(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("=HYPERLINK(\"x\")", "a,b\n\"c\"")
	f.Add("\r\n=1", "\x00")
	f.Fuzz(func(t *testing.T, head, cell string) {
		written := TableCSV(govuk.Table{Head: []govuk.Cell{{Text: head}, {Text: "x"}}, Rows: [][]govuk.Cell{{{Text: cell}, {Text: "y"}}}})
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(written, "\ufeff"))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %v", written, err)
		}
		for _, row := range rows {
			for _, got := range row {
				if got != "" && strings.ContainsRune("=+-@\t\r", rune(got[0])) {
					t.Errorf("a cell begins with %q", got[0])
				}
			}
		}
	})
}
