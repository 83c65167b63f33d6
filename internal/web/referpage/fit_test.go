package referpage_test

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// cannotPress are the words of a refusal, wherever it is shown.
const cannotPress = "Pendant alarm: they cannot press it, or would not know when to. May fit instead: Falls detector or Bed occupancy sensor."

// What does not fit is said in the same words beside the choice, in the error, at
// check answers, on the case page and in the list; and it is gone when it fits.
func TestWhatDoesNotFitIsSaidInTheSameWordsEverywhere(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	choice := url.Values{"equipment": {"pendant-alarm"}, "pendant-press": {"no"}}
	page := d.Post(d.Path+"/equipment", choice).Must(http.StatusUnprocessableEntity).
		Says("Error: Equipment", `<a href="#all-the-same">`+cannotPress+" Take it out, or select that you ask for it all the same</a>", "Do you ask for it all the same?").
		Shown("section_equipment_refused")
	if strings.Count(page.Html, html.EscapeString(cannotPress)) < 3 { // summary, message, and beside the choice
		t.Error("it is not said beside the choice")
	}
	d.Get(d.Path + "/check-answers").Says(cannotPress)
	choice.Set("all-the-same", "yes")
	d.Post(d.Path+"/equipment", choice).To(d.Path + "/check-answers")
	d.Get(d.Path+"/check-answers").Must(http.StatusOK).Says("Does not fit. "+cannotPress, "Yes: whoever decides looks for what fits")
	r := d.Send()
	d.Get(d.Path+"/sent").Says("Does not fit. "+cannotPress, "What does not fit, or must be seen to", "- "+cannotPress)
	s.Take(r, webtest.Tech, webtest.Waiting)

	list := s.SignIn(webtest.Assessor).Get("/worklist").Must(http.StatusOK).Says("Does not fit", cannotPress)
	list.Golden("worklist_flagged", webtest.Lists, webtest.Filters, webtest.Shortcuts)
	home := s.SignIn(webtest.Assessor).Get(web.PathOfCase(r)).Must(http.StatusOK).Says("Does not fit. " + cannotPress)
	if strings.Index(home.Html, cannotPress) > strings.Index(home.Html, "summary-card") {
		t.Error("the case page says it after the rest")
	}

	worker, path := s.SignIn(webtest.SocialWorker), web.AnswersPath(r, "equipment")
	form := worker.Get(path).Must(http.StatusOK).Lacks("Show what fits")
	worker.Post(path, form.Answered(url.Values{"equipment": {"pendant-alarm"}, "all-the-same": {"yes"}}, map[string]string{"pendant-press": "yes", "reason": "She tried it."})).To(web.PathOfCase(r) + "?done=answers")
	s.SignIn(webtest.Assessor).Get("/worklist").Says("answers missing").Lacks(">Does not fit</strong>", cannotPress)
	s.SignIn(webtest.Assessor).Get(web.PathOfCase(r)).Lacks("Does not fit. ")
}

// Once it is decided, what was decided counts: nothing of what was asked for is
// flagged any more, and what was decided is held against the home all the same.
func TestWhatWasDecidedIsHeldAgainstTheHome(t *testing.T) {
	s := webtest.New(t)
	answers := webtest.Margaret(webtest.Tech)
	for field, value := range map[string]string{"equipment": "video-doorbell", "broadband": "no", "all-the-same": "yes"} {
		answers[field] = []string{value}
	}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, webtest.Tech, webtest.Assessed)
	refused := "Video doorbell: it needs Wi-Fi, and there is no broadband."
	ot := s.SignIn(webtest.Therapist)
	ot.Get(web.PathOfCase(r)).Says("Does not fit. "+refused, "Digital switchover")
	ot.Get("/worklist?list=mine").Says("Digital switchover", refused)
	form := ot.Get(web.PathOfStrand(r, webtest.Tech, "decision")).Must(http.StatusOK)
	ot.Post(web.PathOfStrand(r, webtest.Tech, "decision"), form.Fill(map[string]string{"outcome": "provide", "rationale": "It does without Wi-Fi.", "equipment": "gps-locator"})).Must(http.StatusSeeOther)
	if s.Strand(r, webtest.Tech).Flagged(referral.FlagSwitchover) {
		t.Error("what was asked for is flagged after the decision")
	}
	ot.Get(web.PathOfCase(r)).Lacks(refused)
	s.Change(r, webtest.Tech, referral.System("arrange"), referral.Arrange{})
	fitter, path := s.SignIn(webtest.Installer), web.AnswersPath(r, "home")
	page := fitter.Get(path).Must(http.StatusOK)
	fitter.Post(path, page.Answered(nil, map[string]string{"mobile-signal": "none", "broadband": "no"})).Must(http.StatusSeeOther)
	refused = "GPS locator: it needs a mobile network, and none has a signal there."
	fitter.Get("/worklist").Says("Digital switchover", refused)
	fitter.Get(web.PathOfCase(r)).Says("Does not fit. " + refused)
}

