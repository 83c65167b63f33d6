package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// releaseWork is the form that puts a strand back on its team's worklist.
func releaseWork(v *visit) strandWork {
	reason := v.longText(govuk.Field{
		Name: "reason", Label: "Why are you putting it back?", Hint: "Whoever takes it next reads this.",
	}, "Enter why you are putting it back")
	return strandWork{
		name: "release", title: "Put back on the worklist", button: "Put back",
		fields:  v.withCodeQuestions(reason),
		typical: referral.Release{Reason: "any"},
		change:  func(referral.Strand) referral.Change { return referral.Release{Reason: reason.Value} },
	}
}

func releaseAsk(v *visit) error  { return v.showForm(releaseWork(v)) }
func releaseSave(v *visit) error { return v.submit(releaseWork(v)) }
