package journey

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"assistive-referrals/infra/local/loopback"
)

// site is a small service to try the runner on: a form with every kind of field,
// one thing that only the first can have, and a clock.
type site struct {
	mu       sync.Mutex
	now      time.Time
	taken    string
	sent     int
	held     map[string]bool
	messages []Message
	wrong    []string
}

const siteAddress = "http://site.example.org"

func newSite() *site {
	return &site{now: Start(), held: map[string]bool{}}
}

func (s *site) Base() string                            { return siteAddress }
func (s *site) Transport() http.RoundTripper            { return loopback.Transport{siteAddress: s.handler()} }
func (s *site) Settle(context.Context) error            { return nil }
func (s *site) Check(context.Context) ([]string, error) { return s.wrong, nil }
func (s *site) Sent(context.Context) ([]Message, error) { return s.messages, nil }
func (s *site) Hold(part string) error                  { s.held[part] = true; return nil }
func (s *site) LetGo(_ context.Context, p string) error { delete(s.held, p); return nil }
func (s *site) Mailbox(name string) (string, error) {
	return strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.org", nil
}

func (s *site) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *site) Later(_ context.Context, d time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
	return nil
}

func show(w http.ResponseWriter, status int, title, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<!doctype html><html><head><title>%s</title></head><body><nav><a href=\"/\">Home</a></nav><main>%s</main></body></html>", title, body)
}

func (s *site) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		who, err := r.Cookie("who")
		if err != nil {
			show(w, 200, "Who are you?", `<h1>Who are you?</h1><form method="post" action="/choose"><button name="who" value="one">Tester One</button><button name="who" value="two">Tester Two</button></form>`)
			return
		}
		show(w, 200, "Start", "<h1>Start</h1><p>You are "+html.EscapeString(who.Value)+"</p>"+
			`<a href="/form">Begin<span class="govuk-visually-hidden"> a new form</span></a><a role="button" href="/thing">The thing</a>
			<table><tr><td>First 7K3Q-9M2P</td><td><a href="/a">Change</a></td></tr><tr><td>Second</td><td><a href="/thing">Change</a></td></tr></table>`)
	})
	mux.HandleFunc("POST /choose", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "who", Value: r.PostFormValue("who"), Path: "/", MaxAge: 3600})
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /form", func(w http.ResponseWriter, r *http.Request) { show(w, 200, "Form", form1(r, "")) })
	mux.HandleFunc("POST /form", s.takeForm)
	mux.HandleFunc("GET /thing", func(w http.ResponseWriter, r *http.Request) {
		show(w, 200, "Thing", `<h1>The thing</h1><form method="post"><input type="hidden" name="version" value="1"><button>Claim</button></form>`)
	})
	mux.HandleFunc("POST /thing", func(w http.ResponseWriter, r *http.Request) {
		who, _ := r.Cookie("who")
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.taken != "" {
			show(w, 409, "Too late", "<h1>Too late</h1><p>"+s.taken+" has it</p>")
			return
		}
		s.taken = who.Value
		show(w, 200, "Yours", "<h1>It is yours</h1>")
	})
	return mux
}

func (s *site) takeForm(w http.ResponseWriter, r *http.Request) {
	if r.PostFormValue("name") == "" {
		show(w, 422, "Error: Form", form1(r, "Enter the person’s name"))
		return
	}
	s.mu.Lock()
	s.sent++
	n := s.sent
	s.messages = append(s.messages, Message{Reference: "7K3Q-9M2P#1", Channel: "email", To: "tester.one@example.org", Subject: "We have 7K3Q-9M2P"})
	s.mu.Unlock()
	var fields []string
	for _, name := range []string{"name", "why", "born-day", "born-month", "born-year", "agree", "needs", "list", "token", "save"} {
		fields = append(fields, name+"="+strings.Join(r.PostForm[name], "+"))
	}
	show(w, 200, "Done", fmt.Sprintf("<h1>Done %d</h1><p>%s</p>", n, html.EscapeString(strings.Join(fields, " "))))
}

