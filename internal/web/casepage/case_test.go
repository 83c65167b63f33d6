package casepage_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/workingtime"
)

func TestCaseGolden(t *testing.T) {
	s := webtest.New(t)
	r := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech, referral.VRSessions))
	s.SignIn(webtest.SocialWorker).Get(web.PathOfCase(r)).Must(http.StatusOK).Golden("case_received")
	s.Take(r, webtest.Tech, webtest.Closed)
	s.Take(r, referral.VRSessions, webtest.Claimed)
	s.SignIn(webtest.Therapist).Get(web.PathOfCase(r)).Must(http.StatusOK).Golden("case_worked", webtest.WhatWasSent)
}

func TestWhatMustBeKnownStandsFirst(t *testing.T) {
	s := webtest.New(t)
	answers := webtest.Margaret(webtest.Tech)
	answers["must-not-tell"], answers["must-not-tell-who"] = []string{"yes"}, []string{"Her nephew <Kim>.\nHe must not know the address."}
	answers["danger"] = []string{referral.DontKnow}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, webtest.Tech, webtest.Claimed)
	for _, path := range []string{web.PathOfCase(r), web.PathOfStrand(r, webtest.Tech, "contact")} {
		page := s.SignIn(webtest.Therapist).Get(path).Must(http.StatusOK).
			Says("Do not contact or tell: Her nephew &lt;Kim&gt;.<br>He must not know the address.", "It is not known whether visitors are in danger.")
		warning, rest := strings.Index(page.Main(), "Her nephew"), strings.Index(page.Main(), "<form")
		if page.Main() == "" || warning < 0 || path != web.PathOfCase(r) && warning > rest || path == web.PathOfCase(r) && warning > strings.Index(page.Main(), "govuk-summary-card") {
			t.Errorf("%s: the warning does not stand first", path)
		}
	}
}

func TestEachViewOfACaseIsRecordedOnce(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	b := s.SignIn(webtest.Therapist)
	b.Get(web.PathOfCase(r)).Must(http.StatusOK)
	b.Get(web.PathOfCase(r)).Must(http.StatusOK)
	b.Get(web.PathOfStrand(r, webtest.Tech, "contact")).Must(http.StatusOK)
	s.SignIn(webtest.OtherWorker).Get(web.PathOfCase(r)).Must(http.StatusNotFound)
	b.Get("/worklist").Must(http.StatusOK)
	if got := s.Reads(r); !slices.Equal(slices.Sorted(slices.Values(got)), []string{"case", "case", "contact"}) {
		t.Errorf("views recorded: %q", got)
	}
}

func TestWithoutTheRecordThereIsNoView(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Assessed)
	b := s.SignIn(webtest.Therapist)
	old := b.Get(web.PathOfStrand(r, webtest.Tech, "decision")).Fill(nil)
	s.Cloud.Refuse = func(operation, input string) bool {
		return operation == "PutItem" && strings.Contains(input, "READS#")
	}
	for _, page := range []string{"", "/" + string(webtest.Tech) + "/contact", "/" + string(webtest.Tech) + "/decision"} {
		b.Get(web.PathOfCase(r)+page).Must(http.StatusInternalServerError).Lacks("Testcase", "Mike", "fell twice")
	}
	b.Post(web.PathOfStrand(r, webtest.Tech, "decision"), old).Must(http.StatusInternalServerError).Lacks("Testcase")
}

func TestTheBannerHasFixedWords(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	b := s.SignIn(webtest.Therapist)
	b.Get(web.PathOfCase(r)+"?done=contact").Says("Success", "The contact has been saved.")
	b.Get(web.PathOfCase(r)+"?done=You+are+fired").Must(http.StatusOK).Lacks("fired", "Success")
}

func TestUnknownCases(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	b := s.SignIn(webtest.Therapist)
	other := referral.Reference("7K3Q-9M2P")
	for _, path := range []string{
		"/case/nonsense", web.PathOfCase(other), web.PathOfStrand(other, webtest.Tech, "contact"),
		web.PathOfStrand(r, referral.VRSessions, "contact"), web.PathOfStrand(r, "no-strand", "contact"),
	} {
		b.Get(path).Must(http.StatusNotFound).Says("Referral not found")
	}
	b.Get("/case/" + strings.ToLower(strings.ReplaceAll(string(r), "-", ""))).Must(http.StatusOK) // as it is typed
	s.Nobody().Get(web.PathOfCase(r)).To("/sign-in?to=%2Fcase%2F" + string(r))
}

