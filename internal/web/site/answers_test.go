package site

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// answered fills in a page of answers as it is shown, with what is typed.
func (p page) answered(form url.Values, typed map[string]string) url.Values {
	p.t.Helper()
	all := url.Values{"version": {p.value("version")}, "request": {p.value("request")}}
	for name, values := range form {
		all[name] = values
	}
	for name, value := range typed {
		all.Set(name, value)
	}
	return all
}

// needsOf is the section about needs as the pendant referral answered it.
func needsOf(concern string) url.Values {
	return url.Values{"why-now": {"She fell twice in the night."}, "wants": {}, "wants-dont-know": {"dont-know"}, "immediate-risk": {"no"}, "concerns": {concern}}
}

func TestAnswersAreAddedAfterSending(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, waiting)
	before, _ := s.store.Referral(t.Context(), r)
	path := web.AnswersPath(r, "home")
	b := s.signIn(socialWorker)
	b.get(web.PathOfCase(r)).must(200).says(`href="` + path + `#line"`)
	page := b.get(path).must(200).golden("answers_home")
	b.post(path, page.answered(nil, map[string]string{"line": "digital", "line-provider": "Example Telecom"})).to(web.PathOfCase(r) + "?done=answers")
	b.get(web.PathOfCase(r)).must(200).says("Digital voice", "Example Telecom", "Added by Social Worker One, social worker, 23 November 2026", "Answers added").golden("case_answers_added")
	if after, _ := s.store.Referral(t.Context(), r); len(after.Answers["line"]) > 0 || len(after.Answers) != len(before.Answers) {
		t.Error("the referral as sent was changed")
	}
	if got := s.events(r); got[len(got)-1] != "answered" || len(got) != 4 {
		t.Errorf("events: %q", got)
	}
	// Saving what is there already is no change.
	page = b.get(path).must(200).says("Example Telecom")
	b.post(path, page.answered(nil, map[string]string{"line": "digital", "line-provider": "Example Telecom"})).to(web.PathOfCase(r))
	if got := s.events(r); len(got) != 4 {
		t.Errorf("events: %q", got)
	}
}

func TestACorrectionNeedsAReasonAndAppliesTriageAgain(t *testing.T) {
	s := newSite(t)
	r := s.open(socialWorker, margaret(tech, referral.DigitalSupport))
	s.take(r, tech, waiting)
	s.take(r, referral.DigitalSupport, claimed)
	path, b := web.AnswersPath(r, "needs"), s.signIn(socialWorker)
	page := b.get(path).must(200)
	b.post(path, page.answered(needsOf("risk-to-life"), nil)).must(422).says("Enter why the answer is corrected", `value="risk-to-life" checked`)
	if len(s.events(r)) != 6 {
		t.Errorf("a refused correction left %q", s.events(r))
	}
	form := page.answered(needsOf("risk-to-life"), map[string]string{"reason": "Her oxygen failed."})
	b.post(path, form).to(web.PathOfCase(r) + "?done=answers")
	for _, kind := range []referral.Kind{tech, referral.DigitalSupport} {
		if got := s.strand(r, kind); got.Priority != referral.Urgent || !slices.Equal(got.Reasons, []string{"Risk to life"}) {
			t.Errorf("%s is %s because of %q", kind, got.Priority, got.Reasons)
		}
	}
	events := s.events(r)
	if len(events) != 7 { // one for both strands, so that no crash can part them
		t.Errorf("events: %q", events)
	}
	// A double click and a lost answer end in the same.
	b.post(path, form).to(web.PathOfCase(r) + "?done=answers")
	if got := s.events(r); len(got) != len(events) {
		t.Errorf("sent twice: %q", got)
	}
	b.get(web.PathOfCase(r)).says("Changed by Social Worker One", "It was: A fall in the last month", "Why: Her oxygen failed.", "Triaged again: urgent")
	owed, err := s.store.Notifications(t.Context(), r)
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
	page = b.get(path).must(200)
	b.post(path, page.answered(needsOf(referral.DontKnow), map[string]string{"reason": "It was somebody else."})).must(303)
	if got := s.strand(r, tech); got.Priority != referral.Urgent {
		t.Errorf("lowered to %s by not knowing", got.Priority)
	}
	// Knowing that it was wrong does.
	page = b.get(path).must(200)
	b.post(path, page.answered(needsOf("none"), map[string]string{"reason": "It was checked."})).must(303)
	if got := s.strand(r, tech); got.Priority != referral.Standard {
		t.Errorf("is %s although nothing applies", got.Priority)
	}
}

