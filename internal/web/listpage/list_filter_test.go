package listpage_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
)

// What is overdue is a range of what is open: of the team's lists, in the order in
// which the targets passed, without what is late for no fault of the team's.
func TestOverdue(t *testing.T) {
	s := webtest.New(t)
	high := s.StrandAt(webtest.Tech, webtest.Waiting) // first contact by Wednesday
	stopped := s.StrandAt(webtest.Tech, webtest.Asked)
	s.At(webtest.Monday.AddDate(0, 0, 2))
	b := s.SignIn(webtest.Therapist)
	b.Get("/worklist?list=overdue").Must(http.StatusOK).Says("Overdue (0)", "Nothing is overdue.")
	s.At(webtest.Monday.AddDate(0, 0, 3))
	fresh := s.StrandAt(webtest.Tech, webtest.Waiting)
	b.Get("/worklist?list=overdue").Must(http.StatusOK).Says("Overdue (1)", string(high), "Waiting to be claimed").
		Lacks(string(stopped), string(fresh))
	s.Change(high, webtest.Tech, webtest.Therapist.Actor, referral.Claim{})
	s.Change(high, webtest.Tech, webtest.Therapist.Actor, referral.Contact{When: s.Clock(), How: "telephone", Reached: true})
	b.Get("/worklist?list=overdue").Says("Overdue (0)")
}

// What ended is listed for thirty days, the latest first.
func TestClosedLately(t *testing.T) {
	s := webtest.New(t)
	first := s.StrandAt(webtest.Tech, webtest.Closed)
	s.At(webtest.Monday.AddDate(0, 0, 20))
	second := s.StrandAt(webtest.Tech, webtest.Waiting)
	s.Change(second, webtest.Tech, webtest.SocialWorker.Actor, referral.Withdraw{Reason: "Moved away."})
	unseen := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech))
	s.Change(unseen, webtest.Tech, webtest.SocialWorker.Actor, referral.Withdraw{Reason: "Sent twice."})
	b := s.SignIn(webtest.Therapist)
	page := b.Get("/worklist?list=closed").Must(http.StatusOK).Says("Closed in the last 30 days (2)", "Withdrawn").Lacks(string(unseen))
	if strings.Index(page.Html, string(second)) > strings.Index(page.Html, string(first)) {
		t.Error("the latest does not come first")
	}
	s.At(webtest.Monday.AddDate(0, 0, 31))
	b.Get("/worklist?list=closed").Says("(1)", string(second)).Lacks(string(first))
}

// The order stands in the address, also that of one's own list.
func TestTheSecondOrder(t *testing.T) {
	s := webtest.New(t)
	old := s.StrandAt(webtest.Tech, webtest.Waiting)
	s.At(webtest.Monday.Add(time.Hour))
	urgent := webtest.Margaret(webtest.Tech)
	urgent["concerns"] = []string{"risk-to-life"}
	fresh := s.Open(webtest.OtherWorker, urgent)
	s.Take(fresh, webtest.Tech, webtest.Waiting)
	b := s.SignIn(webtest.Therapist)
	first := func(path string) referral.Reference {
		t.Helper()
		html := b.Get(path).Must(http.StatusOK).Html
		if strings.Index(html, string(old)) < strings.Index(html, string(fresh)) {
			return old
		}
		return fresh
	}
	if first("/worklist?list=waiting") != fresh || first("/worklist?list=waiting&order=age") != old {
		t.Error("the orders are not as they say")
	}
	for _, r := range []referral.Reference{old, fresh} {
		s.Change(r, webtest.Tech, webtest.Therapist.Actor, referral.Claim{})
	}
	if first("/worklist?list=mine") != fresh || first("/worklist?list=mine&order=age") != old {
		t.Error("the orders of one's own list are not as they say")
	}
}

// What was chosen is shown in words, each can be taken away by itself, all can at
// once, and the address is the whole of it.
func TestWhatWasChosenIsShown(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Asked)
	s.SignIn(webtest.Therapist)
	b := s.SignIn(webtest.Manager)
	page := b.Get("/worklist?team=occupational-therapy&list=asked&priority=high&flag=missing&holder=u-04&paused=yes&age=week&order=age").Must(http.StatusOK).
		Says("Priority: High", "Flag: Answers missing", "With: Occupational Therapist One", "Clock stopped", "Since referral: up to 1 week", "Clear all", string(r)).Golden("list_chosen", webtest.Lists, webtest.Shortcuts)
	if got := strings.Count(page.Html, "app-chosen__tag"); got != 5 {
		t.Errorf("%d tags", got)
	}
	less := strings.ReplaceAll(hrefOf(t, page, "Priority: High"), "&amp;", "&")
	if strings.Contains(less, "priority") || !strings.Contains(less, "flag=missing") || !strings.Contains(less, "order=age") {
		t.Errorf("without the priority it is %s", less)
	}
	b.Get(less).Must(http.StatusOK).Says("Flag: Answers missing").Lacks("Priority: High")
	b.Get("/worklist?list=asked&kind=vr-sessions").Says("Nothing here is as you chose.").Lacks(string(r)).Golden("worklist_filtered", webtest.Lists, webtest.Filters, webtest.Shortcuts)
	b.Get("/worklist?list=asked&holder=u-99").Says("With: somebody who is no longer in the team")
	for _, nonsense := range []string{"priority=low", "kind=magic", "order=name", "flag=red", "age=old", "overdue=no", "paused=1", "holder=%20", "holder=" + strings.Repeat("a", 65)} {
		b.Get("/worklist?list=asked&" + nonsense).Must(http.StatusNotFound).Says("List not found")
	}
}

// hrefOf returns where the link leads whose text has those words.
func hrefOf(t *testing.T, p webtest.Page, words string) string {
	t.Helper()
	at := strings.Index(p.Html, words)
	if at < 0 {
		t.Fatalf("there is no %q", words)
	}
	before := p.Html[:at]
	href, _, _ := strings.Cut(before[strings.LastIndex(before, `href="`)+len(`href="`):], `"`)
	return href
}
