package site

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// takeCall starts a referral that is taken by telephone, and returns its draft.
func (b browser) takeCall() aDraft {
	b.t.Helper()
	id := b.get("/referral/start").must(200).value("draft")
	b.post("/referral", url.Values{"draft": {id}, "by": {"telephone"}}).to("/referral/" + id + "/telephone")
	return aDraft{b, "/referral/" + id}
}

func (d aDraft) by(page string) string { return d.path + "/telephone/" + page }

// say answers a section on the telephone.
func (d aDraft) say(section string, answers url.Values) page {
	d.t.Helper()
	return d.post(d.by(section), answers)
}

var caller = url.Values{
	"received-from": {"Testcontact Alpha"}, "received-relationship": {"daughter"}, "received-telephone": {"01632 960 003"}, "received-notice": {"yes"},
}

func TestAReferralIsTakenByTelephoneFromTheFirstWordToTheLast(t *testing.T) {
	d := newSite(t).signIn(socialWorker).takeCall()
	d.get(d.path + "/telephone").to(d.by("call"))
	d.get(d.by("call")).must(200).says("Section 1 of 9", "Who am I speaking to, please?", "Hello, this is Social Worker One", "hang up and call 999", "privacy notice").
		lacks("How did the request reach you?")
	d.say("call", caller).to(d.by("needs#immediate-risk"))
	needs := d.get(d.by("needs")).must(200).says("Section 2 of 9", "They do not know – ask later", "Say first what the referral is for").text()
	if strings.Index(needs, "Is anyone in danger") > strings.Index(needs, "What has happened or changed") {
		t.Error("what cannot wait is not asked first")
	}
	d.say("needs", pendant()["needs"]).to(d.by("about#kinds"))
	d.say("about", pendant()["about"]).to(d.by("person#full-name"))
	d.get(d.by("person")).must(200).says("Section 4 of 12", "What is their full name, and how is it spelt?").lacks("UPRN", "Social care record number")
	d.say("person", pendant()["person"]).to(d.by("agreement#agreement"))
	d.say("agreement", pendant()["agreement"]).to(d.by("equipment#equipment"))
	d.say("equipment", pendant()["equipment"]).to(d.by("route#route"))
	// What can be left is left with one press, and what was typed so far is kept.
	d.get(d.by("route")).says("Nothing more is needed to send it")
	d.say("route", url.Values{"funding": {"council"}, "then": {"leave"}}).to(d.by("person-more#title"))
	d.say("person-more", url.Values{"then": {"ending"}}).to(d.by("ending"))
	d.get(d.by("ending")).must(200).says("Mike Test", "27 March 1948", "SW1A 1AA", "01632 960003", "I will send it now").golden("telephone_ending")
	d.post(d.by("ending"), url.Values{"call-back": {"Thursday after 2pm, about the key safe"}}).to(d.path + "/check-answers")
	d.get("/my-referrals").must(200).says("A call back is needed").lacks("Thursday", "Testcontact")
	d.get(d.path+"/check-answers").must(200).says("By telephone", "Testcontact Alpha", "The council")
	reference := d.send()
	page := d.get(d.path + "/sent").must(200)
	covered := page
	covered.html = strings.NewReplacer(reference.Spelt(), "SPELT", strings.ReplaceAll(strings.Join(strings.Split(string(reference), ""), " "), " - ", ", "), "SPACED").Replace(page.html)
	covered.golden("sent_taken_by_telephone")
	page.says("Read this out", reference.Spelt(), "Assistive technology: somebody will be in touch by 5pm on Wednesday 25 November", "Thursday after 2pm")
	d.get(web.PathOfCase(reference)).must(200).says("By Social Worker One, social worker", "Taken by telephone from Testcontact Alpha (daughter), 01632 960003")
}

func TestACallIsNotHeldUpByWhatIsWrong(t *testing.T) {
	d := newSite(t).signIn(socialWorker).takeCall()
	bad := url.Values{"full-name": {"Mike Test"}, "postcode": {"nonsense"}}
	d.say("person", bad).must(http.StatusUnprocessableEntity).says("<title>Error: The person", "Enter a full UK postcode", `value="nonsense"`)
	d.get(d.by("person")).must(200).says(`value="nonsense"`, "Mike Test")
	bad.Set("then", "leave")
	d.say("person", bad).to(d.by("agreement#agreement"))
	bad.Set("then", "ending")
	d.say("person", bad).to(d.by("ending"))
	d.get(d.by("ending")).must(200).says("When can I call you back?", "Enter a full UK postcode", `href="`+d.by("person")+`#postcode"`).golden("telephone_ending_too_soon")
	d.post(d.by("ending"), url.Values{"call-back": {strings.Repeat("ä ", 501)}}).must(422).says("1,000 characters or less").golden("telephone_ending_error")
}

