package site

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/internal/handover"
)

const cases = "https://cases.example.org"

// caseSystem is the case system that the pages of a test know.
func (s *site) caseSystem() *CaseSystem {
	return &CaseSystem{Origin: cases, Audience: "http://localhost", Keys: func(context.Context) (handover.Keys, error) {
		return handover.ParseKeys(casesystem.ReadyKeys())
	}}
}

// made returns what the case system signs about somebody.
func (s *site) made(change func(*casesystem.Claims)) string {
	s.t.Helper()
	system, err := casesystem.New(casesystem.Options{Origin: cases, Now: s.clock})
	if err != nil {
		s.t.Fatal(err)
	}
	claims := system.Claims("http://localhost", "", casesystem.Person())
	if change != nil {
		change(&claims)
	}
	document, err := system.Sign(claims)
	if err != nil {
		s.t.Fatal(err)
	}
	return document
}

// bring posts a document as the case system's page does: from another site, so the
// browser brings no cookie. It returns the browser with the one that it is given.
func (b browser) bring(document string) (page, *http.Cookie) {
	b.t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/hand-over", strings.NewReader(url.Values{"document": {document}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", cases)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	answer := browser{b.site, ""}.do(r)
	for _, c := range (&http.Response{Header: answer.header}).Cookies() {
		if strings.HasPrefix(c.Name, "hand-over-") {
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
				b.t.Errorf("the cookie is %+v", c)
			}
			return answer, c
		}
	}
	return answer, nil
}

// with sends a request with the cookie that a hand-over gave.
func (b browser) with(c *http.Cookie, method, path string) page {
	b.t.Helper()
	r := httptest.NewRequest(method, path, nil)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if c != nil {
		r.AddCookie(c)
	}
	return b.do(r)
}

func TestAPersonIsHandedOver(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	arrived, cookie := b.bring(s.made(nil))
	path := arrived.must(303).location
	if strings.Contains(path, "Victor") || !strings.HasPrefix(path, "/hand-over/") || len(path) != len("/hand-over/")+26 {
		t.Errorf("sent on to %q", path)
	}
	// Whoever is not signed in signs in first, and comes back.
	s.nobody().with(cookie, http.MethodGet, path).to("/sign-in?to=" + url.QueryEscape(path))
	b.with(cookie, http.MethodGet, path).must(200).says("Testcase Victor", "8 May 1941", "999 000 0018", "Example Street", cases).golden("hand_over")
	if drafts, err := s.store.Drafts(t.Context(), socialWorker.ID); err != nil || len(drafts) > 0 {
		t.Errorf("looking at it began a draft: %+v, %v", drafts, err)
	}
	begun := b.with(cookie, http.MethodPost, path).must(303)
	d := aDraft{b, strings.TrimSuffix(begun.location, "/about")}
	d.holds("full-name", "Testcase Victor")
	d.holds("nhs-number", "9990000018")
	d.holds("telephone", "+441632960017")
	d.get(d.path+"/person").must(200).says(`value="Testcase Victor"`, `value="1941"`, "7 Example Street")
	// A double click, going back, and the same address later lead to the same draft.
	b.with(cookie, http.MethodPost, path).to(d.path)
	b.with(cookie, http.MethodGet, path).to(d.path)
	// It can be sent like any other.
	form := pendant()
	form["person"].Set("full-name", "Testcase Victor")
	d.fill(form).send()
}

func TestADocumentIsGoodOnce(t *testing.T) {
	s := newSite(t)
	b, other := s.signIn(socialWorker), s.signIn(otherWorker)
	document := s.made(nil)
	first, one := b.bring(document)
	second, two := b.bring(document)
	b.with(one, http.MethodPost, first.location).must(303)
	// Brought before it was used: whose draft it is goes on with that, others are told.
	b.with(two, http.MethodPost, second.location).must(303)
	other.with(two, http.MethodPost, second.location).must(409).says("This was already taken over").lacks("Victor")
	// Brought again afterwards.
	again, _ := b.bring(document)
	again.must(409).says("This was already taken over").lacks("Victor").golden("error_hand_over_used")
	for who, want := range map[string]int{socialWorker.ID: 1, otherWorker.ID: 0} {
		if drafts, err := s.store.Drafts(t.Context(), who); err != nil || len(drafts) != want {
			t.Errorf("%s has %d drafts, want %d; %v", who, len(drafts), want, err)
		}
	}
}

