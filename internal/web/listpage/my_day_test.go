package listpage_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestMyDay(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.Therapist)
	b.Get("/my-day").Must(http.StatusOK).Golden("my_day_empty")

	review := s.StrandAt(webtest.Tech, webtest.InPlace) // reviewed by 4 January
	s.At(webtest.Monday.AddDate(0, 0, 7))
	soon := s.StrandAt(webtest.Tech, webtest.Claimed) // high: first contact by Wednesday
	asks := s.StrandAt(webtest.Tech, webtest.Asked)
	lapses := s.StrandAt(webtest.Tech, webtest.Waiting)
	s.Change(lapses, webtest.Tech, webtest.Therapist.Actor, webtest.Rules().Claim("", s.Clock()))
	b.Get("/my-day").Says("No contact is due today.").Lacks(string(soon), string(asks), string(review))
	if got := slices.Concat(s.Reads(soon), s.Reads(review)); len(got) > 0 {
		t.Errorf("views of what is not shown: %q", got)
	}

	s.At(webtest.Monday.AddDate(0, 0, 8))
	_, strand, err := s.Store.Strand(t.Context(), asks, webtest.Tech)
	if err != nil {
		t.Fatal(err)
	}
	s.Change(asks, webtest.Tech, webtest.SocialWorker.Actor, webtest.Rules().Reply([]string{"Yes.", "No."}, strand, s.Clock()))
	s.At(webtest.Monday.AddDate(0, 0, 9))
	b.Get("/my-day").Says(string(soon), "Make the first contact", "2 December 2026 at 5:00pm (today)", string(asks), "1 December 2026 at 10:00am", "Mike Testcase").Lacks(string(review))
	if got := s.Reads(soon); !slices.Equal(got, []string{"my-day"}) {
		t.Errorf("views recorded: %q", got)
	}

	s.At(webtest.Monday.AddDate(0, 0, 42))
	s.Change(lapses, webtest.Tech, referral.System("sweep"), referral.LapseWarning{})
	plan := func(r referral.Reference, when time.Time, where, who, note string) {
		t.Helper()
		s.Change(r, webtest.Tech, webtest.Therapist.Actor, referral.PlanVisit{When: when, Minutes: 60, Where: where, Who: who, Note: note})
	}
	now := s.Clock()
	s.At(now.AddDate(0, 0, -3))
	plan(soon, now.AddDate(0, 0, -1), "1 Example Street\nSampleton", "", "")
	s.At(now)
	plan(review, now.Add(5*time.Hour), "2 Example Street", "A second worker", "The spare charger")
	plan(asks, now.Add(2*time.Hour), "Day centre", "", "")
	plan(asks, now.AddDate(0, 0, 4), "At home", "", "")
	page := s.SignIn(webtest.Therapist).Get("/my-day").Must(http.StatusOK).
		Says("Visits today (2)", "3:00pm (1 hour)", "With: A second worker", "12:00pm", "Visits still to record (1)", "Visits in the next 7 days (1)", "Friday 8 January, 10:00am",
			string(review), "4 January 2027", string(lapses)).
		Lacks("1941").Golden("my_day_full")
	if text := page.Text(); strings.Index(text, "Day centre") > strings.Index(text, "2 Example Street") {
		t.Error("the visits are not in the order of time")
	}
	s.Change(soon, webtest.Tech, webtest.Therapist.Actor, referral.Contact{When: s.Clock(), How: "visit"})
	b.Get("/my-day").Lacks("Visits still to record")
	s.SignIn(webtest.OtherOT).Get("/my-day").Lacks(string(soon), string(review))
	s.SignIn(webtest.Installer).Get("/my-day").Must(http.StatusForbidden)
}

// What was tried without reaching anybody says what comes next, by the policy.
func TestMyDaySaysTheNextAttempt(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	for _, day := range []int{0, 1, 2} {
		s.At(webtest.Monday.AddDate(0, 0, day).Add(time.Hour))
		c := webtest.Rules().Contact(referral.Contact{When: s.Clock(), How: "telephone"}, s.Strand(r, webtest.Tech))
		s.Change(r, webtest.Tech, webtest.Therapist.Actor, c)
	}
	next, _ := webtest.Rules().ContactStep(s.Strand(r, webtest.Tech))
	s.At(next.By.Add(-time.Hour))
	s.SignIn(webtest.Therapist).Get("/my-day").Says(next.Step.Label(), "of 3 attempts made", "(today)")
}

// No view without its record: a page that cannot record it shows nobody.
func TestMyDayIsNotShownUnrecorded(t *testing.T) {
	s := webtest.New(t)
	s.StrandAt(webtest.Tech, webtest.Visiting)
	s.At(webtest.Monday.AddDate(0, 0, 1))
	b := s.SignIn(webtest.Therapist)
	s.Cloud.Refuse = func(operation, input string) bool { return strings.Contains(input, "READS#") }
	b.Get("/my-day").Must(http.StatusInternalServerError).Lacks("Mike")
}

// Whatever stops the referral takes its visits off everybody's day.
func TestAVisitGoesWithTheReferral(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Visiting)
	b := s.SignIn(webtest.Therapist)
	b.Get(web.PathOfCase(r)).Says("Visit planned", "24 November 2026 at 10:00am (1 hour)", "Where: 1 Example Street")
	b.Get(web.PathOfStrand(r, webtest.Tech, "release")).Must(http.StatusConflict).Says("A visit is planned at 10:00am on 24 November 2026. Cancel it first, or record what came of it.")
	s.Change(r, webtest.Tech, webtest.Manager.Actor, referral.Withdraw{Reason: "She moved away."})
	s.At(webtest.Monday.AddDate(0, 0, 1))
	b.Get("/my-day").Says("No visit is planned for today.").Lacks(string(r))
	b.Get(web.PathOfCase(r)).Lacks("Move a visit")
}
