package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// takeBackWork is the form by which whoever proposed a decision takes it back
// before anybody has approved it.
func (p pages) takeBackWork(r *web.Request) strandWork {
	reason := formview.LongText(r, govuk.Field{Name: "reason", Label: "Why do you take it back?", Hint: "It stays in the history."}, "Enter why you take it back")
	return strandWork{
		name: "take-back", title: "Take the proposal back", button: "Take back",
		fields: formview.WithCodeQuestions(r, reason),
		change: func(referral.Strand) referral.Change { return referral.SendBack{Reason: reason.Value} },
	}
}

func (p pages) takeBackAsk(r *web.Request) error { return p.showForm(r, p.takeBackWork(r)) }

func (p pages) takeBackSave(r *web.Request) error { return p.submit(r, p.takeBackWork(r)) }
