package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// holdWork is the form that puts a strand aside until a date.
func holdWork(v *visit) strandWork {
	until, date := v.date(govuk.Field{Name: "until", Label: "Until when?", Hint: "It comes back to you by itself that morning. For example, 27 3 2027"}, "", "the date until which it is on hold")
	if v.Posted != nil && until.Error == "" && date <= v.Today() {
		until.Error = "The date until which it is on hold must be in the future"
	}
	reason := v.longText(govuk.Field{
		Name: "reason", Label: "Why is it on hold?", Hint: "The referrer and your team can read this. The clock is stopped until it comes back.",
	}, "Enter why it is on hold")
	return strandWork{
		name: "hold", title: "Put on hold", button: "Put on hold",
		fields:  v.withCodeQuestions(until, reason),
		typical: referral.HoldUntil(v.Today(), "any", v.calendar),
		change: func(referral.Strand) referral.Change {
			return referral.HoldUntil(date, reason.Value, v.calendar)
		},
	}
}

func holdAsk(v *visit) error  { return v.ask(holdWork(v)) }
func holdSave(v *visit) error { return v.act(holdWork(v)) }
