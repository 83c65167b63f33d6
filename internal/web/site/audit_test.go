package site

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/workingtime"
)

// ordered opens a case about a telephone that the trusted assessor ordered at once,
// and that is in the sample.
func (s *site) ordered() referral.Reference {
	s.t.Helper()
	answers := margaret(tech)
	answers["equipment"], answers["order"] = []string{"big-button-telephone"}, []string{"order-now"}
	r := s.open(assessor, answers)
	sent, err := s.store.Referral(s.t.Context(), r)
	if err != nil {
		s.t.Fatal(err)
	}
	order, isOrder := referral.TriageOrOrder(sent, referral.Strand{Kind: tech}, workingtime.England()).(referral.Order)
	if !isOrder {
		s.t.Fatal("it is no order")
	}
	order.Audit = true
	s.change(r, tech, referral.System("triage"), order)
	s.change(r, tech, referral.System("arrange"), referral.Arrange{})
	return r
}

func TestAnOrderIsAudited(t *testing.T) {
	s := newSite(t)
	ot := s.signIn(therapist)
	ot.get("/audits").must(http.StatusOK).says("No order is waiting to be audited.").golden("audits_empty")
	r := s.ordered()
	s.at(monday.Add(3 * time.Hour))
	path := web.PathOfStrand(r, tech, "audit")
	ot.get("/audits").must(http.StatusOK).says("To audit (1)", string(r), "MT", "Trusted Assessor One", "£40").
		lacks("Testcase", "9990000018").golden("audits_waiting")
	if got := s.reads(r); len(got) > 0 {
		t.Errorf("a look at the list was recorded: %q", got)
	}
	s.signIn(assessor).get(web.PathOfCase(r)).says("Nobody has looked at it yet.").lacks(path)
	empty := ot.get(path).must(http.StatusOK).says("Big-button telephone", "She fell twice in the night.").golden("audit_empty")
	if got := s.reads(r); !slices.Equal(got, []string{"case", "audit"}) {
		t.Errorf("views recorded: %q", got)
	}
	for typed, message := range map[string]string{"": "Select whether you agree with the order", "concern": "Enter what your concern is"} {
		page := ot.post(path, empty.fill(map[string]string{"finding": typed})).must(http.StatusUnprocessableEntity).says("<title>Error: ", message)
		if typed != "" {
			page.golden("audit_error")
		}
	}
	ot.post(path, empty.fill(map[string]string{"finding": "concern", "note": "The key safe code is 4821."})).must(http.StatusUnprocessableEntity).golden("audit_filled")
	form := empty.fill(map[string]string{"finding": "concern", "note": "Ask about hearing aids next time."})
	ot.post(path, form).to(web.PathOfCase(r) + "?done=audit")
	ot.post(path, form).to(web.PathOfCase(r) + "?done=audit") // after a lost answer
	s.signIn(assessor).get(web.PathOfCase(r)).says("A concern", "Ask about hearing aids next time.", "By Occupational Therapist One")
	ot.get("/audits").says("To audit (0)", "Concerns (1)", "Agreed with (0)").lacks(string(r))
	ot.get("/audits?list=concern").must(http.StatusOK).says(string(r), "A concern", "Occupational Therapist One").golden("audits_concern")
	ot.get(path).must(http.StatusConflict).says("Occupational Therapist One audited this at 1:00pm on 23 November 2026.")
	if got := strings.Count(strings.Join(s.events(r), " "), "audited"); got != 1 {
		t.Errorf("audited %d times", got)
	}
}

func TestWhoAuditsAnOrder(t *testing.T) {
	s := newSite(t)
	r := s.ordered()
	path := web.PathOfStrand(r, tech, "audit")
	s.signIn(assessor).get(path).must(http.StatusForbidden)
	s.signIn(manager).get(path).must(http.StatusOK)
	s.signIn(therapist).get("/audits?list=nonsense").must(http.StatusNotFound)
	s.signIn(therapist).get("/audits?from=nonsense").must(http.StatusNotFound)
	// Outside the sample it is nothing that an occupational therapist sees.
	s.signIn(therapist).get(web.PathOfCase(s.strandAt(referral.DigitalSupport, waiting))).must(http.StatusNotFound)
}
