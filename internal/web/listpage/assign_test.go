package listpage_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// chosen is the value of the checkbox of a strand, as the page shows it.
func chosen(s *webtest.Site, r referral.Reference, kind referral.Kind) string {
	return string(r) + "/" + string(kind) + "/" + strconv.Itoa(s.Strand(r, kind).Version)
}

// gift is what the page sends: those strands to somebody.
func gift(s *webtest.Site, request string, to referral.Referrer, note string, strands ...string) url.Values {
	return url.Values{"team": {webtest.Therapist.Team}, "list": {"waiting"}, "request": {request}, "to": {to.ID}, "note": {note}, "strand": strands}
}

// A manager gives several at once; each is given in its own transaction, and what
// cannot be given says why and takes nothing else with it.
func TestWorkIsGivenWithAResultForEach(t *testing.T) {
	s := webtest.New(t)
	boss := s.SignIn(webtest.Manager)
	s.SignIn(webtest.Therapist)
	s.SignIn(webtest.OtherOT)
	free, moved, gone := s.StrandAt(webtest.Tech, webtest.Waiting), s.StrandAt(webtest.Tech, webtest.Waiting), s.StrandAt(webtest.Tech, webtest.Waiting)
	elsewhere := s.Open(webtest.SocialWorker, webtest.Margaret(webtest.Tech))
	sent, err := s.Store.Referral(t.Context(), elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	triage := webtest.Rules().Triage(sent, webtest.Tech)
	s.Change(elsewhere, webtest.Tech, referral.System("triage"), triage)
	s.Change(elsewhere, webtest.Tech, referral.System("enlist"), referral.AddToWorklist{})
	boss.Get("/assign").Must(http.StatusOK).Says("Waiting to be claimed", string(free), "Occupational Therapist Two", "Has 0, 0 overdue, 0 quiet. 0 visits this week.").Lacks("Testcase", "Mike")

	form := gift(s, "REQUEST", webtest.OtherOT, "From Monday’s meeting.", chosen(s, free, webtest.Tech), chosen(s, moved, webtest.Tech), chosen(s, gone, webtest.Tech), chosen(s, elsewhere, webtest.Tech))
	s.At(webtest.Monday.Add(time.Hour))
	s.Change(moved, webtest.Tech, webtest.Therapist.Actor, referral.Claim{})
	s.Change(gone, webtest.Tech, webtest.SocialWorker.Actor, referral.Withdraw{Reason: "Moved in with family."})
	triage.Team = referral.ActivityTeam
	if _, _, err := s.Store.UpdateCase(t.Context(), casestore.CaseRevision{Reference: elsewhere, By: webtest.SocialWorker.Actor},
		func(referral.Case, []referral.Strand) (referral.CaseChange, error) {
			return referral.Answer{Strands: map[referral.Kind]referral.TriagedAgain{webtest.Tech: {Triage: &triage}}}, nil
		}); err != nil {
		t.Fatal(err)
	}
	page := boss.Post("/assign", form).Must(http.StatusOK).Says("1 of 4 given to Occupational Therapist Two",
		"Given to Occupational Therapist Two",
		"Not given: somebody changed it meanwhile. Claimed: Occupational Therapist One, occupational therapist, 23 November 2026 at 11:00am",
		"It is now: Being assessed, with Occupational Therapist One.", "Withdrawn: Social Worker One", "It is now: Withdrawn.").
		Lacks("Testcase", "Mike", "Try again").Golden("assigned_some")
	if strings.Count(page.Text(), "Not given") != 3 {
		t.Error(page.Text())
	}
	got := s.Strand(free, webtest.Tech)
	if got.State != referral.Claimed || got.Holder.ID != webtest.OtherOT.ID || got.HolderTell != webtest.OtherOT.Email || s.Strand(moved, webtest.Tech).Holder.ID != webtest.Therapist.ID {
		t.Errorf("it is %s with %+v", got.State, got.Holder)
	}
	s.SignIn(webtest.OtherOT).Get(web.PathOfCase(free)).Says("Given to Occupational Therapist Two", "Why: From Monday’s meeting.", "Record a contact")

	// The same form again, as after a lost answer: what was done is recognised.
	boss.Post("/assign", form).Must(http.StatusOK).Says("1 of 4 given to Occupational Therapist Two")
	if events := s.Events(free); len(events) != 4 {
		t.Errorf("events %q", events)
	}
	s.Change(free, webtest.Tech, webtest.OtherOT.Actor, referral.Release{Reason: "Too far away."})
	boss.Post("/assign", form).Says("You gave this to Occupational Therapist Two before. It is now: Waiting to be claimed.")
}

// What somebody has is given in the same way, and what they may not take says what it
// needs.
func TestWhatSomebodyHasIsGivenOn(t *testing.T) {
	s := webtest.New(t)
	boss := s.SignIn(webtest.Manager)
	unregistered := webtest.OtherOT
	unregistered.Registration = ""
	s.SignIn(webtest.Therapist)
	s.SignIn(unregistered)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	refused := boss.Post("/assign", gift(s, "FIRST", unregistered, "She is away.", chosen(s, r, webtest.Tech)))
	refused.Says("0 of 1 given", "Not given: this needs a registered occupational therapist, because this is not simple equipment: GPS locator.")
	s.SignIn(webtest.OtherOT)
	boss.Get("/assign?list=claimed").Must(http.StatusOK).Says(string(r), "Occupational Therapist One", "Has 1 (1 high), 0 overdue")
	form := gift(s, "REQUEST", webtest.OtherOT, "She is away.", chosen(s, r, webtest.Tech))
	boss.Post("/assign", form).Says("1 given to Occupational Therapist Two")
	if got := s.Strand(r, webtest.Tech); got.Holder.ID != webtest.OtherOT.ID || !slices.Contains(s.Events(r), "reassigned") {
		t.Errorf("it is with %+v", got.Holder)
	}
	form = gift(s, "ANOTHER", webtest.OtherOT, "She is away.", chosen(s, r, webtest.Tech))
	boss.Post("/assign", form).Says("0 of 1 given", "Not given: Occupational Therapist Two has this already.")
}

// A save that fails is no other's failure, nothing of it is changed, and it can be
// tried again by itself.
func TestWhatCouldNotBeSavedIsTriedAgain(t *testing.T) {
	s := webtest.New(t)
	boss := s.SignIn(webtest.Manager)
	s.SignIn(webtest.Therapist)
	first, second := s.StrandAt(webtest.Tech, webtest.Waiting), s.StrandAt(webtest.Tech, webtest.Waiting)
	form := gift(s, "REQUEST", webtest.Therapist, "x", chosen(s, first, webtest.Tech), chosen(s, second, webtest.Tech))
	s.Cloud.Refuse = func(operation, input string) bool {
		return operation == "TransactWriteItems" && strings.Contains(input, string(second))
	}
	page := boss.Post("/assign", form).Must(http.StatusOK).
		Says("1 of 2 given", "Not given: it could not be saved. Nothing of it was changed; try again.", "Try again what could not be saved").Golden("assigned_failed")
	if got := s.Strand(second, webtest.Tech); got.State != referral.Waiting {
		t.Errorf("what failed is %s", got.State)
	}
	s.Cloud.Refuse = nil
	again := url.Values{}
	for _, name := range []string{"team", "list", "to", "note", "request", "strand"} {
		again.Set(name, page.Value(name))
	}
	boss.Post("/assign", again).Must(http.StatusOK).Says("1 given to Occupational Therapist One").Lacks("Try again")
	if got := s.Strand(second, webtest.Tech); got.State != referral.Claimed || len(s.Events(first)) != 4 {
		t.Errorf("it is %s; the other has %q", got.State, s.Events(first))
	}
}

func TestAssignGolden(t *testing.T) {
	s := webtest.New(t)
	boss := s.SignIn(webtest.Manager)
	s.SignIn(webtest.Therapist)
	s.SignIn(webtest.OtherOT)
	boss.Get("/assign").Must(http.StatusOK).Says("Nothing is waiting to be claimed.").Golden("assign_empty")
	waits := s.StrandAt(webtest.Tech, webtest.Waiting)
	has := s.StrandAt(webtest.Tech, webtest.Claimed)
	if err := s.Store.SetAway(t.Context(), referral.OccupationalTherapyTeam, webtest.Therapist.ID, "2026-12-07", webtest.Manager.Actor); err != nil {
		t.Fatal(err)
	}
	boss.Get("/assign").Says("Away until 7 December 2026.").Lacks(string(has)).Golden("assign_waiting")
	boss.Post("/assign", gift(s, "R", referral.Referrer{}, "", chosen(s, waits, webtest.Tech))).Must(http.StatusUnprocessableEntity).
		Says("Select who is to have it", "Enter a note for whoever is to have it", " checked>").Golden("assign_error")
	boss.Post("/assign", gift(s, "R", webtest.OtherOT, "x")).Must(http.StatusUnprocessableEntity).Says("Select what you want to give to somebody")
	for _, tampered := range []string{"nonsense", "7K3Q-9M2P/x/1", "7K3Q-9M2P/assistive-technology/0", "7K3Q-9M2P/assistive-technology/1/2"} {
		boss.Post("/assign", gift(s, "R", webtest.OtherOT, "x", tampered)).Must(http.StatusUnprocessableEntity).Says("We could not read what was sent")
	}
	boss.Post("/assign", gift(s, "", webtest.OtherOT, "x", chosen(s, waits, webtest.Tech))).Must(http.StatusUnprocessableEntity).Says("We could not read what was sent")
	boss.Post("/assign", gift(s, "R", webtest.OtherOT, "x", "2222-222E/assistive-technology/1")).Must(http.StatusUnprocessableEntity)
	boss.Get("/assign?list=closed").Must(http.StatusNotFound)
	boss.Get("/assign?team=wizards").Must(http.StatusNotFound)
	boss.Get("/assign?from=tampered").Must(http.StatusNotFound)
	s.SignIn(webtest.Therapist).Get("/assign").Must(http.StatusForbidden)
	if got := s.Strand(waits, webtest.Tech); got.State != referral.Waiting {
		t.Errorf("it is %s", got.State)
	}
}

// What somebody has is counted by priority; what is late, quiet or visited this week
// is told.
func TestWorkload(t *testing.T) {
	s := webtest.New(t)
	s.SignIn(webtest.Therapist)
	boss := s.SignIn(webtest.Manager)
	old := s.StrandAt(webtest.Tech, webtest.Claimed)
	s.StrandAt(webtest.Tech, webtest.InPlace)
	s.At(webtest.Monday.AddDate(0, 0, 14)) // the Monday a fortnight later
	visited := s.StrandAt(webtest.Tech, webtest.Claimed)
	s.Change(visited, webtest.Tech, webtest.Therapist.Actor, referral.Contact{When: s.Clock(), How: "visit", Reached: true})
	s.Change(visited, webtest.Tech, webtest.Therapist.Actor, referral.Contact{When: s.Clock().Add(time.Hour), How: "visit", Reached: true})
	s.StrandAt(webtest.Tech, webtest.Held)
	boss.Get("/assign?list=claimed").Says("Has 3 (3 high), 1 overdue, 1 quiet. 1 visit this week.")
	s.Change(old, webtest.Tech, webtest.Therapist.Actor, referral.Note{Text: "Rang."})
	boss.Get("/assign?list=claimed").Says("Has 3 (3 high), 1 overdue, 0 quiet. 1 visit this week.")
	s.At(webtest.Monday.AddDate(0, 0, 21))
	boss.Get("/assign?list=claimed").Says("0 visits this week.")
	boss.Get(web.PathOfStrand(visited, webtest.Tech, "reassign")).Must(http.StatusOK)
}
