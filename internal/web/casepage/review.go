package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// reviewWork is the form that records a review after which what is in place stays.
func (p pages) reviewWork(r *web.Request) strandWork {
	on, date := p.pastDate(r, govuk.Field{Name: "on", Label: "When was it reviewed?", Hint: "For example, 27 3 2027"}, "the date of the review")
	benefit := formview.Choice(r, govuk.Field{Name: "benefit", Label: "Has it helped?", Hint: expectedWords(r.Strand), Options: display.Pairs(referral.Benefits())}, "Select whether it has helped")
	note := formview.LongText(r, govuk.Field{Name: "note", Label: "What the review found", Optional: true}, "")
	next, nextDate := formview.Date(r, govuk.Field{Name: "next", Label: "Review it again by", Hint: "Change the date if it should be sooner or later."},
		p.Rules.NextReviewDate(p.Now().In(workingtime.London())), "the date by which to review it again")
	if r.Posted != nil && next.Error == "" && nextDate <= r.Today() {
		next.Error = "The date by which to review it again must be in the future"
	}
	return strandWork{
		name: "review", title: "Review and keep", button: "Save review",
		fields: formview.WithCodeQuestions(r, on, benefit, note, next),
		change: func(referral.Strand) referral.Change {
			return p.Rules.Review(referral.Review{On: date, Benefit: benefit.Value, Note: note.Value, Next: nextDate})
		},
	}
}

// expectedWords says what the decision expected, which the review holds against what
// it finds; "" where it expected nothing.
func expectedWords(s referral.Strand) string {
	if s.Decision == nil || s.Decision.Benefit == "" {
		return ""
	}
	return "When it was decided, this was expected: " + display.LowerFirst(display.LabelOf(referral.ExpectedBenefits(), s.Decision.Benefit)) + "."
}

func (p pages) reviewAsk(r *web.Request) error { return p.showForm(r, p.reviewWork(r)) }

func (p pages) reviewSave(r *web.Request) error { return p.submit(r, p.reviewWork(r)) }
