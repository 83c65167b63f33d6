package referpage

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

const printSlug = "print"

func (p pages) printDraft(r *web.Request) error {
	if r.Draft.SentAs != "" {
		return r.GoTo(web.PathOfCase(r.Draft.SentAs) + "/print")
	}
	all, at := r.Draft.Answers(), display.At(r)
	page := display.PrintPage{
		Running: "Referral, not sent. " + display.KeepSafe, Caption: "Referral", Heading: all.First("full-name"), State: "Not sent",
		By: r.Who.Referrer.Name + ". Last saved " + display.Moment(r.Draft.Saved), Printed: display.PrintedBy(r),
		Screened: display.ScreeningCard(all, at), Missing: display.StillMissing(all, at), Back: web.Link{Text: "Back to the referral", Href: web.DraftPath(r.Draft.ID, "")},
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
			list.Rows = append(list.Rows, display.Row(f.Label, display.Lines(form.Show(f, all)...)))
		}
		if len(list.Rows) > 0 {
			page.Sections = append(page.Sections, list)
		}
	}
	return r.Show("print", web.Document{Title: "Print the referral", Back: web.DraftPath(r.Draft.ID, "")}, page)
}

func printSection(s form.Section) govuk.SummaryList {
	return govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: s.Title, HeadingLevel: 2}}}
}
