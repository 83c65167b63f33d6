package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// notThem says that whoever has died is somebody else.
var notThem = changePage{
	path: "not-them", title: "It is somebody else who has died", button: "It is somebody else", may: access.CheckDeath,
	done: "It is recorded that it is somebody else.",
	form: form.Section{Slug: "not-them", Fields: []form.Field{
		form.ShortText("how", "How do you know?", "Enter how you know that it is somebody else").Hinted("For example: I spoke with them today."),
	}},
	caseChange: func(_ pages, _ []referral.Strand, a form.Answers) referral.CaseChange {
		return referral.DeathChecked{How: a.First("how")}
	},
}
