package site

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// withdrawal returns the page's form, filled in.
func (b browser) withdrawal(path, reason string, kinds ...string) url.Values {
	b.t.Helper()
	page := b.get(path).must(200)
	form := url.Values{"request": {page.value("request")}, "why": {"moved"}, "reason": {reason}, "strands": kinds}
	for _, kind := range referral.Kinds() {
		if name := "version-" + string(kind); strings.Contains(page.html, name) {
			form.Set(name, page.value(name))
		}
	}
	return form
}

func (s *site) states(reference referral.Reference) map[referral.Kind]referral.State {
	s.t.Helper()
	_, strands, err := s.store.Case(s.t.Context(), reference)
	if err != nil {
		s.t.Fatal(err)
	}
	states := map[referral.Kind]referral.State{}
	for _, strand := range strands {
		states[strand.Kind] = strand.State
	}
	return states
}

func TestWithdrawing(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	reference := b.begin().fill(everything()).send()
	path := "/case/" + string(reference) + "/withdraw"
	b.get(path).must(200).lacks("Mike").golden("withdraw_several")

	// Refusals change nothing.
	b.post(path, url.Values{}).must(422).says("<title>Error: Withdraw", "Select what you want to withdraw", `href="#strands"`, "Select why it is withdrawn", `href="#why"`).golden("withdraw_error")
	other := b.withdrawal(path, " ", "vr-sessions")
	other.Set("why", "other")
	b.post(path, other).must(422).says("Enter why it is withdrawn", `href="#reason"`)
	b.post(path, b.withdrawal(path, "Moved away", "no-such-kind")).must(422).says("Select what you want to withdraw", "Moved away")
	b.post(path, b.withdrawal(path, strings.Repeat("ä", 4001), "vr-sessions")).must(422).says("to 4,000 characters or less")
	b.post(path, b.withdrawal(path, "The key safe code is 4821", "vr-sessions")).must(422).says("Is there a key safe code in what you wrote?").golden("withdraw_filled")
	for kind, state := range s.states(reference) {
		if state != referral.Received {
			t.Fatalf("%s is %s", kind, state)
		}
	}

	// Two at once, sent twice, is done once.
	form := b.withdrawal(path, "Moved away", "vr-sessions", "digital-support")
	b.post(path, form).to("/case/" + string(reference) + "?done=withdraw")
	b.post(path, form).to("/case/" + string(reference) + "?done=withdraw")
	states := s.states(reference)
	if states[referral.VRSessions] != referral.Withdrawn || states[referral.DigitalSupport] != referral.Withdrawn || states[referral.AssistiveTechnology] != referral.Received {
		t.Fatalf("states: %v", states)
	}
	events, err := s.store.History(t.Context(), reference)
	if err != nil || len(events) != 3 {
		t.Fatalf("%d events, %v", len(events), err)
	}

	// One is left, and needs no choice.
	b.get(path).must(200).says("You are withdrawing: ", "Virtual-reality sessions: This cannot be withdrawn any more: it is withdrawn.").golden("withdraw_one")
	b.post(path, b.withdrawal(path, "Moved away", "assistive-technology")).to("/case/" + string(reference) + "?done=withdraw")
	b.get(path).must(200).says("Back to the referral").lacks("<textarea").golden("withdraw_none")
}

func TestWithdrawingWhatSomebodyElseChanged(t *testing.T) {
	s := newSite(t)
	b := s.signIn(socialWorker)
	reference := b.begin().fill(everything()).send()
	path := "/case/" + string(reference) + "/withdraw"
	form := b.withdrawal(path, "Moved away", "vr-sessions", "digital-support")
	_, err := s.store.UpdateStrand(t.Context(), casestore.StrandRevision{Reference: reference, Kind: referral.VRSessions, Version: 1, By: referral.System("triage")},
		func(referral.Case, referral.Strand) (referral.Change, error) {
			return referral.Triage{Priority: referral.High, Team: referral.ActivityTeam}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	page := b.post(path, form).must(http.StatusConflict).says("Virtual-reality sessions was not withdrawn", "Digital support was withdrawn.", "Moved away")
	// The page that came back carries the new version, and can be sent.
	form.Set("version-vr-sessions", page.value("version-vr-sessions"))
	form.Set("request", page.value("request"))
	form["strands"] = []string{"vr-sessions"}
	b.post(path, form).to("/case/" + string(reference) + "?done=withdraw")
	// A form without versions withdraws nothing.
	b.post(path, url.Values{"strands": {"assistive-technology"}, "why": {"moved"}, "reason": {"Moved away"}}).must(http.StatusConflict)
	if state := s.states(reference)[referral.AssistiveTechnology]; state != referral.Received {
		t.Errorf("it is %s", state)
	}
}

func TestWhoMayWithdraw(t *testing.T) {
	s := newSite(t)
	reference := s.signIn(socialWorker).begin().fill(everything()).send()
	path := "/case/" + string(reference) + "/withdraw"
	for _, step := range []referral.Change{referral.Triage{Priority: referral.High, Team: referral.ActivityTeam}, referral.AddToWorklist{}, referral.Claim{}} {
		by := referral.System("triage")
		if step.Name() == (referral.Claim{}).Name() {
			by = facilitator.Actor
		}
		_, err := s.store.UpdateStrand(t.Context(), casestore.StrandRevision{Reference: reference, Kind: referral.VRSessions, By: by},
			func(referral.Case, referral.Strand) (referral.Change, error) { return step, nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	s.signIn(otherWorker).get(path).must(404)
	s.signIn(operator).get(path).must(403)
	s.signIn(manager).get(path).must(200)
	// Who holds one strand has no say over another.
	holder := s.signIn(facilitator)
	holder.get(path).must(200).says("You are withdrawing: ", "Virtual-reality sessions").lacks("Digital support")
	form := holder.withdrawal(path, "Moved away", "digital-support")
	form.Set("version-digital-support", "1")
	holder.post(path, form).must(403)
	holder.post(path, holder.withdrawal(path, "Moved away", "vr-sessions")).to("/case/" + string(reference) + "?done=withdraw")
	reads, err := s.store.Reads(t.Context(), reference)
	if err != nil || len(reads) == 0 || reads[0].What != "withdraw" {
		t.Errorf("recorded views: %+v, %v", reads, err)
	}
}
