package site

import (
	"net/http"
	"net/url"
	"slices"
	"sync"
	"testing"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestWhoeverClaimsSecondIsToldWhoWasFirst(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, waiting)
	first, second, path := s.signIn(therapist), s.signIn(otherOT), web.PathOfStrand(r, tech, "claim")
	hers, his := first.get("/worklist").fill(nil), second.get("/worklist").fill(nil)

	first.post(path, hers).to(web.PathOfCase(r) + "?done=claim")
	second.post(path, his).must(http.StatusConflict).
		says("You cannot claim this any more", "Occupational Therapist One claimed this at 10:00am on 23 November 2026.", "Nothing was changed.").golden("claim_too_late")
	first.post(path, hers).to(web.PathOfCase(r) + "?done=claim") // a double click
	again := url.Values{"version": hers["version"], "request": {web.NewIdentifier()}}
	first.post(path, again).to(web.PathOfCase(r)) // another tab
	if got := s.events(r); !slices.Equal(got, []string{"sent", "triaged", "listed", "claimed"}) {
		t.Errorf("events %q", got)
	}
	if got := s.strand(r, tech).Holder.ID; got != therapist.ID {
		t.Errorf("it is with %s", got)
	}
	first.get(web.PathOfCase(r) + "?done=claim").says("You have claimed this. Contact the person next.")
}

func TestClaimsAtTheSameTimeHaveOneWinner(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, waiting)
	path := web.PathOfStrand(r, tech, "claim")
	people := []browser{s.signIn(therapist), s.signIn(otherOT)}
	status := make([]int, 8)
	var all sync.WaitGroup
	for i := range status {
		form := url.Values{"version": {"3"}, "request": {web.NewIdentifier()}}
		all.Go(func() {
			b := people[i%2]
			status[i] = b.post(path, form).status
		})
	}
	all.Wait()
	winner := s.strand(r, tech).Holder.ID
	for i, got := range status {
		want := http.StatusConflict
		if people[i%2].secret == people[0].secret && winner == therapist.ID || people[i%2].secret == people[1].secret && winner == otherOT.ID {
			want = http.StatusSeeOther // the same person's other clicks lead to what they have
		}
		if got != want {
			t.Errorf("click %d: %d, want %d", i, got, want)
		}
	}
	if got := s.events(r); len(got) != 4 {
		t.Errorf("events %q", got)
	}
}

func TestClaimOfWhatIsNoLongerThere(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, waiting)
	b := s.signIn(therapist)
	form := b.get("/worklist").fill(nil)
	s.change(r, tech, socialWorker.Actor, referral.Withdraw{Reason: "She moved away."})
	b.post(web.PathOfStrand(r, tech, "claim"), form).must(http.StatusConflict).says("This is no longer waiting to be claimed: it is withdrawn.")
}

// What was put back after the page was shown is still there to be had: the page
// says so, and nothing is claimed on old knowledge.
func TestClaimOfWhatWasPutBackMeanwhile(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, waiting)
	b := s.signIn(therapist)
	form := b.get("/worklist").fill(nil)
	s.change(r, tech, otherOT.Actor, referral.Claim{})
	s.change(r, tech, otherOT.Actor, referral.Release{Reason: "On leave."})
	b.post(web.PathOfStrand(r, tech, "claim"), form).must(http.StatusConflict).says("Waiting to be claimed")
	b.post(web.PathOfStrand(r, tech, "claim"), b.get("/worklist").fill(nil)).to(web.PathOfCase(r) + "?done=claim")
}

func TestAnOldFormShowsWhoChangedWhatAndLosesNothing(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, claimed)
	b, path := s.signIn(therapist), web.PathOfStrand(r, tech, "assessment")
	form := b.get(path).fill(map[string]string{
		"method": "visit", "on-day": "23", "on-month": "11", "on-year": "2026", "findings": "She is steady.\n<b>By day</b>.", "goals": "To go out.",
	})
	s.change(r, tech, manager.Actor, referral.Withdraw{Reason: "Her family has bought one."})
	before := s.reads(r)
	b.post(path, form).must(http.StatusConflict).
		says("Somebody else changed this while you had it open", "It is now: Withdrawn.", "Withdrawn: Team Manager One, team manager, 23 November 2026 at 10:00am",
			"She is steady.<br>&lt;b&gt;By day&lt;/b&gt;.", "To go out.", "23 November 2026", "Visit").
		lacks("Testcase", "Her family").golden("stale")
	if got := s.reads(r); len(got) != len(before) {
		t.Error("a page without personal data was recorded as a view")
	}
	if got := s.events(r); got[len(got)-1] != "withdrawn" {
		t.Errorf("events %q", got)
	}
}

func TestTheOtherInstallerIsToldToo(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, arranging)
	other := installer
	other.ID, other.Name = "u-88", "Occupational Therapist Three"
	b, path := s.signIn(other), web.PathOfStrand(r, tech, "in-place")
	form := b.get(path).fill(strandForms[4].typed)
	s.change(r, tech, installer.Actor, referral.PutInPlace{On: "2026-11-23", ReviewBy: "2027-01-04"})
	b.post(path, form).must(http.StatusConflict).says("It is now: In place.", "Put in place: Installer One, installer", "Tested.")
}

// Whoever lacks what a strand asks for is not offered it, and is told why if they
// press all the same. Team and role are not enough for what is a therapist's.
func TestRegistrationDecidesWhoClaims(t *testing.T) {
	s := newSite(t)
	r := s.strandAt(tech, waiting) // a GPS locator
	without := staff("u-12", "Trusted Assessor Three", referral.TrustedAssessor, referral.OccupationalTherapyTeam)
	b, path := s.signIn(without), web.PathOfStrand(r, tech, "claim")
	b.get("/worklist").must(http.StatusOK).says(string(r), "Only with: A registered occupational therapist").lacks(path)
	b.get(web.PathOfCase(r)).must(http.StatusOK).says("Only with: A registered occupational therapist, because this is not simple equipment: GPS locator").lacks(path)
	b.post(path, url.Values{"version": {"3"}, "request": {web.NewIdentifier()}}).must(http.StatusForbidden).
		says("You cannot claim this", "This needs a registered occupational therapist, because this is not simple equipment: GPS locator.", "Nothing was changed.").
		golden("claim_not_qualified")
	if got := s.events(r); len(got) != 3 {
		t.Errorf("events %q", got)
	}
	s.signIn(therapist).post(path, url.Values{"version": {"3"}, "request": {web.NewIdentifier()}}).to(web.PathOfCase(r) + "?done=claim")
	// Nor can a manager give it to them.
	s.signIn(without)
	giving := s.signIn(manager)
	form := giving.get(web.PathOfStrand(r, tech, "reassign")).fill(map[string]string{"to": without.ID, "note": "Please take it."})
	giving.post(web.PathOfStrand(r, tech, "reassign"), form).must(http.StatusUnprocessableEntity).says("This needs a registered occupational therapist")
}
