package referpage_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/handover"
)

// with sends a request with the cookie that a hand-over gave.
func with(b webtest.Browser, c *http.Cookie, method, path string) webtest.Page {
	b.T.Helper()
	r := httptest.NewRequest(method, path, nil)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if c != nil {
		r.AddCookie(c)
	}
	return b.Do(r)
}

func TestAPersonIsHandedOver(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	arrived, cookie := b.Bring(s.Made(nil))
	path := arrived.Must(303).Location
	if strings.Contains(path, "Victor") || !strings.HasPrefix(path, "/hand-over/") || len(path) != len("/hand-over/")+26 {
		t.Errorf("sent on to %q", path)
	}
	// Whoever is not signed in signs in first, and comes back.
	with(s.Nobody(), cookie, http.MethodGet, path).To("/sign-in?to=" + url.QueryEscape(path))
	with(b, cookie, http.MethodGet, path).Must(200).Says("Testcase Victor", "8 May 1941", "999 000 0018", "Example Street", webtest.Cases).Golden("hand_over")
	if drafts, err := s.Store.Drafts(t.Context(), webtest.SocialWorker.ID); err != nil || len(drafts) > 0 {
		t.Errorf("looking at it began a draft: %+v, %v", drafts, err)
	}
	begun := with(b, cookie, http.MethodPost, path).Must(303)
	d := webtest.Draft{Browser: b, Path: strings.TrimSuffix(begun.Location, "/about")}
	holds(d, "full-name", "Testcase Victor")
	holds(d, "nhs-number", "9990000018")
	holds(d, "telephone", "+441632960017")
	d.Get(d.Path+"/person").Must(200).Says(`value="Testcase Victor"`, `value="1941"`, "7 Example Street")
	// A double click, going back, and the same address later lead to the same draft.
	with(b, cookie, http.MethodPost, path).To(d.Path)
	with(b, cookie, http.MethodGet, path).To(d.Path)
	// It can be sent like any other.
	form := webtest.Pendant()
	form["person"].Set("full-name", "Testcase Victor")
	d.Fill(form).Send()
}

func TestADocumentIsGoodOnce(t *testing.T) {
	s := webtest.New(t)
	b, other := s.SignIn(webtest.SocialWorker), s.SignIn(webtest.OtherWorker)
	document := s.Made(nil)
	first, one := b.Bring(document)
	second, two := b.Bring(document)
	with(b, one, http.MethodPost, first.Location).Must(303)
	// Brought before it was used: whose draft it is goes on with that, others are told.
	with(b, two, http.MethodPost, second.Location).Must(303)
	with(other, two, http.MethodPost, second.Location).Must(409).Says("This was already taken over").Lacks("Victor")
	// Brought again afterwards.
	again, _ := b.Bring(document)
	again.Must(409).Says("This was already taken over").Lacks("Victor").Golden("error_hand_over_used")
	for who, want := range map[string]int{webtest.SocialWorker.ID: 1, webtest.OtherWorker.ID: 0} {
		if drafts, err := s.Store.Drafts(t.Context(), who); err != nil || len(drafts) != want {
			t.Errorf("%s has %d drafts, want %d; %v", who, len(drafts), want, err)
		}
	}
}

// Whatever must not be taken is answered with a page that says so, and changes
// nothing.
func TestWhatIsNotTakenOver(t *testing.T) {
	post := func(b webtest.Browser, origin, document string) webtest.Page {
		r := httptest.NewRequest(http.MethodPost, "/hand-over", strings.NewReader(url.Values{"document": {document}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if origin != "" {
			r.Header.Set("Origin", origin)
		}
		return b.Do(r)
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
			s := webtest.New(t)
			b := s.SignIn(webtest.SocialWorker)
			document := s.Made(test.change)
			if test.spoil != nil {
				document = test.spoil(document)
			}
			if test.origin == "" {
				test.origin = webtest.Cases
			}
			s.At(webtest.Monday.Add(test.later))
			answer := post(b, strings.TrimPrefix(test.origin, "-"), document).Must(test.status).Says(test.says).Lacks("Victor", "Testcase Street", "<script>alert")
			if test.golden != "" {
				answer.Golden(test.golden)
			}
			if strings.Contains(strings.Join(answer.Header.Values("Set-Cookie"), " "), "hand-over") {
				t.Error("something was kept")
			}
			if drafts, err := s.Store.Drafts(t.Context(), webtest.SocialWorker.ID); err != nil || len(drafts) > 0 {
				t.Errorf("a draft was begun: %+v, %v", drafts, err)
			}
		})
	}
}

// The exception is for one address: other sites, the case system's among them, can
// post nothing else.
func TestTheCaseSystemCanPostNothingElse(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	arrived, cookie := b.Bring(s.Made(nil))
	d := b.Begin()
	for _, path := range []string{"/referral", d.Path + "/about", arrived.Location, "/hand-over/", "/hand-over/x", "/sign-out"} {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("document="+s.Made(nil)))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", webtest.Cases)
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.AddCookie(cookie)
		if answer := b.Do(r); answer.Status != 403 {
			t.Errorf("%s: answered %d", path, answer.Status)
		}
	}
}

func TestWhoMayHaveWhatWasHandedOver(t *testing.T) {
	s := webtest.New(t)
	mine := s.SignIn(webtest.SocialWorker)
	arrived, cookie := mine.Bring(s.Made(func(c *casesystem.Claims) { c.For = strings.ToUpper(webtest.SocialWorker.Email) }))
	path := arrived.Must(303).Location
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		with(s.SignIn(webtest.OtherWorker), cookie, method, path).Must(403).Says("This was handed over for somebody else").Lacks("Victor").Golden("error_hand_over_for_other")
		with(s.SignIn(webtest.Installer), cookie, method, path).Must(403).Lacks("Victor")
		// Another browser knows nothing of it, whoever is signed in there.
		with(mine, nil, method, path).Must(404).Says("There is nothing to take over").Lacks("Victor").Golden("error_hand_over_gone")
		with(mine, &http.Cookie{Name: cookie.Name, Value: "guessed"}, method, path).Must(404)
	}
	with(mine, cookie, http.MethodGet, path).Must(200)
	s.At(webtest.Monday.Add(time.Hour))
	with(mine, cookie, http.MethodGet, path).Must(404)
	with(mine, cookie, http.MethodPost, path).Must(404)
}

// Two that are brought one after the other do not get in each other's way.
func TestTwoPersonsAreHandedOver(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	one, first := b.Bring(s.Made(nil))
	two, second := b.Bring(s.Made(func(c *casesystem.Claims) { c.Person["full-name"] = "Testcase Whiskey" }))
	with(b, second, http.MethodGet, two.Location).Must(200).Says("Testcase Whiskey")
	with(b, first, http.MethodGet, one.Location).Must(200).Says("Testcase Victor")
	with(b, first, http.MethodGet, two.Location).Must(404)
}
