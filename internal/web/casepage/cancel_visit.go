package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// cancelVisitWork is the form that calls a planned visit off.
func (p pages) cancelVisitWork(r *web.Request) strandWork {
	which, number := p.whichVisit(r)
	reason := formview.LongText(r, govuk.Field{
		Name: "reason", Label: "Why is it cancelled?", Hint: "Tell the person yourself: nobody else does. It stays in the history.", Rows: 3,
	}, "Enter why the visit is cancelled")
	return strandWork{
		name: "cancel-visit", title: "Cancel a visit", button: "Cancel visit",
		fields: formview.WithCodeQuestions(r, append(which, reason)...),
		change: func(referral.Strand) referral.Change {
			return referral.CancelVisit{Number: number, Reason: reason.Value}
		},
	}
}

func (p pages) cancelVisitAsk(r *web.Request) error { return p.showForm(r, p.cancelVisitWork(r)) }

func (p pages) cancelVisitSave(r *web.Request) error { return p.submit(r, p.cancelVisitWork(r)) }
