package site

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// cannotPress are the words of a refusal, wherever it is shown.
const cannotPress = "Pendant alarm: they cannot press it, or would not know when to. May fit instead: Falls detector or Bed occupancy sensor."

// What does not fit is said in the same words beside the choice, in the error, at
// check answers, on the case page and in the list; and it is gone when it fits.
func TestWhatDoesNotFitIsSaidInTheSameWordsEverywhere(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	choice := url.Values{"equipment": {"pendant-alarm"}, "pendant-press": {"no"}}
	page := d.post(d.path+"/equipment", choice).must(http.StatusUnprocessableEntity).
		says("Error: Equipment", `<a href="#all-the-same">`+cannotPress+" Take it out, or select that you ask for it all the same</a>", "Do you ask for it all the same?").
		golden("section_equipment_refused")
	if strings.Count(page.html, html.EscapeString(cannotPress)) < 3 { // summary, message, and beside the choice
		t.Error("it is not said beside the choice")
	}
	d.get(d.path + "/check-answers").says(cannotPress)
	choice.Set("all-the-same", "yes")
	d.post(d.path+"/equipment", choice).to(d.path + "/check-answers")
	d.get(d.path+"/check-answers").must(http.StatusOK).says("Does not fit. "+cannotPress, "Yes: whoever decides looks for what fits")
	r := d.send()
	d.get(d.path+"/sent").says("Does not fit. "+cannotPress, "What does not fit, or must be seen to", "- "+cannotPress)
	s.take(r, tech, waiting)

	list := s.signIn(assessor).get("/worklist").must(http.StatusOK).says("Does not fit", cannotPress)
	list.golden("worklist_flagged")
	home := s.signIn(assessor).get(web.PathOfCase(r)).must(http.StatusOK).says("Does not fit. " + cannotPress)
	if strings.Index(home.html, cannotPress) > strings.Index(home.html, "summary-card") {
		t.Error("the case page says it after the rest")
	}

	worker, path := s.signIn(socialWorker), web.AnswersPath(r, "equipment")
	form := worker.get(path).must(http.StatusOK).lacks("Show what fits")
	worker.post(path, form.answered(url.Values{"equipment": {"pendant-alarm"}, "all-the-same": {"yes"}}, map[string]string{"pendant-press": "yes", "reason": "She tried it."})).to(web.PathOfCase(r) + "?done=answers")
	s.signIn(assessor).get("/worklist").says("answers missing").lacks(">Does not fit</strong>", cannotPress)
	s.signIn(assessor).get(web.PathOfCase(r)).lacks("Does not fit. ")
}

// Once it is decided, what was decided counts: nothing of what was asked for is
// flagged any more, and what was decided is held against the home all the same.
func TestWhatWasDecidedIsHeldAgainstTheHome(t *testing.T) {
	s := newSite(t)
	answers := margaret(tech)
	for field, value := range map[string]string{"equipment": "video-doorbell", "broadband": "no", "all-the-same": "yes"} {
		answers[field] = []string{value}
	}
	r := s.open(socialWorker, answers)
	s.take(r, tech, assessed)
	refused := "Video doorbell: it needs Wi-Fi, and there is no broadband."
	ot := s.signIn(therapist)
	ot.get(web.PathOfCase(r)).says("Does not fit. "+refused, "Digital switchover")
	ot.get("/worklist?list=mine").says("Digital switchover", refused)
	form := ot.get(web.PathOfStrand(r, tech, "decision")).must(http.StatusOK)
	ot.post(web.PathOfStrand(r, tech, "decision"), form.fill(map[string]string{"outcome": "provide", "rationale": "It does without Wi-Fi.", "equipment": "gps-locator"})).must(http.StatusSeeOther)
	if s.strand(r, tech).Flagged(referral.FlagSwitchover) {
		t.Error("what was asked for is flagged after the decision")
	}
	ot.get(web.PathOfCase(r)).lacks(refused)
	s.change(r, tech, referral.System("arrange"), referral.Arrange{})
	fitter, path := s.signIn(installer), web.AnswersPath(r, "home")
	page := fitter.get(path).must(http.StatusOK)
	fitter.post(path, page.answered(nil, map[string]string{"mobile-signal": "none", "broadband": "no"})).must(http.StatusSeeOther)
	refused = "GPS locator: it needs a mobile network, and none has a signal there."
	fitter.get("/worklist").says("Digital switchover", refused)
	fitter.get(web.PathOfCase(r)).says("Does not fit. " + refused)
}

