package display

import (
	"html/template"

	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/govuk"
)

// PrintPage is a referral on paper: what must be known first, then what was answered.
// A draft says that it was not sent. What is kept secret is never on it.
type PrintPage struct {
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

// KeepSafe is what every page of a referral on paper says.
const KeepSafe = "Personal information: keep it safe, and destroy it when it is no longer needed"

// PrintedBy says who printed it and when: paper says nothing of that by itself.
func PrintedBy(r *web.Request) string {
	return "Printed " + Moment(r.Site.Now()) + " by " + r.Who.Referrer.Name
}
