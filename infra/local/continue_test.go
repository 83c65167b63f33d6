package local_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assistive-referrals/infra/local"
	"assistive-referrals/infra/local/loopback"
)

// browser is one browser with its cookies; its tabs are what it was answered.
type browser struct {
	*testing.T
	client *http.Client
	jar    *forgetful
	base   string
}

// forgetful is a cookie jar that can lose what the identity provider knows, so that
// it asks again who is there.
type forgetful struct{ *cookiejar.Jar }

func (f *forgetful) forget(base *url.URL) {
	f.SetCookies(base, []*http.Cookie{{Name: "local-identity", Path: "/identity/", MaxAge: -1}})
}

func (f *forgetful) drop(base *url.URL, name string) {
	f.SetCookies(base, []*http.Cookie{{Name: name, Path: "/", MaxAge: -1}})
}

// tab is a page that a browser has open.
type tab struct {
	*browser
	status  int
	address *url.URL
	page    string
}

func newBrowser(t *testing.T, system *local.System, base string) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{T: t, jar: &forgetful{jar}, base: base}
	b.client = &http.Client{Jar: b.jar, Transport: loopback.Transport{base: system.Handler}}
	return b
}

func (b *browser) origin() *url.URL {
	u, err := url.Parse(b.base)
	if err != nil {
		b.Fatal(err)
	}
	return u
}

func (b *browser) open(path string) tab {
	b.Helper()
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, b.base+path, nil)
	if err != nil {
		b.Fatal(err)
	}
	return b.do(request)
}

func (b *browser) do(request *http.Request) tab {
	b.Helper()
	answer, err := b.client.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.Fatal(err)
	}
	return tab{b, answer.StatusCode, answer.Request.URL, string(body)}
}

// press sends the page's form that has that text in it, with some of it changed.
func (o tab) press(with string, changes map[string]string) tab {
	o.Helper()
	root, err := html.Parse(strings.NewReader(o.page))
	if err != nil {
		o.Fatal(err)
	}
	for form := range root.Descendants() {
		if form.DataAtom != atom.Form || !strings.Contains(textOf(form), with) {
			continue
		}
		values := filled(form)
		for name, value := range changes {
			values.Set(name, value)
		}
		to, err := o.address.Parse(attribute(form, "action"))
		if err != nil {
			o.Fatal(err)
		}
		request, err := http.NewRequestWithContext(o.Context(), http.MethodPost, to.String(), strings.NewReader(values.Encode()))
		if err != nil {
			o.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Sec-Fetch-Site", "same-origin")
		return o.do(request)
	}
	o.Fatalf("no form with %q on %s: %s", with, o.address, o.page)
	return o
}

// filled is what a form sends as it stands.
func filled(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		_, checked := has(n, "checked")
		switch kind := attribute(n, "type"); {
		case n.DataAtom == atom.Textarea:
			values.Add(attribute(n, "name"), strings.TrimPrefix(textOf(n), "\n"))
		case n.DataAtom != atom.Input, (kind == "radio" || kind == "checkbox") && !checked:
		default:
			values.Add(attribute(n, "name"), attribute(n, "value"))
		}
	}
	return values
}

func textOf(n *html.Node) string {
	var text strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			text.WriteString(d.Data)
		}
	}
	return text.String()
}

func has(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attribute(n *html.Node, name string) string {
	value, _ := has(n, name)
	return value
}

// chooses is who somebody says they are, on the identity provider's page.
func (o tab) chooses(name string) tab {
	o.Helper()
	found := regexp.MustCompile(`name="person" value="([^"]+)"[^>]*>\s*(?:<[^>]*>\s*)*` + name).FindStringSubmatch(o.page)
	if found == nil {
		o.Fatalf("%s is not asked for on %s: %s", name, o.address, o.page)
	}
	return o.press(name, map[string]string{"person": found[1]})
}

func (o tab) says(parts ...string) tab {
	o.Helper()
	for _, part := range parts {
		if !strings.Contains(o.page, part) {
			o.Errorf("%s (%d) lacks %q: %s", o.address, o.status, part, o.page)
		}
	}
	return o
}

// asked tells whether the tab shows the identity provider's page.
func (o tab) asked() tab {
	o.Helper()
	if !strings.HasPrefix(o.address.Path, "/identity/") {
		o.Fatalf("nobody is asked who they are, but shown %s: %s", o.address, o.page)
	}
	return o
}

// Two tabs of one browser have a form pressed after the sign-in timed out, and both
// wait for somebody to sign in. Whichever does first, both forms go on; and nobody
// else can have them.
func TestFormsThatMetATimedOutSignInGoOn(t *testing.T) {
	for _, test := range []struct {
		name string
		lost bool // the browser has lost its secret altogether
		who  string
		in   func(one, two tab, who string) // who signs in where
	}{
		{"the first tab signs in", false, "Social Worker One", func(one, two tab, who string) { one.chooses(who).says("Needs and what", "The person") }},
		{"the second tab signs in", false, "Social Worker One", func(one, two tab, who string) { two.chooses(who).says("Needs and what", "The person") }},
		{"both sign in", false, "Social Worker One", func(one, two tab, who string) {
			two.chooses(who).says("Needs and what", "The person")
			one.chooses(who).says("Needs and what", "The person")
		}},
		{"the browser has lost its cookie", true, "Social Worker One", func(one, two tab, who string) { one.chooses(who).says("Needs and what", "The person") }},
		{"somebody else signs in", false, "Social Worker Two", func(one, two tab, who string) {
			one.chooses(who).says("My referrals")
		}},
		{"somebody else where the cookie was lost", true, "Social Worker Two", func(one, two tab, who string) {
			one.chooses(who).says("My referrals")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			const base = "http://referrals.example.org"
			system := newSystem(t)
			system.Cloud.Deliveries(system.IdleSweeps().Lose)
			b := newBrowser(t, system, base)
			b.open("/").asked().chooses("Social Worker One").says("My referrals")
			draft := b.open("/referral/start").press("Start now", nil)
			needs, person := b.open(draft.address.Path+"/needs"), b.open(draft.address.Path+"/person")
			if err := system.Cloud.Advance(t.Context(), 60*time.Hour); err != nil { // from Friday evening to Monday
				t.Fatal(err)
			}
			b.jar.forget(b.origin())
			if test.lost {
				b.jar.drop(b.origin(), "sign-in")
			}
			one := needs.press("Save and continue", map[string]string{"why-now": "A fall."}).asked()
			two := person.press("Save and continue", map[string]string{"full-name": "Testcase Alpha"}).asked()
			test.in(one, two, test.who)
			if test.who != "Social Worker One" {
				if o := b.open("/continue").says("There is nothing to continue"); o.status != http.StatusNotFound {
					t.Errorf("somebody else is answered %d", o.status)
				}
				return
			}
			page := b.open("/continue")
			page.press("Needs and what", nil)
			page.press("Needs and what", nil) // a double click
			b.open("/continue").press("The person", nil)
			b.open("/continue").says("There is nothing to continue")
			b.open(draft.address.Path + "/needs").says("A fall.")
			b.open(draft.address.Path + "/person").says("Testcase Alpha")
		})
	}
}
