package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/display"
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
		row("Proposed by", display.Lines(p.Decision.By.Name+", "+display.Moment(p.Decision.At))),
		row("Cost", display.Lines(costWords(p))),
		row("Decision", display.Lines(decisionDetail(p.Decision)...)),
	}}
	if s.Assessment != nil {
		card.Rows = append(card.Rows, assessmentRows(s.Kind, *s.Assessment)...)
	}
	return card
}

func costWords(p referral.Proposal) string {
	return referral.Pounds(p.Pence) + ", which is more than the " + referral.Pounds(p.Limit) + " that one person may decide alone"
}

// approvalWork is the form by which a second person approves a costly decision or
// sends it back.
func approvalWork(v *visit) strandWork {
	approve := v.choice(govuk.Field{Name: "approve", Label: "Do you approve it?", Options: []govuk.Answer{
		{Value: answerYes, Text: "Yes: it is handed on, and whoever must know is told"},
		{Value: answerNo, Text: "No: send it back to whoever proposed it"},
	}}, "Select whether you approve it")
	note := v.longText(govuk.Field{
		Name: "note", Label: "Note", Hint: "Needed if you send it back: say what to change. It stays in the history.", Optional: true,
	}, "")
	if approve.Value == answerNo && note.Value == "" && note.Error == "" {
		note.Error = "Enter why you send it back"
	}
	return strandWork{
		name: "approval", title: "Approve the decision", button: "Save",
		fields:  v.withCodeQuestions(approve, note),
		typical: referral.SendBack{Reason: "any"},
		change: func(referral.Strand) referral.Change {
			if approve.Value == answerNo {
				return referral.SendBack{Reason: note.Value}
			}
			return referral.Approve{Note: note.Value}
		},
		done: func(s referral.Strand) string {
			if s.State == referral.Claimed {
				return doneSentBack
			}
			return "approval"
		},
		page: func(form strandForm, _ referral.Referral) any { return buildApproval(form, v.Strand) },
	}
}

func approvalAsk(v *visit) error  { return v.showForm(approvalWork(v)) }
func approvalSave(v *visit) error { return v.submit(approvalWork(v)) }
