package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// hold puts a strand aside until a date.
var hold = changePage{
	path: "hold", title: "Put on hold", button: "Put on hold", may: access.WorkIt,
	done: "Put on hold. It comes back by itself.",
	form: form.Section{Slug: "hold", Fields: []form.Field{
		form.FutureDate("until", "Until when?", "The date until which it is on hold").
			Hinted("It comes back to you by itself that morning. For example, 27 3 2027"),
		form.LongText("reason", "Why is it on hold?", "Enter why it is on hold").
			Hinted("The referrer and your team can read this. The clock is stopped until it comes back."),
	}},
	change: func(p pages, _ referral.Strand, a form.Answers) referral.Change {
		return p.Rules.Hold(a.Date("until"), a.First("reason"))
	},
}
