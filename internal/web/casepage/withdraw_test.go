package casepage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// withdrawal returns the page's form, filled in.
func withdrawal(b webtest.Browser, path, reason string, kinds ...string) url.Values {
	b.T.Helper()
	page := b.Get(path).Must(200)
	form := url.Values{"request": {page.Value("request")}, "why": {"moved"}, "reason": {reason}, "strands": kinds}
	for _, kind := range referral.Kinds() {
		if name := "version-" + string(kind); strings.Contains(page.Html, name) {
			form.Set(name, page.Value(name))
		}
	}
	return form
}

func states(s *webtest.Site, reference referral.Reference) map[referral.Kind]referral.State {
	s.T.Helper()
	_, strands, err := s.Store.Case(s.T.Context(), reference)
	if err != nil {
		s.T.Fatal(err)
	}
	states := map[referral.Kind]referral.State{}
	for _, strand := range strands {
		states[strand.Kind] = strand.State
	}
	return states
}

func TestWithdrawing(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	reference := b.Begin().Fill(webtest.Everything()).Send()
	path := "/case/" + string(reference) + "/withdraw"
	b.Get(path).Must(200).Lacks("Mike").Golden("withdraw_several")

	// Refusals change nothing.
	b.Post(path, url.Values{}).Must(422).Says("<title>Error: Withdraw", "Select what you want to withdraw", `href="#strands"`, "Select why it is withdrawn", `href="#why"`).Shown("withdraw_error")
	other := withdrawal(b, path, " ", "vr-sessions")
	other.Set("why", "other")
	b.Post(path, other).Must(422).Says("Enter why it is withdrawn", `href="#reason"`)
	b.Post(path, withdrawal(b, path, "Moved away", "no-such-kind")).Must(422).Says("Select what you want to withdraw", "Moved away")
	b.Post(path, withdrawal(b, path, strings.Repeat("ä", 4001), "vr-sessions")).Must(422).Says("to 4,000 characters or less")
	b.Post(path, withdrawal(b, path, "The key safe code is 4821", "vr-sessions")).Must(422).Says("Is there a key safe code in what you wrote?").Shown("withdraw_filled")
	for kind, state := range states(s, reference) {
		if state != referral.Received {
			t.Fatalf("%s is %s", kind, state)
		}
	}

	// Two at once, sent twice, is done once.
	form := withdrawal(b, path, "Moved away", "vr-sessions", "digital-support")
	b.Post(path, form).To("/case/" + string(reference) + "?done=withdraw")
	b.Post(path, form).To("/case/" + string(reference) + "?done=withdraw")
	states := states(s, reference)
	if states[referral.VRSessions] != referral.Withdrawn || states[referral.DigitalSupport] != referral.Withdrawn || states[referral.AssistiveTechnology] != referral.Received {
		t.Fatalf("states: %v", states)
	}
	events, err := s.Store.History(t.Context(), reference)
	if err != nil || len(events) != 3 {
		t.Fatalf("%d events, %v", len(events), err)
	}

	// One is left, and needs no choice.
	b.Get(path).Must(200).Says("You are withdrawing: ", "Virtual-reality sessions: This cannot be withdrawn any more: it is withdrawn.").Golden("withdraw_one")
	b.Post(path, withdrawal(b, path, "Moved away", "assistive-technology")).To("/case/" + string(reference) + "?done=withdraw")
	b.Get(path).Must(200).Says("Back to the referral").Lacks("<textarea").Golden("withdraw_none")
}

func TestWithdrawingWhatSomebodyElseChanged(t *testing.T) {
	s := webtest.New(t)
	b := s.SignIn(webtest.SocialWorker)
	reference := b.Begin().Fill(webtest.Everything()).Send()
	path := "/case/" + string(reference) + "/withdraw"
	form := withdrawal(b, path, "Moved away", "vr-sessions", "digital-support")
	_, err := s.Store.UpdateStrand(t.Context(), casestore.StrandRevision{Reference: reference, Kind: referral.VRSessions, Version: 1, By: referral.System("triage")},
		func(referral.Case, referral.Strand) (referral.Change, error) {
			return referral.Triage{Priority: referral.High, Team: referral.ActivityTeam}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	page := b.Post(path, form).Must(http.StatusConflict).Says("Virtual-reality sessions was not withdrawn", "Digital support was withdrawn.", "Moved away")
	// The page that came back carries the new version, and can be sent.
	form.Set("version-vr-sessions", page.Value("version-vr-sessions"))
	form.Set("request", page.Value("request"))
	form["strands"] = []string{"vr-sessions"}
	b.Post(path, form).To("/case/" + string(reference) + "?done=withdraw")
	// A form without versions withdraws nothing.
	b.Post(path, url.Values{"strands": {"assistive-technology"}, "why": {"moved"}, "reason": {"Moved away"}}).Must(http.StatusConflict)
	if state := states(s, reference)[referral.AssistiveTechnology]; state != referral.Received {
		t.Errorf("it is %s", state)
	}
}

func TestWhoMayWithdraw(t *testing.T) {
	s := webtest.New(t)
	reference := s.SignIn(webtest.SocialWorker).Begin().Fill(webtest.Everything()).Send()
	path := "/case/" + string(reference) + "/withdraw"
	for _, step := range []referral.Change{referral.Triage{Priority: referral.High, Team: referral.ActivityTeam}, referral.AddToWorklist{}, referral.Claim{}} {
		by := referral.System("triage")
		if step.Name() == (referral.Claim{}).Name() {
			by = webtest.Facilitator.Actor
		}
		_, err := s.Store.UpdateStrand(t.Context(), casestore.StrandRevision{Reference: reference, Kind: referral.VRSessions, By: by},
			func(referral.Case, referral.Strand) (referral.Change, error) { return step, nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	s.SignIn(webtest.OtherWorker).Get(path).Must(404)
	s.SignIn(webtest.Operator).Get(path).Must(403)
	s.SignIn(webtest.Manager).Get(path).Must(200)
	// Who holds one strand has no say over another.
	holder := s.SignIn(webtest.Facilitator)
	holder.Get(path).Must(200).Says("You are withdrawing: ", "Virtual-reality sessions").Lacks("Digital support")
	form := withdrawal(holder, path, "Moved away", "digital-support")
	form.Set("version-digital-support", "1")
	holder.Post(path, form).Must(403)
	holder.Post(path, withdrawal(holder, path, "Moved away", "vr-sessions")).To("/case/" + string(reference) + "?done=withdraw")
	reads, err := s.Store.Reads(t.Context(), reference)
	if err != nil || len(reads) == 0 || reads[0].What != "withdraw" {
		t.Errorf("recorded views: %+v, %v", reads, err)
	}
}
