package site

import (
	"net/http"
	"strings"
	"testing"
	"time"

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
		lacks(string(stopped), string(fresh))
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
	page := b.get("/worklist?list=closed").must(http.StatusOK).says("Closed in the last 30 days (2)", "Withdrawn").lacks(string(unseen))
	if strings.Index(page.html, string(second)) > strings.Index(page.html, string(first)) {
		t.Error("the latest does not come first")
	}
	s.at(monday.AddDate(0, 0, 31))
	b.get("/worklist?list=closed").says("(1)", string(second)).lacks(string(first))
}

// The order stands in the address, also that of one's own list.
func TestTheSecondOrder(t *testing.T) {
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
	if first("/worklist?list=waiting") != fresh || first("/worklist?list=waiting&order=age") != old {
		t.Error("the orders are not as they say")
	}
	for _, r := range []referral.Reference{old, fresh} {
		s.change(r, tech, therapist.Actor, referral.Claim{})
	}
	if first("/worklist?list=mine") != fresh || first("/worklist?list=mine&order=age") != old {
		t.Error("the orders of one's own list are not as they say")
	}
}

// What was chosen is shown in words, each can be taken away by itself, all can at
// once, and the address is the whole of it.
func TestWhatWasChosenIsShown(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, asked)
	s.signIn(therapist)
	b := s.signIn(manager)
	page := b.get("/worklist?team=occupational-therapy&list=asked&priority=high&flag=missing&holder=u-04&paused=yes&age=week&order=age").must(http.StatusOK).
		says("Priority: High", "Flag: Answers missing", "With: Occupational Therapist One", "Clock stopped", "Since referral: up to 1 week", "Clear all", string(r)).golden("list_chosen")
	if got := strings.Count(page.html, "app-chosen__tag"); got != 5 {
		t.Errorf("%d tags", got)
	}
	less := strings.ReplaceAll(hrefOf(t, page, "Priority: High"), "&amp;", "&")
	if strings.Contains(less, "priority") || !strings.Contains(less, "flag=missing") || !strings.Contains(less, "order=age") {
		t.Errorf("without the priority it is %s", less)
	}
	b.get(less).must(http.StatusOK).says("Flag: Answers missing").lacks("Priority: High")
	b.get("/worklist?list=asked&kind=vr-sessions").says("Nothing here is as you chose.").lacks(string(r)).golden("worklist_filtered")
	b.get("/worklist?list=asked&holder=u-99").says("With: somebody who is no longer in the team")
	for _, nonsense := range []string{"priority=low", "kind=magic", "order=name", "flag=red", "age=old", "overdue=no", "paused=1", "holder=%20", "holder=" + strings.Repeat("a", 65)} {
		b.get("/worklist?list=asked&" + nonsense).must(http.StatusNotFound).says("List not found")
	}
}

// hrefOf returns where the link leads whose text has those words.
func hrefOf(t *testing.T, p page, words string) string {
	t.Helper()
	at := strings.Index(p.html, words)
	if at < 0 {
		t.Fatalf("there is no %q", words)
	}
	before := p.html[:at]
	href, _, _ := strings.Cut(before[strings.LastIndex(before, `href="`)+len(`href="`):], `"`)
	return href
}
