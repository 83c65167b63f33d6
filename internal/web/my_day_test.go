package web

import (
	"net/http"
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

func TestMyDay(t *testing.T) {
	s := newSite(t)
	b := s.signIn(therapist)
	b.get("/my-day").must(http.StatusOK).golden("my_day_empty")

	review := s.strandAt(tech, inPlace) // reviewed by 4 January
	s.at(monday.AddDate(0, 0, 7))
	soon := s.strandAt(tech, claimed) // high: first contact by Wednesday
	asks := s.strandAt(tech, asked)
	lapses := s.strandAt(tech, waiting)
	s.change(lapses, tech, therapist.Actor, referral.ClaimAt("", s.clock(), workingtime.England()))
	b.get("/my-day").says("No first contact is due today.").lacks(string(soon), string(asks), string(review))

	s.at(monday.AddDate(0, 0, 8))
	_, strand, err := s.store.Strand(t.Context(), asks, tech)
	if err != nil {
		t.Fatal(err)
	}
	s.change(asks, tech, socialWorker.Actor, referral.ReplyAt([]string{"Yes.", "No."}, strand, s.clock(), workingtime.England()))
	s.at(monday.AddDate(0, 0, 9))
	b.get("/my-day").says(string(soon), "2 December 2026 at 5:00pm", string(asks), "1 December 2026 at 10:00am").lacks(string(review))

	s.at(monday.AddDate(0, 0, 42))
	s.change(lapses, tech, referral.System("sweep"), referral.Warn{})
	s.signIn(therapist).get("/my-day").must(http.StatusOK).says(string(review), "4 January 2027", string(lapses)).
		lacks("Mike", "Testcase", "1941").golden("my_day_full")
	if got := s.reads(review); len(got) > 0 {
		t.Errorf("views recorded: %q", got)
	}
	s.signIn(otherOT).get("/my-day").lacks(string(soon), string(review))
	s.signIn(installer).get("/my-day").must(http.StatusForbidden)
}
