package referpage_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/workingtime"
)

func TestCheckAnswersRefusesWhatIsIncomplete(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin()
	d.Post(d.Path+"/about", webtest.Pendant()["about"])
	page := d.Post(d.Path+"/check-answers", d.Checked()).Must(http.StatusUnprocessableEntity)
	page.Says("<title>Error: Check the answers", "There is a problem", "Enter the person’s full name",
		`<a href="`+d.Path+`/person?from=check-answers#full-name">`, `<a href="`+d.Path+`/person?from=check-answers#date-of-birth-day">`)
	problems := len(intake.Check(form.Answers{"kinds": {"assistive-technology"}}, form.Context{Now: webtest.Monday, Role: webtest.SocialWorker.Role}))
	if got := strings.Count(page.Html, "?from=check-answers#") - strings.Count(page.Html, ">Change<"); got != problems {
		t.Errorf("%d problems are linked, want %d", got, problems)
	}
	page.Golden("check_answers_error", webtest.AnswersInCards)
	d.Get(d.Path + "/sent").To(d.Path)
}

func TestSendingTwiceIsOneCase(t *testing.T) {
	s := webtest.New(t)
	d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	first, second := d.Checked(), d.Checked() // two tabs
	var together sync.WaitGroup
	answers := make([]webtest.Page, 4)
	for i := range answers {
		together.Go(func() { answers[i] = d.Post(d.Path+"/check-answers", first) })
	}
	together.Wait()
	for _, answer := range answers {
		answer.To(d.Path + "/sent")
	}
	reference := d.Reference()
	d.Post(d.Path+"/check-answers", first).To(d.Path + "/sent")
	d.Post(d.Path+"/check-answers", second).To(d.Path + "/sent")
	if d.Reference() != reference {
		t.Errorf("sent as %s and %s", reference, d.Reference())
	}
	sent, err := s.Store.Sent(t.Context(), webtest.SocialWorker.ID, "", 10)
	if err != nil || len(sent.Entries) != 1 || sent.Entries[0].Reference != reference {
		t.Errorf("%+v, %v", sent, err)
	}
	drafts, err := s.Store.Drafts(t.Context(), webtest.SocialWorker.ID)
	if err != nil || len(drafts) != 0 {
		t.Errorf("drafts left: %+v, %v", drafts, err)
	}
}

func TestWhatWasSavedMeanwhileIsNotSentUnseen(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	form := d.Checked()
	d.Post(d.Path+"/needs", webtest.With(webtest.Pendant(), "needs", map[string]string{"why-now": "She fell again."})["needs"]).Must(303)
	page := d.Post(d.Path+"/check-answers", form).Must(http.StatusConflict).Says("Not sent yet", "saved somewhere else", "She fell again.")
	if sent := d.Reference(); sent != "" {
		t.Fatalf("sent as %s", sent)
	}
	d.Post(d.Path+"/check-answers", url.Values{"request": {page.Value("request")}, "version": {page.Value("version")}}).To(d.Path + "/sent")
}

func TestAFormWithoutAVersionSendsNothing(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.Pendant())
	for _, version := range []string{"", "0", "x", "-1", "999999"} {
		d.Post(d.Path+"/check-answers", url.Values{"request": {"x"}, "version": {version}}).Must(http.StatusConflict)
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
			s := webtest.New(t)
			s.At(c.at)
			d := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.With(webtest.Pendant(), "needs", map[string]string{"concerns": c.concern}))
			check := d.Get(d.Path + "/check-answers").Must(200)
			d.Send()
			for _, page := range []webtest.Page{check, d.Get(d.Path + "/sent").Must(200)} {
				if got := strings.Contains(page.Html, webtest.Rules().Council.DutyTelephone); got != c.warns {
					t.Errorf("warned: %v, want %v: %s", got, c.warns, page.Text())
				}
			}
		})
	}
}

func TestCheckAnswersPages(t *testing.T) {
	b := webtest.New(t).SignIn(webtest.SocialWorker)
	empty := b.Begin()
	empty.Get(empty.Path+"/check-answers").Must(200).Golden("check_answers_empty", webtest.AnswersInCards)
	filled := b.Begin().Fill(webtest.Everything())
	filled.Get(filled.Path+"/check-answers").Must(200).Says("Still to be found out", "before a session").Golden("check_answers_filled", webtest.AnswersInCards)
}
