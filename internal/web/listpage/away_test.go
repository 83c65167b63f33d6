package listpage_test

import (
	"net/http"
	"net/url"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// Whoever is away is so until the day on which they are back, for the whole team to
// see; and they may be back sooner.
func TestAwayUntilADate(t *testing.T) {
	s := webtest.New(t)
	s.SignIn(webtest.Therapist)
	s.SignIn(webtest.OtherOT)
	team := referral.OccupationalTherapyTeam
	away := func() string {
		t.Helper()
		until, err := s.Store.AwayUntil(t.Context(), team, webtest.Therapist.ID)
		if err != nil {
			t.Fatal(err)
		}
		colleagues, err := s.Store.Colleagues(t.Context(), team)
		if err != nil || len(colleagues) != 2 || colleagues[0].Away != until || colleagues[1].Away != "" {
			t.Fatalf("colleagues %+v (%v), away until %q", colleagues, err, until)
		}
		return string(until)
	}
	set := func(until referral.Date) {
		t.Helper()
		if err := s.Store.SetAway(t.Context(), team, webtest.Therapist.ID, until, webtest.Manager.Actor); err != nil {
			t.Fatal(err)
		}
	}
	set("2026-12-07")
	s.SignIn(webtest.Therapist) // signing in is no reason to forget it
	if got := away(); got != "2026-12-07" {
		t.Errorf("away until %q", got)
	}
	s.At(webtest.Monday.AddDate(0, 0, 13))
	if got := away(); got != "2026-12-07" {
		t.Errorf("the evening before: away until %q", got)
	}
	s.At(webtest.Monday.AddDate(0, 0, 14))
	if got := away(); got != "" {
		t.Errorf("on the day: away until %q", got)
	}
	set("2027-01-04")
	set("")
	if got := away(); got != "" {
		t.Errorf("back sooner: away until %q", got)
	}
}

// One says of oneself that one is away, a manager of anybody of the team, and nobody
// else of anybody else.
func TestAwayPage(t *testing.T) {
	s := webtest.New(t)
	ot, colleague, boss := s.SignIn(webtest.Therapist), s.SignIn(webtest.OtherOT), s.SignIn(webtest.Manager)
	ot.Get("/away").Must(http.StatusOK).Says("You are noted as at work.").Lacks("Back at work").Golden("away_no")
	typed := func(who, day, month, year string) url.Values {
		return url.Values{"team": {webtest.Therapist.Team}, "who": {who}, "until-day": {day}, "until-month": {month}, "until-year": {year}}
	}
	ot.Post("/away", typed("", "23", "11", "2026")).Must(http.StatusUnprocessableEntity).Says("The first day back at work must be after today").Golden("away_error")
	ot.Post("/away", typed("", "1", "12", "2028")).Must(http.StatusUnprocessableEntity).Says("The first day back at work must be within a year")
	ot.Post("/away", typed("", "", "", "")).Must(http.StatusUnprocessableEntity).Says("Enter the first day back at work")
	to := ot.Post("/away", typed("", "7", "12", "2026")).Must(http.StatusSeeOther).Location
	ot.Get(to).Must(http.StatusOK).Says("Success", "You are noted as away until 7 December 2026.", "Back at work").Golden("away_yes")
	colleague.Get("/away?who=" + webtest.Therapist.ID).Must(http.StatusForbidden)
	colleague.Post("/away", typed(webtest.Therapist.ID, "8", "12", "2026")).Must(http.StatusForbidden)
	boss.Get("/away?who=" + webtest.Therapist.ID + "&team=" + webtest.Therapist.Team).Must(http.StatusOK).Says("Occupational Therapist One is noted as away until 7 December 2026.")
	boss.Get("/away?who=u-99&team=" + webtest.Therapist.Team).Must(http.StatusNotFound)
	back := typed(webtest.Therapist.ID, "", "", "")
	back.Set("back", "yes")
	boss.Get(boss.Post("/away", back).Must(http.StatusSeeOther).Location).Says("Occupational Therapist One is noted as at work.")
	s.SignIn(webtest.SocialWorker).Get("/away").Must(http.StatusForbidden)
}

// What falls due while somebody is away is flagged and their manager is told; what does
// not is left alone, and whoever is back again has nothing flagged.
func TestWhatFallsDueWhileSomebodyIsAway(t *testing.T) {
	s := webtest.New(t)
	ot := s.SignIn(webtest.Therapist)
	soon := s.StrandAt(webtest.Tech, webtest.Claimed) // its first contact is due in two working days
	stopped := s.StrandAt(webtest.Tech, webtest.Held)
	page := ot.Get("/away").Must(http.StatusOK)
	for range 2 { // a double click
		ot.Post("/away", away(page, "7", "12", "2026", "")).Must(http.StatusSeeOther)
	}
	if got := s.Strand(soon, webtest.Tech); !got.Flagged(referral.FlagHolderAway) || got.Holder.ID != webtest.Therapist.ID {
		t.Errorf("it is %+v", got)
	}
	if got := s.Strand(stopped, webtest.Tech); got.Flagged(referral.FlagHolderAway) {
		t.Error("nothing falls due on hold, and it is flagged")
	}
	if got := s.Events(soon); got[len(got)-1] != "holder-away" || got[len(got)-2] == "holder-away" {
		t.Errorf("events %q", got)
	}
	s.SignIn(webtest.Manager).Get("/worklist?list=claimed").Must(http.StatusOK).Says("Due while away")
	s.SignIn(webtest.Manager).Get(web.PathOfCase(soon)).Must(http.StatusOK).Says("The practitioner is away until 7 December 2026, and it falls due before that")
	ot.Post("/away", away(page, "", "", "", "yes")).Must(http.StatusSeeOther)
	if got := s.Strand(soon, webtest.Tech); got.Flagged(referral.FlagHolderAway) {
		t.Error("back, and still flagged")
	}
}

func away(p webtest.Page, day, month, year, back string) url.Values {
	return url.Values{"until-day": {day}, "until-month": {month}, "until-year": {year}, "back": {back}}
}
