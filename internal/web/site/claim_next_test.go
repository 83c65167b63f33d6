package site

import (
	"net/http"
	"net/url"
	"slices"
	"sync"
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/listpage"
)

// The most pressing is claimed, and the page says why it is this one. A press that
// is sent again leads to what it claimed, and claims no second.
func TestClaimNext(t *testing.T) {
	s := newSite(t)
	s.strandAt(tech, waiting)
	urgent := margaret(tech)
	urgent["concerns"] = []string{"risk-to-life"}
	first := s.open(otherWorker, urgent)
	s.take(first, tech, waiting)
	b := s.signIn(therapist)
	form := url.Values{"request": {b.get("/worklist").must(http.StatusOK).says("Claim next").value("request")}}
	b.get(b.post("/worklist/claim-next", form).to(web.PathOfCase(first) + "?done=claim-next-first").location).
		says("You have claimed this: it was the most pressing on your team’s list.")
	b.post("/worklist/claim-next", form).to(web.PathOfCase(first) + "?done=claim-next-first")
	if page, err := s.store.Mine(t.Context(), therapist.ID, "", 10); err != nil || len(page.Entries) != 1 || page.Entries[0].Holder.ID != therapist.ID {
		t.Errorf("%v: the therapist has %+v", err, page.Entries)
	}
	b.post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}}).must(http.StatusSeeOther)
	b.post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}}).must(http.StatusConflict).says("Nothing is waiting for you")
	b.post("/worklist/claim-next", url.Values{}).must(http.StatusUnprocessableEntity)
	s.signIn(installer).get("/worklist?list=waiting").lacks("Claim next")
	s.signIn(installer).post("/worklist/claim-next", form).must(http.StatusForbidden)
	s.signIn(manager).get("/worklist").lacks("Claim next")
}

// Whoever has one part of a referral gets the other before what is as pressing.
func TestClaimNextKeepsAPersonWithOnePractitioner(t *testing.T) {
	s := newSite(t)
	s.strandAt(tech, waiting)
	r := s.open(socialWorker, margaret(tech, referral.VRSessions))
	s.take(r, referral.VRSessions, claimed)
	s.take(r, tech, waiting)
	b := s.signIn(therapist)
	b.get(b.post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}}).to(web.PathOfCase(r) + "?done=claim-next-part").location).
		says("You have claimed this: you have another part of the same referral, and nothing more urgent waits.")
}

// People who press at once each get one of their own, best first, and a double
// click among them claims one.
func TestPressesAtOnceEachClaimAnother(t *testing.T) {
	s := newSite(t)
	const waitingNow, presses = 6, 5
	order := make([]string, 0, waitingNow)
	for range waitingNow {
		s.strandAt(tech, waiting)
	}
	page, err := s.store.Worklist(t.Context(), referral.OccupationalTherapyTeam, casestore.ListWaiting, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range page.Entries {
		order = append(order, web.PathOfCase(e.Reference)+"?done=claim-next-first")
	}
	people := []browser{s.signIn(therapist), s.signIn(otherOT)}
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
			got[i] = who.post("/worklist/claim-next", url.Values{"request": {requests[i]}}).location
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
	s := newSite(t)
	b := s.signIn(staff("u-12", "Trusted Assessor Three", referral.TrustedAssessor, referral.OccupationalTherapyTeam))
	press := func() page { return b.post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}}) }
	press().must(http.StatusConflict).says("Nothing on your team’s worklist is waiting to be claimed.").golden("claim_next_nothing")
	for range listpage.PageSize + 1 {
		s.strandAt(tech, waiting) // a GPS locator
	}
	press().must(http.StatusConflict).says("What is waiting needs a registration or a skill that your sign-in does not show.").golden("claim_next_not_qualified")
	answers := margaret(tech)
	answers["equipment"], answers["need"], answers["concerns"] = []string{"not-sure"}, []string{"To be found if she falls."}, []string{"none"}
	r := s.open(otherWorker, answers)
	s.take(r, tech, waiting)
	b.get(press().to(web.PathOfCase(r) + "?done=claim-next-able").location).says("it was the most pressing that you can take. What comes before it needs somebody else.")
}

// Whom the person has met before goes before what is as urgent.
func TestClaimNextPrefersWhomOneKnows(t *testing.T) {
	s := newSite(t)
	s.strandAt(tech, waiting)
	s.strandAt(tech, claimed) // by the therapist, of the same person
	r := s.strandAt(tech, waiting)
	b := s.signIn(therapist)
	b.get(b.post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}}).to(web.PathOfCase(r) + "?done=claim-next-known").location).
		says("you have worked with this person before, and nothing more urgent waits.")
}
