package site

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// formCase is a form about a strand, with what is typed and the event that it makes.
type formCase struct {
	name  string
	who   referral.Referrer
	from  stage
	typed map[string]string
	event string
}

// strandForms are the forms about a strand, each with who fills it in, when, and
// a good answer.
var strandForms = []formCase{
	{"release", therapist, claimed, map[string]string{"reason": "I am on leave from tomorrow."}, "released"},
	{"contact", therapist, claimed, map[string]string{
		"on-day": "23", "on-month": "11", "on-year": "2026", "at": "10am", "how": "telephone", "reached": "no", "why-not": "no-answer", "left": "voicemail", "note": "No answer.\nNobody picked up.",
	}, "contacted"},
	{"assessment", therapist, claimed, map[string]string{
		"method": "visit", "on-day": "20", "on-month": "November", "on-year": "2026", "findings": "Steady by day.", "goals": "“To walk to church.”",
	}, "assessed"},
	{"decision", therapist, assessed, map[string]string{"outcome": "provide", "rationale": "She gets lost.", "equipment": "gps-locator|key-safe"}, "decided"},
	{"in-place", installer, arranging, map[string]string{
		"on-day": "23", "on-month": "11", "on-year": "2026", "note": "Tested.", "review-day": "4", "review-month": "1", "review-year": "2027",
	}, "in-place"},
	{"note", therapist, claimed, map[string]string{"text": "Her sister rang: ring after four."}, "noted"},
	{"ask", therapist, claimed, map[string]string{"question-1": "Who holds the spare key?", "question-2": "Is the landline still connected?"}, "information-requested"},
	{"reply", socialWorker, asked, map[string]string{"answer-1": "Her neighbour at number three.", "answer-2": "Yes, until the end of the year."}, "information-given"},
	{"hold", therapist, claimed, map[string]string{"until-day": "7", "until-month": "12", "until-year": "2026", "reason": "She is in hospital until then."}, "held"},
	{"return", therapist, held, map[string]string{"reason": "She came home early."}, "returned"},
	{"approval", manager, proposed, map[string]string{"approve": "yes", "note": "The only sensor that fits."}, "approved"},
	{"take-back", therapist, proposed, map[string]string{"reason": "She has a sensor of her own."}, "sent-back"},
	{"escalate", therapist, claimed, map[string]string{"note": "May I go without the referrer’s answer?"}, "escalated"},
	{"not-reached", therapist, unreached, map[string]string{"rationale": "Three attempts, a letter, and the referrer knows no other way.", "next-step": "They can ring us on the number in the letter."}, "not-reached"},
	{"review", therapist, inPlace, map[string]string{"benefit": "reduces", "note": "She wears it.", "next-day": "4", "next-month": "1", "next-year": "2028",
		"on-day": "23", "on-month": "11", "on-year": "2026"}, "reviewed"},
	{"collected", installer, toCollect, map[string]string{"on-day": "23", "on-month": "11", "on-year": "2026", "taken": "gps-locator", "note": "From her daughter."}, "collected"},
	{"reopen", therapist, closed, map[string]string{"reason": "She lost it on the bus."}, "reopened"},
	{"close", therapist, inPlace, map[string]string{"benefit": "prevents", "note": "She goes out again."}, "closed"},
	{"plan-visit", therapist, claimed, map[string]string{
		"on-day": "26", "on-month": "11", "on-year": "2026", "at": "2:30pm", "minutes": "90", "where": "1 Example Street", "who": "A second worker", "note": "The trial locator.",
	}, "visit-planned"},
	{"move-visit", therapist, visiting, map[string]string{
		"on-day": "27", "on-month": "11", "on-year": "2026", "at": "10am", "minutes": "60", "where": "Her sister’s, 2 Example Street", "reason": "She is at her sister’s.",
	}, "visit-moved"},
	{"cancel-visit", therapist, visiting, map[string]string{"reason": "She is in hospital."}, "visit-cancelled"},
}

