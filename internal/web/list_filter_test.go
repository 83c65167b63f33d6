package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// What is overdue is a range of what is open: of the team's lists, in the order in
// which the targets passed, without what is late for no fault of the team's.
func TestOverdue(t *testing.T) {
	s := newSite(t)
	high := s.strandAt(tech, waiting) // first contact by Wednesday
	stopped := s.strandAt(tech, asked)
	s.at(monday.AddDate(0, 0, 2))
	b := s.signIn(therapist)
	b.get("/worklist?list=overdue").must(http.StatusOK).says("Overdue (0)", "Nothing is overdue.")
	s.at(monday.AddDate(0, 0, 3))
	fresh := s.strandAt(tech, waiting)
	b.get("/worklist?list=overdue").must(http.StatusOK).says("Overdue (1)", string(high), "Waiting to be claimed").
		lacks(string(stopped), string(fresh)).golden("worklist_overdue")
	s.change(high, tech, therapist.Actor, referral.Claim{})
	s.change(high, tech, therapist.Actor, referral.Contact{When: s.clock(), How: "telephone", Reached: true})
	b.get("/worklist?list=overdue").says("Overdue (0)")
}

// What ended is listed for thirty days, the latest first.
func TestClosedLately(t *testing.T) {
	s := newSite(t)
	first := s.strandAt(tech, closed)
	s.at(monday.AddDate(0, 0, 20))
	second := s.strandAt(tech, waiting)
	s.change(second, tech, socialWorker.Actor, referral.Withdraw{Reason: "Moved away."})
	unseen := s.open(socialWorker, margaret(tech))
	s.change(unseen, tech, socialWorker.Actor, referral.Withdraw{Reason: "Sent twice."})
	b := s.signIn(therapist)
	page := b.get("/worklist?list=closed").must(http.StatusOK).says("Closed in the last 30 days (2)", "Withdrawn").lacks(string(unseen)).golden("worklist_closed")
	if strings.Index(page.html, string(second)) > strings.Index(page.html, string(first)) {
		t.Error("the latest does not come first")
	}
	s.at(monday.AddDate(0, 0, 31))
	b.get("/worklist?list=closed").says("(1)", string(second)).lacks(string(first))
}

// The choice of what is shown, and in which order, stands in the address.
func TestFiltersAndTheSecondOrder(t *testing.T) {
	s := newSite(t)
	old := s.strandAt(tech, waiting)
	s.at(monday.Add(time.Hour))
	urgent := margaret(tech)
	urgent["concerns"] = []string{"risk-to-life"}
	fresh := s.open(otherWorker, urgent)
	s.take(fresh, tech, waiting)
	b := s.signIn(therapist)
	first := func(path string) referral.Reference {
		t.Helper()
		html := b.get(path).must(http.StatusOK).html
		if strings.Index(html, string(old)) < strings.Index(html, string(fresh)) {
			return old
		}
		return fresh
	}
	if first("/worklist") != fresh || first("/worklist?order=age") != old {
		t.Error("the orders are not as they say")
	}
	b.get("/worklist?priority=high").says(string(old)).lacks(string(fresh))
	b.get("/worklist?priority=urgent&kind=assistive-technology&order=age").says(string(fresh)).lacks(string(old))
	b.get("/worklist?kind=vr-sessions").says("Nothing here is as you chose.").lacks(string(old), string(fresh)).golden("worklist_filtered")
	for _, nonsense := range []string{"priority=low", "kind=magic", "order=name"} {
		b.get("/worklist?" + nonsense).must(http.StatusNotFound).says("List not found")
	}
}

// A filter goes on where it stopped, loses nothing and repeats nothing; and a page
// that found little offers the rest.
func TestAFilteredListIsPaged(t *testing.T) {
	s := newSite(t)
	want := map[referral.Reference]bool{}
	for n := range 12 {
		answers := margaret(tech)
		if n%3 != 0 {
			answers["concerns"] = []string{"risk-to-life"}
		}
		r := s.open(socialWorker, answers)
		s.take(r, tech, waiting)
		if n%3 != 0 {
			want[r] = true
		}
	}
	for _, byAge := range []bool{false, true} {
		seen := map[referral.Reference]bool{}
		for from, pages := casestore.Cursor(""), 0; ; pages++ {
			page, err := s.store.Browse(t.Context(), casestore.Browse{
				Team: referral.OccupationalTherapyTeam, List: casestore.ListWaiting, ByAge: byAge, From: from, Size: 3,
				Keep: func(e casestore.Entry) bool { return e.Priority == referral.Urgent },
			})
			if err != nil || pages > 5 {
				t.Fatalf("page %d: %v", pages, err)
			}
			for _, e := range page.Entries {
				if seen[e.Reference] || !want[e.Reference] {
					t.Errorf("%s is shown twice, or is not wanted", e.Reference)
				}
				seen[e.Reference] = true
			}
			if from = page.Next; from == "" {
				break
			}
		}
		if len(seen) != len(want) {
			t.Errorf("by age %v: %d of %d", byAge, len(seen), len(want))
		}
	}
	data := worklistData{team: referral.OccupationalTherapyTeam, list: casestore.ListWaiting, chosen: listChoice{priority: referral.Urgent},
		page: casestore.Page{Next: "more"}, request: func() string { return "r" }, claims: func(referral.Strand) bool { return false }}
	if got := buildWorklist(data).Next.Next; got.Text != "Continue with the rest of the list" || !strings.Contains(got.Href, "priority=urgent") {
		t.Errorf("a page that found nothing goes on with %+v", got)
	}
}