func TestChangingBetweenWrittenAndSpokenLosesNothing(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin()
	written := with(pendant(), "person", map[string]string{"uprn": "100000000001", "record-number": "TEST-0001"})
	d.post(d.path+"/about", written["about"]).must(303)
	d.post(d.path+"/person", written["person"]).must(303)
	d.get(d.path).must(200).says(`href="` + d.path + `/telephone"`)
	d.get(d.path + "/telephone").to(d.by("call"))
	// What is not said stays, although the page does not have it.
	said := url.Values{}
	for name, values := range pendant()["person"] {
		said[name] = values
	}
	said.Set("preferred-name", "Mick")
	d.say("person", said).must(303)
	d.get(d.path+"/person").must(200).says("TEST-0001", "100000000001", "Mick")
	// And what was said is on the written form, the call included.
	d.say("call", caller).must(303)
	d.get(d.path+"/call").must(200).says(`value="telephone" checked`, "Testcontact Alpha")
	d.post(d.path+"/call", url.Values{"received-by": {"paper"}}).must(303)
	d.get(d.path + "/telephone").to(d.by("needs"))
	d.get(d.by("call")).to(d.by("needs"))
}

func TestTakingACallTwiceForgetsNothing(t *testing.T) {
	d := newSite(t).signIn(socialWorker).takeCall()
	d.say("call", caller).must(303)
	d.post("/referral", url.Values{"draft": {d.id()}, "by": {"telephone"}}).to(d.path + "/telephone")
	d.get(d.by("call")).must(200).says("Testcontact Alpha")
}

// Everything that can be asked on the telephone can be answered there.
func TestEverySpokenFieldIsShownAgain(t *testing.T) {
	t.Parallel()
	d := newSite(t).signIn(socialWorker).begin().fill(walkedForm())
	for _, s := range intake.Sections() {
		d.get(d.by(s.Slug))
	}
	draft, err := d.store.Draft(t.Context(), socialWorker.ID, d.id())
	if err != nil {
		t.Fatal(err)
	}
	at := intake.Context{Now: monday, Role: referral.SocialWorker}
	for _, s := range intake.Spoken(draft.Answers(), at) {
		one := aQuestion{aDraft: d, address: d.by(s.Slug), section: s}
		for _, f := range s.Shown(draft.Answers(), at) {
			t.Run(s.Slug+"/"+f.Name, func(t *testing.T) {
				one.site = &site{t: t, handler: d.handler, store: d.store, now: d.now}
				form := url.Values{}
				put(form, f.Name, f.Control, good(f)...)
				one.save(form)
				shown := shownAgain(f, good(f))
				if f.Control == intake.Telephone {
					shown = []string{`value="07700 900123"`}
				}
				one.see().says(shown...)
			})
		}
		one.site = d.site
		one.aDraft.post(one.path+"/"+s.Slug, walkedForm()[s.Slug]).must(303)
	}
}

func TestOnlyTheirOwnersPagesForTheTelephone(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).takeCall()
	d.say("call", caller)
	for _, other := range []browser{s.signIn(otherWorker), s.signIn(manager)} {
		for _, path := range []string{d.path + "/telephone", d.by("call"), d.by("ending")} {
			other.get(path).must(404).lacks("Testcontact")
			if !strings.HasSuffix(path, "telephone") {
				other.post(path, url.Values{"received-from": {"Somebody Else"}}).must(404)
			}
		}
	}
	d.get(d.by("no-such-section")).must(404)
	d.get(d.by("who-else")).to(d.path + "/telephone/needs") // nothing of it is said
	if slices.Contains([]int{200}, d.get(d.by("digital-support")).status) {
		t.Error("a section is asked that the referral does not have")
	}
	reference := d.fill(pendant()).send()
	for _, path := range []string{d.path + "/telephone", d.by("call"), d.by("ending"), d.path + "/address"} {
		d.get(path).to(d.path + "/sent")
	}
	d.post(d.by("ending"), url.Values{"call-back": {"x"}}).to(d.path + "/sent")
	d.get(web.PathOfCase(reference)).must(200).says("Taken by telephone")
}

// A page's script saves as people type, also on the telephone.
func TestACallIsSavedAsItIsTyped(t *testing.T) {
	d := newSite(t).signIn(socialWorker).takeCall()
	for path, form := range map[string]url.Values{d.by("call"): caller, d.by("ending"): {"call-back": {"On Friday"}}} {
		all := d.get(path).must(200).says("data-autosave").carried()
		for name, values := range form {
			all[name] = values
		}
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(all.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Accept", "application/json")
		if answer := d.do(r).must(200); !strings.Contains(answer.html, `"version"`) {
			t.Errorf("%s: %s", path, answer.html)
		}
	}
	d.get(d.by("call")).says("Testcontact Alpha")
	d.get(d.path+"/call").says(`value="telephone" checked`, "On Friday")
}
