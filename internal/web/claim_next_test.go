package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// What is no more pressing than a part of one's own referral comes after it; what
// the person may not claim does not come at all.
func TestWhatIsNext(t *testing.T) {
	entry := func(r referral.Reference, p referral.Priority) casestore.Entry {
		return casestore.Entry{Reference: r, Strand: referral.Strand{Kind: tech, Priority: p}}
	}
	list := []casestore.Entry{entry("A", referral.High), entry("B", referral.Standard), entry("C", referral.Urgent), entry("D", referral.High)}
	all := func(referral.Strand) bool { return true }
	for name, c := range map[string]struct {
		mine []referral.Reference // of which the person has another part
		may  func(referral.Strand) bool
		want string
		also []casestore.Entry
	}{
		"as the list has it":           {nil, all, "A B C D", nil},
		"mine, as pressing":            {[]referral.Reference{"D"}, all, "D! A B C", nil},
		"mine, more pressing":          {[]referral.Reference{"C", "D"}, all, "C! D! A B", nil},
		"mine, less pressing":          {[]referral.Reference{"B"}, all, "A B C D", nil},
		"claimed since it was read":    {nil, all, "A B C D", []casestore.Entry{entry("A", referral.High)}},
		"what one may not is left out": {nil, func(s referral.Strand) bool { return s.Priority == referral.High }, "A D", nil},
	} {
		mine := c.also
		for _, r := range c.mine {
			mine = append(mine, casestore.Entry{Reference: r, Strand: referral.Strand{Kind: referral.VRSessions}})
		}
		var got []string
		for _, n := range nextOf(list, mine, c.may) {
			word := string(n.Reference)
			if n.why == nextKnown {
				word += "!"
			}
			got = append(got, word)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

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
	b.get(b.post("/worklist/claim-next", form).to(pathOfCase(first) + "?done=claim-next").location).
		says("You have claimed this: it was the most pressing on your team’s list.")
	b.post("/worklist/claim-next", form).to(pathOfCase(first) + "?done=claim-next")
	if page, err := s.store.Mine(t.Context(), therapist.ID, "", 10); err != nil || len(page.Entries) != 1 || page.Entries[0].Holder.ID != therapist.ID {
		t.Errorf("%v: the therapist has %+v", err, page.Entries)
	}
	b.post("/worklist/claim-next", url.Values{"request": {newIdentifier()}}).must(http.StatusSeeOther)
	b.post("/worklist/claim-next", url.Values{"request": {newIdentifier()}}).must(http.StatusConflict).says("Nothing is waiting for you")
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
	b.get(b.post("/worklist/claim-next", url.Values{"request": {newIdentifier()}}).to(pathOfCase(r) + "?done=claim-next-known").location).
		says("You have claimed this: you have another part of the same referral, and nothing more pressing waits.")
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
		order = append(order, pathOfCase(e.Reference)+"?done=claim-next")
	}
	people := []browser{s.signIn(therapist), s.signIn(otherOT)}
	got := make([]string, presses+1)
	requests := make([]string, presses+1)
	for i := range presses {
		requests[i] = newIdentifier()
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
