package webtest

import (
	"net/http"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestAStrandIsWorkedFromTheWorklistToItsEnd(t *testing.T) {
	s := New(t)
	r := s.StrandAt(Tech, Waiting)
	ot, fitter := s.SignIn(Therapist), s.SignIn(Installer)
	home := web.PathOfCase(r)
	s.At(Monday.Add(time.Hour))

	list := ot.Get("/worklist").Must(http.StatusOK).Says(string(r), "MT", "A fall in the last month", "Claim")
	ot.Post(web.PathOfStrand(r, Tech, "claim"), list.Fill(nil)).To(home + "?done=claim")
	step := func(b Browser, name string, typed map[string]string) {
		t.Helper()
		form := b.Get(web.PathOfStrand(r, Tech, name)).Must(http.StatusOK)
		b.Get(b.Post(web.PathOfStrand(r, Tech, name), form.Fill(typed)).To(home + "?done=" + name).Location).Must(http.StatusOK).Says("Success")
	}
	step(ot, "contact", map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "at": "10:30am", "how": "telephone", "reached": "yes", "note": "A visit on Tuesday."})
	step(ot, "assessment", map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "method": "visit", "findings": "Steady by day.", "goals": "Go to the shops."})
	step(ot, "decision", map[string]string{"outcome": "provide", "rationale": "She gets lost.", "equipment": "gps-locator"})
	s.Change(r, Tech, referral.System("arrange"), referral.Arrange{})
	fitter.Get("/worklist").Says("To arrange (1)", string(r)).Lacks("Testcase")
	step(fitter, "in-place", map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "note": "Tested.", "review-day": "4", "review-month": "1", "review-year": "2027"})
	step(ot, "close", map[string]string{"benefit": "reduces", "note": "She goes out again."})

	if got := s.Strand(r, Tech); got.State != referral.Closed {
		t.Errorf("ended as %s", got.State)
	}
	ot.Get(home).Says("A visit on Tuesday.", "Steady by day.", "She gets lost.", "GPS locator", "Handed to: Installation", "Tested.", "She goes out again.")
}
