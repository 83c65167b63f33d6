package casepage_test

import (
	"net/http"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// A review is by the date that the decision gave, holds what it finds against what the
// decision expected, and may be followed by the next.
func TestAReviewIsHeldAgainstTheDecision(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Assessed)
	decision := referral.Decision{Outcome: referral.Provide, Rationale: "x", Equipment: []catalogue.Code{"gps-locator"}, ReviewBy: "2026-12-14", Benefit: "avoids"}
	s.Change(r, webtest.Tech, webtest.Therapist.Actor, webtest.Decide(decision))
	s.Change(r, webtest.Tech, referral.System("arrange"), referral.Arrange{})
	page := s.SignIn(webtest.Installer).Get(web.PathOfStrand(r, webtest.Tech, "in-place")).Must(http.StatusOK)
	if page.Value("review-day")+page.Value("review-month")+page.Value("review-year") != "14122026" {
		t.Errorf("to be reviewed by %s %s", page.Value("review-day"), page.Value("review-month"))
	}
	s.Change(r, webtest.Tech, webtest.Installer.Actor, webtest.Rules().PutInPlace("2026-11-23", "", "2026-12-14"))
	s.At(webtest.Monday.AddDate(0, 0, 21))
	ot := s.SignIn(webtest.Therapist)
	const expected = "When it was decided, this was expected: it avoids the need for other care."
	ot.Get(web.PathOfStrand(r, webtest.Tech, "close")).Must(http.StatusOK).Says(expected)
	form := ot.Get(web.PathOfStrand(r, webtest.Tech, "review")).Must(http.StatusOK).Says(expected)
	if form.Value("next-day")+form.Value("next-month")+form.Value("next-year") != "14122027" {
		t.Errorf("to be reviewed again by %s %s %s", form.Value("next-day"), form.Value("next-month"), form.Value("next-year"))
	}
	ot.Post(web.PathOfStrand(r, webtest.Tech, "review"), form.Fill(map[string]string{"on-day": "14", "on-month": "12", "on-year": "2026", "benefit": "none",
		"note": "It lies in a drawer.", "next-day": "14", "next-month": "1", "next-year": "2027"})).Must(http.StatusSeeOther)
	strand := s.Strand(r, webtest.Tech)
	if strand.State != referral.InPlace || strand.ReviewBy != "2027-01-14" || !strand.ReviewTell.Equal(time.Date(2027, 1, 14, 9, 0, 0, 0, time.UTC)) || len(strand.Reviews) != 1 {
		t.Errorf("kept as %+v", strand)
	}
	ot.Get(web.PathOfCase(r)).Must(http.StatusOK).Says("14 December 2026: it has not helped", "Expected: it avoids the need for other care", "It lies in a drawer.", "14 January 2027")
}
