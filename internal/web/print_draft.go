package web

import (
	"html/template"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web/govuk"
)

// printPage is a referral on paper: what must be known first, then what was answered.
// A draft says that it was not sent. What is kept secret is never on it.
type printPage struct {
	Running  string // repeated on each page of paper
	Caption  string
	Heading  string
	State    string // such as "Not sent"
	By       string // who wrote it, and when
	Printed  string
	Warnings []govuk.WarningText
	Findings template.HTML
	Strands  []govuk.SummaryList
	Sections []govuk.SummaryList
	Screened template.HTML
	Missing  template.HTML
	Back     link
}

const printSlug = "print"

// keepSafe is what every page of a referral on paper says.
const keepSafe = "Personal information: keep it safe, and destroy it when it is no longer needed"

func printDraft(v *visit) error {
	if v.draft.SentAs != "" {
		return v.goTo(pathOfCase(v.draft.SentAs) + "/print")
	}
	all, at := v.draft.Answers(), v.at()
	page := printPage{
		Running: "Referral, not sent. " + keepSafe, Caption: "Referral", Heading: all.First("full-name"), State: "Not sent",
		By: v.who.Referrer.Name + ". Last saved " + moment(v.draft.Saved), Printed: v.printedBy(),
		Screened: screeningCard(all, at), Missing: stillMissing(all, at), Back: link{"Back to the referral", draftPath(v.draft.ID, "")},
	}
	if page.Heading == "" {
		page.Heading = "No name yet"
	}
	for _, w := range intake.Warnings(all, at) {
		page.Warnings = append(page.Warnings, govuk.WarningText{HTML: lines(w.About + ": " + w.Text)})
	}
	for _, section := range intake.SectionsFor(all, at) {
		list := printSection(section)
		for _, f := range section.Asked(all, at) {
			if section.Optional && len(all[f.Name]) == 0 {
				continue // it is under "Still to be found out"
			}
			list.Rows = append(list.Rows, row(f.Label, lines(intake.Show(f, all)...)))
		}
		if len(list.Rows) > 0 {
			page.Sections = append(page.Sections, list)
		}
	}
	return v.show("print", document{Title: "Print the referral", Back: draftPath(v.draft.ID, "")}, page)
}

func printSection(s intake.Section) govuk.SummaryList {
	return govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: s.Title, HeadingLevel: 2}}}
}

// printedBy says who printed it and when: paper says nothing of that by itself.
func (v *visit) printedBy() string {
	return "Printed " + moment(v.Now()) + " by " + v.who.Referrer.Name
}
