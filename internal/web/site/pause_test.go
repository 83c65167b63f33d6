package site

import (
	"net/http"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// What is asked and answered stands on the case for both, the targets move by the
// working days that it took, and the days since the referral do not.
func TestTheReferrerAnswersAndTheClockRunsOn(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	ot, worker := s.signIn(therapist), s.signIn(socialWorker)
	ask, reply := web.PathOfStrand(r, tech, "ask"), web.PathOfStrand(r, tech, "reply")
	worker.get(reply).must(http.StatusConflict).says("Nothing is being asked any more")

	ot.post(ask, ot.get(ask).fill(map[string]string{"question-1": "Who holds the <spare> key?"})).to(web.PathOfCase(r) + "?done=ask")
	ot.get(web.PathOfCase(r)).says("Waiting for the referrer", "Clock stopped", "Who holds the &lt;spare&gt; key?", "No answer yet")
	worker.get("/my-referrals").says("Waiting for the referrer", "The clock is stopped since 10:00am on 23 November 2026")
	s.signIn(otherWorker).get(reply).must(http.StatusNotFound)
	ot.get(reply).must(http.StatusForbidden)

	s.at(monday.AddDate(0, 0, 3).Add(time.Hour))
	worker.get(web.PathOfCase(r)).says("Answer the practitioner’s questions")
	page := worker.get(reply).must(http.StatusOK).says("Asked by Occupational Therapist One, 23 November 2026 at 10:00am.")
	worker.post(reply, page.fill(map[string]string{"answer-1": "Her neighbour."})).to(web.PathOfCase(r) + "?done=reply")
	ot.get(web.PathOfCase(r)).must(http.StatusOK).
		says("Being assessed", "Answer: Her neighbour.", "Answered by Social Worker One, 26 November 2026 at 11:00am", "3 days", "First contact by 30 November 2026 at 5:00pm").
		golden("case_answered")
}

// A hold shows until when and why, and can be ended early.
func TestAHoldIsShownAndEndedEarly(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, held)
	ot, path := s.signIn(therapist), web.PathOfStrand(r, tech, "return")
	ot.get(web.PathOfCase(r)).says("On hold", "Until 7 December 2026", "She is in hospital until then.", "Clock stopped").golden("case_on_hold")
	s.at(monday.AddDate(0, 0, 2))
	ot.post(path, ot.get(path).fill(map[string]string{"reason": "She came home early."})).to(web.PathOfCase(r) + "?done=return")
	ot.get(web.PathOfCase(r)).says("Being assessed", "Why: She came home early.").lacks("Until 7 December 2026</")
	if got := s.strand(r, tech); got.State != referral.Claimed || got.Hold != nil || len(got.Pauses) != 1 {
		t.Errorf("it is %+v", got)
	}
}
