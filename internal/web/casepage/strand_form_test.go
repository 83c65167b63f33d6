package casepage_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

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
	for _, form := range webtest.StrandForms {
		t.Run(form.Name, func(t *testing.T) {
			s := webtest.New(t)
			r := s.StrandAt(webtest.Tech, form.From)
			b, path := s.SignIn(form.Who), web.PathOfStrand(r, webtest.Tech, form.Name)
			before := s.Events(r)

			// What these two ask has golden files of its own, in internal/intake.
			leaving := map[string][]webtest.Part{"assessment": {webtest.Questions}, "decision": {webtest.Questions}}[form.Name]
			empty := b.Get(path).Must(http.StatusOK).Says("Mike Testcase", string(r)).Golden("strand_"+form.Name+"_empty", leaving...)
			if got := s.Reads(r); !slices.Equal(got, []string{form.Name}) {
				t.Errorf("views recorded: %q", got)
			}

			nothing := empty.Fill(nil)
			b.Post(path, nothing).Must(http.StatusUnprocessableEntity).
				Says("<title>Error: ", "There is a problem").Shown("strand_" + form.Name + "_error")
			if got := s.Reads(r); len(got) != 2 {
				t.Errorf("a form that comes back is a view: %q", got)
			}
			b.Post(path, empty.Fill(spoilt(form.Typed))).Must(http.StatusUnprocessableEntity).Shown("strand_" + form.Name + "_filled")

			full := empty.Fill(form.Typed)
			done := b.Post(path, full).To(web.PathOfCase(r) + "?done=" + form.Name)
			b.Post(path, full).To(done.Location) // the same again, after a lost answer
			if got := s.Events(r)[len(before):]; !slices.Equal(got, []string{form.Event}) {
				t.Errorf("events %q, want one %q", got, form.Event)
			}

			again := empty.Fill(form.Typed) // the same page, another press
			again.Set("request", web.NewIdentifier())
			stale := b.Post(path, again)
			if stale.Status != http.StatusConflict && form.Name != "release" { // whoever has released it may not work it
				t.Errorf("an old page: %d", stale.Status)
			}
			if got := s.Events(r)[len(before):]; len(got) != 1 {
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
		{"release", map[string]string{"reason": "The key safe code is 4821."}, "This looks like a key safe code. Take it out", "reason"},
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
		{"in-place", map[string]string{"review-day": "", "review-month": "", "review-year": ""}, "Enter the date by which to review it", "review-day"},
		{"review", map[string]string{"next-day": "", "next-month": "", "next-year": ""}, "Enter the date by which to review it again", "next-day"},
		{"review", map[string]string{"on-day": "", "on-month": "", "on-year": ""}, "Enter the date of the review", "on-day"},
		{"plan-visit", map[string]string{"on-day": "", "on-month": "", "on-year": ""}, "Enter the date of the visit", "on-day"},
		{"plan-visit", map[string]string{"at": ""}, "Enter the time of the visit, like 2:30pm or 14:30", "at"},
		{"plan-visit", map[string]string{"minutes": ""}, "Select how long it will take", "minutes"},
		{"move-visit", map[string]string{"reason": ""}, "Enter why the visit is moved", "reason"},
		{"approval", map[string]string{"approve": ""}, "Select whether you approve it", "approve"},
		{"approval", map[string]string{"approve": "no", "note": " "}, "Enter why you send it back", "note"},
		{"take-back", map[string]string{"reason": ""}, "Enter why you take it back", "reason"},
		{"note", map[string]string{"text": " "}, "Enter the note", "text"},
		{"ask", map[string]string{"question-1": " "}, "Enter what you want to know", "question-1"},
		{"ask", map[string]string{"question-2": "Is the key safe code still 4821?"}, "This looks like a key safe code. Take it out", "question-2"},
		{"reply", map[string]string{"answer-2": ""}, "Enter an answer, or who could give one", "answer-2"},
		{"hold", map[string]string{"until-day": "31", "until-month": "2"}, "The date until which it is on hold must be a real date", "until-day"},
		{"hold", map[string]string{"until-day": "23", "until-month": "11"}, "must be in the future", "until-day"},
		{"hold", map[string]string{"reason": ""}, "Enter why it is on hold", "reason"},
		{"return", map[string]string{"reason": ""}, "Enter why you go on with it", "reason"},
		{"close", map[string]string{"benefit": "a-lot"}, "Select whether it has helped", "benefit"},
	} {
		t.Run(c.form+"/"+c.message, func(t *testing.T) {
			s := webtest.New(t)
			form := webtest.StrandForms[slices.IndexFunc(webtest.StrandForms, func(f webtest.FormCase) bool { return f.Name == c.form })]
			r := s.StrandAt(webtest.Tech, form.From)
			b, path := s.SignIn(form.Who), web.PathOfStrand(r, webtest.Tech, form.Name)
			before := len(s.Events(r))
			typed := b.Get(path).Fill(form.Typed)
			for name, value := range c.changes {
				typed.Set(name, value)
			}
			page := b.Post(path, typed).Must(http.StatusUnprocessableEntity).
				Says("<title>Error: ", c.message, `href="#`+c.anchor+`"`, `id="`+c.anchor+`"`)
			written := typed.Has(formview.CarriedShown) // each page of it is told apart by its request
			if !written && page.Value("request") != typed.Get("request") || page.Value("version") != typed.Get("version") {
				t.Error("the form came back as another one")
			}
			for name := range typed {
				if name == formview.CarriedShown || written && name == formview.CarriedPage {
					continue
				}
				if text := typed.Get(name); len(text) > 12 {
					page.Says(text)
				}
			}
			if got := len(s.Events(r)); got != before {
				t.Error("a refused form changed something")
			}
		})
	}
}

func TestATextThatOnlyLooksLikeACodeIsAccepted(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	b, path := s.SignIn(webtest.Therapist), web.PathOfStrand(r, webtest.Tech, "release")
	form := b.Get(path).Fill(map[string]string{"reason": "Her code of practice came out in 2019."})
	form = b.Post(path, form).Must(http.StatusUnprocessableEntity).Says("There is no code in it that opens anything").
		Fill(map[string]string{"reason": form.Get("reason"), "release-no-code": "yes"})
	b.Post(path, form).To(web.PathOfCase(r) + "?done=release")
}

func TestANoGivesItsNextStepAndNoEquipment(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Assessed)
	b, path := s.SignIn(webtest.Therapist), web.PathOfStrand(r, webtest.Tech, "decision")
	form := b.Get(path).Says(`value="gps-locator" checked`).Fill(map[string]string{
		"outcome": "met-otherwise", "rationale": "Her son is with her.", "equipment": "gps-locator", "next-step": "Ask again if he moves out.",
	})
	b.Post(path, form).To(web.PathOfCase(r) + "?done=decision")
	if d := s.Strand(r, webtest.Tech).Decision; d.NextStep != "Ask again if he moves out." || len(d.Equipment) > 0 || !d.InPlaceBy.IsZero() {
		t.Errorf("decided %+v", d)
	}
}

func TestTheDecisionOnSessionsShowsTheScreening(t *testing.T) {
	s := webtest.New(t)
	r := s.Open(webtest.SocialWorker, webtest.Margaret(referral.VRSessions))
	s.Take(r, referral.VRSessions, webtest.Assessed)
	s.SignIn(webtest.Therapist).Get(web.PathOfStrand(r, referral.VRSessions, "decision")).Must(http.StatusOK).
		Says("Ask a clinician first", "An implant", "can be offered on a tablet or screen", "Yes, on a tablet or screen instead of a headset").
		Lacks("equipment").Golden("strand_decision_vr", webtest.Questions)
}

// A form cannot be used without saying which version it was about: zero would
// apply to whatever is there.
func TestAFormWithoutItsVersionIsRefused(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	b := s.SignIn(webtest.Therapist)
	before := len(s.Events(r))
	for _, form := range []url.Values{
		{}, {"version": {"0"}, "request": {"x"}}, {"version": {"-1"}, "request": {"x"}}, {"version": {"4"}},
		{"version": {"4"}, "request": {strings.Repeat("x", 65)}}, {"version": {"four"}, "request": {"x"}},
	} {
		form.Set("reason", "Any")
		b.Post(web.PathOfStrand(r, webtest.Tech, "release"), form).Must(http.StatusUnprocessableEntity)
		b.Post(web.PathOfStrand(r, webtest.Tech, "claim"), form)
	}
	if got := len(s.Events(r)); got != before {
		t.Error("something was changed")
	}
}

// A form that the strand could not take whatever is typed is not offered.
func TestAFormThatCannotBeTakenSaysWhy(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.Therapist)
	b.Get(web.PathOfStrand(s.StrandAt(webtest.Tech, webtest.Claimed), webtest.Tech, "decision")).Must(http.StatusConflict).Says("Record the assessment before the decision.")
	b.Get(web.PathOfStrand(s.StrandAt(webtest.Tech, webtest.Decided), webtest.Tech, "contact")).Must(http.StatusConflict).Says("This is not being assessed: it is decided.")
	b.Get(web.PathOfStrand(s.StrandAt(webtest.Tech, webtest.Closed), webtest.Tech, "close")).Must(http.StatusConflict).Says("This cannot be closed yet: it is closed.")
}
