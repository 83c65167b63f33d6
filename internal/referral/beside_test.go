package referral_test

import (
	"time"

	"assistive-referrals/internal/referral"
)

// make1 makes a change to one strand of a case, or to the whole case if it is about
// that.
func make1(c *referral.Case, strands []referral.Strand, n int, change referral.Recorded, by referral.Actor, at time.Time, request string) (referral.Event, error) {
	if whole, ok := change.(referral.CaseChange); ok {
		return c.ChangeCase(strands, whole, by, at, request)
	}
	return c.Change(&strands[n], change.(referral.Change), by, at, request)
}

// allowed returns why a change to one strand, or to the whole case, is refused.
func allowed(change referral.Recorded, c referral.Case, strands []referral.Strand, n int, by referral.Actor) error {
	if whole, ok := change.(referral.CaseChange); ok {
		return referral.CaseAllowed(whole, c, strands, by)
	}
	return referral.Allowed(change.(referral.Change), strands[n], by)
}

// besideChanges is one valid value of each change besides the straight line.
func besideChanges(s referral.Strand) []referral.Recorded {
	return []referral.Recorded{
		rules.RecordDeath(referral.RecordDeath{On: "2026-11-20", ToldBy: "Her daughter."}, monday),
		rules.RecordDeath(referral.RecordDeath{ToldBy: "Her daughter.", From: "2222-2222", Number: 1}, monday),
		referral.CheckDeath{On: "2026-11-20", From: "2222-2223", Number: 1}, referral.DeathChecked{How: "She answered the telephone."},
		referral.Collect{On: "2026-11-24", Left: "The key safe."},
		referral.MarkError{Kinds: referral.Kinds(), Why: "duplicate", Reason: "Sent twice."},
		referral.MarkError{Kinds: []referral.Kind{s.Kind}, Why: "wrong-person", Reason: "Another Testcase."},
		rules.Restore(referral.Restore{Of: referral.Died, Reason: "It was her sister."}, []referral.Strand{s}, monday),
		rules.Restore(referral.Restore{Of: referral.EnteredInError, Reason: "It was right."}, []referral.Strand{s}, monday),
		reopen("It is needed after all.", monday),
		rules.Contact(referral.Contact{When: monday.AddDate(1, 0, 0), How: "telephone", WhyNot: "no-answer"}, s),
		rules.Contact(referral.Contact{When: monday.AddDate(1, 0, 0), How: "letter", WhyNot: "sent"}, s),
		rules.TellReferrer(s, monday),
		referral.NotReached{Rationale: "Nobody could be reached.", NextStep: "Refer again.", At: monday.AddDate(2, 0, 0)},
		referral.Escalate{Note: "Should we call the police?"}, referral.Inactive{}, referral.HolderAway{Until: "2027-06-01"}, referral.HolderAway{},
		rules.Ask([]string{"Who has the key?"}, monday), referral.Reminder{Passed: s.Asked().Reminded + 1},
		referral.HoldEnding{}, referral.ReviewDue{},
		rules.PutInPlace("2026-12-01", "", "2027-01-12"),
		rules.Review(referral.Review{On: "2027-01-12", Benefit: "reduces", Next: "2028-01-12"}),
		referral.Answer{Facts: referral.Facts{TellPerson: "+447700900123"}, Answers: referral.Answers{"pets": {"A cat."}}},
		referral.Answer{Answers: referral.Answers{"concerns": {"risk-to-life"}}, Strands: map[referral.Kind]referral.TriagedAgain{
			s.Kind: {From: s.Priority, Triage: &referral.Triage{Priority: referral.Urgent, Team: referral.OccupationalTherapyTeam, Reasons: []string{"Risk to life"}}}}},
	}
}
