package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// returnWork is the form that ends a hold before its date, or goes on without the
// referrer's answer.
func (p pages) returnWork(r *web.Request) strandWork {
	reason := formview.LongText(r, govuk.Field{
		Name: "reason", Label: "Why do you go on with it now?", Hint: "The clock runs again from now.",
	}, "Enter why you go on with it")
	return strandWork{
		name: "return", title: "Go on with it now", button: "Go on with it",
		fields: formview.WithCodeQuestions(r, reason),
		change: func(s referral.Strand) referral.Change {
			return p.Rules.ResumeWork(reason.Value, s, p.Now())
		},
	}
}

func (p pages) returnAsk(r *web.Request) error { return p.showForm(r, p.returnWork(r)) }

func (p pages) returnSave(r *web.Request) error { return p.submit(r, p.returnWork(r)) }
