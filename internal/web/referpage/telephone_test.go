package referpage_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// takeCall starts a referral that is taken by telephone, and returns its draft.
func takeCall(b webtest.Browser) webtest.Draft {
	b.T.Helper()
	id := b.Get("/referral/start").Must(200).Value("draft")
	b.Post("/referral", url.Values{"draft": {id}, "by": {"telephone"}}).To("/referral/" + id + "/telephone")
	return webtest.Draft{Browser: b, Path: "/referral/" + id}
}

func by(d webtest.Draft, page string) string { return d.Path + "/telephone/" + page }

// say answers a section on the telephone.
func say(d webtest.Draft, section string, answers url.Values) webtest.Page {
	d.T.Helper()
	return d.Post(by(d, section), answers)
}

var caller = url.Values{
	"received-from": {"Testcontact Alpha"}, "received-relationship": {"daughter"}, "received-telephone": {"01632 960 003"}, "received-notice": {"yes"},
}

func TestAReferralIsTakenByTelephoneFromTheFirstWordToTheLast(t *testing.T) {
	d := takeCall(webtest.New(t).SignIn(webtest.SocialWorker))
	d.Get(d.Path + "/telephone").To(by(d, "call"))
	d.Get(by(d, "call")).Must(200).Says("Section 1 of 9", "Who am I speaking to, please?", "Hello, this is Social Worker One", "hang up and call 999", "privacy notice").
		Lacks("How did the request reach you?")
	say(d, "call", caller).To(by(d, "needs#immediate-risk"))
	needs := d.Get(by(d, "needs")).Must(200).Says("Section 2 of 9", "They do not know – ask later", "Say first what the referral is for").Text()
	if strings.Index(needs, "Is anyone in danger") > strings.Index(needs, "What has happened or changed") {
		t.Error("what cannot wait is not asked first")
	}
	say(d, "needs", webtest.Pendant()["needs"]).To(by(d, "about#kinds"))
	say(d, "about", webtest.Pendant()["about"]).To(by(d, "person#full-name"))
	d.Get(by(d, "person")).Must(200).Says("Section 4 of 12", "What is their full name, and how is it spelt?").Lacks("UPRN", "Social care record number")
	say(d, "person", webtest.Pendant()["person"]).To(by(d, "agreement#agreement"))
	say(d, "agreement", webtest.Pendant()["agreement"]).To(by(d, "equipment#equipment"))
	say(d, "equipment", webtest.Pendant()["equipment"]).To(by(d, "route#route"))
	// What can be left is left with one press, and what was typed so far is kept.
	d.Get(by(d, "route")).Says("Nothing more is needed to send it")
	say(d, "route", url.Values{"funding": {"council"}, "then": {"leave"}}).To(by(d, "person-more#title"))
	say(d, "person-more", url.Values{"then": {"ending"}}).To(by(d, "ending"))
	d.Get(by(d, "ending")).Must(200).Says("Mike Test", "27 March 1948", "SW1A 1AA", "01632 960003", "I will send it now").Golden("telephone_ending")
	d.Post(by(d, "ending"), url.Values{"call-back": {"Thursday after 2pm, about the key safe"}}).To(d.Path + "/check-answers")
	d.Get("/my-referrals").Must(200).Says("A call back is needed").Lacks("Thursday", "Testcontact")
	d.Get(d.Path+"/check-answers").Must(200).Says("By telephone", "Testcontact Alpha", "The council")
	reference := d.Send()
	page := d.Get(d.Path + "/sent").Must(200)
	covered := page
	covered.Html = strings.NewReplacer(reference.Spelt(), "SPELT", strings.ReplaceAll(strings.Join(strings.Split(string(reference), ""), " "), " - ", ", "), "SPACED").Replace(page.Html)
	covered.Golden("sent_taken_by_telephone")
	page.Says("Read this out", reference.Spelt(), "Assistive technology: somebody will be in touch by 5pm on Wednesday 25 November", "Thursday after 2pm")
	d.Get(web.PathOfCase(reference)).Must(200).Says("By Social Worker One, social worker", "Taken by telephone from Testcontact Alpha (daughter), 01632 960003")
}

func TestACallIsNotHeldUpByWhatIsWrong(t *testing.T) {
	d := takeCall(webtest.New(t).SignIn(webtest.SocialWorker))
	bad := url.Values{"full-name": {"Mike Test"}, "postcode": {"nonsense"}}
	say(d, "person", bad).Must(http.StatusUnprocessableEntity).Says("<title>Error: The person", "Enter a full UK postcode", `value="nonsense"`)
	d.Get(by(d, "person")).Must(200).Says(`value="nonsense"`, "Mike Test")
	bad.Set("then", "leave")
	say(d, "person", bad).To(by(d, "agreement#agreement"))
	bad.Set("then", "ending")
	say(d, "person", bad).To(by(d, "ending"))
	d.Get(by(d, "ending")).Must(200).Says("When can I call you back?", "Enter a full UK postcode", `href="`+by(d, "person")+`#postcode"`).Golden("telephone_ending_too_soon")
	d.Post(by(d, "ending"), url.Values{"call-back": {strings.Repeat("ä ", 501)}}).Must(422).Says("1,000 characters or less").Golden("telephone_ending_error")
}

