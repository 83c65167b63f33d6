package casepage_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// desk is a page of a form that is written over some time, open in a browser.
type desk struct {
	webtest.Browser
	path string
	form url.Values
}

// write opens the form in another tab or on another device.
func write(b webtest.Browser, path string) desk {
	b.T.Helper()
	return desk{b, path, b.Get(path).Must(http.StatusOK).Fill(nil)}
}

// with types into the page.
func (d desk) with(typed ...string) url.Values {
	form := url.Values{}
	for name, values := range d.form {
		form[name] = values
	}
	for i := 0; i < len(typed); i += 2 {
		form[typed[i]] = strings.Split(typed[i+1], "|")
	}
	return form
}

// types saves as the page's script does, and carries on with what it is told.
func (d desk) types(want int, turn string, typed ...string) web.SavedAnswer {
	d.T.Helper()
	form := d.with(typed...)
	form.Set(formview.CarriedTurn, turn)
	got := d.Script(d.path, form).Must(want)
	var answer web.SavedAnswer
	if err := json.Unmarshal([]byte(got.Html), &answer); err != nil {
		d.T.Fatal(err)
	}
	if answer.Version > 0 {
		d.form.Set(formview.CarriedShown, answer.Shown)
	}
	return answer
}

// foundThat is the least of an assessment.
func foundThat(more ...string) []string {
	return append([]string{"method", "visit", "on-day", "23", "on-month", "11", "on-year", "2026", "findings", "Steady by day."}, more...)
}

func TestAnAssessmentIsKeptWhileItIsWritten(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	path, home := web.PathOfStrand(r, webtest.Tech, "assessment"), web.PathOfCase(r)
	before := len(s.Events(r))

	phone := write(s.SignIn(webtest.Therapist), path)
	phone.types(http.StatusOK, "1", "findings", "Steady")
	phone.types(http.StatusOK, "2", foundThat("outcomes", "toilet|home-safety", "outcome-toilet-how", "longer")...)
	if len(s.Events(r)) != before || s.Strand(r, webtest.Tech).Assessment != nil {
		t.Fatal("something was recorded")
	}

	// Signed in anew on a laptop an hour later, it is all there, and nobody else's.
	s.At(webtest.Monday.Add(time.Hour))
	laptop := s.SignIn(webtest.Therapist)
	laptop.Get(home).Says("Go on with the assessment: it is not recorded yet")
	laptop.Get("/my-day").Says("Begun and not recorded", "The assessment. Only you can see it.")
	laptop.Get(path).Must(http.StatusOK).Says("You began this, and saved it on 23 November 2026 at 10:00am", "Steady by day.",
		`value="home-safety" checked`, `<details class="govuk-details" open>`).Golden("assessment_begun", webtest.Questions)
	for _, who := range []referral.Referrer{webtest.OtherOT, webtest.Manager, webtest.SocialWorker} {
		s.SignIn(who).Get(home).Must(http.StatusOK).Lacks("Steady by day.", "Go on with the assessment")
	}

	// Something is missing still: it comes back with what to do, and stays kept.
	laptopPage := write(laptop, path)
	laptop.Post(path, laptopPage.with(foundThat("outcomes", "toilet|home-safety", "outcome-toilet-how", "longer")...)).Must(http.StatusUnprocessableEntity).
		Says("Select in what way it is not achieved: being able to use the home safely", `href="#outcome-home-safety-how"`)
	laptopPage = write(laptop, path)
	form := laptopPage.with(foundThat("outcomes", "toilet|home-safety", "outcome-toilet-how", "longer", "outcome-home-safety-how", "endangers", "well-being-impact", "yes")...)
	laptop.Post(path, form).To(home + "?done=assessment")
	laptop.Post(path, form).To(home + "?done=assessment") // after a lost answer
	if got := len(s.Events(r)) - before; got != 1 {
		t.Fatalf("%d events", got)
	}
	laptop.Get(home).Says("These findings point to eligible needs: 2 outcomes are not achieved, and there is a significant impact on well-being. The practitioner decides.",
		"Being able to use the home safely: Able, but it endangers").Lacks("Go on with the assessment")

	// What its script sends too late brings nothing back.
	form.Set(formview.CarriedTurn, "9")
	laptop.Script(path, form).Must(http.StatusGone).Says("This has been recorded")
	laptop.Get(home).Lacks("Go on with the assessment")
	// The phone still has its page open: what it sends is kept, and is about the
	// assessment that is recorded now.
	phone.types(http.StatusOK, "3", foundThat("goals", "To walk.")...)
	laptop.Get(home).Says("Go on with the assessment")
}

