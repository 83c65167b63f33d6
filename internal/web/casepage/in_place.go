package casepage

import (
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// inPlace records that the person has what was decided.
var inPlace = changePage{
	path: "in-place", title: "Mark as in place", button: "Mark as in place", may: access.PutInPlace,
	done: "Marked as in place.",
	form: form.Section{Slug: "in-place", Fields: []form.Field{
		form.PastDate("on", "When was it put in place?", "The date on which it was put in place").Hinted("For example, 27 3 2027"),
		form.LongText("note", "What was done, and how it was tested", "").Optional(),
		form.AnyDate("review", "Review it by", "The date by which to review it").Hinted("Whoever decided reviews it. Change the date if it should be sooner or later."),
	}, Rules: []form.Rule{{Field: "review", Check: func(all form.Answers, _ form.Context) string {
		if all.Date("on") != "" && all.Date("review") <= all.Date("on") {
			return "The date by which to review it must be after it was put in place"
		}
		return ""
	}}}},
	with: func(p pages, r *web.Request, c *changePage) error {
		c.begin = form.Answers{"on": {string(r.Today())}, "review": {string(p.usualReview(r.Strand))}}
		if r.Posted == nil || c.possible(p, r) != nil {
			return nil // what cannot be done now is said as for every form
		}
		current, _, err := display.Current(r)
		c.gaps = display.GapsOf(r.Strand, current, p.laterContext(r, current))
		return err
	},
	change: func(p pages, _ referral.Strand, a form.Answers) referral.Change {
		return p.Rules.PutInPlace(a.Date("on"), a.First("note"), a.Date("review"))
	},
}

// usualReview is the date that the decision gave for the review, if it is still to
// come, or the policy's.
func (p pages) usualReview(s referral.Strand) referral.Date {
	if s.Decision != nil && string(s.Decision.ReviewBy) > workingtime.InLondon(p.Now(), time.DateOnly) {
		return s.Decision.ReviewBy
	}
	return p.Rules.ReviewDate(p.Now())
}

// gapLinks are the gaps as an error summary lists them, each with the page on which
// it is answered.
func gapLinks(r referral.Reference, gaps []intake.Gap) []govuk.ErrorItem {
	var items []govuk.ErrorItem
	for _, gap := range gaps {
		items = append(items, govuk.ErrorItem{Text: gap.Message, Href: web.AnswersPath(r, gap.Section) + "#" + gap.Anchor})
	}
	return items
}