func TestChangingBetweenWrittenAndSpokenLosesNothing(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin()
	written := webtest.With(webtest.Pendant(), "person", map[string]string{"uprn": "100000000001", "record-number": "TEST-0001"})
	d.Post(d.Path+"/about", written["about"]).Must(303)
	d.Post(d.Path+"/person", written["person"]).Must(303)
	d.Get(d.Path).Must(200).Says(`href="` + d.Path + `/telephone"`)
	d.Get(d.Path + "/telephone").To(by(d, "call"))
	// What is not said stays, although the page does not have it.
	said := url.Values{}
	for name, values := range webtest.Pendant()["person"] {
		said[name] = values
	}
	said.Set("preferred-name", "Mick")
	say(d, "person", said).Must(303)
	d.Get(d.Path+"/person").Must(200).Says("TEST-0001", "100000000001", "Mick")
	// And what was said is on the written form, the call included.
	say(d, "call", caller).Must(303)
	d.Get(d.Path+"/call").Must(200).Says(`value="telephone" checked`, "Testcontact Alpha")
	d.Post(d.Path+"/call", url.Values{"received-by": {"paper"}}).Must(303)
	d.Get(d.Path + "/telephone").To(by(d, "needs"))
	d.Get(by(d, "call")).To(by(d, "needs"))
}

func TestTakingACallTwiceForgetsNothing(t *testing.T) {
	d := takeCall(webtest.New(t).SignIn(webtest.SocialWorker))
	say(d, "call", caller).Must(303)
	d.Post("/referral", url.Values{"draft": {d.Id()}, "by": {"telephone"}}).To(d.Path + "/telephone")
	d.Get(by(d, "call")).Must(200).Says("Testcontact Alpha")
}

// Everything that can be asked on the telephone can be answered there.
func TestEverySpokenFieldIsShownAgain(t *testing.T) {
	t.Parallel()
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(walkedForm())
	for _, s := range intake.Sections() {
		d.Get(by(d, s.Slug))
	}
	draft, err := d.Store.Draft(t.Context(), webtest.SocialWorker.ID, d.Id())
	if err != nil {
		t.Fatal(err)
	}
	at := form.Context{Now: webtest.Monday, Role: referral.SocialWorker}
	for _, s := range intake.Spoken(draft.Answers(), at) {
		one := aQuestion{Draft: d, address: by(d, s.Slug), section: s}
		for _, f := range s.Shown(draft.Answers(), at) {
			t.Run(s.Slug+"/"+f.Name, func(t *testing.T) {
				one.Site = &webtest.Site{T: t, Handler: d.Handler, Store: d.Store, Now: d.Now}
				typed := url.Values{}
				put(typed, f.Name, f.Control, good(f)...)
				one.save(typed)
				shown := shownAgain(f, good(f))
				if f.Control == form.Telephone {
					shown = []string{`value="07700 900123"`}
				}
				one.see().Says(shown...)
			})
		}
		one.Site = d.Site
		one.Draft.Post(one.Path+"/"+s.Slug, walkedForm()[s.Slug]).Must(303)
	}
}

func TestOnlyTheirOwnersPagesForTheTelephone(t *testing.T) {
	s := webtest.New(t)
	d := takeCall(s.SignIn(webtest.SocialWorker))
	say(d, "call", caller)
	for _, other := range []webtest.Browser{s.SignIn(webtest.OtherWorker), s.SignIn(webtest.Manager)} {
		for _, path := range []string{d.Path + "/telephone", by(d, "call"), by(d, "ending")} {
			other.Get(path).Must(404).Lacks("Testcontact")
			if !strings.HasSuffix(path, "telephone") {
				other.Post(path, url.Values{"received-from": {"Somebody Else"}}).Must(404)
			}
		}
	}
	d.Get(by(d, "no-such-section")).Must(404)
	d.Get(by(d, "who-else")).To(d.Path + "/telephone/needs") // nothing of it is said
	if slices.Contains([]int{200}, d.Get(by(d, "digital-support")).Status) {
		t.Error("a section is asked that the referral does not have")
	}
	reference := d.Fill(webtest.Pendant()).Send()
	for _, path := range []string{d.Path + "/telephone", by(d, "call"), by(d, "ending"), d.Path + "/address"} {
		d.Get(path).To(d.Path + "/sent")
	}
	d.Post(by(d, "ending"), url.Values{"call-back": {"x"}}).To(d.Path + "/sent")
	d.Get(web.PathOfCase(reference)).Must(200).Says("Taken by telephone")
}

// A page's script saves as people type, also on the telephone.
func TestACallIsSavedAsItIsTyped(t *testing.T) {
	d := takeCall(webtest.New(t).SignIn(webtest.SocialWorker))
	for path, typed := range map[string]url.Values{by(d, "call"): caller, by(d, "ending"): {"call-back": {"On Friday"}}} {
		all := d.Get(path).Must(200).Says("data-autosave").Carried()
		for name, values := range typed {
			all[name] = values
		}
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(all.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Accept", "application/json")
		if answer := d.Do(r).Must(200); !strings.Contains(answer.Html, `"version"`) {
			t.Errorf("%s: %s", path, answer.Html)
		}
	}
	d.Get(by(d, "call")).Says("Testcontact Alpha")
	d.Get(d.Path+"/call").Says(`value="telephone" checked`, "On Friday")
}
