package site

import (
	"net/http"
	"net/url"
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// giveUp lets the sweep try in vain until it gives up.
func (s *site) giveUp(r referral.Reference, kind referral.Kind) {
	s.t.Helper()
	for range casestore.MaxAttempts {
		owed, err := s.store.OutboxEntry(s.t.Context(), r, kind)
		if err != nil {
			s.t.Fatal(err)
		}
		if err := s.store.RecordAttempt(s.t.Context(), owed, "execution missing"); err != nil {
			s.t.Fatal(err)
		}
	}
}

func TestOperations(t *testing.T) {
	s := newSite(t)
	b := s.signIn(operator)
	b.get("/operations").must(http.StatusOK).says("Nothing needs mending.").golden("operations_empty")
	r := s.open(socialWorker, margaret(tech))
	s.giveUp(r, tech)
	b.get("/operations").must(http.StatusOK).
		says(string(r), "Start the workflow", "execution missing", "Try again").lacks("Mike", "Testcase", ">MT<").golden("operations_owed")

	form := url.Values{"reference": {string(r)}, "strand": {string(tech)}}
	b.post("/operations/try-again", form).to("/operations?done=try-again")
	b.post("/operations/try-again", form).to("/operations?done=try-again")
	b.get("/operations?done=try-again").says("It is being tried again.", "Nothing needs mending.").lacks(string(r))
	if owed, err := s.store.OutboxEntry(t.Context(), r, tech); err != nil || owed.Attempts != 0 || owed.Effect != referral.Start {
		t.Errorf("owed %+v, %v", owed, err)
	}
	if len(s.reads(r)) > 0 {
		t.Error("a page without personal data was recorded as a view")
	}
}

func TestANotificationThatWasGivenUp(t *testing.T) {
	s := newSite(t)
	r := s.open(socialWorker, margaret(tech))
	for range casestore.MaxAttempts {
		all, err := s.store.Notifications(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.store.PostponeNotification(t.Context(), all[0]); err != nil {
			t.Fatal(err)
		}
	}
	b := s.signIn(operator)
	page := b.get("/operations").says("Notify the referrer: referral received").lacks("u-01@example.org")
	b.post("/operations/try-again", url.Values{"reference": {string(r)}, "notification": {page.value("notification")}}).to("/operations?done=try-again")
	b.get("/operations").says("Nothing needs mending.")
}

func TestTryingWhatIsNotOwedChangesNothing(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, waiting)
	b := s.signIn(operator)
	b.post("/operations/try-again", url.Values{"reference": {string(r)}, "strand": {string(tech)}}).to("/operations?done=try-again")
	b.post("/operations/try-again", url.Values{"reference": {"nonsense"}}).must(http.StatusNotFound)
	s.signIn(therapist).get("/operations").must(http.StatusForbidden)
}
