package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

func TestWorklistGolden(t *testing.T) {
	s := newSite(t)
	b := s.signIn(therapist)
	b.get("/worklist").must(http.StatusOK).says("Nothing is waiting to be claimed.")
	s.strandAt(tech, waiting)
	s.at(monday.AddDate(0, 0, 4))
	urgent := margaret(tech)
	urgent["concerns"] = []string{"risk-to-life", "alone-at-night"}
	s.take(s.open(otherWorker, urgent), tech, waiting)
	b.get("/worklist").must(http.StatusOK).golden("worklist_waiting")
	s.signIn(manager).get("/worklist").must(http.StatusOK).lacks("/claim").golden("worklist_manager")
}

// The most urgent comes first, people are shown by initials, what is late says so
// in words, and looking at a list is not recorded.
func TestWorklistShowsInitialsOnly(t *testing.T) {
	s := newSite(t)
	standard := s.strandAt(tech, waiting)
	s.at(monday.AddDate(0, 0, 4))
	urgent := margaret(tech)
	urgent["concerns"], urgent["full-name"] = []string{"risk-to-life"}, []string{"Alpha Quebec"}
	first := s.open(otherWorker, urgent)
	s.take(first, tech, waiting)
	for _, list := range []string{"", "?list=waiting", "?list=claimed", "?list=asked", "?list=on-hold", "?list=arranging", "?list=review", "?list=overdue"} {
		s.signIn(therapist).get("/worklist"+list).must(http.StatusOK).
			lacks("Mike", "Testcase", "Alpha", "Quebec", "1941", "9990000018", "Example Street", "fell twice")
	}
	page := s.signIn(therapist).get("/worklist").says("Waiting to be claimed (2)", "AQ", "MT", "Urgent", "Risk to life", "4 days", "Less than a day", "<strong>Overdue</strong> since 5:00pm on 25 November")
	if strings.Index(page.html, string(first)) > strings.Index(page.html, string(standard)) {
		t.Error("what is urgent does not come first")
	}
	if len(s.reads(first))+len(s.reads(standard)) > 0 {
		t.Error("a look at a list was recorded")
	}
}

func TestEachListHasWhatIsOnIt(t *testing.T) {
	for _, c := range []struct {
		far  stage
		list string
		who  referral.Referrer
		says string
	}{
		{waiting, "waiting", therapist, "Claim"},
		{claimed, "claimed", otherOT, "Occupational Therapist One"},
		{claimed, "mine", therapist, "Being assessed"},
		{asked, "asked", otherOT, "<td class=\"govuk-table__cell\" data-label=\"Due\"><div>Clock stopped since 10:00am on 23 November</div></td>"},
		{asked, "mine", therapist, "Waiting for the referrer"},
		{held, "on-hold", otherOT, "On hold until 7 December 2026"},
		{held, "mine", therapist, "On hold"},
		{proposed, "approval", otherOT, "Occupational Therapist One"},
		{proposed, "approval", manager, "To approve (1)"},
		{proposed, "mine", therapist, "Waiting for approval"},
		{arranging, "arranging", installer, "To arrange (1)"},
		{inPlace, "review", otherOT, "4 January 2027"},
		{inPlace, "mine", therapist, "In place"},
		{closed, "closed", otherOT, "Reviewed: it reduces the need for other care on 23 November 2026"},
	} {
		s := newSite(t)
		r := s.strandAt(tech, c.far)
		s.signIn(c.who).get("/worklist?list="+c.list).must(http.StatusOK).says(string(r), c.says)
		for _, other := range listNames {
			if string(other.list) != c.list && other.list != listMine && c.list != "mine" {
				s.signIn(c.who).get("/worklist?list=" + string(other.list)).must(http.StatusOK).lacks(string(r))
			}
		}
	}
}

func TestWhoSeesWhichTeamsLists(t *testing.T) {
	s := newSite(t)
	s.signIn(manager).get("/worklist?team=activity").must(http.StatusOK).says("Activity team", "Show this team")
	s.signIn(manager).get("/worklist?list=mine").must(http.StatusNotFound)
	s.signIn(therapist).get("/worklist?team=occupational-therapy").must(http.StatusOK).lacks("Show this team")
	s.signIn(therapist).get("/worklist?team=activity").must(http.StatusForbidden).says("You cannot do that")
	s.signIn(therapist).get("/worklist?team=wizards").must(http.StatusNotFound)
	s.signIn(therapist).get("/worklist?list=secrets").must(http.StatusNotFound).says("List not found")
	s.signIn(therapist).get("/worklist?from=tampered").must(http.StatusNotFound)
	s.signIn(installer).get("/worklist").must(http.StatusOK).says("To arrange").lacks("list=mine")
	s.signIn(socialWorker).get("/worklist").must(http.StatusForbidden)
	lost := therapist
	lost.Team = "south-office"
	s.signIn(lost).get("/worklist").must(http.StatusForbidden).says("You have no worklist")
	lost = manager
	lost.Team = ""
	s.signIn(lost).get("/worklist").must(http.StatusOK)
}

