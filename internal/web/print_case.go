package web

import (
	"assistive-referrals/internal/web/base"
)

import "assistive-referrals/internal/referral"

// printCase is what was sent with what was answered since, and where it stands. It is
// a view like any other of the case, and recorded as one.
func printCase(v *visit) error {
	sent, events, err := v.current()
	if err != nil {
		return err
	}
	d := caseData{
		at: laterContext(v, sent), changed: changedAfter(events), answer: func(string) string { return "" },
		c: v.Case, strands: v.strandsToShow(), sent: sent, now: v.Now(), request: web.NewIdentifier, actions: func(referral.Strand) []action { return nil },
	}
	whole := buildCase(d)
	page := printPage{
		Running: "Referral " + string(v.Case.Reference) + ". " + keepSafe, Caption: string(v.Case.Reference), Heading: whole.Name, By: whole.SentBy,
		Printed: v.printedBy(), Warnings: whole.Warnings, Findings: whole.Findings, Sections: whole.Sent,
		Screened: screeningCard(sent.Answers, d.at), Missing: stillMissing(sent.Answers, d.at), Back: web.Link{Text: "Back to the referral", Href: web.PathOfCase(v.Case.Reference)},
	}
	for _, s := range whole.Strands {
		page.Strands = append(page.Strands, s.Card)
	}
	return v.Show("print", web.Document{Title: "Print " + string(v.Case.Reference), Back: web.PathOfCase(v.Case.Reference)}, page)
}