// spoilt puts what looks like a code into one of the texts that were typed, or makes
// one too long, so that the form comes back filled in.
func spoilt(typed map[string]string) map[string]string {
	typed = maps.Clone(typed)
	for _, name := range []string{"note", "reason", "rationale", "findings", "text", "question-1", "answer-1"} {
		if typed[name] != "" {
			typed[name] += " The key safe code is 4821."
			return typed
		}
	}
	for _, name := range []string{"told-by", "how"} {
		if typed[name] != "" {
			typed[name] = strings.Repeat(typed[name]+" ", 20)
		}
	}
	return typed
}

func TestStrandForms(t *testing.T) {
	for _, form := range strandForms {
		t.Run(form.name, func(t *testing.T) {
			s := newSite(t)
			r := s.strandAt(tech, form.from)
			b, path := s.signIn(form.who), web.PathOfStrand(r, tech, form.name)
			before := s.events(r)

			empty := b.get(path).must(http.StatusOK).says("Mike Testcase", string(r)).golden("strand_" + form.name + "_empty")
			if got := s.reads(r); !slices.Equal(got, []string{form.name}) {
				t.Errorf("views recorded: %q", got)
			}

			nothing := empty.fill(nil)
			b.post(path, nothing).must(http.StatusUnprocessableEntity).
				says("<title>Error: ", "There is a problem").golden("strand_" + form.name + "_error")
			if got := s.reads(r); len(got) != 2 {
				t.Errorf("a form that comes back is a view: %q", got)
			}
			b.post(path, empty.fill(spoilt(form.typed))).must(http.StatusUnprocessableEntity).golden("strand_" + form.name + "_filled")

			full := empty.fill(form.typed)
			done := b.post(path, full).to(web.PathOfCase(r) + "?done=" + form.name)
			b.post(path, full).to(done.location) // the same again, after a lost answer
			if got := s.events(r)[len(before):]; !slices.Equal(got, []string{form.event}) {
				t.Errorf("events %q, want one %q", got, form.event)
			}

			again := empty.fill(form.typed) // the same page, another press
			again.Set("request", web.NewIdentifier())
			stale := b.post(path, again)
			if stale.status != http.StatusConflict && form.name != "release" { // whoever has released it may not work it
				t.Errorf("an old page: %d", stale.status)
			}
			if got := s.events(r)[len(before):]; len(got) != 1 {
				t.Errorf("an old page changed something: %q", got)
			}
		})
	}
}

