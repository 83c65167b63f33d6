package web

import (
	"encoding/csv"
	"fmt"
	"strings"

	"assistive-referrals/internal/web/govuk"
)

// TableCSV writes a table as a spreadsheet reads it. A program that opens it must not
// take a text for a formula: what begins like one gets an apostrophe before it.
func TableCSV(table govuk.Table) string {
	var out strings.Builder
	out.WriteString("\ufeff") // without it Excel takes the text for another encoding
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	write := func(cells []govuk.Cell) {
		var row []string
		for _, c := range cells {
			row = append(row, harmless(c.Text))
		}
		_ = w.Write(row) // a strings.Builder takes everything
	}
	write(table.Head)
	for _, row := range table.Rows {
		write(row)
	}
	w.Flush()
	return out.String()
}

// harmless keeps a text from being computed.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n|%", rune(text[0])) {
		return "'" + text
	}
	return text
}

// Download answers with a table as a file of that name.
func (v *Request) Download(name string, table govuk.Table) error {
	v.Writer.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.Writer.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name+".csv"))
	if _, err := v.Writer.Write([]byte(TableCSV(table))); err != nil {
		v.Site.Log.Info("the browser went away", "request", v.ID)
	}
	return nil
}
