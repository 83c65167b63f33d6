package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// closing ends a strand after its review.
var closing = changePage{
	path: "close", title: "Review and close", button: "Close", may: access.CloseIt,
	done: "Reviewed and closed.",
	with: func(_ pages, r *web.Request, c *changePage) error {
		c.form = form.Section{Slug: "close", Fields: []form.Field{hasItHelped(r.Strand), whatReviewFound}}
		return nil
	},
	change: func(_ pages, _ referral.Strand, a form.Answers) referral.Change {
		return referral.Close{Benefit: a.First("benefit"), Note: a.First("note")}
	},
}