func TestWhoAnswersTogetherSeesWhatTheOtherChanged(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	path, ot, sw := web.AnswersPath(r, "home"), s.signIn(therapist), s.signIn(socialWorker)
	first, second, elsewhere := ot.get(path).must(200), sw.get(path).must(200), sw.get(web.AnswersPath(r, "route")).must(200)
	ot.post(path, first.answered(nil, map[string]string{"line": "analogue"})).must(303)
	page := sw.post(path, second.answered(nil, map[string]string{"line": "digital", "line-provider": "Example Telecom"})).must(http.StatusConflict).
		says("Somebody else changed this", "Occupational Therapist One", "An analogue line", `value="digital" checked`, "Example Telecom")
	if len(s.events(r)) != 5 {
		t.Errorf("events: %q", s.events(r))
	}
	// Another section is another matter.
	sw.post(web.AnswersPath(r, "route"), elsewhere.answered(nil, map[string]string{"funding": "council"})).must(303)
	sw.post(path, page.answered(nil, map[string]string{"line": "digital", "line-provider": "Example Telecom"})).must(422).says("Enter why the answer is corrected")
	sw.post(path, page.answered(nil, map[string]string{"line": "digital", "line-provider": "Example Telecom", "reason": "The router is new."})).must(303)
	sw.get(path).must(200).says(`value="digital" checked`, "Example Telecom")
	sw.get(web.PathOfCase(r)).says("The council")
}

func TestLaterAnswersWarnEverybody(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	path, b := web.AnswersPath(r, "person"), s.signIn(therapist)
	form := url.Values{
		"full-name": {"Mike Testcase"}, "date-of-birth-day": {"3"}, "date-of-birth-month": {"2"}, "date-of-birth-year": {"1941"}, "nhs-number": {"9990000018"},
		"where-now": {"home"}, "will-be": {"home"}, "address": {"1 Example Street\nSampleton"}, "postcode": {"SW1A 1AA"}, "telephone": {"01632 960123"},
		"must-not-tell": {"no"}, "misuse": {"no"}, "danger": {"yes"}, "danger-what": {"A dog that bites."}, "reason": {"Met it."},
	}
	b.post(path, b.get(path).must(200).answered(form, nil)).must(303)
	for _, page := range []string{web.PathOfCase(r), web.PathOfStrand(r, tech, "contact")} {
		b.get(page).must(200).says("Danger to visitors: A dog that bites.")
	}
	// The old answer of a code and a bad answer are refused as on the form.
	form.Set("danger-what", "Key safe code 4821")
	b.post(path, b.get(path).must(200).answered(form, nil)).must(422).says("looks like a key safe code")
	form.Set("postcode", "nowhere")
	b.post(path, b.get(path).must(200).answered(form, nil)).must(422).says("Enter a full UK postcode")
}

func TestWhoMayAnswerWhat(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, arranging)
	home, about, needs := web.AnswersPath(r, "home"), web.AnswersPath(r, "about"), web.AnswersPath(r, "needs")
	s.signIn(installer).get(home).must(200).says("What telephone line is there?")
	s.signIn(installer).get(needs).must(404)
	s.signIn(therapist).get(home).must(200)
	s.signIn(otherOT).get(home).must(404)
	s.signIn(otherWorker).get(home).must(404)
	s.signIn(manager).get(home).must(403)
	// What it is for was decided by sending it.
	s.signIn(socialWorker).get(about).must(200).lacks("What is the referral for?").says("Is it new, or a change to what is there?")
	for _, path := range []string{"/digital-support", "/nonsense"} {
		s.signIn(socialWorker).get(web.PathOfCase(r) + path + "/answers").must(404)
	}
	s.take(s.open(socialWorker, margaret(tech)), tech, received)
	closedCase := s.strandAt(tech, closed)
	s.signIn(socialWorker).get(web.AnswersPath(closedCase, "home")).must(409).says("Nothing can be answered any more")
	s.signIn(socialWorker).get(web.PathOfCase(closedCase)).must(200).lacks("Add or correct")
	s.signIn(socialWorker).post(home, url.Values{}).must(422)
}
