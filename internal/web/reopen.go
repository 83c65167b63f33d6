package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// reopenWork is the form that takes up again what was closed or withdrawn.
func reopenWork(v *visit, current referral.Referral) strandWork {
	reason := v.longText(govuk.Field{
		Name: "reason", Label: "Why is it reopened?", Hint: "What has changed since. It goes back to the team’s worklist, and its targets count from now. The days since the referral go on.",
	}, "Enter why it is reopened")
	return strandWork{
		name: "reopen", title: "Reopen", button: "Reopen",
		fields:  v.withCodeQuestions(reason),
		typical: referral.Reopen{Reason: "any", At: v.Now()},
		change: func(s referral.Strand) referral.Change {
			return referral.ReopenAt(reason.Value, s, current, v.Now())
		},
	}
}

func reopenAsk(v *visit) error { return v.showForm(reopenWork(v, referral.Referral{})) }

func reopenSave(v *visit) error {
	current, _, err := v.current()
	if err != nil {
		return err
	}
	return v.submit(reopenWork(v, current))
}
