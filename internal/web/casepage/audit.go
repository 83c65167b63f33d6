package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// auditPage is a trusted assessor's direct order with the question what somebody
// else finds.
type auditPage struct {
	changeForm
	Ordered govuk.SummaryList
}

func buildAudit(f changeForm, s referral.Strand, sent referral.Referral) auditPage {
	page := auditPage{changeForm: f}
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

// audit records what a look at a direct order found.
var audit = changePage{
	path: "audit", title: "Audit the order", button: "Save", may: access.AuditIt,
	done: "The audit has been saved. Whoever ordered it will be told.",
	form: form.Section{Slug: "audit", Fields: []form.Field{
		form.Choice("finding", "Do you agree with the order?", form.Pairs(referral.AuditFindings()), "Select whether you agree with the order"),
		form.LongText("note", "Note", "").Optional().Hinted("Needed if you have a concern. Whoever ordered it reads this."),
	}, Rules: []form.Rule{form.NeededIf("note", "Enter what your concern is", form.Chosen("finding", string(referral.AuditConcern)))}},
	change: func(_ pages, _ referral.Strand, a form.Answers) referral.Change {
		return referral.AuditOrder{Finding: referral.AuditFinding(a.First("finding")), Note: a.First("note")}
	},
	show: func(f changeForm, r *web.Request, sent referral.Referral) any { return buildAudit(f, r.Strand, sent) },
}
