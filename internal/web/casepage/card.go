package casepage

import (
	"html/template"
	"strings"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// withChanges adds to a strand's card what its latest assessment changed.
func withChanges(card govuk.SummaryList, s referral.Strand, d caseData) govuk.SummaryList {
	if changed := display.LastChanged(d.events, s.Kind); len(changed) > 0 {
		card.Rows = append(card.Rows, display.Row("Assessed again", display.Lines(changed...)))
	}
	return card
}

// withGaps adds to a strand's card what must be answered before it is put in place.
func withGaps(card govuk.SummaryList, s referral.Strand, d caseData) govuk.SummaryList {
	if settled(s) {
		return card
	}
	var needed []string
	for _, gap := range display.GapsOf(s, d.sent, d.at) {
		words := template.HTMLEscapeString(gap.Message)
		if d.answer(gap.Section) != "" {
			words = string(web.Link{Text: gap.Message, Href: d.answer(gap.Section) + "#" + gap.Anchor}.Render())
		}
		needed = append(needed, words)
	}
	if len(needed) > 0 {
		card.Rows = append(card.Rows, display.Row("Needed before it is put in place", template.HTML(strings.Join(needed, "<br>"))))
	}
	return card
}
