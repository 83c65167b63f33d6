package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// notReachedPage is the form with what was tried.
type notReachedPage struct {
	changeForm
	Tried []string
}

// notReached closes a strand because nobody could be reached.
var notReached = changePage{
	path: "not-reached", title: "Close: could not be reached", button: "Close it as not reached", may: access.WorkIt,
	done: "It is closed as not reached. The referrer will be told.",
	form: form.Section{Slug: "not-reached", Fields: []form.Field{
		form.LongText("rationale", "Reason for the decision", "Enter the reason for the decision").
			Hinted("What was tried, and why it is safe to stop. The referrer reads this."),
		form.LongText("next-step", "What the person can do next, or who will help them", "Enter what the person can do next, or who will help them").Tall(3).
			Hinted("For example, how they can ask again."),
	}},
	change: func(p pages, _ referral.Strand, a form.Answers) referral.Change {
		return referral.NotReached{Rationale: a.First("rationale"), NextStep: a.First("next-step"), At: p.Now()}
	},
	show: func(f changeForm, r *web.Request, _ referral.Referral) any {
		return notReachedPage{f, triedLines(r.Strand)}
	},
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
