package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// printCase is what was sent with what was answered since, and where it stands. It is
// a view like any other of the case, and recorded as one.
func (p pages) printCase(r *web.Request) error {
	sent, events, err := display.Current(r)
	if err != nil {
		return err
	}
	d := caseData{
		at: p.laterContext(r, sent), changed: display.ChangedAfter(events), answer: func(string) string { return "" },
		c: r.Case, strands: p.strandsToShow(r), sent: sent, now: p.Now(), rules: p.Rules, request: web.NewIdentifier, actions: func(referral.Strand) []action { return nil },
	}
	whole := buildCase(d)
	page := display.PrintPage{
		Running: "Referral " + string(r.Case.Reference) + ". " + display.KeepSafe, Caption: string(r.Case.Reference), Heading: whole.Name, By: whole.SentBy,
		Printed: display.PrintedBy(r), Warnings: whole.Warnings, Findings: whole.Findings, Sections: whole.Sent,
		Screened: display.ScreeningCard(sent.Answers, d.at), Missing: display.StillMissing(sent.Answers, d.at), Back: web.Link{Text: "Back to the referral", Href: web.PathOfCase(r.Case.Reference)},
	}
	for _, s := range whole.Strands {
		page.Strands = append(page.Strands, s.Card)
	}
	return r.Show("print", web.Document{Title: "Print " + string(r.Case.Reference), Back: web.PathOfCase(r.Case.Reference)}, page)
}
