//go:build browser

package browser

import (
	"strings"
	"testing"
)

// becomes signs in as somebody, whoever was signed in before.
func (b *browser) becomes(url, name string) {
	b.t.Helper()
	b.goTo(url + "/sign-in?as=another")
	b.press(name)
}

// TestMainJourney: a social worker refers, a therapist claims, assesses and
// decides, an installer puts it in place, the therapist closes it, and the
// referrer sees all of it.
func TestMainJourney(t *testing.T) {
	system, url := serve(t)
	b := open(t)
	b.goTo(url + "/")
	b.look("who-signs-in")
	b.press("Social Worker One")
	b.look("my-referrals")
	b.forReadme("my-referrals")
	b.narrow("my-referrals")
	b.press("Start a referral")
	b.look("start")
	b.press("Start")
	b.look("task-list")
	b.press("About this referral")

	b.press("Save and continue")
	b.see("There is a problem")
	if !strings.HasPrefix(b.title(), "Error: ") {
		t.Errorf("the title of a page in error is %q", b.title())
	}
	b.look("about-in-error")
	b.choose("What is the referral for?", "Assistive technology")
	b.choose("What is the referral for?", "Virtual-reality sessions")
	b.press("Save and continue")

	b.look("person")
	b.fill("Full name", "Zulu Testcase")
	b.fillDate("Date of birth", "27", "3", "1948")
	b.choose("Where are they now?", "At home")
	b.choose("Where will they be when it is put in place?", "At home")
	b.fill("Address there", "1 Example Street, Testtown")
	b.fill("Postcode there", "ZY1 1AB")
	b.fill("Their telephone number (optional)", "01632 960 999")
	b.choose("Is there anyone we must not contact or tell?", "No")
	b.choose("Could someone misuse tracking, cameras or access to the person’s accounts?", "No")
	b.choose("Is there any danger to people who visit?", "No")
	b.narrow("person")
	b.press("Save and continue")

	b.look("agreement")
	b.choose("Does the person agree to this referral?", "Yes, they agree")
	b.press("Save and continue")

	b.look("needs")
	b.fill("Why now?", "Fell last week and lay for two hours.")
	b.choose("Is anyone at immediate risk?", "No")
	b.choose("Does any of this apply?", "A fall in the last month")
	b.press("Save and continue")

	b.look("equipment")
	b.forReadme("equipment")
	b.choose("What do they need?", "Falls detector")
	b.choose("What do they need?", "GPS locator")
	b.press("Save and continue")

	b.look("vr-sessions")
	b.choose("What should the sessions be for?", "Reminiscence")
	b.press("Save and continue")
	b.look("vr-screening")
	b.choose("Have they ever had a seizure, a blackout or epilepsy?", "Yes")
	b.press("Save and continue")

	b.look("check-answers")
	b.narrow("check-answers")
	b.press("Send referral")
	b.look("sent")
	reference := b.script("find the reference", `() => (document.body.innerText.match(/[2-9C-Y]{4}-[2-9C-Y]{4}/) || [""])[0]`)

	b.becomes(url, "Occupational Therapist One")
	b.look("worklist")
	b.forReadme("worklist")
	b.narrow("worklist")
	b.goTo(url + "/case/" + reference)
	b.look("case-waiting")
	b.narrow("case-waiting")
	b.press("Claim Assistive technology")
	b.look("case-claimed")
	b.press("Record a contact")
	b.look("contact")
	b.choose("How?", "Telephone")
	b.choose("Did you reach the person, or someone for them?", "Yes")
	b.press("Save contact")
	b.press("Record the assessment")
	b.look("assessment")
	b.choose("How did you assess?", "Visit")
	b.fill("What you found", "Steady on one level. Cannot get up alone.")
	b.press("Save assessment")
	b.press("Record the decision")
	b.look("decision")
	b.choose("What is the decision?", "Yes: provide it")
	b.fill("Reason for the decision", "It lowers the risk of lying unfound, and they want it.")
	b.press("Save decision")
	b.see(reference)
	b.look("case-decided")

	b.goTo(url + "/case/" + reference + "/consent/answers")
	b.choose("What stands behind putting it in place?", "The person gave valid consent to it")
	b.look("answers")
	b.narrow("answers")
	b.fill("Who gave consent?", "The person")
	b.choose("How did they give it?", "In words")
	b.fillDate("When did they give it?", "20", "3", "2026")
	b.choose("Were they given the privacy notice?", "Yes")
	b.fill("What less restrictive option was considered, and why does it not do?", "A card with the address: it is left at home.")
	b.choose("Does everyone who shares the home agree to it?", "Nobody shares it")
	b.choose("Does it add to restrictions on the person?", "No")
	b.press("Save answers")
	b.goTo(url + "/case/" + reference + "/home/answers")
	b.choose("What telephone line is there?", "None: mobile only, or no telephone")
	b.press("Save answers")
	b.goTo(url + "/case/" + reference + "/responders/answers")
	b.choose("Will the council’s response service come?", "Yes")
	b.choose("Is there a key safe?", "One will be fitted")
	b.press("Save answers")

	b.becomes(url, "Installer One")
	b.look("to-arrange")
	b.goTo(url + "/case/" + reference)
	b.press("Mark as in place")
	b.look("in-place")
	b.press("Mark as in place")
	b.look("case-in-place")

	b.becomes(url, "Occupational Therapist One")
	b.goTo(url + "/case/" + reference)
	b.press("Review and close")
	b.look("close")
	b.choose("Has it helped?", "It avoids the need for other care")
	b.press("Close")
	b.look("case-closed")

	b.becomes(url, "Social Worker One")
	b.see(reference)
	b.look("my-referrals-afterwards")
	b.press("View")
	b.see(reference)
	b.look("case-for-the-referrer")
	b.press("Withdraw")
	b.look("withdraw")
	b.goTo(url + "/case/7K3Q-9M2P")
	b.see("Referral not found")
	b.look("not-found")

	b.becomes(url, "Operations One")
	b.look("operations")
	b.goTo(url + "/local")
	b.look("local")
	b.goTo(url + "/local/outbox")
	b.look("outbox")
	if len(system.Outbox.Sent()) == 0 {
		t.Error("nobody was told anything")
	}
}
