package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// takeBack takes a proposal back before anybody has approved it.
var takeBack = changePage{
	path: "take-back", title: "Take the proposal back", button: "Take back", may: access.WorkIt,
	done: "Taken back. Change the decision and save it again.",
	form: form.Section{Slug: "take-back", Fields: []form.Field{
		form.LongText("reason", "Why do you take it back?", "Enter why you take it back").Hinted("It stays in the history."),
	}},
	change: func(_ pages, _ referral.Strand, a form.Answers) referral.Change {
		return referral.SendBack{Reason: a.First("reason")}
	},
}
