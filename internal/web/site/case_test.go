package site

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/workingtime"
)

func TestCaseGolden(t *testing.T) {
	s := newSite(t)
	r := s.open(socialWorker, margaret(tech, referral.VRSessions))
	s.signIn(socialWorker).get(web.PathOfCase(r)).must(http.StatusOK).golden("case_received")
	s.take(r, tech, closed)
	s.take(r, referral.VRSessions, claimed)
	s.signIn(therapist).get(web.PathOfCase(r)).must(http.StatusOK).golden("case_worked")
}

func TestWhatMustBeKnownStandsFirst(t *testing.T) {
	s := newSite(t)
	answers := margaret(tech)
	answers["must-not-tell"], answers["must-not-tell-who"] = []string{"yes"}, []string{"Her nephew <Kim>.\nHe must not know the address."}
	answers["danger"] = []string{referral.DontKnow}
	r := s.open(socialWorker, answers)
	s.take(r, tech, claimed)
	for _, path := range []string{web.PathOfCase(r), web.PathOfStrand(r, tech, "contact")} {
		page := s.signIn(therapist).get(path).must(http.StatusOK).
			says("Do not contact or tell: Her nephew &lt;Kim&gt;.<br>He must not know the address.", "It is not known whether visitors are in danger.")
		warning, rest := strings.Index(page.main(), "Her nephew"), strings.Index(page.main(), "<form")
		if page.main() == "" || warning < 0 || path != web.PathOfCase(r) && warning > rest || path == web.PathOfCase(r) && warning > strings.Index(page.main(), "govuk-summary-card") {
			t.Errorf("%s: the warning does not stand first", path)
		}
	}
}

func TestEachViewOfACaseIsRecordedOnce(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	b := s.signIn(therapist)
	b.get(web.PathOfCase(r)).must(http.StatusOK)
	b.get(web.PathOfCase(r)).must(http.StatusOK)
	b.get(web.PathOfStrand(r, tech, "contact")).must(http.StatusOK)
	s.signIn(otherWorker).get(web.PathOfCase(r)).must(http.StatusNotFound)
	b.get("/worklist").must(http.StatusOK)
	if got := s.reads(r); !slices.Equal(slices.Sorted(slices.Values(got)), []string{"case", "case", "contact"}) {
		t.Errorf("views recorded: %q", got)
	}
}

func TestWithoutTheRecordThereIsNoView(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, assessed)
	b := s.signIn(therapist)
	old := b.get(web.PathOfStrand(r, tech, "decision")).fill(nil)
	s.cloud.refuse = func(operation, input string) bool {
		return operation == "PutItem" && strings.Contains(input, "READS#")
	}
	for _, page := range []string{"", "/" + string(tech) + "/contact", "/" + string(tech) + "/decision"} {
		b.get(web.PathOfCase(r)+page).must(http.StatusInternalServerError).lacks("Testcase", "Mike", "fell twice")
	}
	b.post(web.PathOfStrand(r, tech, "decision"), old).must(http.StatusInternalServerError).lacks("Testcase")
}

func TestTheBannerHasFixedWords(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	b := s.signIn(therapist)
	b.get(web.PathOfCase(r)+"?done=contact").says("Success", "The contact has been saved.")
	b.get(web.PathOfCase(r)+"?done=You+are+fired").must(http.StatusOK).lacks("fired", "Success")
}

func TestUnknownCases(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	b := s.signIn(therapist)
	other := referral.Reference("7K3Q-9M2P")
	for _, path := range []string{
		"/case/nonsense", web.PathOfCase(other), web.PathOfStrand(other, tech, "contact"),
		web.PathOfStrand(r, referral.VRSessions, "contact"), web.PathOfStrand(r, "no-strand", "contact"),
	} {
		b.get(path).must(http.StatusNotFound).says("Referral not found")
	}
	b.get("/case/" + strings.ToLower(strings.ReplaceAll(string(r), "-", ""))).must(http.StatusOK) // as it is typed
	s.nobody().get(web.PathOfCase(r)).to("/sign-in?to=%2Fcase%2F" + string(r))
}

