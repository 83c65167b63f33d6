package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// releaseWork is the form that puts a strand back on its team's worklist.
func (p pages) releaseWork(r *web.Request) strandWork {
	reason := formview.LongText(r, govuk.Field{
		Name: "reason", Label: "Why are you putting it back?", Hint: "Whoever takes it next reads this.",
	}, "Enter why you are putting it back")
	return strandWork{
		name: "release", title: "Put back on the worklist", button: "Put back",
		fields: formview.WithCodeQuestions(r, reason),
		change: func(referral.Strand) referral.Change { return referral.Release{Reason: reason.Value} },
	}
}

func (p pages) releaseAsk(r *web.Request) error { return p.showForm(r, p.releaseWork(r)) }

func (p pages) releaseSave(r *web.Request) error { return p.submit(r, p.releaseWork(r)) }