// What is offered is what would be accepted: each action leads to a page, and who
// is offered nothing could do nothing.
func TestActions(t *testing.T) {
	everyone := []referral.Referrer{webtest.SocialWorker, webtest.Therapist, webtest.OtherOT, webtest.Assessor, webtest.Installer, webtest.Manager, webtest.DataOfficer}
	for far, want := range map[webtest.Stage]map[string][]string{
		webtest.Received: {"u-01": {"Withdraw"}, "u-09": {"Add a note", "Withdraw"}},
		webtest.Waiting:  {"u-01": {"Withdraw"}, "u-09": {"Give to somebody", "Add a note", "Withdraw"}, "u-04": {"Claim", "Add a note"}, "u-05": {"Claim", "Add a note"}},
		webtest.Claimed: {"u-01": {"Withdraw"}, "u-09": {"Give to somebody else", "Add a note", "Withdraw"}, "u-05": {"Add a note"},
			"u-04": {"Record a contact", "Record the assessment", "Ask the referrer", "Put on hold", "Plan a visit", "Ask the manager", "Put back on the worklist", "Add a note", "Withdraw"}},
		webtest.Assessed: {"u-01": {"Withdraw"}, "u-09": {"Give to somebody else", "Add a note", "Withdraw"}, "u-05": {"Add a note"},
			"u-04": {"Record a contact", "Record the assessment", "Record the decision", "Ask the referrer", "Put on hold", "Plan a visit", "Ask the manager", "Put back on the worklist", "Add a note", "Withdraw"}},
		webtest.Asked: {"u-01": {"Answer the practitioner’s questions", "Withdraw"}, "u-09": {"Give to somebody else", "Add a note", "Withdraw"}, "u-05": {"Add a note"},
			"u-04": {"Go on with it now", "Plan a visit", "Add a note", "Withdraw"}},
		webtest.Held: {"u-01": {"Withdraw"}, "u-09": {"Give to somebody else", "Add a note", "Withdraw"}, "u-05": {"Add a note"},
			"u-04": {"Go on with it now", "Plan a visit", "Add a note", "Withdraw"}},
		webtest.Decided: {"u-01": {"Withdraw"}, "u-09": {"Add a note", "Withdraw"}, "u-05": {"Add a note"}, "u-04": {"Plan a visit", "Add a note", "Withdraw"}},
		webtest.Arranging: {"u-01": {"Withdraw"}, "u-09": {"Add a note", "Withdraw"}, "u-04": {"Plan a visit", "Add a note", "Withdraw"},
			"u-08": {"Add a note", "Mark as in place"}},
		webtest.InPlace: {"u-04": {"Plan a visit", "Add a note", "Review and keep", "Review and close"}, "u-05": {"Add a note", "Review and keep", "Review and close"},
			"u-08": {"Add a note"}, "u-09": {"Add a note"}},
		webtest.Closed: {"u-04": {"Reopen"}, "u-05": {"Reopen"}, "u-09": {"Reopen"}},
		webtest.Unreached: {"u-01": {"Withdraw"}, "u-09": {"Give to somebody else", "Add a note", "Withdraw"}, "u-05": {"Add a note"},
			"u-04": {"Record a contact", "Tell the referrer that nobody can be reached", "Close: could not be reached", "Record the assessment", "Ask the referrer",
				"Put on hold", "Plan a visit", "Ask the manager", "Put back on the worklist", "Add a note", "Withdraw"}},
		webtest.ToCollect: {"u-04": {"Add a note"}, "u-05": {}, "u-08": {"Add a note", "Record the collection"}, "u-09": {"Add a note"}},
	} {
		s := webtest.New(t)
		r := s.StrandAt(webtest.Tech, far)
		for _, who := range everyone {
			var got []string
			for _, a := range offered(s.SignIn(who), r) {
				got = append(got, a.text)
				if !a.post {
					s.SignIn(who).Get(a.href).Must(http.StatusOK)
				}
			}
			if !slices.Equal(got, want[who.ID]) {
				t.Errorf("stage %d, %s: %q, want %q", far, who.Name, got, want[who.ID])
			}
		}
	}
}

// Days since the referral are dates, not hours: one night is a day, even the short
// one in which the clocks go forward.
func TestAgeIsCountedByTheDate(t *testing.T) {
	evening := time.Date(2026, 3, 28, 23, 0, 0, 0, workingtime.London())
	for hours, want := range map[time.Duration]string{0: "Less than a day", 9: "1 day", 22: "1 day", 24: "2 days"} {
		if got := display.Age(evening, evening.Add(hours*time.Hour)); got != want {
			t.Errorf("%d hours later: %q, want %q", hours, got, want)
		}
	}
}

// offer is something that the case page says a person can do with a strand.
type offer struct {
	text, href string
	post       bool // pressed, not followed
}

var (
	offersPart = regexp.MustCompile(`(?s)What you can do now<span class="govuk-visually-hidden"> \(Assistive technology\)</span></h3>(.*?)</ul>`)
	anOffer    = regexp.MustCompile(`(?s)<form method="post" action="([^"]*)">.*?<button[^>]*>([^<]*)<|<a class="govuk-link" href="([^"]*)">([^<]*)<`)
)

// offered is what a person's case page offers them for the strand of equipment.
func offered(b webtest.Browser, r referral.Reference) []offer {
	var offers []offer
	for _, part := range offersPart.FindAllStringSubmatch(b.Get(web.PathOfCase(r)).Html, -1) {
		for _, o := range anOffer.FindAllStringSubmatch(part[1], -1) {
			offers = append(offers, offer{text: strings.TrimSpace(o[2] + o[4]), href: o[1] + o[3], post: o[1] != ""})
		}
	}
	return offers
}
