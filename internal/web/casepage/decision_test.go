package casepage_test

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// pendant is a synthetic person who needs help that comes, in a home with a digital
// line, assessed and ready to be decided.
func pendant(s *webtest.Site, changes ...string) referral.Reference {
	s.T.Helper()
	answers := webtest.Margaret(webtest.Tech)
	answers["equipment"], answers["line"], answers["pendant-press"] = []string{"pendant-alarm"}, []string{"digital"}, []string{"yes"}
	for i := 0; i < len(changes); i += 2 {
		answers[changes[i]] = []string{changes[i+1]}
	}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, webtest.Tech, webtest.Assessed)
	return r
}

// What is simple takes two answers; everything else is there, and can be said.
func TestASimplePendantDecision(t *testing.T) {
	s := webtest.New(t)
	r := pendant(s)
	path, b := web.PathOfStrand(r, webtest.Tech, "decision"), s.SignIn(webtest.Therapist)
	b.Get(path).Must(http.StatusOK).Says(`value="pendant-alarm" checked`, `value="hub" checked`, "As selected it costs £175.").Lacks("(optional)", "Does not fit")
	b.Post(path, write(b, path).with("outcome", "provide", "rationale", "Help comes at once.", "equipment", "pendant-alarm|hub")).To(web.PathOfCase(r) + "?done=decision")
	want := []referral.Provided{
		{Item: catalogue.Item{Code: "pendant-alarm"}, Quantity: 1, AnsweredBy: catalogue.MonitoringCentre},
		{Item: catalogue.Item{Code: "hub", Variant: catalogue.Broadband}, Quantity: 1, AnsweredBy: catalogue.MonitoringCentre},
	}
	d := s.Strand(r, webtest.Tech).Decision
	if !reflect.DeepEqual(d.Items, want) || !reflect.DeepEqual(d.Equipment, []catalogue.Code{"pendant-alarm", "hub"}) {
		t.Errorf("decided %+v, %v", d.Items, d.Equipment)
	}
	b.Get(web.PathOfCase(r)).Says("Equipment: Hub (base unit), digital. Answered by: monitoring centre")
}

// Each item is set up where it is chosen; one that is added shows its questions, and
// what it needs besides, without being recorded.
func TestEquipmentIsSetUpItemByItem(t *testing.T) {
	s := webtest.New(t)
	r := pendant(s)
	path, b := web.PathOfStrand(r, webtest.Tech, "decision"), s.SignIn(webtest.Therapist)
	form := write(b, path).with("rationale", "Seizures at night.", "equipment", "pendant-alarm|epilepsy-sensor", "item-pendant-alarm-where", "On the wrist", formview.CarriedThen, formview.ThenFits)
	b.Post(path, form).To(path + "#equipment-hint")
	page := b.Get(path).Says("Epilepsy sensor: who answers it?", "It does not work without: Hub (base unit). Select that too", "As selected it costs £485. Above £400 a team manager must approve it",
		`value="On the wrist"`, `<details class="govuk-details" open>`).Golden("decision_item_added", webtest.Between(`<span class="govuk-details__summary-text">Other equipment</span>`, `</details>`))
	if strings.Contains(page.Html, "Hub (base unit): how many?") {
		t.Error("what is not chosen is asked about")
	}
	b.Post(path, write(b, path).with("outcome", "trial", "rationale", "Seizures at night.", "equipment", "pendant-alarm|hub", "item-pendant-alarm-where", "On the wrist",
		"item-hub-quantity", "2", "item-hub-setup", "Loud, beside the bed", "hub-variant", "sim", "trial-weeks", "4", "expected-benefit", "avoids",
		"review-by-day", "4", "review-by-month", "1", "review-by-year", "2027", "tell-1", "colleague@example.org")).To(web.PathOfCase(r) + "?done=decision")
	b.Get(web.PathOfCase(r)).Says("The trial lasts 4 weeks", "Pendant alarm. Where: On the wrist", "2 × Hub (base unit), SIM", "Set-up: Loud, beside the bed",
		"What is expected of it: It avoids the need for other care", "To be reviewed by 4 January 2027", "Also told: colleague@example.org")
	// The date of the review is the one that was decided.
	s.Change(r, webtest.Tech, referral.System("arrange"), referral.Arrange{})
	s.SignIn(webtest.Installer).Get(web.PathOfStrand(r, webtest.Tech, "in-place")).Says(`name="review-day" type="text" value="4"`, `name="review-month" type="text" value="1"`)
}

// What does not fit is said beside it. Against most of it one can decide with the
// reason; against the switchover nobody can.
func TestADecisionAgainstWhatFits(t *testing.T) {
	s := webtest.New(t)
	r := pendant(s, "pendant-wear", "no")
	path, b := web.PathOfStrand(r, webtest.Tech, "decision"), s.SignIn(webtest.Therapist)
	b.Get(path).Must(http.StatusOK).Says("Does not fit.", "Why is it provided although something speaks against it?")
	typed := []string{"outcome", "provide", "rationale", "Help comes at once.", "equipment", "pendant-alarm|hub"}
	b.Post(path, write(b, path).with(append(typed, "hub-variant", "telephone-line", "despite", "She wants it.")...)).Must(http.StatusUnprocessableEntity).
		Says("Choose something else. Hub (base unit), analogue: it needs an analogue telephone line, and the line there is digital.", `href="#hub-variant"`).Shown("decision_analogue")
	b.Post(path, write(b, path).with(append(typed, "hub-variant", "sim")...)).Must(http.StatusUnprocessableEntity).
		Says("Enter why it is provided although something speaks against it", `href="#despite"`)
	b.Post(path, write(b, path).with(append(typed, "hub-variant", "sim", "despite", "She will wear it on a belt.")...)).To(web.PathOfCase(r) + "?done=decision")
	d := s.Strand(r, webtest.Tech).Decision
	if len(d.Against) != 1 || d.Despite != "She will wear it on a belt." {
		t.Errorf("decided %+v", d)
	}
	b.Get(web.PathOfCase(r)).Says("Against it: Pendant alarm:", "All the same: She will wear it on a belt.")
	// A "no" needs no reason against what speaks against it.
	other := pendant(s, "pendant-wear", "no")
	path = web.PathOfStrand(other, webtest.Tech, "decision")
	b.Post(path, write(b, path).with("outcome", "not-suitable", "rationale", "She will not wear it.", "equipment", "pendant-alarm|hub", "next-step", "A falls detector is looked at.")).
		To(web.PathOfCase(other) + "?done=decision")
}

