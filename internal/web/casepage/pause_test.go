package casepage_test

import (
	"net/http"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// What is asked and answered stands on the case for both, the targets move by the
// working days that it took, and the days since the referral do not.
func TestTheReferrerAnswersAndTheClockRunsOn(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	ot, worker := s.SignIn(webtest.Therapist), s.SignIn(webtest.SocialWorker)
	ask, reply := web.PathOfStrand(r, webtest.Tech, "ask"), web.PathOfStrand(r, webtest.Tech, "reply")
	worker.Get(reply).Must(http.StatusConflict).Says("Nothing is being asked any more")

	ot.Post(ask, ot.Get(ask).Fill(map[string]string{"question-1": "Who holds the <spare> key?"})).To(web.PathOfCase(r) + "?done=ask")
	ot.Get(web.PathOfCase(r)).Says("Waiting for the referrer", "Clock stopped", "Who holds the &lt;spare&gt; key?", "No answer yet")
	worker.Get("/my-referrals").Says("Waiting for the referrer", "The clock is stopped since 10:00am on 23 November 2026")
	s.SignIn(webtest.OtherWorker).Get(reply).Must(http.StatusNotFound)
	ot.Get(reply).Must(http.StatusForbidden)

	s.At(webtest.Monday.AddDate(0, 0, 3).Add(time.Hour))
	worker.Get(web.PathOfCase(r)).Says("Answer the practitioner’s questions")
	page := worker.Get(reply).Must(http.StatusOK).Says("Asked by Occupational Therapist One, 23 November 2026 at 10:00am.")
	worker.Post(reply, page.Fill(map[string]string{"answer-1": "Her neighbour."})).To(web.PathOfCase(r) + "?done=reply")
	ot.Get(web.PathOfCase(r)).Must(http.StatusOK).
		Says("Being assessed", "Answer: Her neighbour.", "Answered by Social Worker One, 26 November 2026 at 11:00am", "3 days", "First contact by 30 November 2026 at 5:00pm").
		Golden("case_answered", webtest.WhatWasSent)
}

// A hold shows until when and why, and can be ended early.
func TestAHoldIsShownAndEndedEarly(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Held)
	ot, path := s.SignIn(webtest.Therapist), web.PathOfStrand(r, webtest.Tech, "return")
	ot.Get(web.PathOfCase(r)).Says("On hold", "Until 7 December 2026", "She is in hospital until then.", "Clock stopped").Golden("case_on_hold", webtest.WhatWasSent)
	s.At(webtest.Monday.AddDate(0, 0, 2))
	ot.Post(path, ot.Get(path).Fill(map[string]string{"reason": "She came home early."})).To(web.PathOfCase(r) + "?done=return")
	ot.Get(web.PathOfCase(r)).Says("Being assessed", "Why: She came home early.").Lacks("Until 7 December 2026</")
	if got := s.Strand(r, webtest.Tech); got.State != referral.Claimed || got.Hold != nil || len(got.Pauses) != 1 {
		t.Errorf("it is %+v", got)
	}
}
