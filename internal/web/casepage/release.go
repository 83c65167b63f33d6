package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// release puts a strand back on its team's worklist.
var release = changePage{
	path: "release", title: "Put back on the worklist", button: "Put back", may: access.WorkIt,
	done: "Put back on the worklist.",
	form: form.Section{Slug: "release", Fields: []form.Field{
		form.LongText("reason", "Why are you putting it back?", "Enter why you are putting it back").Hinted("Whoever takes it next reads this."),
	}},
	change: func(_ pages, _ referral.Strand, a form.Answers) referral.Change {
		return referral.Release{Reason: a.First("reason")}
	},
	// With a visit planned it is offered too: the page says what to do first.
	offers: func(_ pages, _ *web.Request, s referral.Strand) bool { return s.State == referral.Claimed },
}
