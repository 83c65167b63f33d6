package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// escalate puts a question before the team's manager.
var escalate = changePage{
	path: "escalate", title: "Ask the manager", button: "Send to the manager", may: access.WorkIt,
	done: "The manager has been asked.",
	form: form.Section{Slug: "escalate", Fields: []form.Field{
		form.LongText("note", "What should the manager know or decide?", "Enter what the manager should know or decide").
			Hinted("They are told by email, and it is on their list. You go on having the referral."),
	}},
	change: func(_ pages, _ referral.Strand, a form.Answers) referral.Change {
		return referral.Escalate{Note: a.First("note")}
	},
}
