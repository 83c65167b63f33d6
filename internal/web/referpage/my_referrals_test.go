package referpage_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
)

func TestMyReferralsPages(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	b.Get("/my-referrals").Must(200).Says("You have no drafts.", "You have not sent any referrals.").Golden("my_referrals_empty")
	b.Begin().Fill(webtest.Everything()).Send()
	s.At(webtest.Monday.Add(time.Hour))
	b.Begin()
	s.At(webtest.Monday.Add(2 * time.Hour))
	b.Begin().Fill(webtest.Pendant())
	b.Get("/my-referrals").Must(200).Says("No name yet").Lacks("Mike").Golden("my_referrals_filled")
	s.SignIn(webtest.OtherWorker).Get("/my-referrals").Must(200).Says("You have no drafts.", "You have not sent any referrals.")
}

func TestMyReferralsArePagedAndNoReferralIsParted(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	var sent []referral.Reference
	for n := range 9 { // 27 strands
		s.At(webtest.Monday.Add(time.Duration(n) * time.Minute))
		sent = append(sent, b.Begin().Fill(webtest.Everything()).Send())
	}
	var seen []string
	path := "/my-referrals"
	for range 5 {
		page := b.Get(path).Must(200)
		for _, card := range strings.Split(page.Main(), `<div class="govuk-summary-card">`)[1:] {
			seen = append(seen, webtest.References.FindString(card))
			if got := strings.Count(card, "govuk-tag--"); got != 3 {
				t.Errorf("%s is shown with %d strands", webtest.References.FindString(card), got)
			}
		}
		next := regexp.MustCompile(`href="(/my-referrals\?from=[^"]+)"`).FindStringSubmatch(page.Html)
		if next == nil {
			break
		}
		path = next[1]
	}
	if len(seen) != len(sent) {
		t.Fatalf("shown: %v, sent: %v", seen, sent)
	}
	for i := range seen {
		if seen[i] != string(sent[len(sent)-1-i]) {
			t.Errorf("place %d is %s, want the newest first: %v", i, seen[i], sent)
		}
	}
	b.Get("/my-referrals?from=nonsense").Must(404)
	s.SignIn(webtest.OtherWorker).Get(path).Must(404) // another person's cursor
}
