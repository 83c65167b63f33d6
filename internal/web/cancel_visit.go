package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// cancelVisitWork is the form that calls a planned visit off.
func cancelVisitWork(v *visit) strandWork {
	which, number := v.whichVisit()
	reason := v.longText(govuk.Field{
		Name: "reason", Label: "Why is it cancelled?", Hint: "Tell the person yourself: nobody else does. It stays in the history.", Rows: 3,
	}, "Enter why the visit is cancelled")
	return strandWork{
		name: "cancel-visit", title: "Cancel a visit", button: "Cancel visit",
		fields:  v.withCodeQuestions(append(which, reason)...),
		typical: referral.CancelVisit{Number: number, Reason: "any"},
		change: func(referral.Strand) referral.Change {
			return referral.CancelVisit{Number: number, Reason: reason.Value}
		},
	}
}

func cancelVisitAsk(v *visit) error  { return v.showForm(cancelVisitWork(v)) }
func cancelVisitSave(v *visit) error { return v.submit(cancelVisitWork(v)) }
