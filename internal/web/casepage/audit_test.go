package casepage_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestAnOrderIsAudited(t *testing.T) {
	s := webtest.New(t)
	ot := s.SignIn(webtest.Therapist)
	ot.Get("/audits").Must(http.StatusOK).Says("No order is waiting to be audited.").Golden("audits_empty")
	r := s.Ordered()
	s.At(webtest.Monday.Add(3 * time.Hour))
	path := web.PathOfStrand(r, webtest.Tech, "audit")
	ot.Get("/audits").Must(http.StatusOK).Says("To audit (1)", string(r), "MT", "Trusted Assessor One", "£40").
		Lacks("Testcase", "9990000018").Golden("audits_waiting")
	if got := s.Reads(r); len(got) > 0 {
		t.Errorf("a look at the list was recorded: %q", got)
	}
	s.SignIn(webtest.Assessor).Get(web.PathOfCase(r)).Says("Nobody has looked at it yet.").Lacks(path)
	empty := ot.Get(path).Must(http.StatusOK).Says("Big-button telephone", "She fell twice in the night.").Golden("audit_empty")
	if got := s.Reads(r); !slices.Equal(got, []string{"case", "audit"}) {
		t.Errorf("views recorded: %q", got)
	}
	for typed, message := range map[string]string{"": "Select whether you agree with the order", "concern": "Enter what your concern is"} {
		page := ot.Post(path, empty.Fill(map[string]string{"finding": typed})).Must(http.StatusUnprocessableEntity).Says("<title>Error: ", message)
		if typed != "" {
			page.Shown("audit_error")
		}
	}
	ot.Post(path, empty.Fill(map[string]string{"finding": "concern", "note": "The key safe code is 4821."})).Must(http.StatusUnprocessableEntity).Shown("audit_filled")
	form := empty.Fill(map[string]string{"finding": "concern", "note": "Ask about hearing aids next time."})
	ot.Post(path, form).To(web.PathOfCase(r) + "?done=audit")
	ot.Post(path, form).To(web.PathOfCase(r) + "?done=audit") // after a lost answer
	s.SignIn(webtest.Assessor).Get(web.PathOfCase(r)).Says("A concern", "Ask about hearing aids next time.", "By Occupational Therapist One")
	ot.Get("/audits").Says("To audit (0)", "Concerns (1)", "Agreed with (0)").Lacks(string(r))
	ot.Get("/audits?list=concern").Must(http.StatusOK).Says(string(r), "A concern", "Occupational Therapist One").Golden("audits_concern")
	ot.Get(path).Must(http.StatusConflict).Says("Occupational Therapist One audited this at 1:00pm on 23 November 2026.")
	if got := strings.Count(strings.Join(s.Events(r), " "), "audited"); got != 1 {
		t.Errorf("audited %d times", got)
	}
}

func TestWhoAuditsAnOrder(t *testing.T) {
	s := webtest.New(t)
	r := s.Ordered()
	path := web.PathOfStrand(r, webtest.Tech, "audit")
	s.SignIn(webtest.Assessor).Get(path).Must(http.StatusForbidden)
	s.SignIn(webtest.Manager).Get(path).Must(http.StatusOK)
	s.SignIn(webtest.Therapist).Get("/audits?list=nonsense").Must(http.StatusNotFound)
	s.SignIn(webtest.Therapist).Get("/audits?from=nonsense").Must(http.StatusNotFound)
	// Outside the sample it is nothing that an occupational therapist sees.
	s.SignIn(webtest.Therapist).Get(web.PathOfCase(s.StrandAt(referral.DigitalSupport, webtest.Waiting))).Must(http.StatusNotFound)
}
