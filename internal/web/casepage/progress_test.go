package casepage_test

import (
	"net/http"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// Whoever referred is told where it is and what was decided, in plain words and as
// text; nobody else is told it in that way.
func TestTheReferrersView(t *testing.T) {
	s := webtest.BoardSite(t)
	answers := webtest.Margaret(webtest.Tech) // somebody who is in no other case
	answers["full-name"], answers["date-of-birth"], answers["nhs-number"] = []string{"Papa Testcase"}, []string{"1942-03-04"}, []string{"9990000026"}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, webtest.Tech, webtest.Waiting)
	worker := s.SignIn(webtest.SocialWorker)
	worker.Get(web.PathOfCase(r)).Must(http.StatusOK).Says("Where it is: assistive technology",
		"It waits for a practitioner of the Occupational therapy team to take it.",
		"Write to the team: <a class=\"govuk-link\" href=\"mailto:ot@council.example.org\">ot@council.example.org</a>",
		"Too few people have come this far in the last 12 weeks to say how long it takes.", "It should be by 25 November 2026.",
		"- Who has it: Occupational therapy team. Write to ot@council.example.org.", "- Full name Papa Testcase").Golden("case_progress_waiting", webtest.WhatWasSent, webtest.ToCopy)
	s.Work(r, 0, 0)
	worker.Get(web.PathOfCase(r)).Says("Occupational Therapist One has spoken to the person, or to someone for them, and makes the assessment next.", "Occupational Therapist One, occupational therapist, of the Occupational therapy team")
	no := referral.Decision{Outcome: referral.MetOtherwise, Rationale: "Family stay overnight.", NextStep: "They can ask again."}
	s.Change(r, webtest.Tech, webtest.Therapist.Actor, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2026-11-23", Findings: "Steady."}})
	s.Change(r, webtest.Tech, webtest.Therapist.Actor, webtest.Decide(no))
	s.Change(r, webtest.Tech, referral.System("arrange"), referral.Arrange{})
	worker.Get(web.PathOfCase(r)).Says("It ended on 23 November 2026: No: the need is met another way.", "What was decided", "Family stay overnight.", "What happens instead", "They can ask again.").Golden("case_progress_ended", webtest.WhatWasSent, webtest.ToCopy)

	s.At(webtest.Monday)
	provided := s.Open(webtest.SocialWorker, answers)
	s.Take(provided, webtest.Tech, webtest.Waiting)
	s.Work(provided, 0, 0)
	s.Change(provided, webtest.Tech, webtest.Therapist.Actor, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2026-11-23", Findings: "Steady."}})
	s.Change(provided, webtest.Tech, webtest.Therapist.Actor, webtest.Decide(referral.Decision{Outcome: referral.Provide, Rationale: "She can be found.", Equipment: []catalogue.Code{"gps-locator"}, Items: []referral.Provided{
		{Item: catalogue.Item{Code: "gps-locator"}, Quantity: 2, Where: "On her keys"}}}))
	worker.Get(web.PathOfCase(provided)).Says("What they get", "2 × GPS locator. Where: On her keys", "- What they get: 2 × GPS locator. Where: On her keys\n- Why: She can be found.")
	s.SignIn(webtest.Therapist).Get(web.PathOfCase(r)).Must(http.StatusOK).Lacks("Where it is", "Text for the case record")
	s.SignIn(webtest.Manager).Get(web.PathOfCase(r)).Must(http.StatusOK).Lacks("Where it is")
}
