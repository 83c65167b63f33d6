package web

import (
	"assistive-referrals/internal/web/display"
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// inPlaceWork is the form that records that the person has what was decided.
func inPlaceWork(v *visit) strandWork {
	on, date := v.pastDate(govuk.Field{Name: "on", Label: "When was it put in place?", Hint: "For example, 27 3 2027"}, "the date on which it was put in place")
	review, reviewBy := v.date(govuk.Field{
		Name: "review", Label: "Review it by", Hint: "Whoever decided reviews it. Change the date if it should be sooner or later.",
	}, usualReview(v.Strand, v.Now()), "the date by which to review it")
	if v.Posted != nil && review.Error == "" && on.Error == "" && reviewBy <= date {
		review.Error = "The date by which to review it must be after it was put in place"
	}
	note := v.longText(govuk.Field{Name: "note", Label: "What was done, and how it was tested", Optional: true}, "")
	return strandWork{
		name: "in-place", title: "Mark as in place", button: "Mark as in place",
		fields:  v.withCodeQuestions(on, note, review),
		typical: referral.PutInPlace{On: v.Today()},
		change: func(referral.Strand) referral.Change {
			return referral.PutInPlaceAt(referral.PutInPlace{On: date, Note: note.Value, ReviewBy: reviewBy}, v.calendar)
		},
	}
}

// usualReview is the date that the decision gave for the review, if it is still to
// come, or the policy's.
func usualReview(s referral.Strand, now time.Time) referral.Date {
	if s.Decision != nil && string(s.Decision.ReviewBy) > display.InLondon(now, time.DateOnly) {
		return s.Decision.ReviewBy
	}
	return referral.ReviewDate(now)
}

func inPlaceAsk(v *visit) error { return v.ask(inPlaceWork(v)) }

// inPlaceSave refuses while an answer is open without which nothing may be put in
// place. What was done before, or cannot be done now, is said as for every form.
func inPlaceSave(v *visit) error {
	w := inPlaceWork(v)
	if v.Strand.Done(v.Posted.Get("request")) || w.typical.Possible(v.Strand, v.Actor()) != nil {
		return v.act(w)
	}
	current, _, err := v.current()
	if err != nil {
		return err
	}
	w.gaps = gapsOf(v.Strand, current, laterContext(v, current))
	return v.act(w)
}

// gapsOf returns what must still be answered before a strand is put in place.
func gapsOf(s referral.Strand, current referral.Referral, at intake.Context) []intake.Gap {
	onAScreen := s.Decision != nil && s.Decision.Outcome == referral.OnAScreen
	return intake.BeforeInPlace(s.Kind, onAScreen, current.Answers, at)
}

// gapLinks are the gaps as an error summary lists them, each with the page on which
// it is answered.
func gapLinks(r referral.Reference, gaps []intake.Gap) []govuk.ErrorItem {
	var items []govuk.ErrorItem
	for _, gap := range gaps {
		items = append(items, govuk.ErrorItem{Text: gap.Message, Href: answersPath(r, gap.Section) + "#" + gap.Anchor})
	}
	return items
}
