package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// returnWork is the form that ends a hold before its date, or goes on without the
// referrer's answer.
func returnWork(v *visit) strandWork {
	reason := v.longText(govuk.Field{
		Name: "reason", Label: "Why do you go on with it now?", Hint: "The clock runs again from now.",
	}, "Enter why you go on with it")
	return strandWork{
		name: "return", title: "Go on with it now", button: "Go on with it",
		fields:  v.withCodeQuestions(reason),
		typical: referral.ResumeWork{Reason: "any"},
		change: func(s referral.Strand) referral.Change {
			return referral.ResumeWorkAt(reason.Value, s, v.Now(), v.calendar)
		},
	}
}

func returnAsk(v *visit) error  { return v.showForm(returnWork(v)) }
func returnSave(v *visit) error { return v.submit(returnWork(v)) }
