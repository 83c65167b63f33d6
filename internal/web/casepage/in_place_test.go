package casepage_test

import (
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestNothingIsPutInPlaceWhileAnAnswerIsOpen(t *testing.T) {
	s := webtest.New(t)
	answers := webtest.Margaret(webtest.Tech)
	answers["privacy-notice"] = []string{"no"}
	delete(answers, "less-restrictive")
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, webtest.Tech, webtest.Arranging)
	path, b := web.PathOfStrand(r, webtest.Tech, "in-place"), s.SignIn(webtest.Installer)
	words := []string{"Give the person the privacy notice", "What less restrictive option was considered"}
	s.SignIn(webtest.Therapist).Get(web.PathOfCase(r)).Must(200).Says(append(words, "Needed before it is put in place", `href="`+web.AnswersPath(r, "consent")+`#less-restrictive"`)...)
	form := b.Get(path).Must(200).Fill(map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "review-day": "4", "review-month": "1", "review-year": "2027"})
	b.Post(path, form).Must(422).Says(words...)
	if got := s.Strand(r, webtest.Tech); got.State != referral.Arranging {
		t.Errorf("it is %s", got.State)
	}
	ot := s.SignIn(webtest.Therapist)
	consent := map[string]string{
		"consent": "given", "consent-by": "Mike Testcase", "consent-how": "spoken", "consent-on-day": "20", "consent-on-month": "11", "consent-on-year": "2026", "privacy-notice": "yes",
		"less-restrictive": "A card was not enough.", "shared-areas": "nobody-else", "restrictions": "no", "reason": "She has it now.",
	}
	ot.Post(web.AnswersPath(r, "consent"), ot.Get(web.AnswersPath(r, "consent")).Must(200).Answered(nil, consent)).Must(303)
	ot.Get(web.PathOfCase(r)).Must(200).Lacks("Needed before it is put in place")
	form = b.Get(path).Must(200).Fill(map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "review-day": "4", "review-month": "1", "review-year": "2027"})
	b.Post(path, form).To(web.PathOfCase(r) + "?done=in-place")
	b.Post(path, form).To(web.PathOfCase(r) + "?done=in-place")
}
