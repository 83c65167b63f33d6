package listpage_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/listpage"
)

func TestWorklistGolden(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.Therapist)
	b.Get("/worklist").Must(http.StatusOK).Says("Nothing is waiting to be claimed.")
	s.StrandAt(webtest.Tech, webtest.Waiting)
	s.At(webtest.Monday.AddDate(0, 0, 4))
	urgent := webtest.Margaret(webtest.Tech)
	urgent["concerns"] = []string{"risk-to-life", "alone-at-night"}
	s.Take(s.Open(webtest.OtherWorker, urgent), webtest.Tech, webtest.Waiting)
	b.Get("/worklist").Must(http.StatusOK).Golden("worklist_waiting")
	s.SignIn(webtest.Manager).Get("/worklist").Must(http.StatusOK).Lacks("/claim").Golden("worklist_manager", webtest.Filters, webtest.Shortcuts)
}

// The most urgent comes first, people are shown by initials, what is late says so
// in words, and looking at a list is not recorded.
func TestWorklistShowsInitialsOnly(t *testing.T) {
	s := webtest.New(t)
	standard := s.StrandAt(webtest.Tech, webtest.Waiting)
	s.At(webtest.Monday.AddDate(0, 0, 4))
	urgent := webtest.Margaret(webtest.Tech)
	urgent["concerns"], urgent["full-name"] = []string{"risk-to-life"}, []string{"Alpha Quebec"}
	first := s.Open(webtest.OtherWorker, urgent)
	s.Take(first, webtest.Tech, webtest.Waiting)
	for _, list := range []string{"", "?list=waiting", "?list=claimed", "?list=asked", "?list=on-hold", "?list=arranging", "?list=review", "?list=overdue"} {
		s.SignIn(webtest.Therapist).Get("/worklist"+list).Must(http.StatusOK).
			Lacks("Mike", "Testcase", "Alpha", "Quebec", "1941", "9990000018", "Example Street", "fell twice")
	}
	page := s.SignIn(webtest.Therapist).Get("/worklist").Says("Waiting to be claimed (2)", "AQ", "MT", "Urgent", "Risk to life", "4 days", "Less than a day", "<strong>Overdue</strong> since 5:00pm on 25 November")
	if strings.Index(page.Html, string(first)) > strings.Index(page.Html, string(standard)) {
		t.Error("what is urgent does not come first")
	}
	if len(s.Reads(first))+len(s.Reads(standard)) > 0 {
		t.Error("a look at a list was recorded")
	}
}

func TestEachListHasWhatIsOnIt(t *testing.T) {
	for _, c := range []struct {
		far  webtest.Stage
		list string
		who  referral.Referrer
		says string
	}{
		{webtest.Waiting, "waiting", webtest.Therapist, "Claim"},
		{webtest.Claimed, "claimed", webtest.OtherOT, "Occupational Therapist One"},
		{webtest.Claimed, "mine", webtest.Therapist, "Being assessed"},
		{webtest.Asked, "asked", webtest.OtherOT, "<td class=\"govuk-table__cell\" data-label=\"Due\"><div>Clock stopped since 10:00am on 23 November</div></td>"},
		{webtest.Asked, "mine", webtest.Therapist, "Waiting for the referrer"},
		{webtest.Held, "on-hold", webtest.OtherOT, "On hold until 7 December 2026"},
		{webtest.Held, "mine", webtest.Therapist, "On hold"},
		{webtest.Proposed, "approval", webtest.OtherOT, "Occupational Therapist One"},
		{webtest.Proposed, "approval", webtest.Manager, "To approve (1)"},
		{webtest.Proposed, "mine", webtest.Therapist, "Waiting for approval"},
		{webtest.Arranging, "arranging", webtest.Installer, "To arrange (1)"},
		{webtest.InPlace, "review", webtest.OtherOT, "4 January 2027"},
		{webtest.InPlace, "mine", webtest.Therapist, "In place"},
		{webtest.Closed, "closed", webtest.OtherOT, "Reviewed: it reduces the need for other care on 23 November 2026"},
	} {
		s := webtest.New(t)
		r := s.StrandAt(webtest.Tech, c.far)
		s.SignIn(c.who).Get("/worklist?list="+c.list).Must(http.StatusOK).Says(string(r), c.says)
		for _, other := range listpage.Lists() {
			if string(other) != c.list && other != listpage.ListMine && c.list != "mine" {
				s.SignIn(c.who).Get("/worklist?list=" + string(other)).Must(http.StatusOK).Lacks(string(r))
			}
		}
	}
}

func TestWhoSeesWhichTeamsLists(t *testing.T) {
	s := webtest.New(t)
	s.SignIn(webtest.Manager).Get("/worklist?team=activity").Must(http.StatusOK).Says("Activity team", "Show this team")
	s.SignIn(webtest.Manager).Get("/worklist?list=mine").Must(http.StatusNotFound)
	s.SignIn(webtest.Therapist).Get("/worklist?team=occupational-therapy").Must(http.StatusOK).Lacks("Show this team")
	s.SignIn(webtest.Therapist).Get("/worklist?team=activity").Must(http.StatusForbidden).Says("You cannot do that")
	s.SignIn(webtest.Therapist).Get("/worklist?team=wizards").Must(http.StatusNotFound)
	s.SignIn(webtest.Therapist).Get("/worklist?list=secrets").Must(http.StatusNotFound).Says("List not found")
	s.SignIn(webtest.Therapist).Get("/worklist?from=tampered").Must(http.StatusNotFound)
	s.SignIn(webtest.Installer).Get("/worklist").Must(http.StatusOK).Says("To arrange").Lacks("list=mine")
	s.SignIn(webtest.SocialWorker).Get("/worklist").Must(http.StatusForbidden)
	lost := webtest.Therapist
	lost.Team = "south-office"
	s.SignIn(lost).Get("/worklist").Must(http.StatusForbidden).Says("You have no worklist")
	lost = webtest.Manager
	lost.Team = ""
	s.SignIn(lost).Get("/worklist").Must(http.StatusOK)
}

var nextLink = regexp.MustCompile(`href="(/worklist[^"]*from=[^"]*)"`)

func TestALongListIsPaged(t *testing.T) {
	s := webtest.New(t)
	all := map[string]bool{}
	for range listpage.PageSize + 2 {
		all[string(s.StrandAt(webtest.Tech, webtest.Waiting))] = true
	}
	b := s.SignIn(webtest.Therapist)
	page := b.Get("/worklist").Says("Next page", fmt.Sprintf("(%d)", listpage.PageSize+2))
	next := nextLink.FindStringSubmatch(page.Html)
	if next == nil {
		t.Fatal("there is no next page")
	}
	path := strings.ReplaceAll(next[1], "&amp;", "&")
	second := b.Get(path).Must(http.StatusOK).Lacks("Next page")
	for reference := range all {
		if !strings.Contains(page.Html, reference) && !strings.Contains(second.Html, reference) {
			t.Errorf("%s is on neither page", reference)
		}
	}
	b.Get(strings.Replace(path, "list=waiting", "list=claimed", 1)).Must(http.StatusNotFound) // a cursor is good for its list only
}
