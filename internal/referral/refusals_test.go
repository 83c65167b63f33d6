package referral_test

import (
	"testing"

	"assistive-referrals/internal/referral"
)

// What the line refuses of a strand, besides what is tested with each change.
func TestRefusalsAlongTheLine(t *testing.T) {
	assess := referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "As described."}}
	on := func(changes ...referral.Change) referral.Strand {
		w := claimedOn(t, monday)
		for _, change := range changes {
			w.do(monday, change)
		}
		return w.s
	}
	var visits []referral.Change
	for range 10 {
		visits = append(visits, referral.PlanVisit{When: monday.AddDate(0, 0, 1), Where: "At home"})
	}
	arranging := []referral.Change{assess, decide(decision(referral.Provide)), referral.Arrange{}}
	inPlace := append(arranging[:3:3], referral.PutInPlace{On: "2026-11-16", ReviewBy: "2026-12-28"})
	reached := on(referral.Contact{When: monday, How: "telephone", Reached: true})
	waiting := on(referral.Release{Reason: "On leave."})
	for _, c := range []struct {
		strand referral.Strand
		change referral.Change
		by     referral.Actor
		want   string
	}{
		{on(), referral.Send{}, system, "A case is opened only once."},
		{on(), referral.Triage{}, system, "It has been triaged already."},
		{on(), referral.AddToWorklist{}, system, "It is past the point where it joins the worklist."},
		{on(), assess, other, "Only the practitioner who claimed this can do that."},
		{on(), referral.Assess{}, therapist, "Enter what you found."},
		{on(), referral.Arrange{}, system, "There is no decision waiting to be handed on."},
		{on(), referral.PutInPlace{On: "2026-11-16"}, therapist, "This is not being arranged: it is being assessed."},
		{on(arranging...), referral.PutInPlace{}, therapist, "Enter the date on which it was put in place."},
		{on(), referral.Close{Benefit: "reduces"}, therapist, "This cannot be closed yet: it is being assessed."},
		{on(inPlace...), referral.Close{Benefit: "wonders"}, therapist, "Select whether it has helped."},
		{on(), referral.Review{On: "2026-12-28", Benefit: "reduces", Next: "2027-12-28"}, therapist, "This cannot be reviewed: it is being assessed."},
		{on(inPlace...), referral.Review{On: "2026-12-28", Next: "2027-12-28"}, therapist, "Select whether it has helped."},
		{on(inPlace...), referral.Review{On: "2026-12-28", Benefit: "reduces", Next: "2026-12-28"}, therapist, "Enter when it is to be reviewed again."},
		{on(), referral.ReviewDue{}, system, "No review is due."},
		{on(), referral.Collect{On: "2026-12-28"}, therapist, "Nothing is to be collected: it is being assessed."},
		{on(), referral.Withdraw{Why: "a whim"}, therapist, "Select why it is withdrawn."},
		{on(), referral.Escalate{}, therapist, "Enter what the manager should know or decide."},
		{waiting, referral.HolderAway{Until: "2026-12-28"}, system, "Nobody works on this: it is waiting to be claimed."},
		{reached, referral.NotReached{}, therapist, "Somebody has been reached. Record the assessment and the decision."},
		{reached, rules.TellReferrer(reached, monday), therapist, "Somebody has been reached."},
		{on(visits...), visits[0], therapist, "Ten visits are planned already. Cancel those that will not take place."},
		{on(), referral.Inactive{}, therapist, "Nobody is waited for."},
		{on(), referral.Reminder{Passed: 1}, system, "Nobody is to be reminded."},
		{on(), referral.HoldEnding{}, system, "There is no hold that is about to end."},
	} {
		if err := referral.Allowed(c.change, c.strand, c.by); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v; want %q", c.change.Name(), err, c.want)
		}
	}
}

// What is refused of a whole case, besides what is tested with each change.
func TestRefusalsOfWholeCases(t *testing.T) {
	living, dead, mistaken, over := inThreePlaces(t), inThreePlaces(t), inThreePlaces(t), inThreePlaces(t)
	dead.dies()
	mistaken.do(1, referral.MarkError{Kinds: []referral.Kind{referral.VRSessions}, Why: "wrong-person", Reason: "Another Testcase."})
	elsewhere := referral.RecordDeath{ToldBy: "Her daughter", From: "2222-2222", Number: 1}
	heard := inThreePlaces(t)
	heard.do(0, rules.RecordDeath(elsewhere, monday))
	heard.do(0, rules.Restore(referral.Restore{Of: referral.Died, Reason: "Her sister.", From: "2222-2222", Number: 2}, heard.strands, monday))
	over.do(0, referral.Close{Benefit: "reduces"})
	over.do(1, referral.Withdraw{Reason: "Not wanted."})
	none, _, _, err := referral.Open(sent(referral.VRSessions), "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	none.Errors = 1
	corrected := referral.Answer{Answers: referral.Answers{"full-name": {"Beta Testcase"}}, Was: referral.Answers{"full-name": {"Alpha Testcase"}}}
	for _, c := range []struct {
		of     *household
		change referral.CaseChange
		want   string
	}{
		{over, corrected, "Nothing can be answered any more: every part of the referral has ended."},
		{living, corrected, "Enter why the answer is corrected."},
		{dead, referral.CheckDeath{From: "2222-2222", Number: 1}, "There is nothing to check."},
		{living, referral.DeathChecked{How: "She answered."}, "There is nothing to check."},
		{mistaken, referral.MarkError{Kinds: []referral.Kind{referral.VRSessions}, Why: "test", Reason: "x"}, "This was entered in error already."},
		{dead, referral.MarkError{Kinds: []referral.Kind{referral.VRSessions}, Why: "test", Reason: "x"}, "The person has died. Say first that this was recorded in error, if it was."},
		{&household{c: none}, referral.RecordDeath{ToldBy: "Her daughter"}, "This referral was entered in error."},
		{heard, elsewhere, "This has reached the referral already."},
		{heard, referral.Restore{Of: referral.Died, Reason: "x", From: "2222-2222", Number: 2}, "This has reached the referral already."},
		{living, referral.Restore{Of: referral.EnteredInError, Reason: "x"}, "Nothing was entered in error."},
	} {
		if err := referral.CaseAllowed(c.change, c.of.c, c.of.strands, therapist); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v; want %q", c.change.Name(), err, c.want)
		}
	}
	if at := heard.c.DeathsApplied["2222-2222"]; at != 2 {
		t.Errorf("it has heard of %d", at)
	}
}
