package display

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/govuk"
)

// Card shows of another case what it takes to tell whether it asks for the same.
func (o Others) Card(r referral.Related) govuk.SummaryList {
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: string(r.Case.Reference)}}}
	if o.sees(r.Case.Reference) {
		card.Card.Actions.Items = []govuk.Action{{Text: "View", VisuallyHiddenText: "referral", Href: web.PathOfCase(r.Case.Reference)}}
	}
	if len(r.Strands) == 0 {
		card.Rows = append(card.Rows, Row("State", Lines("It is no longer open, or no longer about the same person.")))
		return card
	}
	card.Rows = append(card.Rows, Row("Asked for", AskedFor(r)), Row("Sent", Lines(Moment(r.Case.Opened))))
	if who := WhoHas(r); who != "" {
		card.Rows = append(card.Rows, Row("Who has it", who))
	}
	return card
}
