package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// escalateWork is the form that puts a question before the team's manager.
func escalateWork(v *visit) strandWork {
	note := v.longText(govuk.Field{
		Name: "note", Label: "What should the manager know or decide?", Hint: "They are told by email, and it is on their list. You go on having the referral.",
	}, "Enter what the manager should know or decide")
	return strandWork{
		name: "escalate", title: "Ask the manager", button: "Send to the manager",
		fields:  v.withCodeQuestions(note),
		typical: referral.Escalate{Note: "any"},
		change:  func(referral.Strand) referral.Change { return referral.Escalate{Note: note.Value} },
	}
}

func escalateAsk(v *visit) error  { return v.showForm(escalateWork(v)) }
func escalateSave(v *visit) error { return v.submit(escalateWork(v)) }
