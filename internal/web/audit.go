package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// auditPage is a trusted assessor's direct order with the question what somebody
// else finds.
type auditPage struct {
	strandForm
	Ordered govuk.SummaryList
}

func buildAudit(form strandForm, s referral.Strand, sent referral.Referral) auditPage {
	page := auditPage{strandForm: form}
	page.Ordered.Rows = []govuk.SummaryRow{
		row("Ordered by", display.Lines(s.Decision.By.Name+", "+display.Moment(s.Decision.At))),
		row("Ordered", display.Lines(decisionDetail(*s.Decision)...)),
		row("Cost", display.Lines(referral.Pounds(s.Decision.Cost()))),
	}
	if why := sent.Answers.First("why-now"); why != "" {
		page.Ordered.Rows = append(page.Ordered.Rows, row("Why now", display.Lines(why)))
	}
	return page
}

// auditWork is the form that records what a look at a direct order found.
func auditWork(v *visit) strandWork {
	finding := v.choice(govuk.Field{Name: "finding", Label: "Do you agree with the order?", Options: pairs(referral.AuditFindings())}, "Select whether you agree with the order")
	note := v.longText(govuk.Field{
		Name: "note", Label: "Note", Hint: "Needed if you have a concern. Whoever ordered it reads this.", Optional: true,
	}, "")
	if finding.Value == string(referral.AuditConcern) && note.Value == "" && note.Error == "" {
		note.Error = "Enter what your concern is"
	}
	audit := referral.AuditOrder{Finding: referral.AuditFinding(finding.Value), Note: note.Value}
	return strandWork{
		name: "audit", title: "Audit the order", button: "Save",
		fields:  v.withCodeQuestions(finding, note),
		typical: referral.AuditOrder{Finding: referral.AuditAgrees},
		change:  func(referral.Strand) referral.Change { return audit },
		page:    func(form strandForm, sent referral.Referral) any { return buildAudit(form, v.Strand, sent) },
	}
}

func auditAsk(v *visit) error  { return v.showForm(auditWork(v)) }
func auditSave(v *visit) error { return v.submit(auditWork(v)) }
