package opspage_test

import (
	"net/http"
	"net/url"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

func TestOperations(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.Operator)
	b.Get("/operations").Must(http.StatusOK).Says("Nothing needs mending.").Golden("operations_empty")
	r := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech))
	s.GiveUp(r, webtest.Tech)
	b.Get("/operations").Must(http.StatusOK).
		Says(string(r), "Start the workflow", "execution missing", "Try again").Lacks("Mike", "Testcase", ">MT<").Golden("operations_owed")

	form := url.Values{"reference": {string(r)}, "strand": {string(webtest.Tech)}}
	b.Post("/operations/try-again", form).To("/operations?done=try-again")
	b.Post("/operations/try-again", form).To("/operations?done=try-again")
	b.Get("/operations?done=try-again").Says("It is being tried again.", "Nothing needs mending.").Lacks(string(r))
	if owed, err := s.Store.OutboxEntry(t.Context(), r, webtest.Tech); err != nil || owed.Attempts != 0 || owed.Effect != referral.Start {
		t.Errorf("owed %+v, %v", owed, err)
	}
	if len(s.Reads(r)) > 0 {
		t.Error("a page without personal data was recorded as a view")
	}
}

func TestANotificationThatWasGivenUp(t *testing.T) {
	s := webtest.New(t)
	r := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech))
	for range casestore.MaxAttempts {
		all, err := s.Store.Notifications(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Store.PostponeNotification(t.Context(), all[0]); err != nil {
			t.Fatal(err)
		}
	}
	b := s.SignIn(webtest.Operator)
	page := b.Get("/operations").Says("Notify the referrer: referral received").Lacks("u-01@example.org")
	b.Post("/operations/try-again", url.Values{"reference": {string(r)}, "notification": {page.Value("notification")}}).To("/operations?done=try-again")
	b.Get("/operations").Says("Nothing needs mending.")
}

func TestTryingWhatIsNotOwedChangesNothing(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Waiting)
	b := s.SignIn(webtest.Operator)
	b.Post("/operations/try-again", url.Values{"reference": {string(r)}, "strand": {string(webtest.Tech)}}).To("/operations?done=try-again")
	b.Post("/operations/try-again", url.Values{"reference": {"nonsense"}}).Must(http.StatusNotFound)
	s.SignIn(webtest.Therapist).Get("/operations").Must(http.StatusForbidden)
}
