package listpage_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/listpage"
)

// pressing is what rounds of people who press Claim next at the same moment cost.
type pressing struct {
	together, presses  int
	calls, read, write float64 // of one press, on average
	took, longest      time.Duration
}

func (p pressing) String() string {
	return fmt.Sprintf("%d at once: %.1f calls, %.1f read and %.1f write units and %s a press, %s at most (%d presses)", p.together, p.calls, p.read, p.write,
		p.took.Round(time.Millisecond), p.longest.Round(time.Millisecond), p.presses)
}

var ofHistory = regexp.MustCompile(`"HISTORY#([0-9A-Z]{4}-[0-9A-Z]{4})"`)

// press has so many people press together, round after round, on a list that is
// longer than a page, where calls take the time that they take between two services
// of one region. Time is the bubble's: nothing waits. It fails unless each press
// claims one strand, and at each commit it was the best of what then still waited.
func press(t *testing.T, together, rounds int) pressing {
	t.Helper()
	result := pressing{together: together, presses: together * rounds}
	synctest.Test(t, func(t *testing.T) {
		s := webtest.New(t)
		for range result.presses + listpage.PageSize {
			s.StrandAt(webtest.Tech, webtest.Waiting)
		}
		m, waited := webtest.NewMeter(), make(chan time.Duration, result.presses)
		for round := range rounds {
			order := waitingNow(t, s)
			var committed []referral.Reference
			people := make([]webtest.Browser, together)
			for n := range people {
				id := fmt.Sprintf("u-%d-%d", round, n)
				webtest.Registrations[id] = "OT100000"
				people[n] = s.SignIn(webtest.Staff(id, "Occupational Therapist", referral.OccupationalTherapist, referral.OccupationalTherapyTeam))
			}
			m.Took = rand.New(rand.NewPCG(uint64(together), uint64(round)))
			m.Done = func(operation string, input []byte) {
				if found := ofHistory.FindSubmatch(input); operation == "TransactWriteItems" && found != nil {
					committed = append(committed, referral.Reference(found[1]))
				}
			}
			s.Cloud.Meter = m
			var all sync.WaitGroup
			began := time.Now()
			for _, b := range people {
				all.Go(func() {
					defer func() { waited <- time.Since(began) }()
					if p := b.Post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}}); p.Status != http.StatusSeeOther {
						t.Errorf("answered %d: %s", p.Status, p.Text())
					}
				})
			}
			all.Wait()
			s.Cloud.Meter = nil
			if want := order[:min(together, len(order))]; !slices.Equal(committed, want) {
				t.Errorf("claimed %v, one after the other; best were %v", committed, want)
			}
		}
		close(waited)
		for d := range waited {
			result.took += d / time.Duration(result.presses)
			result.longest = max(result.longest, d)
		}
		result.calls = float64(m.Total()) / float64(result.presses)
		result.read, result.write = m.Read/float64(result.presses), m.Write/float64(result.presses)
	})
	return result
}

// waitingNow is what waits, in rank order.
func waitingNow(t *testing.T, s *webtest.Site) []referral.Reference {
	t.Helper()
	var order []referral.Reference
	for from := casestore.Cursor(""); ; {
		page, err := s.Store.Worklist(t.Context(), referral.OccupationalTherapyTeam, casestore.ListWaiting, from, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Entries {
			order = append(order, e.Reference)
		}
		if from = page.Next; from == "" {
			return order
		}
	}
}

// With five people at once a press costs at most twice what it costs alone, on
// average, and each gets the best that is left.
func TestClaimNextUnderContention(t *testing.T) {
	alone, five := press(t, 1, 20), press(t, 5, 12)
	t.Log(alone)
	t.Log(five)
	for what, ratio := range map[string]float64{"calls": five.calls / alone.calls, "read units": five.read / alone.read, "write units": five.write / alone.write} {
		t.Logf("five at once: %.2f times the %s of one alone", ratio, what)
		if ratio > 2 {
			t.Errorf("five at once take %.2f times the %s of one alone", ratio, what)
		}
	}
	t.Log(press(t, 50, 1))
}
