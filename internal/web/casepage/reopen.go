package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// reopenWork is the form that takes up again what was closed or withdrawn.
func (p pages) reopenWork(r *web.Request, current referral.Referral) strandWork {
	reason := formview.LongText(r, govuk.Field{
		Name: "reason", Label: "Why is it reopened?", Hint: "What has changed since. It goes back to the team’s worklist, and its targets count from now. The days since the referral go on.",
	}, "Enter why it is reopened")
	return strandWork{
		name: "reopen", title: "Reopen", button: "Reopen",
		fields: formview.WithCodeQuestions(r, reason),
		change: func(s referral.Strand) referral.Change {
			return p.Rules.Reopen(reason.Value, s, current, p.Now())
		},
	}
}

func (p pages) reopenAsk(r *web.Request) error {
	return p.showForm(r, p.reopenWork(r, referral.Referral{}))
}

func (p pages) reopenSave(r *web.Request) error {
	current, _, err := display.Current(r)
	if err != nil {
		return err
	}
	return p.submit(r, p.reopenWork(r, current))
}
