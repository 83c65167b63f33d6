package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// cancelVisit calls a planned visit off.
var cancelVisit = changePage{
	path: "cancel-visit", title: "Cancel a visit", button: "Cancel visit", may: access.WorkIt,
	done: "The visit is cancelled.",
	with: func(_ pages, r *web.Request, c *changePage) error {
		c.begin = whichBegins(r)
		c.form = form.Section{Slug: "cancel-visit", Fields: append(whichVisit(r.Strand),
			form.LongText("reason", "Why is it cancelled?", "Enter why the visit is cancelled").Tall(3).
				Hinted("Tell the person yourself: nobody else does. It stays in the history."),
		)}
		return nil
	},
	change: func(_ pages, s referral.Strand, a form.Answers) referral.Change {
		return referral.CancelVisit{Number: visitNumber(s, a), Reason: a.First("reason")}
	},
}
