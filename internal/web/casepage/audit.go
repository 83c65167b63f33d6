package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
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
		display.Row("Ordered by", display.Lines(s.Decision.By.Name+", "+display.Moment(s.Decision.At))),
		display.Row("Ordered", display.Lines(display.DecisionDetail(*s.Decision)...)),
		display.Row("Cost", display.Lines(referral.Pounds(s.Decision.Cost()))),
	}
	if why := sent.Answers.First("why-now"); why != "" {
		page.Ordered.Rows = append(page.Ordered.Rows, display.Row("Why now", display.Lines(why)))
	}
	return page
}

// auditWork is the form that records what a look at a direct order found.
func (p pages) auditWork(r *web.Request) strandWork {
	finding := formview.Choice(r, govuk.Field{Name: "finding", Label: "Do you agree with the order?", Options: display.Pairs(referral.AuditFindings())}, "Select whether you agree with the order")
	note := formview.LongText(r, govuk.Field{
		Name: "note", Label: "Note", Hint: "Needed if you have a concern. Whoever ordered it reads this.", Optional: true,
	}, "")
	if finding.Value == string(referral.AuditConcern) && note.Value == "" && note.Error == "" {
		note.Error = "Enter what your concern is"
	}
	audit := referral.AuditOrder{Finding: referral.AuditFinding(finding.Value), Note: note.Value}
	return strandWork{
		name: "audit", title: "Audit the order", button: "Save",
		fields: formview.WithCodeQuestions(r, finding, note),
		change: func(referral.Strand) referral.Change { return audit },
		page:   func(form strandForm, sent referral.Referral) any { return buildAudit(form, r.Strand, sent) },
	}
}

func (p pages) auditAsk(r *web.Request) error { return p.showForm(r, p.auditWork(r)) }

func (p pages) auditSave(r *web.Request) error { return p.submit(r, p.auditWork(r)) }
