package casepage_test

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// waited is a case with everything that a proof of wait must show: sent after the
// cut-off, asked about, given to somebody else, on hold over Christmas, assessed after it.
func waited(s *webtest.Site) referral.Reference {
	s.T.Helper()
	s.At(webtest.Monday.Add(5 * time.Hour)) // 3pm
	answers := webtest.Margaret(webtest.Tech)
	answers["concerns"] = []string{"none"}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, webtest.Tech, webtest.Claimed)
	day := func(n, hour int) { s.At(webtest.Monday.AddDate(0, 0, n).Add(time.Duration(hour-10) * time.Hour)) }
	day(1, 10)
	s.Change(r, webtest.Tech, webtest.Therapist.Actor, referral.Ask{Questions: []string{"=Who has a key?"}})
	day(3, 10)
	s.Change(r, webtest.Tech, webtest.SocialWorker.Actor, webtest.Rules().Reply([]string{"Her neighbour."}, s.Strand(r, webtest.Tech), s.Clock()))
	day(7, 9)
	s.Change(r, webtest.Tech, webtest.Manager.Actor, webtest.Rules().Reassign(webtest.OtherOT.Actor, "", "She is away.", s.Clock()))
	day(8, 9)
	s.Change(r, webtest.Tech, webtest.OtherOT.Actor, referral.Contact{When: s.Clock().AddDate(0, 0, -1), How: "telephone", Reached: true})
	day(22, 9)
	s.Change(r, webtest.Tech, webtest.OtherOT.Actor, webtest.Rules().Hold("2027-01-05", "With family over Christmas."))
	day(43, 9)
	s.Change(r, webtest.Tech, referral.System("sweep"), webtest.Rules().ResumeWork("Its date has come.", s.Strand(r, webtest.Tech), s.Clock()))
	day(50, 9)
	s.Change(r, webtest.Tech, webtest.OtherOT.Actor, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2027-01-11", Findings: "Steady."}})
	day(51, 9)
	return r
}

func TestProofOfWait(t *testing.T) {
	s := webtest.New(t)
	r := waited(s)
	b := s.SignIn(webtest.Manager)
	b.Get(web.PathOfCase(r)).Says("Proof of wait")
	page := b.Get(web.PathOfCase(r)+"/wait").Must(http.StatusOK).Says(
		"51 days, and still open",
		"Not counted yet", "It came too late in the day, or on a day that is not worked",
		"Stopped", "Asked the referrer. =Who has a key?", "The referrer answered. The clock had stood still for 2 working days",
		"With family over Christmas.", "Taken up again. The clock had stood still for 12 working days",
		"every one is as it was recorded", "Friday 25 December 2026: Christmas Day", "Monday 28 December 2026: Boxing Day (substitute day)",
		"Friday 1 January 2027: New Year’s Day", "GOV.UK, UK bank holidays", "11 January 2027, recorded 12 January 2027 at 9:00am",
	).Golden("wait")
	if strings.Count(page.Html, "<h1") != 1 {
		t.Error("it has not one top heading")
	}
	file := b.Get(web.PathOfCase(r) + "/wait.csv").Must(http.StatusOK)
	if got, want := file.Header.Get("Content-Disposition"), `attachment; filename="proof-of-wait-`+string(r)+`.csv"`; got != want {
		t.Error(got)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.Html, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	find := func(want ...string) {
		t.Helper()
		for _, row := range rows {
			if slices.Equal(row, want) {
				return
			}
		}
		t.Errorf("no row %q in %q", want, rows)
	}
	find("Assistive technology", "First contact", "2026-11-23 15:00", "2026-11-24 09:00", "0", "Not counted yet", "It came too late in the day, or on a day that is not worked", "Social Worker One, social worker", "1")
	find("Assistive technology", "Assessment: target moved", "2026-12-24 17:00", "2027-01-14 17:00", "12", "", "Taken up again. The clock had stood still for 12 working days", "The system (sweep)", "10")
	for _, row := range rows {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("a cell would be computed: %q", cell)
			}
		}
	}
	if got := slices.Sorted(slices.Values(s.Reads(r))); !slices.Equal(got, []string{"case", "wait", "wait-file"}) {
		t.Errorf("views recorded: %q", got)
	}
	s.SignIn(webtest.SocialWorker).Get(web.PathOfCase(r) + "/wait").Must(http.StatusOK)
	s.SignIn(webtest.OtherWorker).Get(web.PathOfCase(r) + "/wait").Must(http.StatusNotFound)
	s.SignIn(webtest.OtherWorker).Get(web.PathOfCase(r) + "/wait.csv").Must(http.StatusNotFound)
	s.SignIn(webtest.Operator).Get(web.PathOfCase(r) + "/wait").Must(http.StatusForbidden)
}

// What has ended is proved until its end, and says what was not reached.
func TestProofOfWhatEnded(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Waiting)
	s.At(webtest.Monday.AddDate(0, 0, 10))
	s.Change(r, webtest.Tech, webtest.SocialWorker.Actor, referral.Withdraw{Reason: "Moved in with family."})
	s.At(webtest.Monday.AddDate(0, 0, 40))
	s.SignIn(webtest.Manager).Get(web.PathOfCase(r)+"/wait").Must(http.StatusOK).
		Says("10 days, until 3 December 2026 at 10:00am", "Not waited for any more from 3 December 2026 at 10:00am: late, and 6 working days had begun since the target").Lacks("Now</td>")
}
