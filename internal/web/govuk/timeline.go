package govuk

import (
	"html/template"
	"slices"
)

// Timeline shows what happened, in the order given.
type Timeline struct {
	Events []TimelineEvent
}

// TimelineEvent is one thing that happened.
type TimelineEvent struct {
	Title string
	// Byline says who and when.
	Byline string
	Text   string
	HTML   template.HTML
}

// Render returns the timeline.
func (t Timeline) Render() template.HTML { return render("timeline", t) }

// Stacked returns the table so that, on a narrow screen, each row becomes a
// block whose cells say their column's heading. It needs a Head.
func (t Table) Stacked() Table {
	t.Classes = class("app-table--stacked", t.Classes)
	rows := make([][]Cell, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = slices.Clone(row)
		for j := range rows[i] {
			if j >= len(t.Head) || j == 0 && t.FirstCellIsHeader {
				continue
			}
			labelled := Attributes{"data-label": t.Head[j].Text}
			for name, value := range rows[i][j].Attributes {
				labelled[name] = value
			}
			rows[i][j].Attributes = labelled
		}
	}
	t.Rows = rows
	return t
}

// Priority returns the tag of a priority. The code ("urgent", "high",
// "standard") chooses how it looks, the label is what it says.
func Priority(code, label string) Tag {
	return Tag{Text: label, Classes: "app-priority app-priority--" + code}
}
