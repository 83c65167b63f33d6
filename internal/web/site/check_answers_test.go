package site

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/workingtime"
)

func TestCheckAnswersRefusesWhatIsIncomplete(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin()
	d.post(d.path+"/about", pendant()["about"])
	page := d.post(d.path+"/check-answers", d.checked()).must(http.StatusUnprocessableEntity)
	page.says("<title>Error: Check the answers", "There is a problem", "Enter the person’s full name",
		`<a href="`+d.path+`/person?from=check-answers#full-name">`, `<a href="`+d.path+`/person?from=check-answers#date-of-birth-day">`)
	problems := len(intake.Check(intake.Answers{"kinds": {"assistive-technology"}}, intake.Context{Now: monday, Role: socialWorker.Role}))
	if got := strings.Count(page.html, "?from=check-answers#") - strings.Count(page.html, ">Change<"); got != problems {
		t.Errorf("%d problems are linked, want %d", got, problems)
	}
	page.golden("check_answers_error")
	d.get(d.path + "/sent").to(d.path)
}

func TestSendingTwiceIsOneCase(t *testing.T) {
	s := newSite(t)
	d := s.signIn(socialWorker).begin().fill(pendant())
	first, second := d.checked(), d.checked() // two tabs
	var together sync.WaitGroup
	answers := make([]page, 4)
	for i := range answers {
		together.Go(func() { answers[i] = d.post(d.path+"/check-answers", first) })
	}
	together.Wait()
	for _, answer := range answers {
		answer.to(d.path + "/sent")
	}
	reference := d.reference()
	d.post(d.path+"/check-answers", first).to(d.path + "/sent")
	d.post(d.path+"/check-answers", second).to(d.path + "/sent")
	if d.reference() != reference {
		t.Errorf("sent as %s and %s", reference, d.reference())
	}
	sent, err := s.store.Sent(t.Context(), socialWorker.ID, "", 10)
	if err != nil || len(sent.Entries) != 1 || sent.Entries[0].Reference != reference {
		t.Errorf("%+v, %v", sent, err)
	}
	drafts, err := s.store.Drafts(t.Context(), socialWorker.ID)
	if err != nil || len(drafts) != 0 {
		t.Errorf("drafts left: %+v, %v", drafts, err)
	}
}

func TestWhatWasSavedMeanwhileIsNotSentUnseen(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	form := d.checked()
	d.post(d.path+"/needs", with(pendant(), "needs", map[string]string{"why-now": "She fell again."})["needs"]).must(303)
	page := d.post(d.path+"/check-answers", form).must(http.StatusConflict).says("Not sent yet", "saved somewhere else", "She fell again.")
	if sent := d.reference(); sent != "" {
		t.Fatalf("sent as %s", sent)
	}
	d.post(d.path+"/check-answers", url.Values{"request": {page.value("request")}, "version": {page.value("version")}}).to(d.path + "/sent")
}

func TestAFormWithoutAVersionSendsNothing(t *testing.T) {
	d := newSite(t).signIn(socialWorker).begin().fill(pendant())
	for _, version := range []string{"", "0", "x", "-1", "999999"} {
		d.post(d.path+"/check-answers", url.Values{"request": {"x"}, "version": {version}}).must(http.StatusConflict)
	}
}

func TestUrgentOutOfHoursSaysWhomToTelephone(t *testing.T) {
	for _, c := range []struct {
		name, concern string
		at            time.Time
		warns         bool
	}{
		{"urgent on a Saturday", "risk-to-life", time.Date(2026, 11, 28, 10, 0, 0, 0, workingtime.London()), true},
		{"urgent in the evening", "safeguarding", time.Date(2026, 11, 23, 18, 30, 0, 0, workingtime.London()), true},
		{"urgent in the afternoon", "risk-to-life", time.Date(2026, 11, 23, 16, 0, 0, 0, workingtime.London()), false},
		{"a fall, on a Saturday", "fall-last-month", time.Date(2026, 11, 28, 10, 0, 0, 0, workingtime.London()), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.at(c.at)
			d := s.signIn(socialWorker).begin().fill(with(pendant(), "needs", map[string]string{"concerns": c.concern}))
			check := d.get(d.path + "/check-answers").must(200)
			d.send()
			for _, page := range []page{check, d.get(d.path + "/sent").must(200)} {
				if got := strings.Contains(page.html, display.DutyTeamTelephone); got != c.warns {
					t.Errorf("warned: %v, want %v: %s", got, c.warns, page.text())
				}
			}
		})
	}
}

func TestCheckAnswersPages(t *testing.T) {
	b := newSite(t).signIn(socialWorker)
	empty := b.begin()
	empty.get(empty.path + "/check-answers").must(200).golden("check_answers_empty")
	filled := b.begin().fill(everything())
	filled.get(filled.path+"/check-answers").must(200).says("Still to be found out", "before a session").golden("check_answers_filled")
}
