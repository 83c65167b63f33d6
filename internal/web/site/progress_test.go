package site

import (
	"net/http"
	"testing"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/web"
)

// bookOf is a book of a team in which a step took that many working days, each so
// many times, of late.
func bookOf(team referral.Team, step waits.Step, priority referral.Priority, took map[string]int) waits.Series {
	flows := waits.Counts{}
	for days, n := range took {
		flows[string(step)+"/"+string(priority)+"/"+days] = n
	}
	return waits.Series{Team: team, Days: []waits.Day{{Team: team, Date: "2026-11-02", Flows: flows, Closing: waits.Counts{}}}}
}

// Whoever referred is told where it is and what was decided, in plain words and as
// text; nobody else is told it in that way.
func TestTheReferrersView(t *testing.T) {
	s := boardSite(t)
	answers := margaret(tech) // somebody who is in no other case
	answers["full-name"], answers["date-of-birth"], answers["nhs-number"] = []string{"Papa Testcase"}, []string{"1942-03-04"}, []string{"9990000026"}
	r := s.open(socialWorker, answers)
	s.take(r, tech, waiting)
	worker := s.signIn(socialWorker)
	worker.get(web.PathOfCase(r)).must(http.StatusOK).says("Where it is: assistive technology",
		"It waits for a practitioner of the Occupational therapy team to take it.",
		"Write to the team: <a class=\"govuk-link\" href=\"mailto:ot@council.example.org\">ot@council.example.org</a>",
		"Too few people have come this far in the last 12 weeks to say how long it takes.", "It should be by 25 November 2026.",
		"- Who has it: Occupational therapy team. Write to ot@council.example.org.", "- Full name Papa Testcase").golden("case_progress_waiting")
	s.work(r, 0, 0)
	worker.get(web.PathOfCase(r)).says("Occupational Therapist One has spoken to the person, or to someone for them, and makes the assessment next.", "Occupational Therapist One, occupational therapist, of the Occupational therapy team")
	no := referral.Decision{Outcome: referral.MetOtherwise, Rationale: "Family stay overnight.", NextStep: "They can ask again."}
	s.change(r, tech, therapist.Actor, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2026-11-23", Findings: "Steady."}})
	s.change(r, tech, therapist.Actor, referral.Decide{Decision: no})
	s.change(r, tech, referral.System("arrange"), referral.Arrange{})
	worker.get(web.PathOfCase(r)).says("It ended on 23 November 2026: No: the need is met another way.", "What was decided", "Family stay overnight.", "What happens instead", "They can ask again.").golden("case_progress_ended")

	s.at(monday)
	provided := s.open(socialWorker, answers)
	s.take(provided, tech, waiting)
	s.work(provided, 0, 0)
	s.change(provided, tech, therapist.Actor, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2026-11-23", Findings: "Steady."}})
	s.change(provided, tech, therapist.Actor, referral.Decide{Decision: referral.Decision{Outcome: referral.Provide, Rationale: "She can be found.", Equipment: []catalogue.Code{"gps-locator"}, Items: []referral.Provided{
		{Item: catalogue.Item{Code: "gps-locator"}, Quantity: 2, Where: "On her keys"}}}})
	worker.get(web.PathOfCase(provided)).says("What they get", "2 × GPS locator. Where: On her keys", "- What they get: 2 × GPS locator. Where: On her keys\n- Why: She can be found.")
	s.signIn(therapist).get(web.PathOfCase(r)).must(http.StatusOK).lacks("Where it is", "Text for the case record")
	s.signIn(manager).get(web.PathOfCase(r)).must(http.StatusOK).lacks("Where it is")
}