func TestTwoDevicesOnOneAssessment(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	path := web.PathOfStrand(r, webtest.Tech, "assessment")
	b := s.SignIn(webtest.Therapist)
	phone, laptop := write(b, path), write(b, path)
	phone.types(http.StatusOK, "1", foundThat("present", "Her son")...)
	// Different questions are laid together.
	b.Post(path, laptop.with("findings", "Steady by day.", "goals", "“To walk.”", "on-day", "23", "on-month", "11", "on-year", "2026", "then", "later")).
		To(web.PathOfCase(r) + "?done=kept")
	b.Get(path).Says("Her son", "“To walk.”", `value="visit" checked`)
	// The same question, each its own way, is asked about; and what is chosen is recorded.
	phone, laptop = write(b, path), write(b, path)
	phone.types(http.StatusOK, "1", foundThat("present", "Her son", "goals", "“To walk to church.”")...)
	clash := b.Post(path, laptop.with(foundThat("present", "Her son", "goals", "“To walk to the shops.”")...)).Must(http.StatusConflict).
		Says("This was changed elsewhere", "“To walk to church.”", "“To walk to the shops.”", "Keep both, one after the other")
	form := clash.Inputs()
	form.Set("keep-goals", "both")
	b.Post(path, form).To(web.PathOfCase(r) + "?done=assessment")
	a := s.Strand(r, webtest.Tech).Assessment
	if a.Goals != "“To walk to church.”\n\n“To walk to the shops.”" || a.Answers.First("present") != "Her son" || a.Method != "visit" {
		t.Errorf("recorded %+v", a)
	}
}

// Somebody else changes the strand meanwhile: nothing is recorded over it, nothing is
// lost, and it goes on from what was kept.
func TestAStrandThatChangesWhileItIsAssessed(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	path := web.PathOfStrand(r, webtest.Tech, "assessment")
	b := s.SignIn(webtest.Therapist)
	open := write(b, path)
	s.Change(r, webtest.Tech, webtest.OtherOT.Actor, referral.Note{Text: "Her sister rang."})
	b.Post(path, open.with(foundThat()...)).Must(http.StatusConflict).
		Says("Somebody else changed this", "Occupational Therapist Two", "Steady by day.", "It is not recorded, and it is kept", `href="`+path+`"`).Golden("assessment_stale")
	b.Post(path, b.Get(path).Says("Steady by day.").Fill(nil)).Must(http.StatusUnprocessableEntity) // an empty page takes it all away again
	again := write(b, path)
	b.Post(path, again.with(foundThat()...)).To(web.PathOfCase(r) + "?done=assessment")

	// Given to somebody else, what was begun stays where it was.
	other := s.StrandAt(webtest.Tech, webtest.Claimed)
	path = web.PathOfStrand(other, webtest.Tech, "assessment")
	open = write(b, path)
	open.types(http.StatusOK, "1", foundThat()...)
	s.SignIn(webtest.Manager).Get(web.PathOfStrand(other, webtest.Tech, "reassign")).Says("What its practitioner began to write and has not recorded stays with them.")
	s.Change(other, webtest.Tech, webtest.Manager.Actor, webtest.Rules().Reassign(webtest.OtherOT.Actor, "", "She is away.", webtest.Monday))
	s.SignIn(webtest.OtherOT).Get(path).Must(http.StatusOK).Lacks("Steady by day.", "You began this")
	open.types(http.StatusForbidden, "2", foundThat()...)
}

