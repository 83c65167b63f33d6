package site

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
)

func TestMyReferralsPages(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	b.get("/my-referrals").must(200).says("You have no drafts.", "You have not sent any referrals.").golden("my_referrals_empty")
	b.begin().fill(everything()).send()
	s.at(monday.Add(time.Hour))
	b.begin()
	s.at(monday.Add(2 * time.Hour))
	b.begin().fill(pendant())
	b.get("/my-referrals").must(200).says("No name yet").lacks("Mike").golden("my_referrals_filled")
	s.signIn(otherWorker).get("/my-referrals").must(200).says("You have no drafts.", "You have not sent any referrals.")
}

func TestMyReferralsArePagedAndNoReferralIsParted(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	var sent []referral.Reference
	for n := range 9 { // 27 strands
		s.at(monday.Add(time.Duration(n) * time.Minute))
		sent = append(sent, b.begin().fill(everything()).send())
	}
	var seen []string
	path := "/my-referrals"
	for range 5 {
		page := b.get(path).must(200)
		for _, card := range strings.Split(page.main(), `<div class="govuk-summary-card">`)[1:] {
			seen = append(seen, references.FindString(card))
			if got := strings.Count(card, "govuk-tag--"); got != 3 {
				t.Errorf("%s is shown with %d strands", references.FindString(card), got)
			}
		}
		next := regexp.MustCompile(`href="(/my-referrals\?from=[^"]+)"`).FindStringSubmatch(page.html)
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
	b.get("/my-referrals?from=nonsense").must(404)
	s.signIn(otherWorker).get(path).must(404) // another person's cursor
}
