package site

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/listpage"
)

var liveAddress = regexp.MustCompile(`data-live="([^"]*)"`)

// changesOf asks what a page that shows a list would ask, and returns the answer.
func (b browser) changesOf(shown page) (int, listpage.ListChanges) {
	b.t.Helper()
	answer := b.get(strings.ReplaceAll(liveAddress.FindStringSubmatch(shown.html)[1], "&amp;", "&"))
	var changes listpage.ListChanges
	if answer.status == http.StatusOK {
		if err := json.Unmarshal([]byte(answer.html), &changes); err != nil {
			b.t.Fatal(err)
		}
	}
	return answer.status, changes
}

// A page is told of what was taken, of what came and of what changed; not of what is on
// it now only because others left.
func TestAListTellsOfChanges(t *testing.T) {
	s := newSite(t)
	var all []referral.Reference
	for range listpage.PageSize + 1 {
		all = append(all, s.strandAt(tech, waiting))
	}
	b := s.signIn(therapist)
	s.at(monday.Add(time.Minute))
	shown := b.get("/worklist?list=waiting").must(http.StatusOK).says("As at 10:01am")
	if status, _ := b.changesOf(shown); status != http.StatusNoContent {
		t.Errorf("nothing changed: %d", status)
	}
	s.at(monday.Add(2 * time.Minute))
	onPage := func(n int) referral.Reference {
		for _, r := range all {
			if strings.Contains(shown.html, "#"+string(tech)+"\">"+string(r)) {
				if n--; n < 0 {
					return r
				}
			}
		}
		t.Fatal("there are not so many rows")
		return ""
	}
	taken, withdrawn, mine := onPage(0), onPage(1), onPage(2)
	s.change(taken, tech, otherOT.Actor, referral.Claim{})
	_, changes := b.changesOf(shown)
	if changes.Words != "1 change" || len(changes.Taken) != 1 || !strings.HasPrefix(changes.Taken[0].Row, string(taken)+".assistive-technology.") ||
		changes.Taken[0].Tag != "Taken" || changes.Taken[0].Words != "Taken by Occupational Therapist Two" {
		t.Errorf("one is taken: %+v", changes)
	}
	s.change(withdrawn, tech, socialWorker.Actor, referral.Withdraw{Reason: "Moved away."})
	s.change(mine, tech, therapist.Actor, referral.Claim{})
	s.makeUrgent(onPage(3))
	answers := margaret(tech)
	answers["concerns"] = []string{"risk-to-life"}
	s.take(s.open(otherWorker, answers), tech, waiting)
	_, changes = b.changesOf(shown)
	if changes.Words != "5 changes" || len(changes.Taken) != 3 || changes.Taken[1].Words == changes.Taken[2].Words {
		t.Errorf("five changes: %+v", changes)
	}
	document, err := json.Marshal(changes)
	if err != nil || strings.Contains(string(document), "Mike") {
		t.Errorf("it names people: %s (%v)", document, err)
	}
	s.signIn(facilitator).get(strings.ReplaceAll(liveAddress.FindStringSubmatch(shown.html)[1], "&amp;", "&")).must(http.StatusForbidden)
	for _, nonsense := range []string{"?at=x", "?at=1&shown=x", "?at=1&shown=7K3Q-9M2P.magic.1", "?at=1&shown=7K3Q-9M2P.vr-sessions.x", "?at=1&list=secrets", "?at=1" + strings.Repeat("&shown=7K3Q-9M2P.vr-sessions.1", listpage.PageSize+1)} {
		b.get("/worklist/changes" + nonsense).must(http.StatusNotFound)
	}
}

// Asking costs one query of the list beside the sign-in, also with a filter and far
// down, and one call more where rows have left; no view is recorded.
func TestWhatAskingCosts(t *testing.T) {
	s := newSite(t)
	var last referral.Reference
	for range 2*listpage.PageSize + 1 {
		last = s.strandAt(tech, waiting)
	}
	b := s.signIn(therapist)
	first := b.get("/worklist?list=waiting")
	pages := map[string]page{"the first page": first, "filtered": b.get("/worklist?list=waiting&kind=vr-sessions"), "overdue": b.get("/worklist?list=overdue"),
		"the second page": b.get(strings.ReplaceAll(nextLink.FindStringSubmatch(first.html)[1], "&amp;", "&")), "one's own": b.get("/worklist?list=mine")}
	for name, shown := range pages {
		m := newMeter()
		s.cloud.meter = m
		b.changesOf(shown)
		s.cloud.meter = nil
		if m.total() != 2 || m.calls["Query"] != 1 || m.write > 0 {
			t.Errorf("%s: %v, %.1f write units", name, m.calls, m.write)
		}
		t.Logf("%s: %d calls, %.1f read units", name, m.total(), m.read)
	}
	s.at(monday.Add(time.Minute))
	for _, r := range []referral.Reference{last} {
		s.change(r, tech, otherOT.Actor, referral.Claim{})
	}
	for name, shown := range pages {
		m := newMeter()
		s.cloud.meter = m
		b.changesOf(shown)
		s.cloud.meter = nil
		if m.total() > 3 {
			t.Errorf("%s, after a claim: %v", name, m.calls)
		}
	}
}