// Without JavaScript: the needs are selected, the page comes back with what fits
// first and why, and nothing else is lost or complained about.
func TestStartingFromTheNeed(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	d.get(d.path+"/equipment").must(http.StatusOK).says("Start from the need", "What fits what you said so far", "Falls: it calls by itself after a hard fall").lacks("<details class=\"govuk-details\" open")
	needs := url.Values{"help-with": {"lost"}, "who-comes": {"nobody"}, "then": {"fits"}, "from": {"check-answers"}, "equipment": {}}
	d.post(d.path+"/equipment", needs).to(d.path + "/equipment?from=check-answers#equipment-hint")
	page := d.get(d.path+"/equipment?from=check-answers").must(http.StatusOK).
		says("What fits the needs that you selected", "Getting lost outside: somebody can see where they are and find them", "What does not fit here",
			"Door exit sensor: nobody could go after them. May fit instead: GPS locator or Memory prompt.", `value="lost" checked`, "open").
		golden("section_equipment_suggested")
	if at := strings.Index(page.html, `value="gps-locator"`); at < 0 || at > strings.Index(page.html, `value="pendant-alarm"`) || at > strings.Index(page.html, `value="door-exit"`) {
		t.Error("what fits does not stand first")
	}
	// Nothing is chosen yet, so going on is refused as ever, and links to the first choice.
	d.post(d.path+"/equipment", url.Values{"help-with": {"lost"}}).must(http.StatusUnprocessableEntity).says(`<a href="#equipment">`, `id="equipment" name="equipment"`)
	d.post(d.path+"/equipment", url.Values{"help-with": {"lost"}, "equipment": {"gps-locator"}}).to(d.path + "/check-answers")
	d.get(d.path+"/check-answers").says("GPS locator: this tracks, listens, films or monitors", "Getting lost outside")
	d.get(d.path+"/consent").says("What less restrictive option was considered", "Does everyone who shares the home agree to it?", "Does it add to restrictions on the person?")
}

// A note that says what a finding says is not said twice.
func TestACareHomeIsNotedOnce(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(with(pendant(), "person", map[string]string{"will-be": "care-home"}))
	note := "A care home normally provides this equipment itself. Ask the home first."
	d.get(d.path + "/person").says(note)
	for _, path := range []string{"/check-answers", "/equipment"} {
		if page := d.get(d.path + path).must(http.StatusOK); strings.Count(page.html, note) != 1 {
			t.Errorf("%s says it %d times", path, strings.Count(page.html, note))
		}
	}
}

// Whoever decides sees what the referrer saw, until it is decided.
func TestWhatCouldServeTheNeedsIsShownUntilItIsDecided(t *testing.T) {
	s := newSite(t)
	answers := margaret(tech)
	answers["help-with"], answers["who-comes"] = []string{"lost"}, []string{"nobody"}
	delete(answers, "council-responds")
	delete(answers, "responder-1-name")
	r := s.open(socialWorker, answers)
	s.take(r, tech, assessed)
	ot := s.signIn(therapist)
	ot.get(web.PathOfCase(r)).must(http.StatusOK).says("Equipment that could serve the needs", "For the needs that were selected: Getting lost outside.",
		"Getting lost outside: somebody can see where they are and find them", "Door exit sensor: nobody could go after them.").golden("case_suggested")
	form := ot.get(web.PathOfStrand(r, tech, "decision")).must(http.StatusOK)
	ot.post(web.PathOfStrand(r, tech, "decision"), form.fill(map[string]string{"outcome": "provide", "rationale": "She gets lost.", "equipment": "gps-locator"})).must(http.StatusSeeOther)
	ot.get(web.PathOfCase(r)).lacks("could serve the needs")
}
