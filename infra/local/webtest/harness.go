// Package webtest is a whole site on the double of AWS, with people, sample answers and
// browsers, for the tests of the pages. Only external test packages import it.
package webtest

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsdynamodb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"assistive-referrals/internal/address"
	"assistive-referrals/internal/attachment"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/signin"
	"assistive-referrals/internal/web/site"
	"assistive-referrals/internal/workingtime"
)

// Monday is when tests happen unless they say otherwise: a working morning.
var Monday = time.Date(2026, 11, 23, 10, 0, 0, 0, workingtime.London())

// Site is the pages on a table of their own, with a clock that tests set.
type Site struct {
	T       *testing.T
	Handler http.Handler
	Store   *casestore.Store
	Config  aws.Config
	Cloud   *carrier
	box     *envelope.Box
	mu      sync.Mutex
	Now     time.Time
	Log     lockedBuffer
	shown   shownPages
	// addresses is how addresses are looked up; nil where they are not.
	addresses *address.Client
}

// New makes the pages on an empty table, on monday.
func New(t *testing.T) *Site {
	t.Helper()
	return NewWith(t, nil)
}

// collectLess: tests render thousands of pages and throw them away at once, so what they
// leave is collected less often.
var collectLess = sync.OnceFunc(func() { debug.SetGCPercent(400) })

