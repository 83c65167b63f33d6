package boardpage_test

import (
	"encoding/csv"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
)

func TestBoardGolden(t *testing.T) {
	s := webtest.New(t)
	s.SignIn(webtest.Manager).Get("/board").Must(http.StatusOK).Says("Nobody is waiting to be claimed.", "Nothing is due.", "No clock is stopped").Golden("board_empty")
	s = webtest.BoardSite(t)
	s.SignIn(webtest.Therapist)
	s.SignIn(webtest.Manager).Get("/board?weeks=26").Must(http.StatusOK).
		Says("2 now: 1 urgent, 1 high, 0 standard.", "About to be late", "23 November 2026 at 5:00pm (today)", "Occupational Therapist One", "Half of them within").
		Lacks("Testcase", "Mike", ">MT<").Golden("board_manager")
}

// Who runs the service sees the numbers, and neither a case nor a colleague.
func TestTheBoardForOperations(t *testing.T) {
	s := webtest.BoardSite(t)
	s.SignIn(webtest.Therapist)
	s.SignIn(webtest.Operator).Get("/board?team=occupational-therapy").Must(http.StatusOK).Says("2 now", "About to be late").
		Lacks("Testcase", "Mike", ">MT<", "/case/", "/worklist?", "/assign", "/away", "What each practitioner has").Golden("board_operations", webtest.Between(`id="came-and-ended">`, `</main>`))
	s.SignIn(webtest.Therapist).Get("/board").Must(http.StatusForbidden)
	s.SignIn(webtest.SocialWorker).Get("/board").Must(http.StatusForbidden)
	for _, wrong := range []string{"/board?team=wizards", "/board?weeks=5", "/board?weeks=x", "/board/waiting.csv?team=wizards", "/board/waiting", "/board/secrets.csv"} {
		s.SignIn(webtest.Manager).Get(wrong).Must(http.StatusNotFound)
	}
}

// Numbers on the board are those of the lists, and those of each figure can be had as
// a file.
func TestTheBoardAgreesWithTheLists(t *testing.T) {
	s := webtest.BoardSite(t)
	boss := s.SignIn(webtest.Manager)
	board := boss.Get("/board").Must(http.StatusOK)
	for label, list := range map[string]string{"Waiting to be claimed": "waiting", "Being assessed": "claimed", "Waiting for the referrer": "asked", "Overdue": "overdue"} {
		text := boss.Get("/worklist?list=" + list).Must(http.StatusOK).Text()
		_, after, found := strings.Cut(text, label+" (")
		count, _, _ := strings.Cut(after, ")")
		if !found || !strings.Contains(board.Text(), count+" : "+label) {
			t.Errorf("%s: the list says %q; the board: %s", label, count, board.Text())
		}
	}
	rows := func(name string) [][]string {
		page := boss.Get("/board/" + name + ".csv?weeks=26&team=occupational-therapy").Must(http.StatusOK)
		if got := page.Header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
			t.Errorf("%s is %s", name, got)
		}
		if got, want := page.Header.Get("Content-Disposition"), `attachment; filename="`+name+`-occupational-therapy-2026-11-23.csv"`; got != want {
			t.Errorf("%s: %s", name, got)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(page.Html, "\ufeff"))).ReadAll()
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
	for _, link := range regexp.MustCompile(`"/board/([a-z-]+)\.csv`).FindAllStringSubmatch(boss.Get("/board").Must(http.StatusOK).Html, -1) {
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
		s := webtest.New(t)
		if err := s.Store.CloseDays(t.Context()); err != nil {
			t.Fatal(err)
		}
		for range cases {
			s.StrandAt(webtest.Tech, webtest.Waiting)
		}
		s.At(webtest.Monday.AddDate(0, 0, 1))
		if err := s.Store.CloseDays(t.Context()); err != nil {
			t.Fatal(err)
		}
		boss, n := s.SignIn(webtest.Manager), 0
		s.Cloud.Refuse = func(string, string) bool { n++; return false }
		boss.Get("/board").Must(http.StatusOK).Says(strconv.Itoa(cases) + " now")
		return n
	}
	if few, many := calls(2), calls(60); few != many {
		t.Errorf("%d calls with 2 cases, %d with 60", few, many)
	}
}
