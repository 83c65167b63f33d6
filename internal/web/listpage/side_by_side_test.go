package listpage_test

import (
	"math/rand/v2"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"assistive-referrals/infra/local/webtest"
)

// A page does not wait for one read after the other where neither needs what the other
// found: half of the time that its calls take together is the most that it takes.
func TestReadsAreSideBySide(t *testing.T) {
	for name, page := range map[string]func(b webtest.Browser) webtest.Page{
		"a list":      func(b webtest.Browser) webtest.Page { return b.Get("/worklist") },
		"one's own":   func(b webtest.Browser) webtest.Page { return b.Get("/worklist?list=mine") },
		"found cases": func(b webtest.Browser) webtest.Page { return b.Find("", "Testcase", "3 2 1941") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := webtest.New(t)
				for range 8 {
					s.StrandAt(webtest.Tech, webtest.Claimed)
				}
				b := s.SignIn(webtest.Therapist)
				m := webtest.NewMeter()
				m.Took = rand.New(rand.NewPCG(1, 2))
				s.Cloud.Meter = m
				began := time.Now()
				page(b).Must(http.StatusOK)
				if took := time.Since(began); took > m.Travelled/2 {
					t.Errorf("the page took %s, and its %d calls together %s", took, m.Total(), m.Travelled)
				}
			})
		})
	}
}
