package site

import (
	"encoding/csv"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// work takes a strand from the list to in place, each step so many days after the
// one before.
func (s *site) work(r referral.Reference, days ...int) {
	s.t.Helper()
	steps := []func(referral.Strand) (referral.Actor, referral.Change){
		func(referral.Strand) (referral.Actor, referral.Change) { return therapist.Actor, referral.Claim{} },
		func(referral.Strand) (referral.Actor, referral.Change) {
			return therapist.Actor, referral.Contact{When: s.clock(), How: "telephone", Reached: true}
		},
		func(referral.Strand) (referral.Actor, referral.Change) {
			return therapist.Actor, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: referral.Date(workingtime.InLondon(s.clock(), time.DateOnly)), Findings: "Steady by day."}}
		},
		func(strand referral.Strand) (referral.Actor, referral.Change) {
			d := referral.Decision{Outcome: referral.Provide, Rationale: "It keeps her safe.", Equipment: []catalogue.Code{"gps-locator"}}
			return therapist.Actor, referral.DecideAt(d, strand, s.clock(), workingtime.England())
		},
		func(referral.Strand) (referral.Actor, referral.Change) {
			return referral.System("arrange"), referral.Arrange{}
		},
		func(referral.Strand) (referral.Actor, referral.Change) {
			return installer.Actor, referral.PutInPlace{On: referral.Date(workingtime.InLondon(s.clock(), time.DateOnly)), ReviewBy: "2027-01-04"}
		},
	}
	for n, after := range days {
		s.at(s.clock().AddDate(0, 0, after))
		by, change := steps[n](s.strand(r, tech))
		s.change(r, tech, by, change)
	}
}

// boardSite is a site with some weeks behind it: what came, was late, stood still and
// still waits.
func boardSite(t *testing.T) *site {
	s := newSite(t)
	begin := monday.AddDate(0, 0, -42)
	for week := range 6 {
		s.at(begin.AddDate(0, 0, 7*week))
		if err := s.store.CloseDays(t.Context()); err != nil {
			t.Fatal(err)
		}
		for n := range 2 {
			s.at(begin.AddDate(0, 0, 7*week))
			answers := margaret(tech)
			if n == 1 {
				answers["concerns"] = []string{"none"}
			}
			r := s.open(socialWorker, answers)
			s.take(r, tech, waiting)
			switch {
			case week < 5:
				s.work(r, 1, week, 1, 0, 0, 3+n)
			case n == 1:
				s.work(r, 1, 2) // still to be assessed, which is not due soon
			}
		}
	}
	s.at(monday.AddDate(0, 0, -3))
	stopped := s.strandAt(tech, claimed)
	s.change(stopped, tech, therapist.Actor, referral.Ask{Questions: []string{"Who has a key?"}})
	s.at(monday)
	urgent := margaret(tech)
	urgent["concerns"] = []string{"risk-to-life"}
	s.take(s.open(otherWorker, urgent), tech, waiting)
	s.strandAt(tech, claimed)
	if err := s.store.CloseDays(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestBoardGolden(t *testing.T) {
	s := newSite(t)
	s.signIn(manager).get("/board").must(http.StatusOK).says("Nobody is waiting to be claimed.", "Nothing is due.", "No clock is stopped").golden("board_empty")
	s = boardSite(t)
	s.signIn(therapist)
	s.signIn(manager).get("/board?weeks=26").must(http.StatusOK).
		says("2 now: 1 urgent, 1 high, 0 standard.", "About to be late", "23 November 2026 at 5:00pm (today)", "Occupational Therapist One", "Half of them within").
		lacks("Testcase", "Mike", ">MT<").golden("board_manager")
}

// Who runs the service sees the numbers, and neither a case nor a colleague.
func TestTheBoardForOperations(t *testing.T) {
	s := boardSite(t)
	s.signIn(therapist)
	s.signIn(operator).get("/board?team=occupational-therapy").must(http.StatusOK).says("2 now", "About to be late").
		lacks("Testcase", "Mike", ">MT<", "/case/", "/worklist?", "/assign", "/away", "What each practitioner has").golden("board_operations")
	s.signIn(therapist).get("/board").must(http.StatusForbidden)
	s.signIn(socialWorker).get("/board").must(http.StatusForbidden)
	for _, wrong := range []string{"/board?team=wizards", "/board?weeks=5", "/board?weeks=x", "/board/waiting.csv?team=wizards", "/board/waiting", "/board/secrets.csv"} {
		s.signIn(manager).get(wrong).must(http.StatusNotFound)
	}
}

// Numbers on the board are those of the lists, and those of each figure can be had as
// a file.
func TestTheBoardAgreesWithTheLists(t *testing.T) {
	s := boardSite(t)
	boss := s.signIn(manager)
	board := boss.get("/board").must(http.StatusOK)
	for label, list := range map[string]string{"Waiting to be claimed": "waiting", "Being assessed": "claimed", "Waiting for the referrer": "asked", "Overdue": "overdue"} {
		text := boss.get("/worklist?list=" + list).must(http.StatusOK).text()
		_, after, found := strings.Cut(text, label+" (")
		count, _, _ := strings.Cut(after, ")")
		if !found || !strings.Contains(board.text(), count+" : "+label) {
			t.Errorf("%s: the list says %q; the board: %s", label, count, board.text())
		}
	}
	rows := func(name string) [][]string {
		page := boss.get("/board/" + name + ".csv?weeks=26&team=occupational-therapy").must(http.StatusOK)
		if got := page.header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
			t.Errorf("%s is %s", name, got)
		}
		if got, want := page.header.Get("Content-Disposition"), `attachment; filename="`+name+`-occupational-therapy-2026-11-23.csv"`; got != want {
			t.Errorf("%s: %s", name, got)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(page.html, "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	waits := rows("waiting")
	if want := []string{"Less than 1 week", "1", "0", "0", "1"}; !slices.Equal(waits[1], want) {
		t.Errorf("waiting: %q", waits)
	}
	// Reached on the Tuesday, Wednesday, Thursday, Friday and Saturday, two each, and one more on a Thursday.
	long := rows("how-long")
	if want := []string{"First contact: all", "11", "3", "4", "3"}; !slices.Equal(long[1], want) {
		t.Errorf("how long: %q", long)
	}
	for _, link := range regexp.MustCompile(`"/board/([a-z-]+)\.csv`).FindAllStringSubmatch(boss.get("/board").must(http.StatusOK).html, -1) {
		rows(link[1])
	}
	if flow := rows("came-and-ended"); len(flow) != 7 || !slices.Equal(flow[1], []string{"12 October 2026", "2", "0"}) {
		t.Errorf("came and ended: %q", flow)
	}
}

// The pages of a board are no larger with many cases than with few: they are made of
// days.
func TestTheBoardCostsTheSameForAnyNumber(t *testing.T) {
	calls := func(cases int) int {
		s := newSite(t)
		if err := s.store.CloseDays(t.Context()); err != nil {
			t.Fatal(err)
		}
		for range cases {
			s.strandAt(tech, waiting)
		}
		s.at(monday.AddDate(0, 0, 1))
		if err := s.store.CloseDays(t.Context()); err != nil {
			t.Fatal(err)
		}
		boss, n := s.signIn(manager), 0
		s.cloud.refuse = func(string, string) bool { n++; return false }
		boss.get("/board").must(http.StatusOK).says(strconv.Itoa(cases) + " now")
		return n
	}
	if few, many := calls(2), calls(60); few != many {
		t.Errorf("%d calls with 2 cases, %d with 60", few, many)
	}
}