var nextLink = regexp.MustCompile(`href="(/worklist[^"]*from=[^"]*)"`)

func TestALongListIsPaged(t *testing.T) {
	s := newSite(t)
	all := map[string]bool{}
	for range pageSize + 2 {
		all[string(s.strandAt(tech, waiting))] = true
	}
	b := s.signIn(therapist)
	page := b.get("/worklist").says("Next page", fmt.Sprintf("(%d)", pageSize+2))
	next := nextLink.FindStringSubmatch(page.html)
	if next == nil {
		t.Fatal("there is no next page")
	}
	path := strings.ReplaceAll(next[1], "&amp;", "&")
	second := b.get(path).must(http.StatusOK).lacks("Next page")
	for reference := range all {
		if !strings.Contains(page.html, reference) && !strings.Contains(second.html, reference) {
			t.Errorf("%s is on neither page", reference)
		}
	}
	b.get(strings.Replace(path, "list=waiting", "list=claimed", 1)).must(http.StatusNotFound) // a cursor is good for its list only
}

func TestCountsStopAt99(t *testing.T) {
	for count, want := range map[int]string{0: "0", 99: "99", 100: "99+"} {
		if got := countWords(count); got != want {
			t.Errorf("%d: %q, want %q", count, got, want)
		}
	}
}

func TestDueWords(t *testing.T) {
	s := referral.Strand{State: referral.Waiting, Received: monday, Targets: referral.Targets{Contact: monday.Add(time.Hour)}}
	if got := strings.Join(rowDue(s, monday), " "); got != "Today until 11:00am on 23 November" {
		t.Error(got)
	}
	if got := strings.Join(rowDue(s, monday.Add(2*time.Hour)), " "); got != "Overdue since 11:00am on 23 November" {
		t.Error(got)
	}
	for from, want := range map[time.Time]string{
		monday.AddDate(0, 0, -3): "1 working day left", monday.AddDate(0, 0, -1): "1 working day left", monday.AddDate(0, 0, -7): "5 working days left",
	} {
		if got := rowDue(s, from)[0]; got != want {
			t.Errorf("on %s: %q, want %q", from.Weekday(), got, want)
		}
	}
	saturday := referral.Strand{State: referral.Waiting, Targets: referral.Targets{Contact: monday.AddDate(0, 0, 5)}}
	if got := rowDue(saturday, monday.AddDate(0, 0, 4))[0]; got != "No working day left" {
		t.Errorf("due on a Saturday, on the Friday: %q", got)
	}
	s = referral.Strand{State: referral.InPlace, ReviewBy: "2026-11-23"}
	if got := strings.Join(rowDue(s, monday), " "); got != "Review by 23 November 2026" {
		t.Error(got)
	}
	if got := strings.Join(rowDue(s, monday.AddDate(0, 0, 1)), " "); got != "Overdue since 23 November 2026" {
		t.Error(got)
	}
}

// The builder needs no store and no request.
func TestBuildWorklist(t *testing.T) {
	page := buildWorklist(worklistData{
		team: referral.OccupationalTherapyTeam, list: casestore.ListWaiting, now: monday,
		counts: map[casestore.List]int{casestore.ListWaiting: 100}, request: func() string { return "r" },
		claims: func(referral.Strand) bool { return true }, mine: true,
		page: casestore.Page{Entries: []casestore.Entry{{Reference: "7K3Q-9M2P", Initials: "MT",
			Strand: referral.Strand{Kind: tech, State: referral.Waiting, Version: 3, Received: monday.AddDate(0, 0, -1)}}}},
	})
	if len(page.Lists) != 1 || page.Lists[0].Text != "Waiting to be claimed (99+)" || !page.Lists[0].Current {
		t.Errorf("lists %+v", page.Lists)
	}
	if row := page.Rows[0]; row.Claim != "/case/7K3Q-9M2P/assistive-technology/claim" || row.Since != "1 day" || row.Version != 3 {
		t.Errorf("row %+v", row)
	}
}