func form1(r *http.Request, problem string) string {
	summary, beside := "", ""
	if problem != "" {
		summary = `<div class="govuk-error-summary"><a href="#name">` + problem + `</a></div>`
		beside = `<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ` + problem + `</p>`
	}
	return summary + `<h1>A form</h1><form method="post"><input type="hidden" name="token" value="t1">
		<label for="name">Full name</label>` + beside + `<input id="name" name="name">
		<label for="why">Why now? (optional)</label><textarea id="why" name="why">
` + html.EscapeString(r.PostFormValue("why")) + `</textarea>
		<fieldset><legend>Date of birth</legend><label for="d">Day</label><input id="d" name="born-day"><label for="m">Month</label><input id="m" name="born-month"><label for="y">Year</label><input id="y" name="born-year"></fieldset>
		<fieldset><legend><h2>Do they agree?</h2></legend><input type="radio" id="a1" name="agree" value="yes" checked><label for="a1">Yes</label><input type="radio" id="a2" name="agree" value="no"><label for="a2">No</label></fieldset>
		<fieldset><legend>Is it safe?</legend><input type="radio" id="s1" name="safe" value="yes"><label for="s1">Yes</label></fieldset>
		<fieldset><legend>Needs</legend><input type="checkbox" id="n1" name="needs" value="fall"><label for="n1">A fall</label><input type="checkbox" id="n2" name="needs" value="night" checked><label for="n2">Nights</label></fieldset>
		<label for="l">Which?</label><select id="l" name="list"><option value="1">One</option><option value="2">Two</option></select>
		<button name="save" value="1">Save</button><button name="other" value="1">Other</button></form>`
}

func tell(t *testing.T, s *site, story string) Result {
	t.Helper()
	parsed, err := Parse("test.journey", story)
	if err != nil {
		t.Fatal(err)
	}
	return Run(t.Context(), parsed, s)
}

func TestAStoryIsToldAsABrowserWould(t *testing.T) {
	s := newSite()
	result := tell(t, s, `
# Comments and blank lines are left out.
starts at 10:00 on Monday 23 November 2026
Tester One:
  see "You are one"
  see "Start" in the heading
  see "Change" in the row with "Second"
  do not see "Change" in the row with "Nobody else"
`)
	if !strings.Contains(result.Failure, "test.journey:8") || !strings.Contains(result.Failure, "First 7K3Q-9M2P") {
		t.Errorf("a row that is not there: %s", result.Failure)
	}
	result = tell(t, s, `
Tester One:
  remember the reference as {first}
  follow "Begin"
  press "Save"
  see the error "Enter the person's name"
  the status is 422
  fill in "Full name" with "Testcase Alpha {first}"
  fill in "Why now?" with "It’s time"
  fill in "Date of birth" with "{today + 9}"
  choose "No" for "Do they agree?"
  tick "A fall" for "Needs"
  untick "Nights"
  choose "Two" for "Which?"
  see "Testcase Alpha" in the field "Full name"
  see "No" chosen for "Do they agree?"
  press "Save"
  see "name=Testcase Alpha 7K3Q-9M2P why=It's time born-day=2 born-month=12 born-year=2026 agree=no needs=fall list=2 token=t1 save=1"
  press it again
  see "Done 2"
  remember what follows "Done" as {count}
  go back
  go back
  see "A form"
  open "/form"
  the address is "/form"
  an email was sent to Tester One about "{first}" with subject "We have {first}"
  no email was sent to Tester Two with subject "We have"
  2 emails were sent about "{first}"
`)
	if !result.OK() {
		t.Error(result.Line())
	}
}

