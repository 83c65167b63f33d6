package webtest

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// CaseForms are the forms about a whole referral, each with who fills it in, what
// happened before, and a good answer.
var CaseForms = []struct {
	Name   string
	Who    referral.Referrer
	Before []referral.CaseChange
	Typed  map[string]string
	Event  string
}{
	{"died", SocialWorker, nil, map[string]string{"on-day": "20", "on-month": "11", "on-year": "2026", "told-by": "Her daughter, by telephone"}, "person-died"},
	{"not-them", Therapist, []referral.CaseChange{referral.CheckDeath{On: "2026-11-20", From: "7K3Q-9M2P", Number: 1}}, map[string]string{"how": "I spoke with her."}, "death-checked"},
	{"alive", Therapist, []referral.CaseChange{DeathOf("2026-11-20")}, map[string]string{"reason": "It was her sister of the same name."}, "restored"},
	{"entered-in-error", Therapist, nil, map[string]string{"strands": string(Tech), "why": "wrong-person", "reason": "It was meant for another Testcase."}, "entered-in-error"},
	{"right-after-all", Manager, []referral.CaseChange{referral.MarkError{Kinds: []referral.Kind{Tech}, Why: "other", Reason: "A slip."}}, map[string]string{"reason": "It was the right person."}, "restored"},
}

func DeathOf(on referral.Date) referral.RecordDeath {
	return Rules().RecordDeath(referral.RecordDeath{On: on, ToldBy: "Her daughter"}, Monday)
}

// Settle clears what a case owes, as relay does when it has been done.
func (s *Site) Settle(r referral.Reference, kinds ...referral.Kind) {
	s.T.Helper()
	for _, kind := range kinds {
		owed, err := s.Store.OutboxEntry(s.T.Context(), r, kind)
		if casestore.IsNotFound(err) {
			continue
		}
		if err == nil {
			err = s.Store.Complete(s.T.Context(), owed)
		}
		if err != nil {
			s.T.Fatal(err)
		}
	}
}
