package site

import (
	"net/http"
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/workingtime"
)

// A review is by the date that the decision gave, holds what it finds against what the
// decision expected, and may be followed by the next.
func TestAReviewIsHeldAgainstTheDecision(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, assessed)
	decision := referral.Decision{Outcome: referral.Provide, Rationale: "x", Equipment: []catalogue.Code{"gps-locator"}, ReviewBy: "2026-12-14", Benefit: "avoids"}
	s.change(r, tech, therapist.Actor, referral.Decide{Decision: decision})
	s.change(r, tech, referral.System("arrange"), referral.Arrange{})
	page := s.signIn(installer).get(web.PathOfStrand(r, tech, "in-place")).must(http.StatusOK)
	if page.value("review-day")+page.value("review-month")+page.value("review-year") != "14122026" {
		t.Errorf("to be reviewed by %s %s", page.value("review-day"), page.value("review-month"))
	}
	s.change(r, tech, installer.Actor, referral.PutInPlaceAt(referral.PutInPlace{On: "2026-11-23", ReviewBy: "2026-12-14"}, workingtime.England()))
	s.at(monday.AddDate(0, 0, 21))
	ot := s.signIn(therapist)
	const expected = "When it was decided, this was expected: it avoids the need for other care."
	ot.get(web.PathOfStrand(r, tech, "close")).must(http.StatusOK).says(expected)
	form := ot.get(web.PathOfStrand(r, tech, "review")).must(http.StatusOK).says(expected)
	if form.value("next-day")+form.value("next-month")+form.value("next-year") != "14122027" {
		t.Errorf("to be reviewed again by %s %s %s", form.value("next-day"), form.value("next-month"), form.value("next-year"))
	}
	ot.post(web.PathOfStrand(r, tech, "review"), form.fill(map[string]string{"on-day": "14", "on-month": "12", "on-year": "2026", "benefit": "none",
		"note": "It lies in a drawer.", "next-day": "14", "next-month": "1", "next-year": "2027"})).must(http.StatusSeeOther)
	strand := s.strand(r, tech)
	if strand.State != referral.InPlace || strand.ReviewBy != "2027-01-14" || !strand.ReviewTell.Equal(time.Date(2027, 1, 14, 9, 0, 0, 0, time.UTC)) || len(strand.Reviews) != 1 {
		t.Errorf("kept as %+v", strand)
	}
	ot.get(web.PathOfCase(r)).must(http.StatusOK).says("14 December 2026: it has not helped", "Expected: it avoids the need for other care", "It lies in a drawer.", "14 January 2027")
}
