package listpage_test

import (
	"net/http"
	"net/url"
	"slices"
	"sync"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/listpage"
)

// The most pressing is claimed, and the page says why it is this one. A press that
// is sent again leads to what it claimed, and claims no second.
func TestClaimNext(t *testing.T) {
	s := webtest.New(t)
	s.StrandAt(webtest.Tech, webtest.Waiting)
	urgent := webtest.Margaret(webtest.Tech)
	urgent["concerns"] = []string{"risk-to-life"}
	first := s.Open(webtest.OtherWorker, urgent)
	s.Take(first, webtest.Tech, webtest.Waiting)
	b := s.SignIn(webtest.Therapist)
	form := url.Values{"request": {b.Get("/worklist").Must(http.StatusOK).Says("Claim next").Value("request")}}
	b.Get(b.Post("/worklist/claim-next", form).To(web.PathOfCase(first) + "?done=claim-next-first").Location).
		Says("You have claimed this: it was the most pressing on your team’s list.")
	b.Post("/worklist/claim-next", form).To(web.PathOfCase(first) + "?done=claim-next-first")
	if page, err := s.Store.Mine(t.Context(), webtest.Therapist.ID, "", 10); err != nil || len(page.Entries) != 1 || page.Entries[0].Holder.ID != webtest.Therapist.ID {
		t.Errorf("%v: the therapist has %+v", err, page.Entries)
	}
	b.Post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}}).Must(http.StatusSeeOther)
	b.Post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}}).Must(http.StatusConflict).Says("Nothing is waiting for you")
	b.Post("/worklist/claim-next", url.Values{}).Must(http.StatusUnprocessableEntity)
	s.SignIn(webtest.Installer).Get("/worklist?list=waiting").Lacks("Claim next")
	s.SignIn(webtest.Installer).Post("/worklist/claim-next", form).Must(http.StatusForbidden)
	s.SignIn(webtest.Manager).Get("/worklist").Lacks("Claim next")
}

// Whoever has one part of a referral gets the other before what is as pressing.
func TestClaimNextKeepsAPersonWithOnePractitioner(t *testing.T) {
	s := webtest.New(t)
	s.StrandAt(webtest.Tech, webtest.Waiting)
	r := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech, referral.VRSessions))
	s.Take(r, referral.VRSessions, webtest.Claimed)
	s.Take(r, webtest.Tech, webtest.Waiting)
	b := s.SignIn(webtest.Therapist)
	b.Get(b.Post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}}).To(web.PathOfCase(r) + "?done=claim-next-part").Location).
		Says("You have claimed this: you have another part of the same referral, and nothing more urgent waits.")
}

// People who press at once each get one of their own, best first, and a double
// click among them claims one.
func TestPressesAtOnceEachClaimAnother(t *testing.T) {
	s := webtest.New(t)
	const waitingNow, presses = 6, 5
	order := make([]string, 0, waitingNow)
	for range waitingNow {
		s.StrandAt(webtest.Tech, webtest.Waiting)
	}
	page, err := s.Store.Worklist(t.Context(), referral.OccupationalTherapyTeam, casestore.ListWaiting, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range page.Entries {
		order = append(order, web.PathOfCase(e.Reference)+"?done=claim-next-first")
	}
	people := []webtest.Browser{s.SignIn(webtest.Therapist), s.SignIn(webtest.OtherOT)}
	got := make([]string, presses+1)
	requests := make([]string, presses+1)
	for i := range presses {
		requests[i] = web.NewIdentifier()
	}
	requests[presses] = requests[0] // the first one's double click
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() {
			who := people[i%2]
			if i == presses {
				who = people[0]
			}
			got[i] = who.Post("/worklist/claim-next", url.Values{"request": {requests[i]}}).Location
		})
	}
	all.Wait()
	if got[presses] != got[0] {
		t.Errorf("the double click led to %q and %q", got[0], got[presses])
	}
	seen := slices.Sorted(slices.Values(got[:presses]))
	if want := slices.Sorted(slices.Values(order[:presses])); !slices.Equal(seen, want) {
		t.Errorf("claimed %q, want each of the best %d once: %q", seen, presses, want)
	}
}

// Whoever has no registration gets what they may take, and is told so; if there is
// nothing of the kind they are told what it needs.
func TestClaimNextIsForWhoeverMayTakeIt(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.Staff("u-12", "Trusted Assessor Three", referral.TrustedAssessor, referral.OccupationalTherapyTeam))
	press := func() webtest.Page {
		return b.Post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}})
	}
	press().Must(http.StatusConflict).Says("Nothing on your team’s worklist is waiting to be claimed.").Golden("claim_next_nothing")
	for range listpage.PageSize + 1 {
		s.StrandAt(webtest.Tech, webtest.Waiting) // a GPS locator
	}
	press().Must(http.StatusConflict).Says("What is waiting needs a registration or a skill that your sign-in does not show.").Golden("claim_next_not_qualified")
	answers := webtest.Margaret(webtest.Tech)
	answers["equipment"], answers["need"], answers["concerns"] = []string{"not-sure"}, []string{"To be found if she falls."}, []string{"none"}
	r := s.Open(webtest.OtherWorker, answers)
	s.Take(r, webtest.Tech, webtest.Waiting)
	b.Get(press().To(web.PathOfCase(r) + "?done=claim-next-able").Location).Says("it was the most pressing that you can take. What comes before it needs somebody else.")
}

// Whom the person has met before goes before what is as urgent.
func TestClaimNextPrefersWhomOneKnows(t *testing.T) {
	s := webtest.New(t)
	s.StrandAt(webtest.Tech, webtest.Waiting)
	s.StrandAt(webtest.Tech, webtest.Claimed) // by the therapist, of the same person
	r := s.StrandAt(webtest.Tech, webtest.Waiting)
	b := s.SignIn(webtest.Therapist)
	b.Get(b.Post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}}).To(web.PathOfCase(r) + "?done=claim-next-known").Location).
		Says("you have worked with this person before, and nothing more urgent waits.")
}
