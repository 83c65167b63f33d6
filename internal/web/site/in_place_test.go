package site

import (
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestNothingIsPutInPlaceWhileAnAnswerIsOpen(t *testing.T) {
	s := newSite(t)
	answers := margaret(tech)
	answers["privacy-notice"] = []string{"no"}
	delete(answers, "less-restrictive")
	r := s.open(socialWorker, answers)
	s.take(r, tech, arranging)
	path, b := web.PathOfStrand(r, tech, "in-place"), s.signIn(installer)
	words := []string{"Give the person the privacy notice", "What less restrictive option was considered"}
	s.signIn(therapist).get(web.PathOfCase(r)).must(200).says(append(words, "Needed before it is put in place", `href="`+web.AnswersPath(r, "consent")+`#less-restrictive"`)...)
	form := b.get(path).must(200).fill(map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "review-day": "4", "review-month": "1", "review-year": "2027"})
	b.post(path, form).must(422).says(words...)
	if got := s.strand(r, tech); got.State != referral.Arranging {
		t.Errorf("it is %s", got.State)
	}
	ot := s.signIn(therapist)
	consent := map[string]string{
		"consent": "given", "consent-by": "Mike Testcase", "consent-how": "spoken", "consent-on-day": "20", "consent-on-month": "11", "consent-on-year": "2026", "privacy-notice": "yes",
		"less-restrictive": "A card was not enough.", "shared-areas": "nobody-else", "restrictions": "no", "reason": "She has it now.",
	}
	ot.post(web.AnswersPath(r, "consent"), ot.get(web.AnswersPath(r, "consent")).must(200).answered(nil, consent)).must(303)
	ot.get(web.PathOfCase(r)).must(200).lacks("Needed before it is put in place")
	form = b.get(path).must(200).fill(map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "review-day": "4", "review-month": "1", "review-year": "2027"})
	b.post(path, form).to(web.PathOfCase(r) + "?done=in-place")
	b.post(path, form).to(web.PathOfCase(r) + "?done=in-place")
}
