package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// escalateWork is the form that puts a question before the team's manager.
func (p pages) escalateWork(r *web.Request) strandWork {
	note := formview.LongText(r, govuk.Field{
		Name: "note", Label: "What should the manager know or decide?", Hint: "They are told by email, and it is on their list. You go on having the referral.",
	}, "Enter what the manager should know or decide")
	return strandWork{
		name: "escalate", title: "Ask the manager", button: "Send to the manager",
		fields: formview.WithCodeQuestions(r, note),
		change: func(referral.Strand) referral.Change { return referral.Escalate{Note: note.Value} },
	}
}

func (p pages) escalateAsk(r *web.Request) error { return p.showForm(r, p.escalateWork(r)) }

func (p pages) escalateSave(r *web.Request) error { return p.submit(r, p.escalateWork(r)) }
