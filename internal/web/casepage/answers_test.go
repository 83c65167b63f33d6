package casepage_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// needsOf is the section about needs as the pendant referral answered it.
func needsOf(concern string) url.Values {
	return url.Values{"why-now": {"She fell twice in the night."}, "wants": {}, "wants-dont-know": {"dont-know"}, "immediate-risk": {"no"}, "concerns": {concern}}
}

func TestAnswersAreAddedAfterSending(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Waiting)
	before, _ := s.Store.Referral(t.Context(), r)
	path := web.AnswersPath(r, "home")
	b := s.SignIn(webtest.SocialWorker)
	b.Get(web.PathOfCase(r)).Must(200).Says(`href="` + path + `#line"`)
	page := b.Get(path).Must(200).Shown("answers_home")
	b.Post(path, page.Answered(nil, map[string]string{"line": "digital", "line-provider": "Example Telecom"})).To(web.PathOfCase(r) + "?done=answers")
	b.Get(web.PathOfCase(r)).Must(200).Says("Digital voice", "Example Telecom", "Added by Social Worker One, social worker, 23 November 2026", "Answers added").Golden("case_answers_added", webtest.ToCopy)
	if after, _ := s.Store.Referral(t.Context(), r); len(after.Answers["line"]) > 0 || len(after.Answers) != len(before.Answers) {
		t.Error("the referral as sent was changed")
	}
	if got := s.Events(r); got[len(got)-1] != "answered" || len(got) != 4 {
		t.Errorf("events: %q", got)
	}
	// Saving what is there already is no change.
	page = b.Get(path).Must(200).Says("Example Telecom")
	b.Post(path, page.Answered(nil, map[string]string{"line": "digital", "line-provider": "Example Telecom"})).To(web.PathOfCase(r))
	if got := s.Events(r); len(got) != 4 {
		t.Errorf("events: %q", got)
	}
}

func TestACorrectionNeedsAReasonAndAppliesTriageAgain(t *testing.T) {
	s := webtest.New(t)
	r := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech, referral.DigitalSupport))
	s.Take(r, webtest.Tech, webtest.Waiting)
	s.Take(r, referral.DigitalSupport, webtest.Claimed)
	path, b := web.AnswersPath(r, "needs"), s.SignIn(webtest.SocialWorker)
	page := b.Get(path).Must(200)
	b.Post(path, page.Answered(needsOf("risk-to-life"), nil)).Must(422).Says("Enter why the answer is corrected", `value="risk-to-life" checked`)
	if len(s.Events(r)) != 6 {
		t.Errorf("a refused correction left %q", s.Events(r))
	}
	form := page.Answered(needsOf("risk-to-life"), map[string]string{"reason": "Her oxygen failed."})
	b.Post(path, form).To(web.PathOfCase(r) + "?done=answers")
	for _, kind := range []referral.Kind{webtest.Tech, referral.DigitalSupport} {
		if got := s.Strand(r, kind); got.Priority != referral.Urgent || !slices.Equal(got.Reasons, []string{"Risk to life"}) {
			t.Errorf("%s is %s because of %q", kind, got.Priority, got.Reasons)
		}
	}
	events := s.Events(r)
	if len(events) != 7 { // one for both strands, so that no crash can part them
		t.Errorf("events: %q", events)
	}
	// A double click and a lost answer end in the same.
	b.Post(path, form).To(web.PathOfCase(r) + "?done=answers")
	if got := s.Events(r); len(got) != len(events) {
		t.Errorf("sent twice: %q", got)
	}
	b.Get(web.PathOfCase(r)).Says("Changed by Social Worker One", "It was: A fall in the last month", "Why: Her oxygen failed.", "Triaged again: urgent")
	owed, err := s.Store.Notifications(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	urgent := 0
	for _, n := range owed {
		if n.Notice.Type == referral.NoticeUrgent {
			urgent++
		}
	}
	if urgent != 1 {
		t.Errorf("the team that has it on its list heard of it %d times", urgent)
	}
	// Not knowing never lowers what was given.
	page = b.Get(path).Must(200)
	b.Post(path, page.Answered(needsOf(referral.DontKnow), map[string]string{"reason": "It was somebody else."})).Must(303)
	if got := s.Strand(r, webtest.Tech); got.Priority != referral.Urgent {
		t.Errorf("lowered to %s by not knowing", got.Priority)
	}
	// Knowing that it was wrong does.
	page = b.Get(path).Must(200)
	b.Post(path, page.Answered(needsOf("none"), map[string]string{"reason": "It was checked."})).Must(303)
	if got := s.Strand(r, webtest.Tech); got.Priority != referral.Standard {
		t.Errorf("is %s although nothing applies", got.Priority)
	}
}

