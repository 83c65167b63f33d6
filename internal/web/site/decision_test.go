package site

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// pendant is a synthetic person who needs help that comes, in a home with a digital
// line, assessed and ready to be decided.
func (s *site) pendant(changes ...string) referral.Reference {
	s.t.Helper()
	answers := margaret(tech)
	answers["equipment"], answers["line"], answers["pendant-press"] = []string{"pendant-alarm"}, []string{"digital"}, []string{"yes"}
	for i := 0; i < len(changes); i += 2 {
		answers[changes[i]] = []string{changes[i+1]}
	}
	r := s.open(socialWorker, answers)
	s.take(r, tech, assessed)
	return r
}

// What is simple takes two answers; everything else is there, and can be said.
func TestASimplePendantDecision(t *testing.T) {
	s := newSite(t)
	r := s.pendant()
	path, b := web.PathOfStrand(r, tech, "decision"), s.signIn(therapist)
	b.get(path).must(http.StatusOK).says(`value="pendant-alarm" checked`, `value="hub" checked`, "As selected it costs £175.").lacks("(optional)", "Does not fit")
	b.post(path, b.write(path).with("outcome", "provide", "rationale", "Help comes at once.", "equipment", "pendant-alarm|hub")).to(web.PathOfCase(r) + "?done=decision")
	want := []referral.Provided{
		{Item: catalogue.Item{Code: "pendant-alarm"}, Quantity: 1, AnsweredBy: catalogue.MonitoringCentre},
		{Item: catalogue.Item{Code: "hub", Variant: catalogue.Broadband}, Quantity: 1, AnsweredBy: catalogue.MonitoringCentre},
	}
	d := s.strand(r, tech).Decision
	if !reflect.DeepEqual(d.Items, want) || !reflect.DeepEqual(d.Equipment, []catalogue.Code{"pendant-alarm", "hub"}) {
		t.Errorf("decided %+v, %v", d.Items, d.Equipment)
	}
	b.get(web.PathOfCase(r)).says("Equipment: Hub (base unit), digital. Answered by: monitoring centre")
}

// Each item is set up where it is chosen; one that is added shows its questions, and
// what it needs besides, without being recorded.
func TestEquipmentIsSetUpItemByItem(t *testing.T) {
	s := newSite(t)
	r := s.pendant()
	path, b := web.PathOfStrand(r, tech, "decision"), s.signIn(therapist)
	form := b.write(path).with("rationale", "Seizures at night.", "equipment", "pendant-alarm|epilepsy-sensor", "item-pendant-alarm-where", "On the wrist", formview.CarriedThen, formview.ThenFits)
	b.post(path, form).to(path + "#equipment-hint")
	page := b.get(path).says("Epilepsy sensor: who answers it?", "It does not work without: Hub (base unit). Select that too", "As selected it costs £485. Above £400 a team manager must approve it",
		`value="On the wrist"`, `<details class="govuk-details" open>`).golden("decision_item_added")
	if strings.Contains(page.html, "Hub (base unit): how many?") {
		t.Error("what is not chosen is asked about")
	}
	b.post(path, b.write(path).with("outcome", "trial", "rationale", "Seizures at night.", "equipment", "pendant-alarm|hub", "item-pendant-alarm-where", "On the wrist",
		"item-hub-quantity", "2", "item-hub-setup", "Loud, beside the bed", "hub-variant", "sim", "trial-weeks", "4", "expected-benefit", "avoids",
		"review-by-day", "4", "review-by-month", "1", "review-by-year", "2027", "tell-1", "colleague@example.org")).to(web.PathOfCase(r) + "?done=decision")
	b.get(web.PathOfCase(r)).says("The trial lasts 4 weeks", "Pendant alarm. Where: On the wrist", "2 × Hub (base unit), SIM", "Set-up: Loud, beside the bed",
		"What is expected of it: It avoids the need for other care", "To be reviewed by 4 January 2027", "Also told: colleague@example.org")
	// The date of the review is the one that was decided.
	s.change(r, tech, referral.System("arrange"), referral.Arrange{})
	s.signIn(installer).get(web.PathOfStrand(r, tech, "in-place")).says(`name="review-day" type="text" value="4"`, `name="review-month" type="text" value="1"`)
}

// What does not fit is said beside it. Against most of it one can decide with the
// reason; against the switchover nobody can.
func TestADecisionAgainstWhatFits(t *testing.T) {
	s := newSite(t)
	r := s.pendant("pendant-wear", "no")
	path, b := web.PathOfStrand(r, tech, "decision"), s.signIn(therapist)
	b.get(path).must(http.StatusOK).says("Does not fit.", "Why is it provided although something speaks against it?")
	typed := []string{"outcome", "provide", "rationale", "Help comes at once.", "equipment", "pendant-alarm|hub"}
	b.post(path, b.write(path).with(append(typed, "hub-variant", "telephone-line", "despite", "She wants it.")...)).must(http.StatusUnprocessableEntity).
		says("Choose something else. Hub (base unit), analogue: it needs an analogue telephone line, and the line there is digital.", `href="#hub-variant"`).golden("decision_analogue")
	b.post(path, b.write(path).with(append(typed, "hub-variant", "sim")...)).must(http.StatusUnprocessableEntity).
		says("Enter why it is provided although something speaks against it", `href="#despite"`)
	b.post(path, b.write(path).with(append(typed, "hub-variant", "sim", "despite", "She will wear it on a belt.")...)).to(web.PathOfCase(r) + "?done=decision")
	d := s.strand(r, tech).Decision
	if len(d.Against) != 1 || d.Despite != "She will wear it on a belt." {
		t.Errorf("decided %+v", d)
	}
	b.get(web.PathOfCase(r)).says("Against it: Pendant alarm:", "All the same: She will wear it on a belt.")
	// A "no" needs no reason against what speaks against it.
	other := s.pendant("pendant-wear", "no")
	path = web.PathOfStrand(other, tech, "decision")
	b.post(path, b.write(path).with("outcome", "not-suitable", "rationale", "She will not wear it.", "equipment", "pendant-alarm|hub", "next-step", "A falls detector is looked at.")).
		to(web.PathOfCase(other) + "?done=decision")
}