func TestTwoAtOnce(t *testing.T) {
	story := `
Tester One:
  open "/thing"
Tester Two:
  press "The thing"
at once, Tester One and Tester Two press "Claim"
one of them sees "It is yours" and is called Winner, the other sees "has it" and is called Loser
Winner:
  see "yours" in the heading
Loser:
  the status is 409
`
	if result := tell(t, newSite(), story); !result.OK() || result.Steps != 10 {
		t.Error(result.Line())
	}
}

func TestWhatStoriesFindWrong(t *testing.T) {
	for name, test := range map[string]struct{ story, want string }{
		"no such label":        {`follow "Begin"` + "\n" + `fill in "Name" with "x"`, `"Full name"`},
		"ambiguous choice":     {`follow "Begin"` + "\n" + `choose "Yes"`, "2 choices"},
		"not a date":           {`follow "Begin"` + "\n" + `fill in "Date of birth" with "1948"`, "day month year"},
		"no such link":         {`follow "Beginn"`, `"Begin a new form"`},
		"ambiguous link":       {`follow "Change"`, "say in which row"},
		"unnamed refusal":      {`open "/missing"` + "\n" + `see "404"`, "status 404"},
		"refusal at the end":   {`open "/missing"`, "at the end"},
		"not on the page":      {`see "Nothing like it"`, "You are one"},
		"on the page":          {`do not see "You are one"`, "You are one"},
		"a held error":         {`follow "Begin"` + "\n" + `see the error "Enter a name"`, "no error summary"},
		"no mail":              {`an email was sent to Tester One with subject "x"`, "none"},
		"clock cannot go back": {`at 09:00 on 1 January 2026`, "cannot go back"},
	} {
		t.Run(name, func(t *testing.T) {
			if result := tell(t, newSite(), "Tester One:\n"+test.story); !strings.Contains(result.Failure, test.want) {
				t.Errorf("got %q, want something with %q", result.Failure, test.want)
			}
		})
	}
}

func TestCookiesEndByTheStorysClock(t *testing.T) {
	result := tell(t, newSite(), "Tester One:\n59 minutes later\nreload\nsee \"You are one\"\n1 minute later\nreload\nsee \"Who are you?\"")
	if !result.OK() {
		t.Error(result.Line())
	}
}

func TestWhatMustHoldIsPartOfTheResult(t *testing.T) {
	s := newSite()
	s.wrong = []string{"a strand is on two lists"}
	if result := tell(t, s, "Tester One:"); !strings.Contains(result.Failure, "two lists") {
		t.Error(result.Line())
	}
}

func TestARemoteWorldSkipsWhatItCannot(t *testing.T) {
	world := NewRemote(siteAddress, newSite().Transport())
	for _, step := range []string{"2 hours later", "hold the stream", `1 email was sent about "x"`} {
		story, err := Parse("remote.journey", "Tester One:\nsee \"You are one\"\n"+step)
		if err != nil {
			t.Fatal(err)
		}
		if result := Run(t.Context(), story, world); !strings.Contains(result.Skipped, "cannot here") {
			t.Errorf("%s: %s", step, result.Line())
		}
	}
}

// What chance decides is tried again, and not for ever.
func TestAPartIsToldUntilChanceIsKind(t *testing.T) {
	read := func(string) (string, error) { return "open \"/\"\nfollow \"Begin\"", nil }
	for _, test := range []struct {
		text, want string
		steps      int
	}{
		{"A form", "", 4},
		{"Never", "the page does not say so yet: expected \"Never\"", 1 + 2*(mostTold+1)},
	} {
		story, err := parse("test.journey", "Tester One:\ntell begin.part until you see \""+test.text+"\"", read)
		if err != nil {
			t.Fatal(err)
		}
		result := Run(t.Context(), story, newSite())
		if result.OK() != (test.want == "") || !strings.Contains(result.Failure, test.want) || result.Steps != test.steps {
			t.Errorf("%s: %d steps, %s", test.text, result.Steps, result.Failure)
		}
	}
}
