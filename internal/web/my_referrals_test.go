package web

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
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

func TestProgressOfAStrand(t *testing.T) {
	sent := monday.UTC()
	day := 24 * time.Hour
	strand := referral.Strand{
		Kind: referral.DigitalSupport, State: referral.Waiting, Received: sent,
		Targets: referral.Targets{Contact: sent.Add(2 * day), Assessed: sent.Add(5 * day)},
	}
	decided := strand
	decided.State, decided.Decision, decided.Targets.InPlace = referral.Arranging, &referral.Decision{Outcome: referral.Provide}, sent.Add(9*day)
	inPlace := decided
	inPlace.State, inPlace.ReviewBy = referral.InPlace, "2027-01-04"
	ended := inPlace
	ended.State, ended.Ending = referral.Closed, &referral.Ending{At: sent.Add(50 * day)}
	for _, c := range []struct {
		name   string
		strand referral.Strand
		now    time.Time
		want   []string
	}{
		{"waiting", strand, monday.Add(day), []string{"1 day since referral", "First contact due by 10:00am on 25 November 2026"}},
		{"overdue", strand, monday.Add(3 * day), []string{"3 days since referral", "First contact due by 10:00am on 25 November 2026 – overdue"}},
		{"decided", decided, monday.Add(3 * day), []string{"3 days since referral", "Outcome: " + referral.Provide.Label(), "In place due by 10:00am on 2 December 2026"}},
		{"in place", inPlace, monday.Add(10 * day), []string{"10 days since referral", "Outcome: " + referral.Provide.Label(), "Review by 4 January 2027"}},
		{"ended", ended, monday.Add(60 * day), []string{"60 days since referral", "Outcome: " + referral.Provide.Label(), "Ended on 12 January 2027"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(progressOf(casestore.Entry{Strand: c.strand}, c.now), "|"); got != strings.Join(c.want, "|") {
				t.Errorf("got %s", got)
			}
		})
	}
}