// What was proposed and sent back is there again, with why.
func TestAProposalThatCameBack(t *testing.T) {
	s := newSite(t)
	r := s.pendant()
	path, b := web.PathOfStrand(r, tech, "decision"), s.signIn(therapist)
	b.post(path, b.write(path).with("outcome", "provide", "rationale", "Seizures at night.", "equipment", "hub|epilepsy-sensor", "item-epilepsy-sensor-where", "Under the mattress")).
		to(web.PathOfCase(r) + "?done=proposed")
	b.get(path).must(http.StatusConflict).says("This is not being assessed: it is waiting for approval.")
	s.change(r, tech, manager.Actor, referral.SendBack{Reason: "Ask the epilepsy nurse first."})
	b.get(path).must(http.StatusOK).says("Sent back by Team Manager One", "Ask the epilepsy nurse first.", "Seizures at night.", `value="Under the mattress"`,
		`value="epilepsy-sensor" checked`, `value="provide" checked`).golden("decision_sent_back")
}

// Plans for sessions and for digital support begin with what the referral knows, and
// hold to the limits.
func TestPlansForSessionsAndDigitalSupport(t *testing.T) {
	s := newSite(t)
	answers := margaret(referral.VRSessions)
	answers["vr-stop"], answers["vr-who"], answers["vr-implant"] = []string{"gesture"}, []string{"Her son"}, []string{"no"}
	r := s.open(socialWorker, answers)
	s.take(r, referral.VRSessions, assessed)
	path, b := web.PathOfStrand(r, referral.VRSessions, "decision"), s.signIn(therapist)
	b.get(path).says(`value="Relaxation"`, `value="With a gesture"`, `value="Her son"`, "5 if you leave it, and at most.")
	typed := []string{"outcome", "provide", "rationale", "She asked for it.", "plan-aim", "Relaxation", "plan-stop", "With a gesture", "plan-present", "Her son", "plan-sessions", "4"}
	b.post(path, b.write(path).with(append(typed, "plan-minutes", "25")...)).must(http.StatusUnprocessableEntity).
		says("A session with a headset can last from 1 to 20 minutes", `href="#plan-minutes"`).golden("decision_sessions_error")
	b.post(path, b.write(path).with(append(typed, "plan-minutes", "10")...)).to(web.PathOfCase(r) + "?done=decision")
	b.get(web.PathOfCase(r)).says("4 sessions with a headset: the first of 5 minutes, later ones of 10 minutes, at least 10 minutes between two on one day", "They show that they want to stop: With a gesture")

	answers = margaret(referral.DigitalSupport)
	answers["wants"], answers["digital-how"], answers["digital-loan"] = []string{"Ring her sister"}, []string{"library"}, []string{"tablet"}
	r = s.open(socialWorker, answers)
	s.take(r, referral.DigitalSupport, assessed)
	path, b = web.PathOfStrand(r, referral.DigitalSupport, "decision"), s.signIn(digital)
	b.get(path).must(http.StatusOK).says("Ring her sister", `value="library" checked`, `value="tablet" checked`).golden("decision_digital")
	b.post(path, b.write(path).with("outcome", "provide", "rationale", "She is keen.", "plan-goals", "Ring her sister", "plan-how", "library", "plan-visits", "3", "plan-loan", "tablet")).
		to(web.PathOfCase(r) + "?done=decision")
	b.get(web.PathOfCase(r)).says("3 sessions: in a library", "To be able to: Ring her sister", "Lent: a tablet, renewed each month")
}

// A headset against the screening is refused in words, and what was typed stays.
func TestAHeadsetAgainstTheScreening(t *testing.T) {
	s := newSite(t)
	answers := margaret(referral.VRSessions)
	answers["vr-seizure"], answers["vr-stop"] = []string{"yes"}, []string{"words"}
	r := s.open(socialWorker, answers)
	s.take(r, referral.VRSessions, assessed)
	path, b := web.PathOfStrand(r, referral.VRSessions, "decision"), s.signIn(therapist)
	typed := []string{"rationale", "She asked for it.", "plan-aim", "Relaxation", "plan-stop", "With words", "plan-sessions", "4"}
	b.post(path, b.write(path).with(append(typed, "outcome", "provide")...)).must(http.StatusUnprocessableEntity).
		says("The screening says that no headset may be used. Offer the same on a tablet or screen.", "She asked for it.")
	b.post(path, b.write(path).with(append(typed, "outcome", "on-a-screen", "plan-minutes", "40")...)).to(web.PathOfCase(r) + "?done=decision")
	b.get(web.PathOfCase(r)).says("4 sessions on a tablet or screen, of 40 minutes")
}
