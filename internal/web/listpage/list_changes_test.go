package listpage_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/listpage"
)

var liveAddress = regexp.MustCompile(`data-live="([^"]*)"`)

// changesOf asks what a page that shows a list would ask, and returns the answer.
func changesOf(b webtest.Browser, shown webtest.Page) (int, listpage.ListChanges) {
	b.T.Helper()
	answer := b.Get(strings.ReplaceAll(liveAddress.FindStringSubmatch(shown.Html)[1], "&amp;", "&"))
	var changes listpage.ListChanges
	if answer.Status == http.StatusOK {
		if err := json.Unmarshal([]byte(answer.Html), &changes); err != nil {
			b.T.Fatal(err)
		}
	}
	return answer.Status, changes
}

// A page is told of what was taken, of what came and of what changed; not of what is on
// it now only because others left.
func TestAListTellsOfChanges(t *testing.T) {
	s := webtest.New(t)
	var all []referral.Reference
	for range listpage.PageSize + 1 {
		all = append(all, s.StrandAt(webtest.Tech, webtest.Waiting))
	}
	b := s.SignIn(webtest.Therapist)
	s.At(webtest.Monday.Add(time.Minute))
	shown := b.Get("/worklist?list=waiting").Must(http.StatusOK).Says("As at 10:01am")
	if status, _ := changesOf(b, shown); status != http.StatusNoContent {
		t.Errorf("nothing changed: %d", status)
	}
	s.At(webtest.Monday.Add(2 * time.Minute))
	onPage := func(n int) referral.Reference {
		for _, r := range all {
			if strings.Contains(shown.Html, "#"+string(webtest.Tech)+"\">"+string(r)) {
				if n--; n < 0 {
					return r
				}
			}
		}
		t.Fatal("there are not so many rows")
		return ""
	}
	taken, withdrawn, mine := onPage(0), onPage(1), onPage(2)
	s.Change(taken, webtest.Tech, webtest.OtherOT.Actor, referral.Claim{})
	_, changes := changesOf(b, shown)
	if changes.Words != "1 change" || len(changes.Taken) != 1 || !strings.HasPrefix(changes.Taken[0].Row, string(taken)+".assistive-technology.") ||
		changes.Taken[0].Tag != "Taken" || changes.Taken[0].Words != "Taken by Occupational Therapist Two" {
		t.Errorf("one is taken: %+v", changes)
	}
	s.Change(withdrawn, webtest.Tech, webtest.SocialWorker.Actor, referral.Withdraw{Reason: "Moved away."})
	s.Change(mine, webtest.Tech, webtest.Therapist.Actor, referral.Claim{})
	makeUrgent(s, onPage(3))
	answers := webtest.Margaret(webtest.Tech)
	answers["concerns"] = []string{"risk-to-life"}
	s.Take(s.Open(webtest.OtherWorker, answers), webtest.Tech, webtest.Waiting)
	_, changes = changesOf(b, shown)
	if changes.Words != "5 changes" || len(changes.Taken) != 3 || changes.Taken[1].Words == changes.Taken[2].Words {
		t.Errorf("five changes: %+v", changes)
	}
	document, err := json.Marshal(changes)
	if err != nil || strings.Contains(string(document), "Mike") {
		t.Errorf("it names people: %s (%v)", document, err)
	}
	s.SignIn(webtest.Facilitator).Get(strings.ReplaceAll(liveAddress.FindStringSubmatch(shown.Html)[1], "&amp;", "&")).Must(http.StatusForbidden)
	for _, nonsense := range []string{"?at=x", "?at=1&shown=x", "?at=1&shown=7K3Q-9M2P.magic.1", "?at=1&shown=7K3Q-9M2P.vr-sessions.x", "?at=1&list=secrets", "?at=1" + strings.Repeat("&shown=7K3Q-9M2P.vr-sessions.1", listpage.PageSize+1)} {
		b.Get("/worklist/changes" + nonsense).Must(http.StatusNotFound)
	}
}

// Asking costs one query of the list beside the sign-in, also with a filter and far
// down, and one call more where rows have left; no view is recorded.
func TestWhatAskingCosts(t *testing.T) {
	s := webtest.New(t)
	var last referral.Reference
	for range 2*listpage.PageSize + 1 {
		last = s.StrandAt(webtest.Tech, webtest.Waiting)
	}
	b := s.SignIn(webtest.Therapist)
	first := b.Get("/worklist?list=waiting")
	pages := map[string]webtest.Page{"the first page": first, "filtered": b.Get("/worklist?list=waiting&kind=vr-sessions"), "overdue": b.Get("/worklist?list=overdue"),
		"the second page": b.Get(strings.ReplaceAll(nextLink.FindStringSubmatch(first.Html)[1], "&amp;", "&")), "one's own": b.Get("/worklist?list=mine")}
	for name, shown := range pages {
		m := webtest.NewMeter()
		s.Cloud.Meter = m
		changesOf(b, shown)
		s.Cloud.Meter = nil
		if m.Total() != 2 || m.Calls["Query"] != 1 || m.Write > 0 {
			t.Errorf("%s: %v, %.1f write units", name, m.Calls, m.Write)
		}
		t.Logf("%s: %d calls, %.1f read units", name, m.Total(), m.Read)
	}
	s.At(webtest.Monday.Add(time.Minute))
	for _, r := range []referral.Reference{last} {
		s.Change(r, webtest.Tech, webtest.OtherOT.Actor, referral.Claim{})
	}
	for name, shown := range pages {
		m := webtest.NewMeter()
		s.Cloud.Meter = m
		changesOf(b, shown)
		s.Cloud.Meter = nil
		if m.Total() > 3 {
			t.Errorf("%s, after a claim: %v", name, m.Calls)
		}
	}
}
