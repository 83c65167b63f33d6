package casepage

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/workingtime"
)

// review records a review after which what is in place stays.
var review = changePage{
	path: "review", title: "Review and keep", button: "Save review", may: access.CloseIt,
	done: "The review has been saved. You are told when the next is due.",
	with: func(p pages, r *web.Request, c *changePage) error {
		c.form = form.Section{Slug: "review", Fields: []form.Field{
			form.PastDate("on", "When was it reviewed?", "The date of the review").Hinted("For example, 27 3 2027"),
			hasItHelped(r.Strand), whatReviewFound,
			form.FutureDate("next", "Review it again by", "The date by which to review it again").Hinted("Change the date if it should be sooner or later."),
		}}
		c.begin = form.Answers{"on": {string(r.Today())}, "next": {string(p.Rules.NextReviewDate(p.Now().In(workingtime.London())))}}
		return nil
	},
	change: func(p pages, _ referral.Strand, a form.Answers) referral.Change {
		return p.Rules.Review(referral.Review{On: a.Date("on"), Benefit: a.First("benefit"), Note: a.First("note"), Next: a.Date("next")})
	},
}

// hasItHelped and whatReviewFound are asked at every review.
func hasItHelped(s referral.Strand) form.Field {
	return form.Choice("benefit", "Has it helped?", form.Pairs(referral.Benefits()), "Select whether it has helped").Hinted(expectedWords(s))
}

var whatReviewFound = form.LongText("note", "What the review found", "").Optional()

// expectedWords says what the decision expected, which the review holds against what
// it finds; "" where it expected nothing.
func expectedWords(s referral.Strand) string {
	if s.Decision == nil || s.Decision.Benefit == "" {
		return ""
	}
	return "When it was decided, this was expected: " + display.LowerFirst(display.LabelOf(referral.ExpectedBenefits(), s.Decision.Benefit)) + "."
}