// What is offered is what would be accepted: each action leads to a page, and who
// is offered nothing could do nothing.
func TestActions(t *testing.T) {
	everyone := []referral.Referrer{socialWorker, therapist, otherOT, assessor, installer, manager, dataOfficer}
	for far, want := range map[stage]map[string][]string{
		received: {"u-01": {"Withdraw"}, "u-09": {"Add a note", "Withdraw"}},
		waiting:  {"u-01": {"Withdraw"}, "u-09": {"Give to somebody", "Add a note", "Withdraw"}, "u-04": {"Claim", "Add a note"}, "u-05": {"Claim", "Add a note"}},
		claimed: {"u-01": {"Withdraw"}, "u-09": {"Give to somebody else", "Add a note", "Withdraw"}, "u-05": {"Add a note"},
			"u-04": {"Record a contact", "Record the assessment", "Ask the referrer", "Put on hold", "Plan a visit", "Ask the manager", "Put back on the worklist", "Add a note", "Withdraw"}},
		assessed: {"u-01": {"Withdraw"}, "u-09": {"Give to somebody else", "Add a note", "Withdraw"}, "u-05": {"Add a note"},
			"u-04": {"Record a contact", "Record the assessment", "Record the decision", "Ask the referrer", "Put on hold", "Plan a visit", "Ask the manager", "Put back on the worklist", "Add a note", "Withdraw"}},
		asked: {"u-01": {"Answer the practitioner’s questions", "Withdraw"}, "u-09": {"Give to somebody else", "Add a note", "Withdraw"}, "u-05": {"Add a note"},
			"u-04": {"Go on with it now", "Plan a visit", "Add a note", "Withdraw"}},
		held: {"u-01": {"Withdraw"}, "u-09": {"Give to somebody else", "Add a note", "Withdraw"}, "u-05": {"Add a note"},
			"u-04": {"Go on with it now", "Plan a visit", "Add a note", "Withdraw"}},
		decided: {"u-01": {"Withdraw"}, "u-09": {"Add a note", "Withdraw"}, "u-05": {"Add a note"}, "u-04": {"Plan a visit", "Add a note", "Withdraw"}},
		arranging: {"u-01": {"Withdraw"}, "u-09": {"Add a note", "Withdraw"}, "u-04": {"Plan a visit", "Add a note", "Withdraw"},
			"u-08": {"Add a note", "Mark as in place"}},
		inPlace: {"u-04": {"Plan a visit", "Add a note", "Review and keep", "Review and close"}, "u-05": {"Add a note", "Review and keep", "Review and close"},
			"u-08": {"Add a note"}, "u-09": {"Add a note"}},
		closed: {"u-04": {"Reopen"}, "u-05": {"Reopen"}, "u-09": {"Reopen"}},
		unreached: {"u-01": {"Withdraw"}, "u-09": {"Give to somebody else", "Add a note", "Withdraw"}, "u-05": {"Add a note"},
			"u-04": {"Record a contact", "Tell the referrer that nobody can be reached", "Close: could not be reached", "Record the assessment", "Ask the referrer",
				"Put on hold", "Plan a visit", "Ask the manager", "Put back on the worklist", "Add a note", "Withdraw"}},
		toCollect: {"u-04": {"Add a note"}, "u-05": {}, "u-08": {"Add a note", "Record the collection"}, "u-09": {"Add a note"}},
	} {
		s := newSite(t)
		r := s.strandAt(tech, far)
		for _, who := range everyone {
			var got []string
			for _, a := range s.signIn(who).offered(r) {
				got = append(got, a.text)
				if !a.post {
					s.signIn(who).get(a.href).must(http.StatusOK)
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
func (b browser) offered(r referral.Reference) []offer {
	var offers []offer
	for _, part := range offersPart.FindAllStringSubmatch(b.get(web.PathOfCase(r)).html, -1) {
		for _, o := range anOffer.FindAllStringSubmatch(part[1], -1) {
			offers = append(offers, offer{text: strings.TrimSpace(o[2] + o[4]), href: o[1] + o[3], post: o[1] != ""})
		}
	}
	return offers
}
