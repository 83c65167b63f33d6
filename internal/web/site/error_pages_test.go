package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/signinpage"
)

// Each page on which somebody cannot go on says what to do instead.
func TestErrorPages(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	form := func(media, site string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/referral", strings.NewReader("draft=x"))
		r.Header.Set("Content-Type", media)
		r.Header.Set("Sec-Fetch-Site", site)
		return r
	}
	s.Cloud.Refuse = func(_, input string) bool { return strings.Contains(input, "DRAFT#") }
	broken := b.Get("/my-referrals")
	s.Cloud.Refuse = nil
	for name, shown := range map[string]struct {
		webtest.Page
		status int
	}{
		"error_page":         {b.Get("/nothing-here"), http.StatusNotFound},
		"error_case":         {b.Get("/case/7K3Q-9M2P"), http.StatusNotFound},
		"error_draft":        {b.Get("/referral/" + web.NewIdentifier()), http.StatusNotFound},
		"error_file":         {gone(b.Begin(), "/documents/"+webtest.FileOne), http.StatusNotFound},
		"error_view":         {s.SignIn(webtest.Therapist).Get("/worklist/views/" + web.NewIdentifier()), http.StatusNotFound},
		"error_forbidden":    {s.SignIn(webtest.Installer).Get("/referral/start"), http.StatusForbidden},
		"error_other_site":   {b.Do(form("application/x-www-form-urlencoded", "cross-site")), http.StatusForbidden},
		"error_no_form":      {b.Do(form("application/json", "same-origin")), http.StatusUnsupportedMediaType},
		"error_too_large":    {b.Post("/referral", url.Values{"draft": {strings.Repeat("x", 2<<20)}}), http.StatusRequestEntityTooLarge},
		"error_not_started":  {b.Post("/referral", url.Values{"draft": {"x"}}), http.StatusUnprocessableEntity},
		"error_unreadable":   {s.SignIn(webtest.Therapist).Post(web.PathOfStrand(s.StrandAt(webtest.Tech, webtest.Claimed), webtest.Tech, "release"), nil), http.StatusUnprocessableEntity},
		"error_not_now":      {s.SignIn(webtest.Therapist).Get(web.PathOfStrand(s.StrandAt(webtest.Tech, webtest.Decided), webtest.Tech, "contact")), http.StatusConflict},
		"error_continue":     {b.Get("/continue"), http.StatusNotFound},
		"error_sign_in":      {s.Nobody().Get("/sign-in"), http.StatusServiceUnavailable},
		"error_not_complete": {s.Nobody().Get("/sign-in/complete?state=x"), http.StatusUnprocessableEntity},
		"error_problem":      {broken, http.StatusInternalServerError},
	} {
		t.Run(name, func(t *testing.T) {
			shown.T = t
			shown.Must(shown.status).Lacks("<form method=\"post\" action=\"/referral").Golden(name)
		})
	}
}

// gone asks for something of a draft that is not there.
func gone(d webtest.Draft, path string) webtest.Page { return d.Get(d.Path + path) }

func TestThePagesBetweenSignIns(t *testing.T) {
	s := webtest.New(t)
	s.Nobody().Get("/signed-out").Must(http.StatusOK).Golden("signed_out")
	b := s.SignIn(webtest.SocialWorker)
	for _, path := range []string{"/referral/" + web.NewIdentifier() + "/needs", "/case/7K3Q-9M2P/tech/note", "/referral/" + web.NewIdentifier() + "/check-answers"} {
		s.At(s.Clock().Add(time.Minute))
		err := s.Store.ParkForm(t.Context(), casestore.ParkedForm{
			ID: web.NewIdentifier(), In: casestore.ParkedFormsKeyOf(b.Secret), Who: webtest.SocialWorker.ID, Path: path, Parked: s.Clock().UTC(), Until: s.Clock().Add(signinpage.ParkedLife).UTC(),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	b.Get("/continue").Must(http.StatusOK).Says("Needs and what", "Check answers and send").Golden("continue")
}
