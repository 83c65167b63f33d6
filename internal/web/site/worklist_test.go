package site

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/listpage"
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
		for _, other := range listpage.Lists() {
			if string(other) != c.list && other != listpage.ListMine && c.list != "mine" {
				s.signIn(c.who).get("/worklist?list=" + string(other)).must(http.StatusOK).lacks(string(r))
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
	for range listpage.PageSize + 2 {
		all[string(s.strandAt(tech, waiting))] = true
	}
	b := s.signIn(therapist)
	page := b.get("/worklist").says("Next page", fmt.Sprintf("(%d)", listpage.PageSize+2))
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
