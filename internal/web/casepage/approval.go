package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// approvalPage is a costly decision with the question whether to approve it.
type approvalPage struct {
	changeForm
	Proposed govuk.SummaryList
}

// proposalCard says what is proposed, what it costs, and what was found.
func proposalCard(s referral.Strand) govuk.SummaryList {
	p := *s.Proposal
	card := govuk.SummaryList{Rows: []govuk.SummaryRow{
		display.Row("Proposed by", display.Lines(p.Decision.By.Name+", "+display.Moment(p.Decision.At))),
		display.Row("Cost", display.Lines(display.CostWords(p))),
		display.Row("Decision", display.Lines(display.DecisionDetail(p.Decision)...)),
	}}
	if s.Assessment != nil {
		card.Rows = append(card.Rows, display.AssessmentRows(s.Kind, *s.Assessment)...)
	}
	return card
}

// approval is by whom a second person approves a costly decision or sends it back.
var approval = changePage{
	path: "approval", title: "Approve the decision", offer: "Approve the decision or send it back", button: "Save", may: access.Approve,
	done:     "Approved. Whoever must know will be told.",
	outcomes: []outcome{{"sent-back", "Sent back. Whoever proposed it will be told why.", func(s referral.Strand) bool { return s.State == referral.Claimed }}},
	form: form.Section{Slug: "approval", Fields: []form.Field{
		form.Choice("approve", "Do you approve it?", form.Options(
			form.Yes, "Yes: it is handed on, and whoever must know is told",
			form.No, "No: send it back to whoever proposed it",
		), "Select whether you approve it"),
		form.LongText("note", "Note", "").Optional().Hinted("Needed if you send it back: say what to change. It stays in the history."),
	}, Rules: []form.Rule{form.NeededIf("note", "Enter why you send it back", form.Chosen("approve", form.No))}},
	change: func(_ pages, _ referral.Strand, a form.Answers) referral.Change {
		if a.First("approve") == form.Yes {
			return referral.Approve{Note: a.First("note")}
		}
		return referral.SendBack{Reason: a.First("note")}
	},
	show: func(f changeForm, r *web.Request, _ referral.Referral) any {
		return approvalPage{f, proposalCard(r.Strand)}
	},
	offers: func(_ pages, r *web.Request, s referral.Strand) bool {
		return referral.Approve{}.Possible(s, r.Actor()) == nil
	},
}
