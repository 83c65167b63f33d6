package site

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
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
	b.get("/my-day").says("No contact is due today.").lacks(string(soon), string(asks), string(review))
	if got := slices.Concat(s.reads(soon), s.reads(review)); len(got) > 0 {
		t.Errorf("views of what is not shown: %q", got)
	}

	s.at(monday.AddDate(0, 0, 8))
	_, strand, err := s.store.Strand(t.Context(), asks, tech)
	if err != nil {
		t.Fatal(err)
	}
	s.change(asks, tech, socialWorker.Actor, referral.ReplyAt([]string{"Yes.", "No."}, strand, s.clock(), workingtime.England()))
	s.at(monday.AddDate(0, 0, 9))
	b.get("/my-day").says(string(soon), "Make the first contact", "2 December 2026 at 5:00pm (today)", string(asks), "1 December 2026 at 10:00am", "Mike Testcase").lacks(string(review))
	if got := s.reads(soon); !slices.Equal(got, []string{"my-day"}) {
		t.Errorf("views recorded: %q", got)
	}

	s.at(monday.AddDate(0, 0, 42))
	s.change(lapses, tech, referral.System("sweep"), referral.LapseWarning{})
	plan := func(r referral.Reference, when time.Time, where, who, note string) {
		t.Helper()
		s.change(r, tech, therapist.Actor, referral.PlanVisit{When: when, Minutes: 60, Where: where, Who: who, Note: note})
	}
	now := s.clock()
	s.at(now.AddDate(0, 0, -3))
	plan(soon, now.AddDate(0, 0, -1), "1 Example Street\nSampleton", "", "")
	s.at(now)
	plan(review, now.Add(5*time.Hour), "2 Example Street", "A second worker", "The spare charger")
	plan(asks, now.Add(2*time.Hour), "Day centre", "", "")
	plan(asks, now.AddDate(0, 0, 4), "At home", "", "")
	page := s.signIn(therapist).get("/my-day").must(http.StatusOK).
		says("Visits today (2)", "3:00pm (1 hour)", "With: A second worker", "12:00pm", "Visits still to record (1)", "Visits in the next 7 days (1)", "Friday 8 January, 10:00am",
			string(review), "4 January 2027", string(lapses)).
		lacks("1941").golden("my_day_full")
	if text := page.text(); strings.Index(text, "Day centre") > strings.Index(text, "2 Example Street") {
		t.Error("the visits are not in the order of time")
	}
	s.change(soon, tech, therapist.Actor, referral.Contact{When: s.clock(), How: "visit"})
	b.get("/my-day").lacks("Visits still to record")
	s.signIn(otherOT).get("/my-day").lacks(string(soon), string(review))
	s.signIn(installer).get("/my-day").must(http.StatusForbidden)
}

// What was tried without reaching anybody says what comes next, by the policy.
func TestMyDaySaysTheNextAttempt(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	calendar := workingtime.England()
	for _, day := range []int{0, 1, 2} {
		s.at(monday.AddDate(0, 0, day).Add(time.Hour))
		c := referral.ContactAt(referral.Contact{When: s.clock(), How: "telephone"}, s.strand(r, tech), calendar)
		s.change(r, tech, therapist.Actor, c)
	}
	next, _ := s.strand(r, tech).ContactStep()
	s.at(next.By.Add(-time.Hour))
	s.signIn(therapist).get("/my-day").says(next.Step.Label(), "of 3 attempts made", "(today)")
}

// No view without its record: a page that cannot record it shows nobody.
func TestMyDayIsNotShownUnrecorded(t *testing.T) {
	s := newSite(t)
	s.strandAt(tech, visiting)
	s.at(monday.AddDate(0, 0, 1))
	b := s.signIn(therapist)
	s.cloud.refuse = func(operation, input string) bool { return strings.Contains(input, "READS#") }
	b.get("/my-day").must(http.StatusInternalServerError).lacks("Mike")
}

// Whatever stops the referral takes its visits off everybody's day.
func TestAVisitGoesWithTheReferral(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, visiting)
	b := s.signIn(therapist)
	b.get(web.PathOfCase(r)).says("Visit planned", "24 November 2026 at 10:00am (1 hour)", "Where: 1 Example Street")
	b.get(web.PathOfStrand(r, tech, "release")).must(http.StatusConflict).says("A visit is planned at 10:00am on 24 November 2026. Cancel it first, or record what came of it.")
	s.change(r, tech, manager.Actor, referral.Withdraw{Reason: "She moved away."})
	s.at(monday.AddDate(0, 0, 1))
	b.get("/my-day").says("No visit is planned for today.").lacks(string(r))
	b.get(web.PathOfCase(r)).lacks("Move a visit")
}
