package site

import (
	"net/http"
	"net/url"
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// Whoever is away is so until the day on which they are back, for the whole team to
// see; and they may be back sooner.
func TestAwayUntilADate(t *testing.T) {
	s := newSite(t)
	s.signIn(therapist)
	s.signIn(otherOT)
	team := referral.OccupationalTherapyTeam
	away := func() string {
		t.Helper()
		until, err := s.store.AwayUntil(t.Context(), team, therapist.ID)
		if err != nil {
			t.Fatal(err)
		}
		colleagues, err := s.store.Colleagues(t.Context(), team)
		if err != nil || len(colleagues) != 2 || colleagues[0].Away != until || colleagues[1].Away != "" {
			t.Fatalf("colleagues %+v (%v), away until %q", colleagues, err, until)
		}
		return string(until)
	}
	set := func(until referral.Date) {
		t.Helper()
		if err := s.store.SetAway(t.Context(), team, therapist.ID, until, manager.Actor); err != nil {
			t.Fatal(err)
		}
	}
	set("2026-12-07")
	s.signIn(therapist) // signing in is no reason to forget it
	if got := away(); got != "2026-12-07" {
		t.Errorf("away until %q", got)
	}
	s.at(monday.AddDate(0, 0, 13))
	if got := away(); got != "2026-12-07" {
		t.Errorf("the evening before: away until %q", got)
	}
	s.at(monday.AddDate(0, 0, 14))
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
	s := newSite(t)
	ot, colleague, boss := s.signIn(therapist), s.signIn(otherOT), s.signIn(manager)
	ot.get("/away").must(http.StatusOK).says("You are noted as at work.").lacks("Back at work").golden("away_no")
	typed := func(who, day, month, year string) url.Values {
		return url.Values{"team": {therapist.Team}, "who": {who}, "until-day": {day}, "until-month": {month}, "until-year": {year}}
	}
	ot.post("/away", typed("", "23", "11", "2026")).must(http.StatusUnprocessableEntity).says("The first day back at work must be after today").golden("away_error")
	ot.post("/away", typed("", "1", "12", "2028")).must(http.StatusUnprocessableEntity).says("The first day back at work must be within a year")
	ot.post("/away", typed("", "", "", "")).must(http.StatusUnprocessableEntity).says("Enter the first day back at work")
	to := ot.post("/away", typed("", "7", "12", "2026")).must(http.StatusSeeOther).location
	ot.get(to).must(http.StatusOK).says("Success", "You are noted as away until 7 December 2026.", "Back at work").golden("away_yes")
	colleague.get("/away?who=" + therapist.ID).must(http.StatusForbidden)
	colleague.post("/away", typed(therapist.ID, "8", "12", "2026")).must(http.StatusForbidden)
	boss.get("/away?who=" + therapist.ID + "&team=" + therapist.Team).must(http.StatusOK).says("Occupational Therapist One is noted as away until 7 December 2026.")
	boss.get("/away?who=u-99&team=" + therapist.Team).must(http.StatusNotFound)
	back := typed(therapist.ID, "", "", "")
	back.Set("back", "yes")
	boss.get(boss.post("/away", back).must(http.StatusSeeOther).location).says("Occupational Therapist One is noted as at work.")
	s.signIn(socialWorker).get("/away").must(http.StatusForbidden)
}

// What falls due while somebody is away is flagged and their manager is told; what does
// not is left alone, and whoever is back again has nothing flagged.
func TestWhatFallsDueWhileSomebodyIsAway(t *testing.T) {
	s := newSite(t)
	ot := s.signIn(therapist)
	soon := s.strandAt(tech, claimed) // its first contact is due in two working days
	stopped := s.strandAt(tech, held)
	page := ot.get("/away").must(http.StatusOK)
	for range 2 { // a double click
		ot.post("/away", page.away("7", "12", "2026", "")).must(http.StatusSeeOther)
	}
	if got := s.strand(soon, tech); !got.Flagged(referral.FlagHolderAway) || got.Holder.ID != therapist.ID {
		t.Errorf("it is %+v", got)
	}
	if got := s.strand(stopped, tech); got.Flagged(referral.FlagHolderAway) {
		t.Error("nothing falls due on hold, and it is flagged")
	}
	if got := s.events(soon); got[len(got)-1] != "holder-away" || got[len(got)-2] == "holder-away" {
		t.Errorf("events %q", got)
	}
	s.signIn(manager).get("/worklist?list=claimed").must(http.StatusOK).says("Due while away")
	s.signIn(manager).get(web.PathOfCase(soon)).must(http.StatusOK).says("The practitioner is away until 7 December 2026, and it falls due before that")
	ot.post("/away", page.away("", "", "", "yes")).must(http.StatusSeeOther)
	if got := s.strand(soon, tech); got.Flagged(referral.FlagHolderAway) {
		t.Error("back, and still flagged")
	}
}

func (p page) away(day, month, year, back string) url.Values {
	return url.Values{"until-day": {day}, "until-month": {month}, "until-year": {year}, "back": {back}}
}
