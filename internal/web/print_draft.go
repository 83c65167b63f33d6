package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
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
	Back     web.Link
}

const printSlug = "print"

// keepSafe is what every page of a referral on paper says.
const keepSafe = "Personal information: keep it safe, and destroy it when it is no longer needed"

func printDraft(v *visit) error {
	if v.Draft.SentAs != "" {
		return v.GoTo(web.PathOfCase(v.Draft.SentAs) + "/print")
	}
	all, at := v.Draft.Answers(), v.at()
	page := printPage{
		Running: "Referral, not sent. " + keepSafe, Caption: "Referral", Heading: all.First("full-name"), State: "Not sent",
		By: v.Who.Referrer.Name + ". Last saved " + display.Moment(v.Draft.Saved), Printed: v.printedBy(),
		Screened: screeningCard(all, at), Missing: stillMissing(all, at), Back: web.Link{Text: "Back to the referral", Href: draftPath(v.Draft.ID, "")},
	}
	if page.Heading == "" {
		page.Heading = "No name yet"
	}
	for _, w := range intake.Warnings(all, at) {
		page.Warnings = append(page.Warnings, govuk.WarningText{HTML: display.Lines(w.About + ": " + w.Text)})
	}
	for _, section := range intake.SectionsFor(all, at) {
		list := printSection(section)
		for _, f := range section.Asked(all, at) {
			if section.Optional && len(all[f.Name]) == 0 {
				continue // it is under "Still to be found out"
			}
			list.Rows = append(list.Rows, row(f.Label, display.Lines(intake.Show(f, all)...)))
		}
		if len(list.Rows) > 0 {
			page.Sections = append(page.Sections, list)
		}
	}
	return v.Show("print", web.Document{Title: "Print the referral", Back: draftPath(v.Draft.ID, "")}, page)
}

func printSection(s intake.Section) govuk.SummaryList {
	return govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: s.Title, HeadingLevel: 2}}}
}

// printedBy says who printed it and when: paper says nothing of that by itself.
func (v *visit) printedBy() string {
	return "Printed " + display.Moment(v.Now()) + " by " + v.Who.Referrer.Name
}
