package site

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/workingtime"
)

// waited is a case with everything that a proof of wait must show: sent after the
// cut-off, asked about, given to somebody else, on hold over Christmas, assessed after it.
func (s *site) waited() referral.Reference {
	s.t.Helper()
	calendar := workingtime.England()
	s.at(monday.Add(5 * time.Hour)) // 3pm
	answers := margaret(tech)
	answers["concerns"] = []string{"none"}
	r := s.open(socialWorker, answers)
	s.take(r, tech, claimed)
	day := func(n, hour int) { s.at(monday.AddDate(0, 0, n).Add(time.Duration(hour-10) * time.Hour)) }
	day(1, 10)
	s.change(r, tech, therapist.Actor, referral.Ask{Questions: []string{"=Who has a key?"}})
	day(3, 10)
	s.change(r, tech, socialWorker.Actor, referral.ReplyAt([]string{"Her neighbour."}, s.strand(r, tech), s.clock(), calendar))
	day(7, 9)
	s.change(r, tech, manager.Actor, referral.ReassignAt(otherOT.Actor, "", "She is away.", s.clock(), calendar))
	day(8, 9)
	s.change(r, tech, otherOT.Actor, referral.Contact{When: s.clock().AddDate(0, 0, -1), How: "telephone", Reached: true})
	day(22, 9)
	s.change(r, tech, otherOT.Actor, referral.HoldUntil("2027-01-05", "With family over Christmas.", calendar))
	day(43, 9)
	s.change(r, tech, referral.System("sweep"), referral.ResumeWorkAt("Its date has come.", s.strand(r, tech), s.clock(), calendar))
	day(50, 9)
	s.change(r, tech, otherOT.Actor, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2027-01-11", Findings: "Steady."}})
	day(51, 9)
	return r
}

func TestProofOfWait(t *testing.T) {
	s := newSite(t)
	r := s.waited()
	b := s.signIn(manager)
	b.get(web.PathOfCase(r)).says("Proof of wait")
	page := b.get(web.PathOfCase(r)+"/wait").must(http.StatusOK).says(
		"51 days, and still open",
		"Not counted yet", "It came too late in the day, or on a day that is not worked",
		"Stopped", "Asked the referrer. =Who has a key?", "The referrer answered. The clock had stood still for 2 working days",
		"With family over Christmas.", "Taken up again. The clock had stood still for 12 working days",
		"every one is as it was recorded", "Friday 25 December 2026: Christmas Day", "Monday 28 December 2026: Boxing Day (substitute day)",
		"Friday 1 January 2027: New Year’s Day", "GOV.UK, UK bank holidays", "11 January 2027, recorded 12 January 2027 at 9:00am",
	).golden("wait")
	if strings.Count(page.html, "<h1") != 1 {
		t.Error("it has not one top heading")
	}
	file := b.get(web.PathOfCase(r) + "/wait.csv").must(http.StatusOK)
	if got, want := file.header.Get("Content-Disposition"), `attachment; filename="proof-of-wait-`+string(r)+`.csv"`; got != want {
		t.Error(got)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.html, "\ufeff"))).ReadAll()
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
	if got := slices.Sorted(slices.Values(s.reads(r))); !slices.Equal(got, []string{"case", "wait", "wait-file"}) {
		t.Errorf("views recorded: %q", got)
	}
	s.signIn(socialWorker).get(web.PathOfCase(r) + "/wait").must(http.StatusOK)
	s.signIn(otherWorker).get(web.PathOfCase(r) + "/wait").must(http.StatusNotFound)
	s.signIn(otherWorker).get(web.PathOfCase(r) + "/wait.csv").must(http.StatusNotFound)
	s.signIn(operator).get(web.PathOfCase(r) + "/wait").must(http.StatusForbidden)
}

// What has ended is proved until its end, and says what was not reached.
func TestProofOfWhatEnded(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, waiting)
	s.at(monday.AddDate(0, 0, 10))
	s.change(r, tech, socialWorker.Actor, referral.Withdraw{Reason: "Moved in with family."})
	s.at(monday.AddDate(0, 0, 40))
	s.signIn(manager).get(web.PathOfCase(r)+"/wait").must(http.StatusOK).
		says("10 days, until 3 December 2026 at 10:00am", "Not waited for any more from 3 December 2026 at 10:00am: late, and 6 working days had begun since the target").lacks("Now</td>")
}
