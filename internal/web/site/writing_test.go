package site

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/workingtime"
)

// desk is a page of a form that is written over some time, open in a browser.
type desk struct {
	browser
	path string
	form url.Values
}

// write opens the form in another tab or on another device.
func (b browser) write(path string) desk {
	b.t.Helper()
	return desk{b, path, b.get(path).must(http.StatusOK).fill(nil)}
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
	d.t.Helper()
	form := d.with(typed...)
	form.Set(formview.CarriedTurn, turn)
	got := d.script(d.path, form).must(want)
	var answer web.SavedAnswer
	if err := json.Unmarshal([]byte(got.html), &answer); err != nil {
		d.t.Fatal(err)
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
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	path, home := web.PathOfStrand(r, tech, "assessment"), web.PathOfCase(r)
	before := len(s.events(r))

	phone := s.signIn(therapist).write(path)
	phone.types(http.StatusOK, "1", "findings", "Steady")
	phone.types(http.StatusOK, "2", foundThat("outcomes", "toilet|home-safety", "outcome-toilet-how", "longer")...)
	if len(s.events(r)) != before || s.strand(r, tech).Assessment != nil {
		t.Fatal("something was recorded")
	}

	// Signed in anew on a laptop an hour later, it is all there, and nobody else's.
	s.at(monday.Add(time.Hour))
	laptop := s.signIn(therapist)
	laptop.get(home).says("Go on with the assessment: it is not recorded yet")
	laptop.get("/my-day").says("Begun and not recorded", "The assessment. Only you can see it.")
	laptop.get(path).must(http.StatusOK).says("You began this, and saved it on 23 November 2026 at 10:00am", "Steady by day.",
		`value="home-safety" checked`, `<details class="govuk-details" open>`).golden("assessment_begun")
	for _, who := range []referral.Referrer{otherOT, manager, socialWorker} {
		s.signIn(who).get(home).must(http.StatusOK).lacks("Steady by day.", "Go on with the assessment")
	}

	// Something is missing still: it comes back with what to do, and stays kept.
	laptopPage := laptop.write(path)
	laptop.post(path, laptopPage.with(foundThat("outcomes", "toilet|home-safety", "outcome-toilet-how", "longer")...)).must(http.StatusUnprocessableEntity).
		says("Select in what way it is not achieved: being able to use the home safely", `href="#outcome-home-safety-how"`)
	laptopPage = laptop.write(path)
	form := laptopPage.with(foundThat("outcomes", "toilet|home-safety", "outcome-toilet-how", "longer", "outcome-home-safety-how", "endangers", "well-being-impact", "yes")...)
	laptop.post(path, form).to(home + "?done=assessment")
	laptop.post(path, form).to(home + "?done=assessment") // after a lost answer
	if got := len(s.events(r)) - before; got != 1 {
		t.Fatalf("%d events", got)
	}
	laptop.get(home).says("These findings point to eligible needs: 2 outcomes are not achieved, and there is a significant impact on well-being. The practitioner decides.",
		"Being able to use the home safely: Able, but it endangers").lacks("Go on with the assessment")

	// What its script sends too late brings nothing back.
	form.Set(formview.CarriedTurn, "9")
	laptop.script(path, form).must(http.StatusGone).says("This has been recorded")
	laptop.get(home).lacks("Go on with the assessment")
	// The phone still has its page open: what it sends is kept, and is about the
	// assessment that is recorded now.
	phone.types(http.StatusOK, "3", foundThat("goals", "To walk.")...)
	laptop.get(home).says("Go on with the assessment")
}

func TestTwoDevicesOnOneAssessment(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	path := web.PathOfStrand(r, tech, "assessment")
	b := s.signIn(therapist)
	phone, laptop := b.write(path), b.write(path)
	phone.types(http.StatusOK, "1", foundThat("present", "Her son")...)
	// Different questions are laid together.
	b.post(path, laptop.with("findings", "Steady by day.", "goals", "“To walk.”", "on-day", "23", "on-month", "11", "on-year", "2026", "then", "later")).
		to(web.PathOfCase(r) + "?done=kept")
	b.get(path).says("Her son", "“To walk.”", `value="visit" checked`)
	// The same question, each its own way, is asked about; and what is chosen is recorded.
	phone, laptop = b.write(path), b.write(path)
	phone.types(http.StatusOK, "1", foundThat("present", "Her son", "goals", "“To walk to church.”")...)
	clash := b.post(path, laptop.with(foundThat("present", "Her son", "goals", "“To walk to the shops.”")...)).must(http.StatusConflict).
		says("This was changed elsewhere", "“To walk to church.”", "“To walk to the shops.”", "Keep both, one after the other")
	form := clash.inputs()
	form.Set("keep-goals", "both")
	b.post(path, form).to(web.PathOfCase(r) + "?done=assessment")
	a := s.strand(r, tech).Assessment
	if a.Goals != "“To walk to church.”\n\n“To walk to the shops.”" || a.Answers.First("present") != "Her son" || a.Method != "visit" {
		t.Errorf("recorded %+v", a)
	}
}

// Somebody else changes the strand meanwhile: nothing is recorded over it, nothing is
// lost, and it goes on from what was kept.
func TestAStrandThatChangesWhileItIsAssessed(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	path := web.PathOfStrand(r, tech, "assessment")
	b := s.signIn(therapist)
	open := b.write(path)
	s.change(r, tech, otherOT.Actor, referral.Note{Text: "Her sister rang."})
	b.post(path, open.with(foundThat()...)).must(http.StatusConflict).
		says("Somebody else changed this", "Occupational Therapist Two", "Steady by day.", "It is not recorded, and it is kept", `href="`+path+`"`).golden("assessment_stale")
	b.post(path, b.get(path).says("Steady by day.").fill(nil)).must(http.StatusUnprocessableEntity) // an empty page takes it all away again
	again := b.write(path)
	b.post(path, again.with(foundThat()...)).to(web.PathOfCase(r) + "?done=assessment")

	// Given to somebody else, what was begun stays where it was.
	other := s.strandAt(tech, claimed)
	path = web.PathOfStrand(other, tech, "assessment")
	open = b.write(path)
	open.types(http.StatusOK, "1", foundThat()...)
	s.signIn(manager).get(web.PathOfStrand(other, tech, "reassign")).says("What its practitioner began to write and has not recorded stays with them.")
	s.change(other, tech, manager.Actor, referral.ReassignAt(otherOT.Actor, "", "She is away.", monday, workingtime.England()))
	s.signIn(otherOT).get(path).must(http.StatusOK).lacks("Steady by day.", "You began this")
	open.types(http.StatusForbidden, "2", foundThat()...)
}

func TestBeginningAgain(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	path := web.PathOfStrand(r, tech, "assessment")
	b := s.signIn(therapist)
	open := b.write(path)
	open.types(http.StatusOK, "1", foundThat()...)
	b.post(path, b.write(path).with(foundThat(formview.CarriedThen, "again")...)).to(path)
	b.get(path).lacks("Steady by day.", "You began this")
	// After three months it is gone by itself.
	open = b.write(path)
	open.types(http.StatusOK, "1", foundThat()...)
	s.at(monday.AddDate(0, 0, 89))
	s.signIn(therapist).get(path).says("Steady by day.")
	s.at(monday.AddDate(0, 0, 91))
	s.signIn(therapist).get(path).lacks("Steady by day.", "You began this")
}

// A later assessment begins with what lasts of the earlier, takes its place, and says
// what it changed; the history keeps both.
func TestAnAssessmentIsMadeAgain(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	path, b := web.PathOfStrand(r, tech, "assessment"), s.signIn(therapist)
	b.post(path, b.write(path).with(foundThat("frailty", "5", "risk-1", "A fall on the stairs")...)).must(http.StatusSeeOther)
	s.at(monday.AddDate(0, 0, 1))
	b = s.signIn(therapist)
	b.get(path).says("The assessment that this one replaces", "A fall on the stairs", `name="on-day" type="text" value="24"`, "Frailty value: 5").golden("assessment_again")
	b.post(path, b.write(path).with("method", "telephone", "on-day", "24", "on-month", "11", "on-year", "2026",
		"findings", "Unsteady since Monday.", "risk-1", "A fall on the stairs", "frailty", "6")).must(http.StatusSeeOther)
	b.get(web.PathOfCase(r)).says("Assessed again", "What you found: Unsteady since Monday. (before: Steady by day.)", "Frailty value: 6 (before: 5)").golden("case_assessed_again")
	if got := s.strand(r, tech).Assessment; got.Findings != "Unsteady since Monday." || got.Answers.First("frailty") != "6" {
		t.Errorf("it stands as %+v", got)
	}
}

// What the form itself asks is asked once: answered at the assessment, it stands
// among the referral's answers.
func TestFoundationTasksAreTheReferralsOwn(t *testing.T) {
	s := newSite(t)
	answers := margaret(referral.DigitalSupport)
	answers["digital-wifi"] = []string{"cannot"}
	r := s.open(socialWorker, answers)
	s.take(r, referral.DigitalSupport, claimed)
	path, b := web.PathOfStrand(r, referral.DigitalSupport, "assessment"), s.signIn(digital)
	page := b.get(path).must(http.StatusOK).says(`id="digital-wifi-3" name="digital-wifi" type="radio" value="cannot" checked`).lacks("Care Act", "Frailty", "Don’t know").golden("assessment_digital")
	form := page.fill(map[string]string{"method": "visit", "on-day": "23", "on-month": "11", "on-year": "2026", "findings": "Keen.",
		"digital-wifi": "help", "digital-apps": "alone", "lonely-isolated": "3", "lonely-left-out": "2", "lonely-companionship": "2"})
	b.post(path, form).must(http.StatusSeeOther)
	b.get(web.PathOfCase(r)).says("Answered at the assessment by Digital Inclusion Officer One", "Loneliness score, from 3 to 9: 7")
	events, err := s.store.History(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := s.store.Referral(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	now := referral.Current(sent, events).Answers
	if sent.Answers.First("digital-wifi") != "cannot" || now.First("digital-wifi") != "help" || now.First("digital-apps") != "alone" {
		t.Errorf("sent %v, now %v", sent.Answers, now)
	}
}

func TestTheAssessmentBeforeSessionsShowsTheScreening(t *testing.T) {
	s := newSite(t)
	r := s.open(socialWorker, margaret(referral.VRSessions))
	s.take(r, referral.VRSessions, claimed)
	s.signIn(therapist).get(web.PathOfStrand(r, referral.VRSessions, "assessment")).must(http.StatusOK).
		says("Ask a clinician first", "An implant", "Did you go through the screening with them?", web.AnswersPath(r, "vr-screening")).
		lacks("Care Act").golden("assessment_vr")
}