// Whatever is wrong, what was typed is still there, and nothing is changed.
func TestStrandFormsRefuse(t *testing.T) {
	long := strings.Repeat("é", 4001)
	for _, c := range []struct {
		form    string
		changes map[string]string
		message string
		anchor  string
	}{
		{"release", map[string]string{"reason": "   "}, "Enter why you are putting it back", "reason"},
		{"release", map[string]string{"reason": long}, "Shorten ‘Why are you putting it back?’ to 4,000 characters or less", "reason"},
		{"release", map[string]string{"reason": "The key safe code is 4821."}, "If there is a key safe code in this, take it out", "reason"},
		{"contact", map[string]string{"on-day": "31", "on-month": "2"}, "The date of the contact must be a real date, like 27 3 2027", "on-day"},
		{"contact", map[string]string{"on-day": "", "on-month": "", "on-year": ""}, "Enter the date of the contact", "on-day"},
		{"contact", map[string]string{"on-day": "24"}, "The date of the contact must be today or in the past", "on-day"},
		{"contact", map[string]string{"at": "half past"}, "Enter the time of the contact, like 2:30pm or 14:30", "at"},
		{"contact", map[string]string{"at": "11:59pm"}, "The time of the contact must be in the past", "at"},
		{"contact", map[string]string{"on-day": "20"}, "The contact cannot be from before the referral was sent.", "on-day"},
		{"contact", map[string]string{"how": "pigeon"}, "Select how you tried to reach them", "how"},
		{"contact", map[string]string{"reached": ""}, "Select whether you reached the person, or someone for them", "reached"},
		{"contact", map[string]string{"why-not": ""}, "Select why you did not reach anybody", "why-not"},
		{"contact", map[string]string{"made-by": strings.Repeat("é", 201)}, "Shorten ‘If somebody else made it: their name’ to 200 characters or less", "made-by"},
		{"escalate", map[string]string{"note": " "}, "Enter what the manager should know or decide", "note"},
		{"not-reached", map[string]string{"rationale": ""}, "Enter the reason for the decision", "rationale"},
		{"not-reached", map[string]string{"next-step": " "}, "Enter what the person can do next, or who will help them", "next-step"},
		{"review", map[string]string{"next-year": "2026", "next-month": "11", "next-day": "23"}, "must be in the future", "next-day"},
		{"review", map[string]string{"benefit": ""}, "Select whether it has helped", "benefit"},
		{"collected", map[string]string{"taken": ""}, "Enter what stays there, and why", "left"},
		{"collected", map[string]string{"on-day": "24"}, "must be today or in the past", "on-day"},
		{"reopen", map[string]string{"reason": ""}, "Enter why it is reopened", "reason"},
		{"assessment", map[string]string{"method": ""}, "Select how you assessed", "method"},
		{"assessment", map[string]string{"on-year": "26"}, "The date of the assessment must have a year of 4 numbers", "on-year"},
		{"assessment", map[string]string{"on-day": "31", "on-month": "2"}, "The date of the assessment must be a real date", "on-day"},
		{"assessment", map[string]string{"findings": ""}, "Enter what you found", "findings"},
		{"decision", map[string]string{"outcome": ""}, "Select the decision", "outcome"},
		{"decision", map[string]string{"outcome": "on-a-screen"}, "Select the decision", "outcome"}, // not for equipment
		{"decision", map[string]string{"rationale": ""}, "Enter the reason for the decision", "rationale"},
		{"decision", map[string]string{"equipment": ""}, "Select the equipment to provide", "equipment"},
		{"decision", map[string]string{"equipment": "jet-pack"}, "Select equipment from the list", "equipment"},
		{"decision", map[string]string{"outcome": "not-eligible"}, "Enter what the person can do next, or who will help them", "next-step"},
		{"in-place", map[string]string{"on-day": "24"}, "must be today or in the past", "on-day"},
		{"in-place", map[string]string{"review-day": "23", "review-month": "11", "review-year": "2026"}, "must be after it was put in place", "review-day"},
		{"approval", map[string]string{"approve": ""}, "Select whether you approve it", "approve"},
		{"approval", map[string]string{"approve": "no", "note": " "}, "Enter why you send it back", "note"},
		{"take-back", map[string]string{"reason": ""}, "Enter why you take it back", "reason"},
		{"note", map[string]string{"text": " "}, "Enter the note", "text"},
		{"ask", map[string]string{"question-1": " "}, "Enter what you want to know", "question-1"},
		{"ask", map[string]string{"question-2": "Is the key safe code still 4821?"}, "If there is a key safe code in this, take it out", "question-2"},
		{"reply", map[string]string{"answer-2": ""}, "Enter an answer, or who could give one", "answer-2"},
		{"hold", map[string]string{"until-day": "31", "until-month": "2"}, "The date until which it is on hold must be a real date", "until-day"},
		{"hold", map[string]string{"until-day": "23", "until-month": "11"}, "must be in the future", "until-day"},
		{"hold", map[string]string{"reason": ""}, "Enter why it is on hold", "reason"},
		{"return", map[string]string{"reason": ""}, "Enter why you go on with it", "reason"},
		{"close", map[string]string{"benefit": "a-lot"}, "Select whether it has helped", "benefit"},
	} {
		t.Run(c.form+"/"+c.message, func(t *testing.T) {
			s := newSite(t)
			form := strandForms[slices.IndexFunc(strandForms, func(f formCase) bool { return f.name == c.form })]
			r := s.strandAt(tech, form.from)
			b, path := s.signIn(form.who), web.PathOfStrand(r, tech, form.name)
			before := len(s.events(r))
			typed := b.get(path).fill(form.typed)
			for name, value := range c.changes {
				typed.Set(name, value)
			}
			page := b.post(path, typed).must(http.StatusUnprocessableEntity).
				says("<title>Error: ", c.message, `href="#`+c.anchor+`"`, `id="`+c.anchor+`"`)
			written := typed.Has(formview.CarriedShown) // each page of it is told apart by its request
			if !written && page.value("request") != typed.Get("request") || page.value("version") != typed.Get("version") {
				t.Error("the form came back as another one")
			}
			for name := range typed {
				if name == formview.CarriedShown || written && name == formview.CarriedPage {
					continue
				}
				if text := typed.Get(name); len(text) > 12 {
					page.says(text)
				}
			}
			if got := len(s.events(r)); got != before {
				t.Error("a refused form changed something")
			}
		})
	}
}

