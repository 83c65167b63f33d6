package site

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/signinpage"
)

// Each page on which somebody cannot go on says what to do instead.
func TestErrorPages(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	form := func(media, site string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/referral", strings.NewReader("draft=x"))
		r.Header.Set("Content-Type", media)
		r.Header.Set("Sec-Fetch-Site", site)
		return r
	}
	s.cloud.refuse = func(_, input string) bool { return strings.Contains(input, "DRAFT#") }
	broken := b.get("/my-referrals")
	s.cloud.refuse = nil
	for name, shown := range map[string]struct {
		page
		status int
	}{
		"page":         {b.get("/nothing-here"), http.StatusNotFound},
		"case":         {b.get("/case/7K3Q-9M2P"), http.StatusNotFound},
		"draft":        {b.get("/referral/" + web.NewIdentifier()), http.StatusNotFound},
		"file":         {b.begin().gone("/documents/" + fileOne), http.StatusNotFound},
		"view":         {s.signIn(therapist).get("/worklist/views/" + web.NewIdentifier()), http.StatusNotFound},
		"forbidden":    {s.signIn(installer).get("/referral/start"), http.StatusForbidden},
		"other_site":   {b.do(form("application/x-www-form-urlencoded", "cross-site")), http.StatusForbidden},
		"no_form":      {b.do(form("application/json", "same-origin")), http.StatusUnsupportedMediaType},
		"too_large":    {b.post("/referral", url.Values{"draft": {strings.Repeat("x", 2<<20)}}), http.StatusRequestEntityTooLarge},
		"not_started":  {b.post("/referral", url.Values{"draft": {"x"}}), http.StatusUnprocessableEntity},
		"unreadable":   {s.signIn(therapist).post(web.PathOfStrand(s.strandAt(tech, claimed), tech, "release"), nil), http.StatusUnprocessableEntity},
		"not_now":      {s.signIn(therapist).get(web.PathOfStrand(s.strandAt(tech, decided), tech, "contact")), http.StatusConflict},
		"continue":     {b.get("/continue"), http.StatusNotFound},
		"sign_in":      {s.nobody().get("/sign-in"), http.StatusServiceUnavailable},
		"not_complete": {s.nobody().get("/sign-in/complete?state=x"), http.StatusUnprocessableEntity},
		"problem":      {broken, http.StatusInternalServerError},
	} {
		t.Run(name, func(t *testing.T) {
			shown.t = t
			shown.must(shown.status).lacks("<form method=\"post\" action=\"/referral").golden("error_" + name)
		})
	}
}

// gone asks for something of a draft that is not there.
func (d aDraft) gone(path string) page { return d.get(d.path + path) }

func TestThePagesBetweenSignIns(t *testing.T) {
	s := newSite(t)
	s.nobody().get("/signed-out").must(http.StatusOK).golden("signed_out")
	b := s.signIn(socialWorker)
	for _, path := range []string{"/referral/" + web.NewIdentifier() + "/needs", "/case/7K3Q-9M2P/tech/note", "/referral/" + web.NewIdentifier() + "/check-answers"} {
		s.at(s.clock().Add(time.Minute))
		err := s.store.ParkForm(t.Context(), casestore.ParkedForm{
			ID: web.NewIdentifier(), In: casestore.ParkedFormsKeyOf(b.secret), Who: socialWorker.ID, Path: path, Parked: s.clock().UTC(), Until: s.clock().Add(signinpage.ParkedLife).UTC(),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	b.get("/continue").must(http.StatusOK).says("Needs and what", "Check answers and send").golden("continue")
}
