package boardpage

import (
	"fmt"

	"assistive-referrals/internal/caseload"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// loadTable shows what each practitioner of a team has.
func loadTable(loads []caseload.Load, awayPath func(caseload.Load) string) govuk.Table {
	numeric := func(text string) govuk.Cell { return govuk.Cell{Text: text, Format: "numeric"} }
	table := govuk.Table{
		Head: []govuk.Cell{{Text: "Practitioner"}, {Text: "Has now"}, numeric("Overdue"), numeric("Quiet"), numeric("Visits this week"), numeric("To review"), {Text: "Away"}},
	}
	for _, w := range loads {
		away := govuk.Cell{Text: "No"}
		if w.Away != "" {
			away.Text = "Until " + display.DayOf(w.Away)
		}
		if path := awayPath(w); path != "" {
			away.HTML = display.Lines(away.Text) + " " + (web.Link{Text: "Change", Href: path}).RenderWith("whether "+w.Name+" is away")
		}
		count := func(n int) govuk.Cell { return numeric(fmt.Sprint(n)) }
		table.Rows = append(table.Rows, []govuk.Cell{
			{Text: w.Name}, {Text: w.HeldWords()}, count(w.Overdue), count(w.Quiet), count(w.Visits), count(w.Reviews), away,
		})
	}
	return table
}