// Whatever must not be taken is answered with a page that says so, and changes
// nothing.
func TestWhatIsNotTakenOver(t *testing.T) {
	post := func(b browser, origin, document string) page {
		r := httptest.NewRequest(http.MethodPost, "/hand-over", strings.NewReader(url.Values{"document": {document}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if origin != "" {
			r.Header.Set("Origin", origin)
		}
		return b.do(r)
	}
	field := func(name string, value any) func(*casesystem.Claims) {
		return func(c *casesystem.Claims) { c.Person = map[string]any{name: value} }
	}
	for _, test := range []struct {
		name   string
		golden string
		origin string
		change func(*casesystem.Claims)
		spoil  func(string) string
		later  time.Duration
		status int
		says   string
	}{
		{name: "from another site", origin: "https://evil.example.org", status: 403, says: "did not come from the council’s case system"},
		{name: "from a file", origin: "null", status: 403, says: "did not come from the council’s case system"},
		{name: "from our own pages", origin: "http://localhost", status: 403, says: "did not come from the council’s case system"},
		{name: "without an origin", origin: "-", status: 403, says: "did not come from the council’s case system"},
		{name: "not signed", golden: "error_hand_over_not_signed", spoil: func(d string) string { return d[:len(d)-6] + "AAAAAA" }, status: 403, says: "did not come from the council’s case system"},
		{name: "nothing", spoil: func(string) string { return "" }, status: 403, says: "did not come from the council’s case system"},
		{name: "for another service", change: func(c *casesystem.Claims) { c.Audience = "https://elsewhere.example.org" }, status: 403, says: "did not come from"},
		{name: "too old", golden: "error_hand_over_old", later: 6 * time.Minute, status: 422, says: "This took too long"},
		{name: "a question that is not known", change: field("shoe-size", "7"), status: 422, says: "It has &#34;shoe-size&#34;, which the form does not ask about a person"},
		{name: "a question that is not to be shown", change: field("<script>alert(1)</script>", "7"), status: 422, says: "a question that the form does not ask"},
		{name: "an answer that is not offered", golden: "error_hand_over_unreadable", change: field("where-now", "Testcase Street"), status: 422, says: "with an answer that the form does not take"},
		{name: "nobody", change: func(c *casesystem.Claims) { c.Person = nil }, status: 422, says: "not written as agreed"},
		{name: "too large", golden: "error_hand_over_too_large", change: field("full-name", strings.Repeat("a", handover.MaxSize)), status: 413, says: "That is too much to hand over"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSite(t)
			b := s.signIn(socialWorker)
			document := s.made(test.change)
			if test.spoil != nil {
				document = test.spoil(document)
			}
			if test.origin == "" {
				test.origin = cases
			}
			s.at(monday.Add(test.later))
			answer := post(b, strings.TrimPrefix(test.origin, "-"), document).must(test.status).says(test.says).lacks("Victor", "Testcase Street", "<script>alert")
			if test.golden != "" {
				answer.golden(test.golden)
			}
			if strings.Contains(strings.Join(answer.header.Values("Set-Cookie"), " "), "hand-over") {
				t.Error("something was kept")
			}
			if drafts, err := s.store.Drafts(t.Context(), socialWorker.ID); err != nil || len(drafts) > 0 {
				t.Errorf("a draft was begun: %+v, %v", drafts, err)
			}
		})
	}
}

// The exception is for one address: other sites, the case system's among them, can
// post nothing else.
func TestTheCaseSystemCanPostNothingElse(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	arrived, cookie := b.bring(s.made(nil))
	d := b.begin()
	for _, path := range []string{"/referral", d.path + "/about", arrived.location, "/hand-over/", "/hand-over/x", "/sign-out"} {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("document="+s.made(nil)))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", cases)
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.AddCookie(cookie)
		if answer := b.do(r); answer.status != 403 {
			t.Errorf("%s: answered %d", path, answer.status)
		}
	}
}

func TestWhoMayHaveWhatWasHandedOver(t *testing.T) {
	s := newSite(t)
	mine := s.signIn(socialWorker)
	arrived, cookie := mine.bring(s.made(func(c *casesystem.Claims) { c.For = strings.ToUpper(socialWorker.Email) }))
	path := arrived.must(303).location
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		s.signIn(otherWorker).with(cookie, method, path).must(403).says("This was handed over for somebody else").lacks("Victor").golden("error_hand_over_for_other")
		s.signIn(installer).with(cookie, method, path).must(403).lacks("Victor")
		// Another browser knows nothing of it, whoever is signed in there.
		mine.with(nil, method, path).must(404).says("There is nothing to take over").lacks("Victor").golden("error_hand_over_gone")
		mine.with(&http.Cookie{Name: cookie.Name, Value: "guessed"}, method, path).must(404)
	}
	mine.with(cookie, http.MethodGet, path).must(200)
	s.at(monday.Add(time.Hour))
	mine.with(cookie, http.MethodGet, path).must(404)
	mine.with(cookie, http.MethodPost, path).must(404)
}

// Two that are brought one after the other do not get in each other's way.
func TestTwoPersonsAreHandedOver(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	one, first := b.bring(s.made(nil))
	two, second := b.bring(s.made(func(c *casesystem.Claims) { c.Person["full-name"] = "Testcase Whiskey" }))
	b.with(second, http.MethodGet, two.location).must(200).says("Testcase Whiskey")
	b.with(first, http.MethodGet, one.location).must(200).says("Testcase Victor")
	b.with(first, http.MethodGet, two.location).must(404)
}
