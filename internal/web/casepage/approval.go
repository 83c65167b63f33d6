package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// approvalPage is a costly decision with the question whether to approve it.
type approvalPage struct {
	strandForm
	Proposed govuk.SummaryList
}

func buildApproval(form strandForm, s referral.Strand) approvalPage {
	return approvalPage{strandForm: form, Proposed: proposalCard(s)}
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

// approvalWork is the form by which a second person approves a costly decision or
// sends it back.
func (p pages) approvalWork(r *web.Request) strandWork {
	approve := formview.Choice(r, govuk.Field{Name: "approve", Label: "Do you approve it?", Options: []govuk.Answer{
		{Value: formview.AnswerYes, Text: "Yes: it is handed on, and whoever must know is told"},
		{Value: formview.AnswerNo, Text: "No: send it back to whoever proposed it"},
	}}, "Select whether you approve it")
	note := formview.LongText(r, govuk.Field{
		Name: "note", Label: "Note", Hint: "Needed if you send it back: say what to change. It stays in the history.", Optional: true,
	}, "")
	if approve.Value == formview.AnswerNo && note.Value == "" && note.Error == "" {
		note.Error = "Enter why you send it back"
	}
	return strandWork{
		name: "approval", title: "Approve the decision", button: "Save",
		fields: formview.WithCodeQuestions(r, approve, note),
		change: func(referral.Strand) referral.Change {
			if approve.Value == formview.AnswerYes {
				return referral.Approve{Note: note.Value}
			}
			return referral.SendBack{Reason: note.Value}
		},
		done: func(s referral.Strand) string {
			if s.State == referral.Claimed {
				return doneSentBack
			}
			return "approval"
		},
		page: func(form strandForm, _ referral.Referral) any { return buildApproval(form, r.Strand) },
	}
}

func (p pages) approvalAsk(r *web.Request) error { return p.showForm(r, p.approvalWork(r)) }

func (p pages) approvalSave(r *web.Request) error { return p.submit(r, p.approvalWork(r)) }