func TestATextThatOnlyLooksLikeACodeIsAccepted(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	b, path := s.signIn(therapist), web.PathOfStrand(r, tech, "release")
	form := b.get(path).fill(map[string]string{"reason": "Her code of practice came out in 2019."})
	form = b.post(path, form).must(http.StatusUnprocessableEntity).says("There is no code in it that opens anything").
		fill(map[string]string{"reason": form.Get("reason"), "reason-no-code": "yes"})
	b.post(path, form).to(web.PathOfCase(r) + "?done=release")
}

func TestANoGivesItsNextStepAndNoEquipment(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, assessed)
	b, path := s.signIn(therapist), web.PathOfStrand(r, tech, "decision")
	form := b.get(path).says(`value="gps-locator" checked`).fill(map[string]string{
		"outcome": "met-otherwise", "rationale": "Her son is with her.", "equipment": "gps-locator", "next-step": "Ask again if he moves out.",
	})
	b.post(path, form).to(web.PathOfCase(r) + "?done=decision")
	if d := s.strand(r, tech).Decision; d.NextStep != "Ask again if he moves out." || len(d.Equipment) > 0 || !d.InPlaceBy.IsZero() {
		t.Errorf("decided %+v", d)
	}
}

func TestTheDecisionOnSessionsShowsTheScreening(t *testing.T) {
	s := newSite(t)
	r := s.open(socialWorker, margaret(referral.VRSessions))
	s.take(r, referral.VRSessions, assessed)
	s.signIn(therapist).get(web.PathOfStrand(r, referral.VRSessions, "decision")).must(http.StatusOK).
		says("Ask a clinician first", "An implant", "can be offered on a tablet or screen", "Yes, on a tablet or screen instead of a headset").
		lacks("equipment").golden("strand_decision_vr")
}

// A form cannot be used without saying which version it was about: zero would
// apply to whatever is there.
func TestAFormWithoutItsVersionIsRefused(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	b := s.signIn(therapist)
	before := len(s.events(r))
	for _, form := range []url.Values{
		{}, {"version": {"0"}, "request": {"x"}}, {"version": {"-1"}, "request": {"x"}}, {"version": {"4"}},
		{"version": {"4"}, "request": {strings.Repeat("x", 65)}}, {"version": {"four"}, "request": {"x"}},
	} {
		form.Set("reason", "Any")
		b.post(web.PathOfStrand(r, tech, "release"), form).must(http.StatusUnprocessableEntity)
		b.post(web.PathOfStrand(r, tech, "claim"), form)
	}
	if got := len(s.events(r)); got != before {
		t.Error("something was changed")
	}
}

// A form that the strand could not take whatever is typed is not offered.
func TestAFormThatCannotBeTakenSaysWhy(t *testing.T) {
	s := newSite(t)
	b := s.signIn(therapist)
	b.get(web.PathOfStrand(s.strandAt(tech, claimed), tech, "decision")).must(http.StatusConflict).says("Record the assessment before the decision.")
	b.get(web.PathOfStrand(s.strandAt(tech, decided), tech, "contact")).must(http.StatusConflict).says("This is not being assessed: it is decided.")
	b.get(web.PathOfStrand(s.strandAt(tech, closed), tech, "close")).must(http.StatusConflict).says("This cannot be closed yet: it is closed.")
}
