//go:build browser

package browser

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// TestAssessmentAndDecision writes an assessment and a decision of each kind, wide and
// on a telephone: folded, unfolded, saved as it is typed, in error, recorded.
func TestAssessmentAndDecision(t *testing.T) {
	system, url := serve(t)
	store := system.Store()
	b := open(t)
	b.goTo(url + "/")
	b.press("Occupational Therapist One")
	take := func(kind referral.Kind, suits func(casestore.Entry) bool) string {
		e := first(t, store, casestore.ListWaiting, func(e casestore.Entry) bool {
			return e.Team == referral.OccupationalTherapyTeam && e.Kind == kind && suits(e)
		})
		b.goTo(url + "/case/" + string(e.Reference))
		b.press("Claim " + kind.Label())
		return url + "/case/" + string(e.Reference)
	}
	home := take(referral.AssistiveTechnology, func(casestore.Entry) bool { return true })

	b.press("Record the assessment")
	b.look("assessment")
	b.narrow("assessment")
	b.choose("How did you assess?", "Visit")
	b.unfold("Care Act outcomes")
	b.choose("Which of these can they not achieve, or only with difficulty?", "Managing toilet needs")
	b.choose("In what way? Managing toilet needs", "Unable without assistance")
	b.unfold("Mental capacity")
	b.choose("Was there a reason to doubt that they can decide this?", "Yes, and I assessed it")
	b.unfold("Risks")
	b.unfold("Frailty and loneliness")
	b.look("assessment-unfolded")
	b.narrow("assessment-unfolded")
	b.waitFor("Saved at")
	b.press("Save assessment")
	b.look("assessment-in-error")
	b.narrow("assessment-in-error")
	b.see("Enter what you found")
	b.see("Enter which decision it was about")
	b.fill("What you found", "Steady by day.")
	b.choose("Was there a reason to doubt that they can decide this?", "No")
	b.choose("Is there, because of that, a significant impact on their well-being?", "Yes")
	b.press("Save and finish later")
	b.look("case-with-an-assessment-begun")
	b.press("Go on with the assessment")
	b.see("These findings do not point to eligible needs")
	b.look("assessment-begun")
	b.press("Save assessment")
	b.look("case-assessed")
	b.press("Record the assessment")
	b.look("assessment-again")

	b.goTo(home)
	b.press("Record the decision")
	b.look("decision")
	b.narrow("decision")
	b.unfold("Other equipment")
	b.choose("Other equipment", "Epilepsy sensor")
	b.press("Show what goes with it")
	b.unfold("Epilepsy sensor: set it up")
	b.unfold("Trial, review, and who else hears")
	b.look("decision-unfolded")
	b.narrow("decision-unfolded")
	b.press("Save decision")
	b.see("Select the decision")
	b.look("decision-in-error")
	b.choose("What is the decision?", "Yes: provide it")
	b.fill("Reason for the decision", "Seizures at night.")
	b.press("Save decision")
	if evaluate[bool](b, "look whether something speaks against it", `document.getElementById("despite") != null`) {
		b.fill("Why is it provided although something speaks against it?", "The landlord agrees.")
		b.press("Save decision")
	}
	b.look("case-proposed")
	b.becomes(url, "Team Manager One")
	b.goTo(home + "/assistive-technology/approval")
	b.look("approval")
	b.narrow("approval")

	b.becomes(url, "Occupational Therapist One")
	home = take(referral.VRSessions, func(casestore.Entry) bool { return true })
	b.press("Record the assessment")
	b.look("assessment-sessions")
	b.narrow("assessment-sessions")
	b.choose("How did you assess?", "Video call")
	b.fill("What you found", "Would love the pier.")
	b.press("Save assessment")
	b.press("Record the decision")
	b.unfold("Length and content")
	b.look("decision-sessions")
	b.narrow("decision-sessions")
	b.goTo(url + "/audits")
	b.look("audits")
	b.narrow("audits")
}

// unfold opens what is folded behind that text.
func (b *browser) unfold(text string) {
	b.t.Helper()
	b.script("unfold "+text, `(text) => {`+words+`
		const s = [...document.querySelectorAll("summary")].find(s => words(s) === text && s.offsetParent);
		if (!s) return ""; s.parentElement.open = true; return "yes"; }`, text)
	b.run("pause", chromedp.Sleep(50*time.Millisecond))
}
