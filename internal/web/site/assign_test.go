package site

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/workingtime"
)

// chosen is the value of the checkbox of a strand, as the page shows it.
func (s *site) chosen(r referral.Reference, kind referral.Kind) string {
	return string(r) + "/" + string(kind) + "/" + strconv.Itoa(s.strand(r, kind).Version)
}

// gift is what the page sends: those strands to somebody.
func (s *site) gift(request string, to referral.Referrer, note string, strands ...string) url.Values {
	return url.Values{"team": {therapist.Team}, "list": {"waiting"}, "request": {request}, "to": {to.ID}, "note": {note}, "strand": strands}
}

// A manager gives several at once; each is given in its own transaction, and what
// cannot be given says why and takes nothing else with it.
func TestWorkIsGivenWithAResultForEach(t *testing.T) {
	s := newSite(t)
	boss := s.signIn(manager)
	s.signIn(therapist)
	s.signIn(otherOT)
	free, moved, gone := s.strandAt(tech, waiting), s.strandAt(tech, waiting), s.strandAt(tech, waiting)
	elsewhere := s.open(socialWorker, margaret(tech))
	sent, err := s.store.Referral(t.Context(), elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	triage := referral.TriageOf(sent, tech, workingtime.England())
	s.change(elsewhere, tech, referral.System("triage"), triage)
	s.change(elsewhere, tech, referral.System("enlist"), referral.AddToWorklist{})
	boss.get("/assign").must(http.StatusOK).says("Waiting to be claimed", string(free), "Occupational Therapist Two", "Has 0, 0 overdue, 0 quiet. 0 visits this week.").lacks("Testcase", "Mike")

	form := s.gift("REQUEST", otherOT, "From Monday’s meeting.", s.chosen(free, tech), s.chosen(moved, tech), s.chosen(gone, tech), s.chosen(elsewhere, tech))
	s.at(monday.Add(time.Hour))
	s.change(moved, tech, therapist.Actor, referral.Claim{})
	s.change(gone, tech, socialWorker.Actor, referral.Withdraw{Reason: "Moved in with family."})
	triage.Team = referral.ActivityTeam
	if _, _, err := s.store.UpdateCase(t.Context(), casestore.CaseRevision{Reference: elsewhere, By: socialWorker.Actor},
		func(referral.Case, []referral.Strand) (referral.CaseChange, error) {
			return referral.Answer{Strands: map[referral.Kind]referral.TriagedAgain{tech: {Triage: &triage}}}, nil
		}); err != nil {
		t.Fatal(err)
	}
	page := boss.post("/assign", form).must(http.StatusOK).says("1 of 4 given to Occupational Therapist Two",
		"Given to Occupational Therapist Two",
		"Not given: somebody changed it meanwhile. Claimed: Occupational Therapist One, occupational therapist, 23 November 2026 at 11:00am",
		"It is now: Being assessed, with Occupational Therapist One.", "Withdrawn: Social Worker One", "It is now: Withdrawn.").
		lacks("Testcase", "Mike", "Try again").golden("assigned_some")
	if strings.Count(page.text(), "Not given") != 3 {
		t.Error(page.text())
	}
	got := s.strand(free, tech)
	if got.State != referral.Claimed || got.Holder.ID != otherOT.ID || got.HolderTell != otherOT.Email || s.strand(moved, tech).Holder.ID != therapist.ID {
		t.Errorf("it is %s with %+v", got.State, got.Holder)
	}
	s.signIn(otherOT).get(web.PathOfCase(free)).says("Given to Occupational Therapist Two", "Why: From Monday’s meeting.", "Record a contact")

	// The same form again, as after a lost answer: what was done is recognised.
	boss.post("/assign", form).must(http.StatusOK).says("1 of 4 given to Occupational Therapist Two")
	if events := s.events(free); len(events) != 4 {
		t.Errorf("events %q", events)
	}
	s.change(free, tech, otherOT.Actor, referral.Release{Reason: "Too far away."})
	boss.post("/assign", form).says("You gave this to Occupational Therapist Two before. It is now: Waiting to be claimed.")
}

// What somebody has is given in the same way, and what they may not take says what it
// needs.
func TestWhatSomebodyHasIsGivenOn(t *testing.T) {
	s := newSite(t)
	boss := s.signIn(manager)
	unregistered := otherOT
	unregistered.Registration = ""
	s.signIn(therapist)
	s.signIn(unregistered)
	r := s.strandAt(tech, claimed)
	refused := boss.post("/assign", s.gift("FIRST", unregistered, "She is away.", s.chosen(r, tech)))
	refused.says("0 of 1 given", "Not given: this needs a registered occupational therapist, because this is not simple equipment: GPS locator.")
	s.signIn(otherOT)
	boss.get("/assign?list=claimed").must(http.StatusOK).says(string(r), "Occupational Therapist One", "Has 1 (1 high), 0 overdue")
	form := s.gift("REQUEST", otherOT, "She is away.", s.chosen(r, tech))
	boss.post("/assign", form).says("1 given to Occupational Therapist Two")
	if got := s.strand(r, tech); got.Holder.ID != otherOT.ID || !slices.Contains(s.events(r), "reassigned") {
		t.Errorf("it is with %+v", got.Holder)
	}
	form = s.gift("ANOTHER", otherOT, "She is away.", s.chosen(r, tech))
	boss.post("/assign", form).says("0 of 1 given", "Not given: Occupational Therapist Two has this already.")
}

// A save that fails is no other's failure, nothing of it is changed, and it can be
// tried again by itself.
func TestWhatCouldNotBeSavedIsTriedAgain(t *testing.T) {
	s := newSite(t)
	boss := s.signIn(manager)
	s.signIn(therapist)
	first, second := s.strandAt(tech, waiting), s.strandAt(tech, waiting)
	form := s.gift("REQUEST", therapist, "x", s.chosen(first, tech), s.chosen(second, tech))
	s.cloud.refuse = func(operation, input string) bool {
		return operation == "TransactWriteItems" && strings.Contains(input, string(second))
	}
	page := boss.post("/assign", form).must(http.StatusOK).
		says("1 of 2 given", "Not given: it could not be saved. Nothing of it was changed; try again.", "Try again what could not be saved").golden("assigned_failed")
	if got := s.strand(second, tech); got.State != referral.Waiting {
		t.Errorf("what failed is %s", got.State)
	}
	s.cloud.refuse = nil
	again := url.Values{}
	for _, name := range []string{"team", "list", "to", "note", "request", "strand"} {
		again.Set(name, page.value(name))
	}
	boss.post("/assign", again).must(http.StatusOK).says("1 given to Occupational Therapist One").lacks("Try again")
	if got := s.strand(second, tech); got.State != referral.Claimed || len(s.events(first)) != 4 {
		t.Errorf("it is %s; the other has %q", got.State, s.events(first))
	}
}

func TestAssignGolden(t *testing.T) {
	s := newSite(t)
	boss := s.signIn(manager)
	s.signIn(therapist)
	s.signIn(otherOT)
	boss.get("/assign").must(http.StatusOK).says("Nothing is waiting to be claimed.").golden("assign_empty")
	waits := s.strandAt(tech, waiting)
	has := s.strandAt(tech, claimed)
	if err := s.store.SetAway(t.Context(), referral.OccupationalTherapyTeam, therapist.ID, "2026-12-07", manager.Actor); err != nil {
		t.Fatal(err)
	}
	boss.get("/assign").says("Away until 7 December 2026.").lacks(string(has)).golden("assign_waiting")
	boss.post("/assign", s.gift("R", referral.Referrer{}, "", s.chosen(waits, tech))).must(http.StatusUnprocessableEntity).
		says("Select who is to have it", "Enter a note for whoever is to have it", " checked>").golden("assign_error")
	boss.post("/assign", s.gift("R", otherOT, "x")).must(http.StatusUnprocessableEntity).says("Select what you want to give to somebody")
	for _, tampered := range []string{"nonsense", "7K3Q-9M2P/x/1", "7K3Q-9M2P/assistive-technology/0", "7K3Q-9M2P/assistive-technology/1/2"} {
		boss.post("/assign", s.gift("R", otherOT, "x", tampered)).must(http.StatusUnprocessableEntity).says("We could not read what was sent")
	}
	boss.post("/assign", s.gift("", otherOT, "x", s.chosen(waits, tech))).must(http.StatusUnprocessableEntity).says("We could not read what was sent")
	boss.post("/assign", s.gift("R", otherOT, "x", "2222-222E/assistive-technology/1")).must(http.StatusUnprocessableEntity)
	boss.get("/assign?list=closed").must(http.StatusNotFound)
	boss.get("/assign?team=wizards").must(http.StatusNotFound)
	boss.get("/assign?from=tampered").must(http.StatusNotFound)
	s.signIn(therapist).get("/assign").must(http.StatusForbidden)
	if got := s.strand(waits, tech); got.State != referral.Waiting {
		t.Errorf("it is %s", got.State)
	}
}

// What somebody has is counted by priority; what is late, quiet or visited this week
// is told.
func TestWorkload(t *testing.T) {
	s := newSite(t)
	s.signIn(therapist)
	boss := s.signIn(manager)
	old := s.strandAt(tech, claimed)
	s.strandAt(tech, inPlace)
	s.at(monday.AddDate(0, 0, 14)) // the Monday a fortnight later
	visited := s.strandAt(tech, claimed)
	s.change(visited, tech, therapist.Actor, referral.Contact{When: s.clock(), How: "visit", Reached: true})
	s.change(visited, tech, therapist.Actor, referral.Contact{When: s.clock().Add(time.Hour), How: "visit", Reached: true})
	s.strandAt(tech, held)
	boss.get("/assign?list=claimed").says("Has 3 (3 high), 1 overdue, 1 quiet. 1 visit this week.")
	s.change(old, tech, therapist.Actor, referral.Note{Text: "Rang."})
	boss.get("/assign?list=claimed").says("Has 3 (3 high), 1 overdue, 0 quiet. 1 visit this week.")
	s.at(monday.AddDate(0, 0, 21))
	boss.get("/assign?list=claimed").says("0 visits this week.")
	boss.get(web.PathOfStrand(visited, tech, "reassign")).must(http.StatusOK)
}