func TestBeginningAgain(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	path := web.PathOfStrand(r, webtest.Tech, "assessment")
	b := s.SignIn(webtest.Therapist)
	open := write(b, path)
	open.types(http.StatusOK, "1", foundThat()...)
	b.Post(path, write(b, path).with(foundThat(formview.CarriedThen, "again")...)).To(path)
	b.Get(path).Lacks("Steady by day.", "You began this")
	// After three months it is gone by itself.
	open = write(b, path)
	open.types(http.StatusOK, "1", foundThat()...)
	s.At(webtest.Monday.AddDate(0, 0, 89))
	s.SignIn(webtest.Therapist).Get(path).Says("Steady by day.")
	s.At(webtest.Monday.AddDate(0, 0, 91))
	s.SignIn(webtest.Therapist).Get(path).Lacks("Steady by day.", "You began this")
}

// A later assessment begins with what lasts of the earlier, takes its place, and says
// what it changed; the history keeps both.
func TestAnAssessmentIsMadeAgain(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	path, b := web.PathOfStrand(r, webtest.Tech, "assessment"), s.SignIn(webtest.Therapist)
	b.Post(path, write(b, path).with(foundThat("frailty", "5", "risk-1", "A fall on the stairs")...)).Must(http.StatusSeeOther)
	s.At(webtest.Monday.AddDate(0, 0, 1))
	b = s.SignIn(webtest.Therapist)
	b.Get(path).Says("The assessment that this one replaces", "A fall on the stairs", `name="on-day" type="text" value="24"`, "Frailty value: 5").Golden("assessment_again", webtest.Questions)
	b.Post(path, write(b, path).with("method", "telephone", "on-day", "24", "on-month", "11", "on-year", "2026",
		"findings", "Unsteady since Monday.", "risk-1", "A fall on the stairs", "frailty", "6")).Must(http.StatusSeeOther)
	b.Get(web.PathOfCase(r)).Says("Assessed again", "What you found: Unsteady since Monday. (before: Steady by day.)", "Frailty value: 6 (before: 5)").Golden("case_assessed_again", webtest.WhatWasSent)
	if got := s.Strand(r, webtest.Tech).Assessment; got.Findings != "Unsteady since Monday." || got.Answers.First("frailty") != "6" {
		t.Errorf("it stands as %+v", got)
	}
}

// What the form itself asks is asked once: answered at the assessment, it stands
// among the referral's answers.
func TestFoundationTasksAreTheReferralsOwn(t *testing.T) {
	s := webtest.New(t)
	answers := webtest.Margaret(referral.DigitalSupport)
	answers["digital-wifi"] = []string{"cannot"}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, referral.DigitalSupport, webtest.Claimed)
	path, b := web.PathOfStrand(r, referral.DigitalSupport, "assessment"), s.SignIn(webtest.Digital)
	page := b.Get(path).Must(http.StatusOK).Says(`id="digital-wifi-3" name="digital-wifi" type="radio" value="cannot" checked`).Lacks("Care Act", "Frailty", "Don’t know").Golden("assessment_digital", webtest.Questions)
	form := page.Fill(map[string]string{"method": "visit", "on-day": "23", "on-month": "11", "on-year": "2026", "findings": "Keen.",
		"digital-wifi": "help", "digital-apps": "alone", "lonely-isolated": "3", "lonely-left-out": "2", "lonely-companionship": "2"})
	b.Post(path, form).Must(http.StatusSeeOther)
	b.Get(web.PathOfCase(r)).Says("Answered at the assessment by Digital Inclusion Officer One", "Loneliness score, from 3 to 9: 7")
	events, err := s.Store.History(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := s.Store.Referral(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	now := referral.Current(sent, events).Answers
	if sent.Answers.First("digital-wifi") != "cannot" || now.First("digital-wifi") != "help" || now.First("digital-apps") != "alone" {
		t.Errorf("sent %v, now %v", sent.Answers, now)
	}
}

func TestTheAssessmentBeforeSessionsShowsTheScreening(t *testing.T) {
	s := webtest.New(t)
	r := s.Open(webtest.SocialWorker, webtest.Margaret(referral.VRSessions))
	s.Take(r, referral.VRSessions, webtest.Claimed)
	s.SignIn(webtest.Therapist).Get(web.PathOfStrand(r, referral.VRSessions, "assessment")).Must(http.StatusOK).
		Says("Ask a clinician first", "An implant", "Did you go through the screening with them?", web.AnswersPath(r, "vr-screening")).
		Lacks("Care Act").Golden("assessment_vr", webtest.Questions)
}
