package casepage_test

import (
	"net/http"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// What does not fit for several reasons is one flag with all of them.
func TestReasonsOfOneFlagStandTogether(t *testing.T) {
	html := string(display.FlagTags(referral.Strand{Flags: []referral.Flag{
		{Code: referral.FlagSafeguarding}, {Code: referral.FlagDoesNotFit, Words: "One <reason>."}, {Code: referral.FlagDoesNotFit, Words: "Another."}, {Code: referral.FlagMissing, Count: 1},
	}}))
	for words, times := range map[string]int{"<li": 3, ">Does not fit<": 1, "One &lt;reason&gt;.": 1, "Another.": 1, "1 answer missing": 1} {
		if strings.Count(html, words) != times {
			t.Errorf("%q is there %d times: %s", words, strings.Count(html, words), html)
		}
	}
	if display.FlagTags(referral.Strand{}) != "" {
		t.Error("no flags are shown as something")
	}
}

// A list and the case page say the same of a strand, in words; a later answer
// changes both, of every strand that it is about.
func TestFlagsInTheListAndOnTheCasePage(t *testing.T) {
	s := webtest.New(t)
	answers := webtest.Margaret(webtest.Tech, referral.VRSessions)
	for field, value := range map[string]string{"concerns": "safeguarding", "agreement": "capacity-in-doubt", "misuse": "yes", "date-of-birth": "2010-02-03"} {
		answers[field] = []string{value}
	}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, webtest.Tech, webtest.Waiting)
	s.Take(r, referral.VRSessions, webtest.Waiting)
	ot := s.SignIn(webtest.Therapist)

	flags := []string{"Safeguarding", "Possible misuse", "Capacity in doubt", "Aged 16 or 17"}
	ot.Get("/worklist").Must(http.StatusOK).Says(append(flags, "Ask a clinician first", "answers missing")...)
	home := ot.Get(web.PathOfCase(r)).Must(http.StatusOK).Says(flags...).Golden("case_flagged", webtest.WhatWasSent)
	if strings.Count(home.Html, ">Ask a clinician first<") != 2 { // once as a flag of the sessions, once as the result
		t.Error("the screening is flagged for what is no session, or not at all")
	}

	worker, path := s.SignIn(webtest.SocialWorker), web.AnswersPath(r, "agreement")
	page := worker.Get(path).Must(http.StatusOK)
	worker.Post(path, page.Answered(nil, map[string]string{"agreement": "agrees", "reason": "A capacity assessment was made."})).To(web.PathOfCase(r) + "?done=answers")
	for _, kind := range []referral.Kind{webtest.Tech, referral.VRSessions} {
		if s.Strand(r, kind).Flagged(referral.FlagCapacityInDoubt) {
			t.Errorf("%s still says that capacity is in doubt", kind)
		}
	}
	ot.Get("/worklist").Says("Safeguarding").Lacks(">Capacity in doubt</strong>")
	ot.Get(web.PathOfCase(r)).Says("Virtual-reality sessions: Flags: Safeguarding, Possible misuse")
}
