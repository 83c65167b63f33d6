package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// notReachedPage is the form with what was tried.
type notReachedPage struct {
	strandForm
	Tried []string
}

// notReachedWork is the form that closes a strand because nobody could be reached.
func (p pages) notReachedWork(r *web.Request) strandWork {
	rationale := formview.LongText(r, govuk.Field{
		Name: "rationale", Label: "Reason for the decision", Hint: "What was tried, and why it is safe to stop. The referrer reads this.",
	}, "Enter the reason for the decision")
	next := formview.LongText(r, govuk.Field{
		Name: "next-step", Label: "What the person can do next, or who will help them", Rows: 3, Hint: "For example, how they can ask again.",
	}, "Enter what the person can do next, or who will help them")
	return strandWork{
		name: "not-reached", title: "Close: could not be reached", button: "Close it as not reached",
		fields: formview.WithCodeQuestions(r, rationale, next),
		change: func(referral.Strand) referral.Change {
			return referral.NotReached{Rationale: rationale.Value, NextStep: next.Value, At: p.Now()}
		},
		page: func(form strandForm, _ referral.Referral) any { return notReachedPage{form, triedLines(r.Strand)} },
	}
}

// triedLines says what was done to reach somebody, the first attempt first.
func triedLines(s referral.Strand) []string {
	var tried []string
	for _, c := range s.Contacts {
		if !c.When.Before(s.Reopened) {
			tried = append(tried, c.Detail()[0])
		}
	}
	return append(tried, display.Given("The referrer was told, ", display.Moment(s.Told))...)
}

func (p pages) notReachedAsk(r *web.Request) error { return p.showForm(r, p.notReachedWork(r)) }

func (p pages) notReachedSave(r *web.Request) error { return p.submit(r, p.notReachedWork(r)) }
