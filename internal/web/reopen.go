package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// reopenWork is the form that takes up again what was closed or withdrawn.
func reopenWork(v *visit) strandWork {
	reason := v.longText(govuk.Field{
		Name: "reason", Label: "Why is it reopened?", Hint: "What has changed since. It goes back to the team’s worklist, and its targets count from now. The days since the referral go on.",
	}, "Enter why it is reopened")
	return strandWork{
		name: "reopen", title: "Reopen", button: "Reopen",
		fields:  v.withCodeQuestions(reason),
		typical: referral.Reopen{Reason: "any", At: v.Now()},
		change:  func(referral.Strand) referral.Change { return referral.Reopen{Reason: reason.Value, At: v.Now()} },
	}
}

func reopenAsk(v *visit) error  { return v.ask(reopenWork(v)) }
func reopenSave(v *visit) error { return v.act(reopenWork(v)) }