// NewWith is newSite where addresses are looked up.
func NewWith(t *testing.T, addresses *address.Client) *Site {
	t.Helper()
	collectLess()
	s := &Site{T: t, Now: Monday, addresses: addresses}
	config := CloudConfig(t, s.Clock)
	s.Config, s.Cloud = config, config.HTTPClient.(*http.Client).Transport.(*carrier)
	if _, err := awsdynamodb.NewFromConfig(config).CreateTable(t.Context(), casestore.CreateTableInput("cases")); err != nil {
		t.Fatal(err)
	}
	s.Store = casestore.New(casestore.Options{Config: config, Table: "cases", Now: s.Clock, Rules: Rules(), PersonKey: []byte("a key for tests")})
	provider, err := signin.New(signin.Options{
		Issuer: "https://identity.example.org", ClientID: "web", ClientSecret: "for tests", RedirectURL: "http://localhost/sign-in/complete",
		HTTP: &http.Client{Transport: nowhere{}}, Now: s.Clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	files, err := attachment.New(t.Context(), attachment.Options{Config: config, Bucket: "files", Now: s.Clock})
	if err != nil {
		t.Fatal(err)
	}
	key, err := kms.NewFromConfig(config).CreateKey(t.Context(), &kms.CreateKeyInput{})
	if err != nil {
		t.Fatal(err)
	}
	s.box = envelope.New(config, aws.ToString(key.KeyMetadata.Arn))
	s.Handler, err = site.New(site.Options{
		Seal:  s.box,
		Store: s.Store, SignIn: provider, Files: files, Assets: testAssets(), ServiceURL: "http://localhost", SignInOrigin: "https://identity.example.org",
		Rules: Rules(), Now: s.Clock, Log: slog.New(slog.NewTextHandler(&s.Log, nil)), Addresses: s.addresses, HandOver: s.caseSystem(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// testAssets stands for the folder with the style sheet and scripts.
func testAssets() fstest.MapFS {
	assets := fstest.MapFS{}
	for _, name := range []string{"app.css", "init.js", "app.js", "govuk-frontend.min.js", "icon.svg"} {
		assets[name] = &fstest.MapFile{Data: []byte("x")}
	}
	return assets
}

// nowhere refuses every call out: no page but those of signing in makes one.
type nowhere struct{}

func (nowhere) RoundTrip(r *http.Request) (*http.Response, error) { return nil, http.ErrServerClosed }

func (s *Site) Clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Now
}

// At sets the clock.
func (s *Site) At(t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Now = t
}

// lockedBuffer is what was logged.
type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

// Browser is somebody's browser, signed in or not.
type Browser struct {
	*Site
	Secret string
}

// Staff returns a synthetic member of staff.
func Staff(id, name string, role referral.Role, team referral.Team) referral.Referrer {
	return referral.Referrer{
		Actor: referral.Actor{ID: id, Name: name, Role: role}, Team: string(team),
		Email: id + "@example.org", Telephone: "+441632960001", Registration: Registrations[id],
	}
}

// Registrations are the professional registrations of those who have one.
var Registrations = map[string]string{"u-04": "OT000001", "u-05": "OT000002"}

// skills are what some of them can do besides.
var skills = map[string][]referral.Skill{"u-05": {referral.SignLanguage}, "u-06": {referral.Headset}}

// The people of the tests. Their identifiers are as opaque as real ones.
var (
	SocialWorker = Staff("u-01", "Social Worker One", referral.SocialWorker, "")
	OtherWorker  = Staff("u-02", "Social Worker Two", referral.SocialWorker, "")
	Assessor     = Staff("u-03", "Trusted Assessor One", referral.TrustedAssessor, referral.TrustedAssessorTeam)
	Therapist    = Staff("u-04", "Occupational Therapist One", referral.OccupationalTherapist, referral.OccupationalTherapyTeam)
	OtherOT      = Staff("u-05", "Occupational Therapist Two", referral.OccupationalTherapist, referral.OccupationalTherapyTeam)
	Facilitator  = Staff("u-06", "Activity Facilitator One", referral.ActivityFacilitator, referral.ActivityTeam)
	Digital      = Staff("u-07", "Digital Inclusion Officer One", referral.DigitalInclusionOfficer, referral.DigitalInclusionTeam)
	Installer    = Staff("u-08", "Installer One", referral.Installer, referral.InstallationTeam)
	Manager      = Staff("u-09", "Team Manager One", referral.TeamManager, referral.OccupationalTherapyTeam)
	Operator     = Staff("u-10", "Operations One", referral.Operations, "")
	DataOfficer  = Staff("u-11", "Data Protection Officer One", referral.DataProtectionOfficer, "")
)

// SignIn returns a browser in which that person is signed in.
func (s *Site) SignIn(who referral.Referrer) Browser {
	s.T.Helper()
	secret := web.NewIdentifier()
	err := s.Store.KeepSignIn(s.T.Context(), secret, casestore.SignIn{
		Referrer: who, Roles: []referral.Role{who.Role}, Skills: skills[who.ID], Began: s.Clock().UTC(), Until: s.Clock().Add(30 * 24 * time.Hour).UTC(),
	})
	if err != nil {
		s.T.Fatal(err)
	}
	return Browser{s, secret}
}

// Nobody returns a browser in which nobody is signed in.
func (s *Site) Nobody() Browser { return Browser{s, ""} }

// Page is an answer.
type Page struct {
	T        *testing.T
	Status   int
	Location string
	Html     string
	Header   http.Header
	shown    *shownPages
}

func (b Browser) Do(r *http.Request) Page {
	b.T.Helper()
	if b.Secret != "" {
		r.AddCookie(&http.Cookie{Name: "sign-in", Value: b.Secret})
	}
	w := httptest.NewRecorder()
	b.Handler.ServeHTTP(w, r)
	answer := w.Result()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.T.Fatal(err)
	}
	return Page{T: b.T, Status: answer.StatusCode, Location: answer.Header.Get("Location"), Html: string(body), Header: answer.Header, shown: &b.shown}
}

// Get asks for a page and returns the answer, a redirection included.
func (b Browser) Get(path string) Page {
	b.T.Helper()
	return b.Do(httptest.NewRequest(http.MethodGet, path, nil))
}

// Post sends a form as a page of this service does.
func (b Browser) Post(path string, form url.Values) Page {
	b.T.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.Do(r)
}

// Must fails the test unless the answer has that status, and returns it.
func (p Page) Must(status int) Page {
	p.T.Helper()
	if p.Status != status {
		p.T.Fatalf("answered %d, want %d; location %q; %s", p.Status, status, p.Location, p.Text())
	}
	return p
}

// To fails the test unless the answer sends the browser there, and returns it.
func (p Page) To(path string) Page {
	p.T.Helper()
	p.Must(http.StatusSeeOther)
	if p.Location != path {
		p.T.Fatalf("sent on to %q, want %q", p.Location, path)
	}
	return p
}

var (
	mainPart = regexp.MustCompile(`(?s)<main.*</main>`)
	anyTag   = regexp.MustCompile(`<[^>]*>`)
	anySpace = regexp.MustCompile(`\s+`)
)

// Main is the HTML of the main landmark.
func (p Page) Main() string { return mainPart.FindString(p.Html) }

// Text is the words of the main landmark, without tags and with single spaces.
func (p Page) Text() string {
	return strings.TrimSpace(anySpace.ReplaceAllString(anyTag.ReplaceAllString(p.Main(), " "), " "))
}

// Says fails the test unless the page's HTML has every one of these.
func (p Page) Says(parts ...string) Page {
	p.T.Helper()
	for _, part := range parts {
		if !strings.Contains(p.Html, part) && !strings.Contains(p.Text(), part) {
			p.T.Errorf("the page lacks %q: %s", part, p.Text())
		}
	}
	return p
}

// Lacks fails the test if the page's HTML has any of these.
func (p Page) Lacks(parts ...string) Page {
	p.T.Helper()
	for _, part := range parts {
		if strings.Contains(p.Html, part) {
			p.T.Errorf("the page has %q", part)
		}
	}
	return p
}

// Value returns the value of the page's first input with that name.
func (p Page) Value(name string) string {
	p.T.Helper()
	found := regexp.MustCompile(`<input[^>]*name="` + regexp.QuoteMeta(name) + `"[^>]*value="([^"]*)"`).FindStringSubmatch(p.Html)
	if found == nil {
		p.T.Fatalf("the page has no input %q: %s", name, p.Main())
	}
	return found[1]
}

// Rules are those by which the pages are tested.
func Rules() referral.Rules {
	rules := referral.DefaultRules()
	rules.Council.Mailboxes = map[referral.Team]string{referral.OccupationalTherapyTeam: "ot@council.example.org"}
	return rules
}

// Decide is a decision by those rules, without a target.
func Decide(d referral.Decision) referral.Decide {
	made := Rules().Decide(referral.Decision{}, referral.Strand{}, Monday).(referral.Decide)
	made.Decision = d
	return made
}
