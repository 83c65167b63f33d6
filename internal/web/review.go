package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// reviewWork is the form that records a review after which what is in place stays.
func reviewWork(v *visit) strandWork {
	on, date := v.pastDate(govuk.Field{Name: "on", Label: "When was it reviewed?", Hint: "For example, 27 3 2027"}, "the date of the review")
	benefit := v.choice(govuk.Field{Name: "benefit", Label: "Has it helped?", Hint: expectedWords(v.Strand), Options: pairs(referral.Benefits())}, "Select whether it has helped")
	note := v.longText(govuk.Field{Name: "note", Label: "What the review found", Optional: true}, "")
	next, nextDate := v.date(govuk.Field{Name: "next", Label: "Review it again by", Hint: "Change the date if it should be sooner or later."},
		referral.NextReviewDate(v.Now().In(workingtime.London())), "the date by which to review it again")
	if v.Posted != nil && next.Error == "" && nextDate <= v.Today() {
		next.Error = "The date by which to review it again must be in the future"
	}
	return strandWork{
		name: "review", title: "Review and keep", button: "Save review",
		fields:  v.withCodeQuestions(on, benefit, note, next),
		typical: referral.Review{On: "2000-01-01", Benefit: referral.Benefits()[0][0], Next: "2000-01-02"},
		change: func(referral.Strand) referral.Change {
			return referral.ReviewAt(referral.Review{On: date, Benefit: benefit.Value, Note: note.Value, Next: nextDate}, v.calendar)
		},
	}
}

// expectedWords says what the decision expected, which the review holds against what
// it finds; "" where it expected nothing.
func expectedWords(s referral.Strand) string {
	if s.Decision == nil || s.Decision.Benefit == "" {
		return ""
	}
	return "When it was decided, this was expected: " + lowerFirst(labelOf(referral.ExpectedBenefits(), s.Decision.Benefit)) + "."
}

func reviewAsk(v *visit) error  { return v.showForm(reviewWork(v)) }
func reviewSave(v *visit) error { return v.submit(reviewWork(v)) }
