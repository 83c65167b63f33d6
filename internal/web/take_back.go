package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// takeBackWork is the form by which whoever proposed a decision takes it back
// before anybody has approved it.
func takeBackWork(v *visit) strandWork {
	reason := v.longText(govuk.Field{Name: "reason", Label: "Why do you take it back?", Hint: "It stays in the history."}, "Enter why you take it back")
	return strandWork{
		name: "take-back", title: "Take the proposal back", button: "Take back",
		fields:  v.withCodeQuestions(reason),
		typical: referral.SendBack{Reason: "any"},
		change:  func(referral.Strand) referral.Change { return referral.SendBack{Reason: reason.Value} },
	}
}

func takeBackAsk(v *visit) error  { return v.showForm(takeBackWork(v)) }
func takeBackSave(v *visit) error { return v.submit(takeBackWork(v)) }