// Without JavaScript: the needs are selected, the page comes back with what fits
// first and why, and nothing else is lost or complained about.
func TestStartingFromTheNeed(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	d.Get(d.Path+"/equipment").Must(http.StatusOK).Says("Start from the need", "What fits what you said so far", "Falls: it calls by itself after a hard fall").Lacks("<details class=\"govuk-details\" open")
	needs := url.Values{"help-with": {"lost"}, "who-comes": {"nobody"}, "then": {"fits"}, "from": {"check-answers"}, "equipment": {}}
	d.Post(d.Path+"/equipment", needs).To(d.Path + "/equipment?from=check-answers#equipment-hint")
	page := d.Get(d.Path+"/equipment?from=check-answers").Must(http.StatusOK).
		Says("What fits the needs that you selected", "Getting lost outside: somebody can see where they are and find them", "What does not fit here",
			"Door exit sensor: nobody could go after them. May fit instead: GPS locator or Memory prompt.", `value="lost" checked`, "open").
		Shown("section_equipment_suggested")
	if at := strings.Index(page.Html, `value="gps-locator"`); at < 0 || at > strings.Index(page.Html, `value="pendant-alarm"`) || at > strings.Index(page.Html, `value="door-exit"`) {
		t.Error("what fits does not stand first")
	}
	// Nothing is chosen yet, so going on is refused as ever, and links to the first choice.
	d.Post(d.Path+"/equipment", url.Values{"help-with": {"lost"}}).Must(http.StatusUnprocessableEntity).Says(`<a href="#equipment">`, `id="equipment" name="equipment"`)
	d.Post(d.Path+"/equipment", url.Values{"help-with": {"lost"}, "equipment": {"gps-locator"}}).To(d.Path + "/check-answers")
	d.Get(d.Path+"/check-answers").Says("GPS locator: this tracks, listens, films or monitors", "Getting lost outside")
	d.Get(d.Path+"/consent").Says("What less restrictive option was considered", "Does everyone who shares the home agree to it?", "Does it add to restrictions on the person?")
}

// A note that says what a finding says is not said twice.
func TestACareHomeIsNotedOnce(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.With(webtest.Pendant(), "person", map[string]string{"will-be": "care-home"}))
	note := "A care home normally provides this equipment itself. Ask the home first."
	d.Get(d.Path + "/person").Says(note)
	for _, path := range []string{"/check-answers", "/equipment"} {
		if page := d.Get(d.Path + path).Must(http.StatusOK); strings.Count(page.Html, note) != 1 {
			t.Errorf("%s says it %d times", path, strings.Count(page.Html, note))
		}
	}
}

// Whoever decides sees what the referrer saw, until it is decided.
func TestWhatCouldServeTheNeedsIsShownUntilItIsDecided(t *testing.T) {
	s := webtest.New(t)
	answers := webtest.Margaret(webtest.Tech)
	answers["help-with"], answers["who-comes"] = []string{"lost"}, []string{"nobody"}
	delete(answers, "council-responds")
	delete(answers, "responder-1-name")
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, webtest.Tech, webtest.Assessed)
	ot := s.SignIn(webtest.Therapist)
	ot.Get(web.PathOfCase(r)).Must(http.StatusOK).Says("Equipment that could serve the needs", "For the needs that were selected: Getting lost outside.",
		"Getting lost outside: somebody can see where they are and find them", "Door exit sensor: nobody could go after them.").Golden("case_suggested", webtest.WhatWasSent)
	form := ot.Get(web.PathOfStrand(r, webtest.Tech, "decision")).Must(http.StatusOK)
	ot.Post(web.PathOfStrand(r, webtest.Tech, "decision"), form.Fill(map[string]string{"outcome": "provide", "rationale": "She gets lost.", "equipment": "gps-locator"})).Must(http.StatusSeeOther)
	ot.Get(web.PathOfCase(r)).Lacks("could serve the needs")
}
