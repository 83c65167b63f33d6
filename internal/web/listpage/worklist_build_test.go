package listpage

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// monday is a working morning.
var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, workingtime.London())

const tech = referral.AssistiveTechnology

var (
	therapist = referral.Actor{ID: "u-04", Name: "Occupational Therapist One", Role: referral.OccupationalTherapist}
	otherOT   = referral.Actor{ID: "u-05", Name: "Occupational Therapist Two", Role: referral.OccupationalTherapist}
)

func TestCountsStopAt99(t *testing.T) {
	for count, want := range map[int]string{0: "0", 99: "99", 100: "99+"} {
		if got := countWords(count); got != want {
			t.Errorf("%d: %q, want %q", count, got, want)
		}
	}
}

func TestDueWords(t *testing.T) {
	s := referral.Strand{State: referral.Waiting, Received: monday, Targets: referral.Targets{Contact: monday.Add(time.Hour)}}
	if got := strings.Join(rowDue(s, monday, workingtime.England()), " "); got != "Today until 11:00am on 23 November" {
		t.Error(got)
	}
	if got := strings.Join(rowDue(s, monday.Add(2*time.Hour), workingtime.England()), " "); got != "Overdue since 11:00am on 23 November" {
		t.Error(got)
	}
	for from, want := range map[time.Time]string{
		monday.AddDate(0, 0, -3): "1 working day left", monday.AddDate(0, 0, -1): "1 working day left", monday.AddDate(0, 0, -7): "5 working days left",
	} {
		if got := rowDue(s, from, workingtime.England())[0]; got != want {
			t.Errorf("on %s: %q, want %q", from.Weekday(), got, want)
		}
	}
	saturday := referral.Strand{State: referral.Waiting, Targets: referral.Targets{Contact: monday.AddDate(0, 0, 5)}}
	if got := rowDue(saturday, monday.AddDate(0, 0, 4), workingtime.England())[0]; got != "No working day left" {
		t.Errorf("due on a Saturday, on the Friday: %q", got)
	}
	s = referral.Strand{State: referral.InPlace, ReviewBy: "2026-11-23"}
	if got := strings.Join(rowDue(s, monday, workingtime.England()), " "); got != "Review by 23 November 2026" {
		t.Error(got)
	}
	if got := strings.Join(rowDue(s, monday.AddDate(0, 0, 1), workingtime.England()), " "); got != "Overdue since 23 November 2026" {
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

// A page that found nothing of what was chosen goes on with the rest of the list.
func TestAPageThatFoundNothing(t *testing.T) {
	data := worklistData{team: referral.OccupationalTherapyTeam, list: casestore.ListWaiting, chosen: listChoice{priorities: []referral.Priority{referral.Urgent}},
		page: casestore.Page{Next: "more"}, request: func() string { return "r" }, claims: func(referral.Strand) bool { return false }}
	if got := buildWorklist(data).Pages.Next; got.Text != "Continue with the rest of the list" || !strings.Contains(got.Href, "priority=urgent") {
		t.Errorf("a page that found nothing goes on with %+v", got)
	}
}

// A long list is read anew after so many rows, and says that it goes on.
func TestAListThatIsReadAnew(t *testing.T) {
	data := worklistData{team: referral.OccupationalTherapyTeam, list: casestore.ListWaiting, page: casestore.Page{Next: "more", Anew: true},
		request: func() string { return "r" }, claims: func(referral.Strand) bool { return false }}
	if got := buildWorklist(data).Pages.Next.Text; got != "Continue with the rest of the list" {
		t.Errorf("it goes on with %q", got)
	}
}

// Of one filter any chosen value will do, and of several each must.
func TestWhatAFilterKeeps(t *testing.T) {
	now := monday.AddDate(0, 0, 10)
	entry := func(change func(*referral.Strand)) casestore.Entry {
		s := referral.Strand{Kind: tech, State: referral.Claimed, Priority: referral.High, Received: monday, Holder: &therapist,
			Targets: referral.Targets{Contact: now.Add(time.Hour)}}
		if change != nil {
			change(&s)
		}
		return casestore.Entry{Strand: s}
	}
	late := func(s *referral.Strand) { s.Targets.Contact = now.Add(-time.Hour) }
	stopped := func(s *referral.Strand) { s.Pauses = []referral.Pause{{From: monday}} }
	lateAndStopped := func(s *referral.Strand) { late(s); stopped(s) }
	review := func(s *referral.Strand) { s.State, s.ReviewBy = referral.InPlace, "2026-12-01" }
	flagged := func(s *referral.Strand) { s.Flags = []referral.Flag{{Code: referral.FlagDanger}} }
	for query, keeps := range map[string]map[bool][]func(*referral.Strand){
		"":                                        {true: {nil, late, review}},
		"priority=urgent":                         {false: {nil}},
		"priority=urgent&priority=high":           {true: {nil}},
		"priority=high&kind=vr-sessions":          {false: {nil}},
		"kind=vr-sessions&kind=digital-support":   {false: {nil}},
		"flag=danger&flag=safeguarding":           {true: {flagged}, false: {nil}},
		"holder=u-04":                             {true: {nil}, false: {func(s *referral.Strand) { s.Holder = nil }, func(s *referral.Strand) { s.Holder = &otherOT }}},
		"overdue=yes":                             {true: {late, review}, false: {nil, lateAndStopped}},
		"paused=yes":                              {true: {stopped, lateAndStopped}, false: {nil, late}},
		"age=week":                                {false: {nil}, true: {func(s *referral.Strand) { s.Received = now.AddDate(0, 0, -7) }}},
		"age=month":                               {true: {nil}, false: {func(s *referral.Strand) { s.Received = now.AddDate(0, 0, -29) }}},
		"age=longer":                              {true: {func(s *referral.Strand) { s.Received = now.AddDate(-1, 0, 0) }}, false: {nil}},
		"order=age&age=&holder=&kind=":            {true: {nil}},
		"priority=high&overdue=yes&age=month":     {true: {late}, false: {nil, stopped}},
		"flag=danger&holder=u-04&paused=yes&age=": {false: {flagged, stopped}},
	} {
		asked, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		chosen, err := choiceOf(asked)
		if err != nil {
			t.Errorf("%s: %v", query, err)
		}
		keep := chosen.keep(now)
		for want, changes := range keeps {
			for n, change := range changes {
				if got := keep == nil || keep(entry(change)); got != want {
					t.Errorf("%q, %v %d: %v", query, want, n, got)
				}
			}
		}
	}
}

// Whatever state something is in, the list that it is on has a name, or it would be on
// none that anybody opens.
func TestEveryStatesListIsNamed(t *testing.T) {
	for _, state := range referral.States() {
		if list := state.List(); list != "" && !slices.Contains(Lists(), casestore.List(list)) {
			t.Errorf("what is %s is on the list %q, which listNames in internal/web/listpage/worklist.go does not name", state, list)
		}
	}
}
