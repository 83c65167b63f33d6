package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// goOn ends a hold before its date, or goes on without the referrer's answer.
var goOn = changePage{
	path: "return", title: "Go on with it now", button: "Go on with it", may: access.WorkIt,
	done: "The clock runs again. Go on with it.",
	form: form.Section{Slug: "return", Fields: []form.Field{
		form.LongText("reason", "Why do you go on with it now?", "Enter why you go on with it").Hinted("The clock runs again from now."),
	}},
	change: func(p pages, s referral.Strand, a form.Answers) referral.Change {
		return p.Rules.ResumeWork(a.First("reason"), s, p.Now())
	},
}
