package casepage

import (
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// inPlaceWork is the form that records that the person has what was decided.
func (p pages) inPlaceWork(r *web.Request) strandWork {
	on, date := p.pastDate(r, govuk.Field{Name: "on", Label: "When was it put in place?", Hint: "For example, 27 3 2027"}, "the date on which it was put in place")
	review, reviewBy := formview.Date(r, govuk.Field{
		Name: "review", Label: "Review it by", Hint: "Whoever decided reviews it. Change the date if it should be sooner or later.",
	}, p.usualReview(r.Strand), "the date by which to review it")
	if r.Posted != nil && review.Error == "" && on.Error == "" && reviewBy <= date {
		review.Error = "The date by which to review it must be after it was put in place"
	}
	note := formview.LongText(r, govuk.Field{Name: "note", Label: "What was done, and how it was tested", Optional: true}, "")
	return strandWork{
		name: "in-place", title: "Mark as in place", button: "Mark as in place",
		fields: formview.WithCodeQuestions(r, on, note, review),
		change: func(referral.Strand) referral.Change {
			return p.Rules.PutInPlace(date, note.Value, reviewBy)
		},
	}
}

// usualReview is the date that the decision gave for the review, if it is still to
// come, or the policy's.
func (p pages) usualReview(s referral.Strand) referral.Date {
	if s.Decision != nil && string(s.Decision.ReviewBy) > workingtime.InLondon(p.Now(), time.DateOnly) {
		return s.Decision.ReviewBy
	}
	return p.Rules.ReviewDate(p.Now())
}

func (p pages) inPlaceAsk(r *web.Request) error { return p.showForm(r, p.inPlaceWork(r)) }

// inPlaceSave refuses while an answer is open without which nothing may be put in
// place. What was done before, or cannot be done now, is said as for every form.
func (p pages) inPlaceSave(r *web.Request) error {
	w := p.inPlaceWork(r)
	if r.Strand.Done(r.Posted.Get("request")) || w.change(r.Strand).Possible(r.Strand, r.Actor()) != nil {
		return p.submit(r, w)
	}
	current, _, err := display.Current(r)
	if err != nil {
		return err
	}
	w.gaps = display.GapsOf(r.Strand, current, p.laterContext(r, current))
	return p.submit(r, w)
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