func TestWhoAnswersTogetherSeesWhatTheOtherChanged(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	path, ot, sw := web.AnswersPath(r, "home"), s.SignIn(webtest.Therapist), s.SignIn(webtest.SocialWorker)
	first, second, elsewhere := ot.Get(path).Must(200), sw.Get(path).Must(200), sw.Get(web.AnswersPath(r, "route")).Must(200)
	ot.Post(path, first.Answered(nil, map[string]string{"line": "analogue"})).Must(303)
	page := sw.Post(path, second.Answered(nil, map[string]string{"line": "digital", "line-provider": "Example Telecom"})).Must(http.StatusConflict).
		Says("Somebody else changed this", "Occupational Therapist One", "An analogue line", `value="digital" checked`, "Example Telecom")
	if len(s.Events(r)) != 5 {
		t.Errorf("events: %q", s.Events(r))
	}
	// Another section is another matter.
	sw.Post(web.AnswersPath(r, "route"), elsewhere.Answered(nil, map[string]string{"funding": "council"})).Must(303)
	sw.Post(path, page.Answered(nil, map[string]string{"line": "digital", "line-provider": "Example Telecom"})).Must(422).Says("Enter why the answer is corrected")
	sw.Post(path, page.Answered(nil, map[string]string{"line": "digital", "line-provider": "Example Telecom", "reason": "The router is new."})).Must(303)
	sw.Get(path).Must(200).Says(`value="digital" checked`, "Example Telecom")
	sw.Get(web.PathOfCase(r)).Says("The council")
}

func TestLaterAnswersWarnEverybody(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	path, b := web.AnswersPath(r, "person"), s.SignIn(webtest.Therapist)
	form := url.Values{
		"full-name": {"Mike Testcase"}, "date-of-birth-day": {"3"}, "date-of-birth-month": {"2"}, "date-of-birth-year": {"1941"}, "nhs-number": {"9990000018"},
		"where-now": {"home"}, "will-be": {"home"}, "address": {"1 Example Street\nSampleton"}, "postcode": {"SW1A 1AA"}, "telephone": {"01632 960123"},
		"must-not-tell": {"no"}, "misuse": {"no"}, "danger": {"yes"}, "danger-what": {"A dog that bites."}, "reason": {"Met it."},
	}
	b.Post(path, b.Get(path).Must(200).Answered(form, nil)).Must(303)
	for _, page := range []string{web.PathOfCase(r), web.PathOfStrand(r, webtest.Tech, "contact")} {
		b.Get(page).Must(200).Says("Danger to visitors: A dog that bites.")
	}
	// The old answer of a code and a bad answer are refused as on the form.
	form.Set("danger-what", "Key safe code 4821")
	b.Post(path, b.Get(path).Must(200).Answered(form, nil)).Must(422).Says("looks like a key safe code")
	form.Set("postcode", "nowhere")
	b.Post(path, b.Get(path).Must(200).Answered(form, nil)).Must(422).Says("Enter a full UK postcode")
}

func TestWhoMayAnswerWhat(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Arranging)
	home, about, needs := web.AnswersPath(r, "home"), web.AnswersPath(r, "about"), web.AnswersPath(r, "needs")
	s.SignIn(webtest.Installer).Get(home).Must(200).Says("What telephone line is there?")
	s.SignIn(webtest.Installer).Get(needs).Must(404)
	s.SignIn(webtest.Therapist).Get(home).Must(200)
	s.SignIn(webtest.OtherOT).Get(home).Must(404)
	s.SignIn(webtest.OtherWorker).Get(home).Must(404)
	s.SignIn(webtest.Manager).Get(home).Must(403)
	// What it is for was decided by sending it.
	s.SignIn(webtest.SocialWorker).Get(about).Must(200).Lacks("What is the referral for?").Says("Is it new, or a change to what is there?")
	for _, path := range []string{"/digital-support", "/nonsense"} {
		s.SignIn(webtest.SocialWorker).Get(web.PathOfCase(r) + path + "/answers").Must(404)
	}
	s.Take(s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech)), webtest.Tech, webtest.Received)
	closedCase := s.StrandAt(webtest.Tech, webtest.Closed)
	s.SignIn(webtest.SocialWorker).Get(web.AnswersPath(closedCase, "home")).Must(409).Says("Nothing can be answered any more")
	s.SignIn(webtest.SocialWorker).Get(web.PathOfCase(closedCase)).Must(200).Lacks("Add or correct")
	s.SignIn(webtest.SocialWorker).Post(home, url.Values{}).Must(422)
}
