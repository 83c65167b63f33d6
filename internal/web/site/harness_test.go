package site

import (
	"bytes"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
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
	"assistive-referrals/internal/workingtime"
)

var update = flag.Bool("update", false, "write the golden files anew")

// monday is when tests happen unless they say otherwise: a working morning.
var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, workingtime.London())

// site is the pages on a table of their own, with a clock that tests set.
type site struct {
	t       *testing.T
	handler http.Handler
	store   *casestore.Store
	config  aws.Config
	cloud   *carrier
	box     *envelope.Box
	mu      sync.Mutex
	now     time.Time
	log     lockedBuffer
	// addresses is how addresses are looked up; nil where they are not.
	addresses *address.Client
}

// newSite makes the pages on an empty table, on monday.
func newSite(t *testing.T) *site {
	t.Helper()
	return newSiteWith(t, nil)
}

// newSiteWith is newSite where addresses are looked up.
func newSiteWith(t *testing.T, addresses *address.Client) *site {
	t.Helper()
	s := &site{t: t, now: monday, addresses: addresses}
	config := cloudConfig(t, s.clock)
	s.config, s.cloud = config, config.HTTPClient.(*http.Client).Transport.(*carrier)
	if _, err := awsdynamodb.NewFromConfig(config).CreateTable(t.Context(), casestore.CreateTableInput("cases")); err != nil {
		t.Fatal(err)
	}
	s.store = casestore.New(casestore.Options{Config: config, Table: "cases", Now: s.clock, PersonKey: []byte("a key for tests")})
	provider, err := signin.New(signin.Options{
		Issuer: "https://identity.example.org", ClientID: "web", ClientSecret: "for tests", RedirectURL: "http://localhost/sign-in/complete",
		HTTP: &http.Client{Transport: nowhere{}}, Now: s.clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	files, err := attachment.New(t.Context(), attachment.Options{Config: config, Bucket: "files", Now: s.clock})
	if err != nil {
		t.Fatal(err)
	}
	key, err := kms.NewFromConfig(config).CreateKey(t.Context(), &kms.CreateKeyInput{})
	if err != nil {
		t.Fatal(err)
	}
	s.box = envelope.New(config, aws.ToString(key.KeyMetadata.Arn))
	s.handler, err = New(Options{
		Seal:  s.box,
		Store: s.store, SignIn: provider, Files: files, Assets: testAssets(), ServiceURL: "http://localhost", SignInOrigin: "https://identity.example.org",
		Mailboxes: map[referral.Team]string{referral.OccupationalTherapyTeam: "ot@council.example.org"},
		Now:       s.clock, Log: slog.New(slog.NewTextHandler(&s.log, nil)), Addresses: s.addresses, HandOver: s.caseSystem(),
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

func (s *site) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// at sets the clock.
func (s *site) at(t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = t
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

// browser is somebody's browser, signed in or not.
type browser struct {
	*site
	secret string
}

// staff returns a synthetic member of staff.
func staff(id, name string, role referral.Role, team referral.Team) referral.Referrer {
	return referral.Referrer{
		Actor: referral.Actor{ID: id, Name: name, Role: role}, Team: string(team),
		Email: id + "@example.org", Telephone: "+441632960001", Registration: registrations[id],
	}
}

// registrations are the professional registrations of those who have one.
var registrations = map[string]string{"u-04": "OT000001", "u-05": "OT000002"}

// skills are what some of them can do besides.
var skills = map[string][]referral.Skill{"u-05": {referral.SignLanguage}, "u-06": {referral.Headset}}

// The people of the tests. Their identifiers are as opaque as real ones.
var (
	socialWorker = staff("u-01", "Social Worker One", referral.SocialWorker, "")
	otherWorker  = staff("u-02", "Social Worker Two", referral.SocialWorker, "")
	assessor     = staff("u-03", "Trusted Assessor One", referral.TrustedAssessor, referral.TrustedAssessorTeam)
	therapist    = staff("u-04", "Occupational Therapist One", referral.OccupationalTherapist, referral.OccupationalTherapyTeam)
	otherOT      = staff("u-05", "Occupational Therapist Two", referral.OccupationalTherapist, referral.OccupationalTherapyTeam)
	facilitator  = staff("u-06", "Activity Facilitator One", referral.ActivityFacilitator, referral.ActivityTeam)
	digital      = staff("u-07", "Digital Inclusion Officer One", referral.DigitalInclusionOfficer, referral.DigitalInclusionTeam)
	installer    = staff("u-08", "Installer One", referral.Installer, referral.InstallationTeam)
	manager      = staff("u-09", "Team Manager One", referral.TeamManager, referral.OccupationalTherapyTeam)
	operator     = staff("u-10", "Operations One", referral.Operations, "")
	dataOfficer  = staff("u-11", "Data Protection Officer One", referral.DataProtectionOfficer, "")
)

// signIn returns a browser in which that person is signed in.
func (s *site) signIn(who referral.Referrer) browser {
	s.t.Helper()
	secret := web.NewIdentifier()
	err := s.store.KeepSignIn(s.t.Context(), secret, casestore.SignIn{
		Referrer: who, Roles: []referral.Role{who.Role}, Skills: skills[who.ID], Began: s.clock().UTC(), Until: s.clock().Add(30 * 24 * time.Hour).UTC(),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return browser{s, secret}
}

// nobody returns a browser in which nobody is signed in.
func (s *site) nobody() browser { return browser{s, ""} }

// page is an answer.
type page struct {
	t        *testing.T
	status   int
	location string
	html     string
	header   http.Header
}

func (b browser) do(r *http.Request) page {
	b.t.Helper()
	if b.secret != "" {
		r.AddCookie(&http.Cookie{Name: "sign-in", Value: b.secret})
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	answer := w.Result()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return page{t: b.t, status: answer.StatusCode, location: answer.Header.Get("Location"), html: string(body), header: answer.Header}
}

// get asks for a page and returns the answer, a redirection included.
func (b browser) get(path string) page {
	b.t.Helper()
	return b.do(httptest.NewRequest(http.MethodGet, path, nil))
}

// post sends a form as a page of this service does.
func (b browser) post(path string, form url.Values) page {
	b.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// must fails the test unless the answer has that status, and returns it.
func (p page) must(status int) page {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("answered %d, want %d; location %q; %s", p.status, status, p.location, p.text())
	}
	return p
}

// to fails the test unless the answer sends the browser there, and returns it.
func (p page) to(path string) page {
	p.t.Helper()
	p.must(http.StatusSeeOther)
	if p.location != path {
		p.t.Fatalf("sent on to %q, want %q", p.location, path)
	}
	return p
}

var (
	mainPart = regexp.MustCompile(`(?s)<main.*</main>`)
	anyTag   = regexp.MustCompile(`<[^>]*>`)
	anySpace = regexp.MustCompile(`\s+`)
)

// main is the HTML of the main landmark.
func (p page) main() string { return mainPart.FindString(p.html) }

// text is the words of the main landmark, without tags and with single spaces.
func (p page) text() string {
	return strings.TrimSpace(anySpace.ReplaceAllString(anyTag.ReplaceAllString(p.main(), " "), " "))
}

// says fails the test unless the page's HTML has every one of these.
func (p page) says(parts ...string) page {
	p.t.Helper()
	for _, part := range parts {
		if !strings.Contains(p.html, part) && !strings.Contains(p.text(), part) {
			p.t.Errorf("the page lacks %q: %s", part, p.text())
		}
	}
	return p
}

// lacks fails the test if the page's HTML has any of these.
func (p page) lacks(parts ...string) page {
	p.t.Helper()
	for _, part := range parts {
		if strings.Contains(p.html, part) {
			p.t.Errorf("the page has %q", part)
		}
	}
	return p
}

// value returns the value of the page's first input with that name.
func (p page) value(name string) string {
	p.t.Helper()
	found := regexp.MustCompile(`<input[^>]*name="` + regexp.QuoteMeta(name) + `"[^>]*value="([^"]*)"`).FindStringSubmatch(p.html)
	if found == nil {
		p.t.Fatalf("the page has no input %q: %s", name, p.main())
	}
	return found[1]
}

var (
	identifiers = regexp.MustCompile(`\b[A-Z2-7]{26}\b`)
	references  = regexp.MustCompile(`\b[0-9A-Z]{4}-[0-9A-Z]{4}\b`)
	shownMarks  = regexp.MustCompile(`name="shown" value="[^"]+"`)
	signatures  = regexp.MustCompile(`name="(?i:policy|x-amz-signature)" value="[^"]+"`)
)

// golden compares the page's main landmark with testdata/<name>.golden.html,
// where identifiers and references that differ each time are covered.
func (p page) golden(name string) page {
	p.t.Helper()
	got := identifiers.ReplaceAllString(p.main(), "IDENTIFIER")
	got = references.ReplaceAllString(got, "REFERENCE") + "\n"
	got = shownMarks.ReplaceAllString(got, `name="shown" value="MARKS"`)
	got = signatures.ReplaceAllString(got, `name="signed" value="SIGNED"`)
	file := filepath.Join("testdata", name+".golden.html")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			p.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			p.t.Fatal(err)
		}
		return p
	}
	want, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatalf("%v (go test -update writes it)", err)
	}
	if got != string(want) {
		p.t.Errorf("the page differs from %s; go test -update writes it anew. It is now:\n%s", file, got)
	}
	return p
}
