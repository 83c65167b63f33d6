package casepage_test

import (
	"net/http"
	"net/url"
	"slices"
	"sync"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

func TestWhoeverClaimsSecondIsToldWhoWasFirst(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Waiting)
	first, second, path := s.SignIn(webtest.Therapist), s.SignIn(webtest.OtherOT), web.PathOfStrand(r, webtest.Tech, "claim")
	hers, his := first.Get("/worklist").Fill(nil), second.Get("/worklist").Fill(nil)

	first.Post(path, hers).To(web.PathOfCase(r) + "?done=claim")
	second.Post(path, his).Must(http.StatusConflict).
		Says("You cannot claim this any more", "Occupational Therapist One claimed this at 10:00am on 23 November 2026.", "Nothing was changed.").Golden("claim_too_late")
	first.Post(path, hers).To(web.PathOfCase(r) + "?done=claim") // a double click
	again := url.Values{"version": hers["version"], "request": {web.NewIdentifier()}}
	first.Post(path, again).To(web.PathOfCase(r)) // another tab
	if got := s.Events(r); !slices.Equal(got, []string{"sent", "triaged", "listed", "claimed"}) {
		t.Errorf("events %q", got)
	}
	if got := s.Strand(r, webtest.Tech).Holder.ID; got != webtest.Therapist.ID {
		t.Errorf("it is with %s", got)
	}
	first.Get(web.PathOfCase(r) + "?done=claim").Says("You have claimed this. Contact the person next.")
}

func TestClaimsAtTheSameTimeHaveOneWinner(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Waiting)
	path := web.PathOfStrand(r, webtest.Tech, "claim")
	people := []webtest.Browser{s.SignIn(webtest.Therapist), s.SignIn(webtest.OtherOT)}
	status := make([]int, 8)
	var all sync.WaitGroup
	for i := range status {
		form := url.Values{"version": {"3"}, "request": {web.NewIdentifier()}}
		all.Go(func() {
			b := people[i%2]
			status[i] = b.Post(path, form).Status
		})
	}
	all.Wait()
	winner := s.Strand(r, webtest.Tech).Holder.ID
	for i, got := range status {
		want := http.StatusConflict
		if people[i%2].Secret == people[0].Secret && winner == webtest.Therapist.ID || people[i%2].Secret == people[1].Secret && winner == webtest.OtherOT.ID {
			want = http.StatusSeeOther // the same person's other clicks lead to what they have
		}
		if got != want {
			t.Errorf("click %d: %d, want %d", i, got, want)
		}
	}
	if got := s.Events(r); len(got) != 4 {
		t.Errorf("events %q", got)
	}
}

func TestClaimOfWhatIsNoLongerThere(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Waiting)
	b := s.SignIn(webtest.Therapist)
	form := b.Get("/worklist").Fill(nil)
	s.Change(r, webtest.Tech, webtest.SocialWorker.Actor, referral.Withdraw{Reason: "She moved away."})
	b.Post(web.PathOfStrand(r, webtest.Tech, "claim"), form).Must(http.StatusConflict).Says("This is no longer waiting to be claimed: it is withdrawn.")
}

// What was put back after the page was shown is still there to be had: the page
// says so, and nothing is claimed on old knowledge.
func TestClaimOfWhatWasPutBackMeanwhile(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Waiting)
	b := s.SignIn(webtest.Therapist)
	form := b.Get("/worklist").Fill(nil)
	s.Change(r, webtest.Tech, webtest.OtherOT.Actor, referral.Claim{})
	s.Change(r, webtest.Tech, webtest.OtherOT.Actor, referral.Release{Reason: "On leave."})
	b.Post(web.PathOfStrand(r, webtest.Tech, "claim"), form).Must(http.StatusConflict).Says("Waiting to be claimed")
	b.Post(web.PathOfStrand(r, webtest.Tech, "claim"), b.Get("/worklist").Fill(nil)).To(web.PathOfCase(r) + "?done=claim")
}

func TestAnOldFormShowsWhoChangedWhatAndLosesNothing(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Claimed)
	b, path := s.SignIn(webtest.Therapist), web.PathOfStrand(r, webtest.Tech, "assessment")
	form := b.Get(path).Fill(map[string]string{
		"method": "visit", "on-day": "23", "on-month": "11", "on-year": "2026", "findings": "She is steady.\n<b>By day</b>.", "goals": "To go out.",
	})
	s.Change(r, webtest.Tech, webtest.Manager.Actor, referral.Withdraw{Reason: "Her family has bought one."})
	before := s.Reads(r)
	b.Post(path, form).Must(http.StatusConflict).
		Says("Somebody else changed this while you had it open", "It is now: Withdrawn.", "Withdrawn: Team Manager One, team manager, 23 November 2026 at 10:00am",
			"She is steady.<br>&lt;b&gt;By day&lt;/b&gt;.", "To go out.", "23 November 2026", "Visit").
		Lacks("Testcase", "Her family").Golden("stale")
	if got := s.Reads(r); len(got) != len(before) {
		t.Error("a page without personal data was recorded as a view")
	}
	if got := s.Events(r); got[len(got)-1] != "withdrawn" {
		t.Errorf("events %q", got)
	}
}

func TestTheOtherInstallerIsToldToo(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Arranging)
	other := webtest.Installer
	other.ID, other.Name = "u-88", "Occupational Therapist Three"
	b, path := s.SignIn(other), web.PathOfStrand(r, webtest.Tech, "in-place")
	form := b.Get(path).Fill(webtest.StrandForms[4].Typed)
	s.Change(r, webtest.Tech, webtest.Installer.Actor, referral.PutInPlace{On: "2026-11-23", ReviewBy: "2027-01-04"})
	b.Post(path, form).Must(http.StatusConflict).Says("It is now: In place.", "Put in place: Installer One, installer", "Tested.")
}

// Whoever lacks what a strand asks for is not offered it, and is told why if they
// press all the same. Team and role are not enough for what is a therapist's.
func TestRegistrationDecidesWhoClaims(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Waiting) // a GPS locator
	without := webtest.Staff("u-12", "Trusted Assessor Three", referral.TrustedAssessor, referral.OccupationalTherapyTeam)
	b, path := s.SignIn(without), web.PathOfStrand(r, webtest.Tech, "claim")
	b.Get("/worklist").Must(http.StatusOK).Says(string(r), "Only with: A registered occupational therapist").Lacks(path)
	b.Get(web.PathOfCase(r)).Must(http.StatusOK).Says("Only with: A registered occupational therapist, because this is not simple equipment: GPS locator").Lacks(path)
	b.Post(path, url.Values{"version": {"3"}, "request": {web.NewIdentifier()}}).Must(http.StatusForbidden).
		Says("You cannot claim this", "This needs a registered occupational therapist, because this is not simple equipment: GPS locator.", "Nothing was changed.").
		Golden("claim_not_qualified")
	if got := s.Events(r); len(got) != 3 {
		t.Errorf("events %q", got)
	}
	s.SignIn(webtest.Therapist).Post(path, url.Values{"version": {"3"}, "request": {web.NewIdentifier()}}).To(web.PathOfCase(r) + "?done=claim")
	// Nor can a manager give it to them.
	s.SignIn(without)
	giving := s.SignIn(webtest.Manager)
	form := giving.Get(web.PathOfStrand(r, webtest.Tech, "reassign")).Fill(map[string]string{"to": without.ID, "note": "Please take it."})
	giving.Post(web.PathOfStrand(r, webtest.Tech, "reassign"), form).Must(http.StatusUnprocessableEntity).Says("This needs a registered occupational therapist")
}