// What was proposed and sent back is there again, with why.
func TestAProposalThatCameBack(t *testing.T) {
	s := webtest.New(t)
	r := pendant(s)
	path, b := web.PathOfStrand(r, webtest.Tech, "decision"), s.SignIn(webtest.Therapist)
	b.Post(path, write(b, path).with("outcome", "provide", "rationale", "Seizures at night.", "equipment", "hub|epilepsy-sensor", "item-epilepsy-sensor-where", "Under the mattress")).
		To(web.PathOfCase(r) + "?done=proposed")
	b.Get(path).Must(http.StatusConflict).Says("This is not being assessed: it is waiting for approval.")
	s.Change(r, webtest.Tech, webtest.Manager.Actor, referral.SendBack{Reason: "Ask the epilepsy nurse first."})
	b.Get(path).Must(http.StatusOK).Says("Sent back by Team Manager One", "Ask the epilepsy nurse first.", "Seizures at night.", `value="Under the mattress"`,
		`value="epilepsy-sensor" checked`, `value="provide" checked`).Shown("decision_sent_back")
}

// Plans for sessions and for digital support begin with what the referral knows, and
// hold to the limits.
func TestPlansForSessionsAndDigitalSupport(t *testing.T) {
	s := webtest.New(t)
	answers := webtest.Margaret(referral.VRSessions)
	answers["vr-stop"], answers["vr-who"], answers["vr-implant"] = []string{"gesture"}, []string{"Her son"}, []string{"no"}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, referral.VRSessions, webtest.Assessed)
	path, b := web.PathOfStrand(r, referral.VRSessions, "decision"), s.SignIn(webtest.Therapist)
	b.Get(path).Says(`value="Relaxation"`, `value="With a gesture"`, `value="Her son"`, "5 if you leave it, and at most.")
	typed := []string{"outcome", "provide", "rationale", "She asked for it.", "plan-aim", "Relaxation", "plan-stop", "With a gesture", "plan-present", "Her son", "plan-sessions", "4"}
	b.Post(path, write(b, path).with(append(typed, "plan-minutes", "25")...)).Must(http.StatusUnprocessableEntity).
		Says("A session with a headset can last from 1 to 20 minutes", `href="#plan-minutes"`).Shown("decision_sessions_error")
	b.Post(path, write(b, path).with(append(typed, "plan-minutes", "10")...)).To(web.PathOfCase(r) + "?done=decision")
	b.Get(web.PathOfCase(r)).Says("4 sessions with a headset: the first of 5 minutes, later ones of 10 minutes, at least 10 minutes between two on one day", "They show that they want to stop: With a gesture")

	answers = webtest.Margaret(referral.DigitalSupport)
	answers["wants"], answers["digital-how"], answers["digital-loan"] = []string{"Ring her sister"}, []string{"library"}, []string{"tablet"}
	r = s.Open(webtest.SocialWorker, answers)
	s.Take(r, referral.DigitalSupport, webtest.Assessed)
	path, b = web.PathOfStrand(r, referral.DigitalSupport, "decision"), s.SignIn(webtest.Digital)
	b.Get(path).Must(http.StatusOK).Says("Ring her sister", `value="library" checked`, `value="tablet" checked`).Shown("decision_digital")
	b.Post(path, write(b, path).with("outcome", "provide", "rationale", "She is keen.", "plan-goals", "Ring her sister", "plan-how", "library", "plan-visits", "3", "plan-loan", "tablet")).
		To(web.PathOfCase(r) + "?done=decision")
	b.Get(web.PathOfCase(r)).Says("3 sessions: in a library", "To be able to: Ring her sister", "Lent: a tablet, renewed each month")
}

// A headset against the screening is refused in words, and what was typed stays.
func TestAHeadsetAgainstTheScreening(t *testing.T) {
	s := webtest.New(t)
	answers := webtest.Margaret(referral.VRSessions)
	answers["vr-seizure"], answers["vr-stop"] = []string{"yes"}, []string{"words"}
	r := s.Open(webtest.SocialWorker, answers)
	s.Take(r, referral.VRSessions, webtest.Assessed)
	path, b := web.PathOfStrand(r, referral.VRSessions, "decision"), s.SignIn(webtest.Therapist)
	typed := []string{"rationale", "She asked for it.", "plan-aim", "Relaxation", "plan-stop", "With words", "plan-sessions", "4"}
	b.Post(path, write(b, path).with(append(typed, "outcome", "provide")...)).Must(http.StatusUnprocessableEntity).
		Says("The screening says that no headset may be used. Offer the same on a tablet or screen.", "She asked for it.")
	b.Post(path, write(b, path).with(append(typed, "outcome", "on-a-screen", "plan-minutes", "40")...)).To(web.PathOfCase(r) + "?done=decision")
	b.Get(web.PathOfCase(r)).Says("4 sessions on a tablet or screen, of 40 minutes")
}
