package intake_test

import (
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// Every kind of change has words of its own, and what its author wrote is shown.
func TestEveryEventHasWords(t *testing.T) {
	monday := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	no := referral.Decision{Outcome: referral.MetOtherwise, Rationale: "Her son.", NextStep: "Ask again."}
	simple := referral.Decision{Outcome: referral.Provide, Rationale: "Simple."}
	needs := []referral.Need{{What: referral.RegisteredTherapist, Because: "it is complex"}, {What: referral.UsesSignLanguage, Because: "they sign"}}
	again := referral.TriagedAgain{Triage: &referral.Triage{Priority: referral.Urgent, Team: referral.ActivityTeam}}
	visit := referral.PlanVisit{When: monday, Minutes: 90, Where: "At home", Who: "Her son", Note: "The ladder"}
	for _, c := range []struct {
		change        referral.Recorded
		title, detail string
	}{
		{&referral.Send{Kinds: referral.Kinds()}, "Referral sent", "For: Assistive technology, Virtual-reality sessions, Digital support"},
		{&referral.Triage{Priority: referral.Urgent, Team: referral.ActivityTeam, Reasons: []string{"Risk to life", "A fall in the last month"}, Needs: needs, Targets: referral.Targets{Contact: monday}},
			"Triaged: urgent", "Team: Activity team|Because: Risk to life; A fall in the last month|Only with: A registered occupational therapist, because it is complex|" +
				"Best with: British Sign Language, because they sign|First contact by 23 November 2026 at 10:00am"},
		{&referral.Order{Triage: referral.Triage{Team: referral.TrustedAssessorTeam}, Decision: simple}, "Ordered at once by a trusted assessor", "Team: Trusted assessors|Yes: provide it|Why: Simple."},
		{&referral.AddToWorklist{}, "Put on the worklist", ""},
		{&referral.Claim{}, "Claimed", ""},
		{&referral.Assign{To: referral.Actor{Name: "Therapist Two"}, Note: "Near her."}, "Given to Therapist Two", "Why: Near her."},
		{&referral.Reassign{To: referral.Actor{Name: "Therapist Two"}, Note: "On leave."}, "Given to Therapist Two", "Why: On leave."},
		{&referral.Release{Reason: "On leave."}, "Put back on the worklist", "Why: On leave."},
		{&referral.LapseWarning{}, "Warned that the claim lapses", ""},
		{&referral.Lapse{}, "The claim lapsed: back on the worklist", ""},
		{&referral.Contact{When: monday, How: "telephone", Reached: true, Who: "relative", MadeBy: "A colleague", Note: "A visit."}, "Contact: reached",
			"Telephone, 23 November 2026 at 10:00am: reached (a relative or friend)|By A colleague|A visit."},
		{&referral.Contact{When: monday, How: "visit", WhyNot: "not-in", Left: []string{"card", "letter"}}, "Contact: not reached",
			"Visit, 23 November 2026 at 10:00am: not reached|Nobody was in|Left: a card at the door, a letter"},
		{&referral.TellReferrer{Next: &referral.NextContact{Step: referral.StopTrying, By: monday, Made: 3, Of: 3}}, "Told the referrer that nobody can be reached",
			"Next: close it as not reached, or tell the manager after 23 November 2026 at 10:00am|3 of 3 attempts made"},
		{&referral.NotReached{Rationale: "Nobody answers.", NextStep: "Refer again."}, "Decided: could not be reached", "Why: Nobody answers.|Next: Refer again."},
		{&referral.Ask{Questions: []string{"Who?", "When?"}}, "Asked the referrer", "Who?|When?"},
		{&referral.Reminder{}, "No answer yet: reminded", ""},
		{&referral.Reply{Answers: []string{"Her son."}}, "The referrer answered", "Her son."},
		{&referral.Hold{Until: "2026-12-07", Reason: "In hospital."}, "Put on hold", "Until 7 December 2026|Why: In hospital."},
		{&referral.HoldEnding{}, "Told that the hold ends on the next working day", ""},
		{&referral.ResumeWork{Reason: "Home."}, "Taken up again", "Why: Home."},
		{&visit, "Visit planned", "23 November 2026 at 10:00am (1 hour 30 minutes)|Where: At home|With: Her son|To remember: The ladder"},
		{&referral.MoveVisit{To: referral.PlanVisit{When: monday, Where: "At home"}, Reason: "She is out."}, "Visit moved", "23 November 2026 at 10:00am|Where: At home|Why: She is out."},
		{&referral.CancelVisit{Reason: "She is out."}, "Visit cancelled", "Why: She is out."},
		{&referral.Assess{Assessment: referral.Assessment{Method: "video", On: "2026-11-20", Findings: "Steady.", Goals: "Out."}},
			"Assessment recorded", "Video call, 20 November 2026|Found: Steady.|The person wants: Out."},
		{&referral.Decide{Decision: no}, "Decided", "No: the need is met another way|Why: Her son.|Next: Ask again."},
		{&referral.Propose{Decision: simple, Pence: 51250}, "Proposed: waits for approval", "Yes: provide it|Why: Simple.|Cost: £512.50"},
		{&referral.Approve{Note: "Agreed."}, "Approved", "Agreed."},
		{&referral.SendBack{Reason: "Try the sensor."}, "Sent back", "Why: Try the sensor."},
		{&referral.Arrange{}, "Handed on", ""},
		{&referral.PutInPlace{On: "2026-11-23", Note: "Tested.", ReviewBy: "2027-01-04"}, "Put in place", "On 23 November 2026|Tested.|To be reviewed by 4 January 2027"},
		{&referral.ReviewDue{}, "Told that a review is due", ""},
		{&referral.Review{Benefit: "avoids", Note: "Used.", Next: "2027-11-23"}, "Reviewed, and kept", "It avoids the need for other care|Used.|To be reviewed again by 23 November 2027"},
		{&referral.Close{Benefit: "none", Note: "Unused."}, "Reviewed and closed", "It has not helped|Unused."},
		{&referral.Withdraw{Reason: "Moved."}, "Withdrawn", "Why: Moved."},
		{&referral.Withdraw{Why: "moved"}, "Withdrawn", "They have moved, or are moving"},
		{&referral.Reopen{Reason: "It broke."}, "Reopened", "Why: It broke."},
		{&referral.Restart{Run: 2}, "Started again by the system", ""},
		{&referral.Note{Text: "Sundays."}, "Note", "Sundays."},
		{&referral.Escalate{Note: "Police?"}, "Asked the manager", "Police?"},
		{&referral.Inactive{}, "The manager was told that nothing has been recorded", ""},
		{&referral.HolderAway{Until: "2026-12-07"}, "The practitioner is away until 7 December 2026", ""},
		{&referral.HolderAway{}, "The practitioner is back", ""},
		{&referral.AuditOrder{Finding: referral.AuditConcern, Note: "The stairs."}, "Order audited: a concern", "The stairs."},
		{&referral.Duplicate{Reason: "Sent twice."}, "Ended as a duplicate", "Why: Sent twice."},
		{&referral.Distinct{Reason: "Another room."}, "Not a duplicate", "Why: Another room."},
		{&referral.Answer{Answers: referral.Answers{"full-name": {"Beta Testcase"}}, Was: referral.Answers{"full-name": {"Alpha Testcase"}}, Reason: "Misspelt.",
			Strands: map[referral.Kind]referral.TriagedAgain{referral.VRSessions: again, referral.DigitalSupport: {Flags: []referral.Flag{{Code: referral.FlagDanger}, {Code: referral.FlagCheckDeath}}}}},
			"Answers corrected", "Full name Beta Testcase (was: Alpha Testcase)|Why: Misspelt.|Virtual-reality sessions: Triaged again: urgent|Team: Activity team|Digital support: Flags: Danger to visitors"},
		{&referral.Answer{Answers: referral.Answers{"gone": {"x"}}, Strands: map[referral.Kind]referral.TriagedAgain{referral.VRSessions: {Flags: []referral.Flag{}}}},
			"Answers added", "gone x|Virtual-reality sessions: Flags: none"},
		{&referral.Answer{TriagedAgain: again}, "Brought up to date with answers about the whole referral", "Triaged again: urgent|Team: Activity team"},
		{&referral.RecordDeath{On: "2026-11-20", ToldBy: "Her son"}, "The person has died", "Died on 20 November 2026|Told by: Her son"},
		{&referral.RecordDeath{ToldBy: "Her son", From: "2222-2222"}, "The person has died", "Another team recorded it."},
		{&referral.CheckDeath{On: "2026-11-20"}, "To check: somebody with the same name and date of birth has died", "Died on 20 November 2026"},
		{&referral.DeathChecked{How: "She answered."}, "Checked: it was somebody else who died", "How we know: She answered."},
		{&referral.Collect{On: "2026-11-23", Taken: []catalogue.Code{"falls-detector", "gone"}, Left: "The hub.", Note: "Neighbour there."}, "Collected",
			"On 23 November 2026|Collected: Falls detector, gone|Stays: The hub.|Neighbour there."},
		{&referral.MarkError{Kinds: []referral.Kind{referral.VRSessions, referral.DigitalSupport}, Why: "test", Reason: "Training."}, "Entered in error",
			"Virtual-reality sessions, Digital support|It was a test or for training|Training."},
		{&referral.Restore{Reason: "Her sister."}, "A mistake was taken back", "Why: Her sister."},
	} {
		if got := c.change.Title(); got != c.title {
			t.Errorf("%s: title %q, want %q", c.change.Name(), got, c.title)
		}
		e := referral.Event{Name: c.change.Name(), Change: c.change, Strand: referral.AssistiveTechnology}
		if got := strings.Join(intake.Describe(e), "|"); got != c.detail {
			t.Errorf("%s: detail\n%q, want\n%q", c.change.Name(), got, c.detail)
		}
	}
}
