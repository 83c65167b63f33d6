package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// reopen takes up again what was closed or withdrawn.
var reopen = changePage{
	path: "reopen", title: "Reopen", button: "Reopen", may: access.Reopen,
	done: "Reopened. It goes back to the team’s worklist in a moment.",
	form: form.Section{Slug: "reopen", Fields: []form.Field{
		form.LongText("reason", "Why is it reopened?", "Enter why it is reopened").
			Hinted("What has changed since. It goes back to the team’s worklist, and its targets count from now. The days since the referral go on."),
	}},
	change: reopened(referral.Referral{}),
	with: func(_ pages, r *web.Request, c *changePage) error {
		current, _, err := display.Current(r)
		c.change = reopened(current)
		return err
	},
	offers: func(p pages, r *web.Request, s referral.Strand) bool {
		return r.Case.Died == nil && reopened(referral.Referral{})(p, s, nil).Possible(s, r.Actor()) == nil
	},
}

// reopened is the change with the referral as it then is.
func reopened(current referral.Referral) func(pages, referral.Strand, form.Answers) referral.Change {
	return func(p pages, s referral.Strand, a form.Answers) referral.Change {
		return p.Rules.Reopen(a.First("reason"), s, current, p.Now())
	}
}
