package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// hold puts a strand aside until a date.
var hold = changePage{
	path: "hold", action: "Put on hold", button: "Put on hold", may: access.WorkIt,
	done: "Put on hold. It comes back by itself.",
	form: form.Section{Slug: "hold", Fields: []form.Field{
		form.FutureDate("until", "Until when?", "The date until which it is on hold").
			Hinted("It comes back to you by itself that morning. For example, 27 3 2027"),
		form.LongText("reason", "Why is it on hold?", "Enter why it is on hold").
			Hinted("The referrer and your team can read this. The clock is stopped until it comes back."),
	}},
	changeOf: func(p pages, r *web.Request, _ referral.Strand, a form.Answers) referral.Change {
		return p.Rules.Hold(referral.Date(a.First("until")), a.First("reason"))
	},
}
