package casestore_test

import (
	"strings"
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// written is a write and what it does with which items, under which conditions.
type written struct {
	do   func(s *table) error
	want string
}

func checkWrites(t *testing.T, writes map[string]written) {
	for name, w := range writes {
		t.Run(name, func(t *testing.T) {
			s := newTable(t)
			s.must(w.do(s))
			if want := strings.TrimSpace(w.want); s.wrote() != want {
				t.Errorf("writes\n%s\n\nand not\n\n%s", s.wrote(), want)
			}
		})
	}
}

func TestWritesOfAStrand(t *testing.T) {
	checkWrites(t, map[string]written{
		"triage": {func(s *table) error {
			_, err := s.change(casestore.StrandRevision{Reference: s.opened(), Run: 1}, triage)
			return err
		}, `
put CASE#R CASE if version = 1
put HISTORY#R 00000002 if absent
put CASE#R STRAND#assistive-technology in sent if version = 1
put DAY#occupational-therapy#2026-11-16 R#assistive-technology#00000002 if absent
put CASE#R OWED#assistive-technology in due
`},
		"list with a token": {func(s *table) error {
			r := s.after(s.opened(), triage)
			token := casestore.Token{Reference: r, Kind: technology, Value: "secret", Run: 1, Entered: monday}
			_, err := s.change(casestore.StrandRevision{Reference: r, Run: 1, Token: &token}, referral.AddToWorklist{})
			return err
		}, `
put CASE#R CASE if version = 2
put HISTORY#R 00000003 if absent
put CASE#R STRAND#assistive-technology in worklist, sent if version = 2
delete CASE#R OWED#assistive-technology if absent OR (effect = enlist AND run = 1)
put CASE#R TOKEN#assistive-technology if absent OR tokenOrder < 00000001#2026-11-16T10:00:00.000Z#00000000
`},
		"claim": {func(s *table) error {
			r := s.after(s.opened(), listed...)
			_, err := s.change(casestore.StrandRevision{Reference: r, Version: 3, Request: "press"}, referral.Claim{Lapses: monday.AddDate(0, 0, 7)})
			return err
		}, `
put CASE#R CASE if version = 3
put HISTORY#R 00000004 if absent
put CASE#R STRAND#assistive-technology in worklist, mine, sent, due if version = 3
put DAY#occupational-therapy#2026-11-16 R#assistive-technology#00000004 if absent
`},
		"claim the first that is left": {func(s *table) error {
			r := s.after(s.opened(), listed...)
			_, err := s.UpdateFirstAvailable(s.t.Context(), therapist, "press", []casestore.Candidate{{Reference: r, Kind: technology, Version: 3}}, claims)
			return err
		}, `
put CASE#R CASE if version = 3
put HISTORY#R 00000004 if absent
put CASE#R STRAND#assistive-technology in worklist, mine, sent if version = 3
put DAY#occupational-therapy#2026-11-16 R#assistive-technology#00000004 if absent
put ONCE#u-04 press if absent
`},
		"hold": {func(s *table) error {
			r := s.after(s.opened(), claimed...)
			_, err := s.change(casestore.StrandRevision{Reference: r, Version: 4}, referral.Hold{Until: "2026-12-07", Returns: monday.AddDate(0, 0, 21), Reason: "Away."})
			return err
		}, `
put CASE#R CASE if version = 4
put HISTORY#R 00000005 if absent
put CASE#R STRAND#assistive-technology in worklist, mine, sent, due if version = 4
put DAY#occupational-therapy#2026-11-16 R#assistive-technology#00000005 if absent
`},
		"decide": {func(s *table) error {
			_, err := s.change(casestore.StrandRevision{Reference: s.after(s.opened(), decided[:4]...)}, decided[4])
			return err
		}, `
put CASE#R CASE if version = 5
put HISTORY#R 00000006 if absent
put CASE#R STRAND#assistive-technology in sent if version = 5
put DAY#occupational-therapy#2026-11-16 R#assistive-technology#00000006 if absent
put CASE#R OWED#assistive-technology in due
put CASE#R NOTIFICATION#00000006#decided#referrer in due if absent
`},
		"end the last strand": {func(s *table) error {
			_, err := s.change(casestore.StrandRevision{Reference: s.after(s.opened(), decided...), Run: 1}, referral.Arrange{})
			return err
		}, `
put CASE#R CASE if version = 6
put HISTORY#R 00000007 if absent
put CASE#R STRAND#assistive-technology in worklist, sent if version = 6
put DAY#occupational-therapy#2026-11-16 R#assistive-technology#00000007 if absent
delete CASE#R OWED#assistive-technology if absent OR (effect = resume AND run = 1)
`},
		"withdraw": {func(s *table) error {
			_, err := s.change(casestore.StrandRevision{Reference: s.after(s.opened(), claimed...)}, referral.Withdraw{Reason: "No longer wanted."})
			return err
		}, `
put CASE#R CASE if version = 4
put HISTORY#R 00000005 if absent
put CASE#R STRAND#assistive-technology in worklist, sent if version = 4
put DAY#occupational-therapy#2026-11-16 R#assistive-technology#00000005 if absent
put CASE#R OWED#assistive-technology in due
put CASE#R NOTIFICATION#00000005#withdrawn#referrer in due if absent
put CASE#R NOTIFICATION#00000005#withdrawn#team:occupational-therapy in due if absent
`},
		"replace the run": {func(s *table) error {
			_, err := s.change(casestore.StrandRevision{Reference: s.opened(), Run: 1, Attempts: casestore.MaxAttempts}, referral.Restart{Run: 2, Seen: "ended"})
			return err
		}, `
put CASE#R CASE if version = 1
put HISTORY#R 00000002 if absent
put CASE#R STRAND#assistive-technology in sent if version = 1
put CASE#R OWED#assistive-technology in worklist
`},
		"reopen, which waits until nothing is owed": {func(s *table) error {
			r := s.after(s.opened(), stopped...)
			s.must(s.Complete(s.t.Context(), casestore.OutboxEntry{Reference: r, Kind: technology, Effect: referral.Stop, Run: 1}))
			_, err := s.change(casestore.StrandRevision{Reference: r}, referral.Reopen{Reason: "Wanted after all."})
			return err
		}, `
put CASE#R CASE if version = 4
put HISTORY#R 00000005 if absent
put CASE#R STRAND#assistive-technology in sent if version = 4
put DAY#occupational-therapy#2026-11-16 R#assistive-technology#00000005 if absent
put CASE#R OWED#assistive-technology in due if absent
put CASE#R NOTIFICATION#00000005#reopened#referrer in due if absent
put CASE#R NOTIFICATION#00000005#reopened#team:occupational-therapy in due if absent
`},
		"a direct order in the sample": {func(s *table) error {
			_, err := s.change(casestore.StrandRevision{Reference: s.opened()}, referral.Order{
				Triage:   referral.Triage{Priority: referral.High, Team: referral.TrustedAssessorTeam},
				Decision: referral.Decision{Outcome: referral.Provide, By: therapist}, Audit: true,
			})
			return err
		}, `
put CASE#R CASE if version = 1
put HISTORY#R 00000002 if absent
put CASE#R STRAND#assistive-technology in sent if version = 1
put CASE#R AUDIT#assistive-technology in worklist
put DAY#trusted-assessors#2026-11-16 R#assistive-technology#00000002 if absent
put CASE#R OWED#assistive-technology in due
put CASE#R NOTIFICATION#00000002#decided#referrer in due if absent
`},
		"keep a token": {func(s *table) error {
			return s.KeepToken(s.t.Context(), casestore.Token{Reference: s.opened(), Kind: technology, Run: 1, Entered: monday})
		}, `
put CASE#R TOKEN#assistive-technology if absent OR tokenOrder < 00000001#2026-11-16T10:00:00.000Z#00000000
check CASE#R STRAND#assistive-technology if run = 1
`},
		"an attempt": {func(s *table) error {
			return s.RecordAttempt(s.t.Context(), s.owed(s.opened()), "start: execution missing")
		}, `
put CASE#R OWED#assistive-technology in due if effect = start AND run = 1 AND attempts = 0
`},
		"the last attempt": {func(s *table) error {
			o := s.owed(s.opened())
			for range casestore.MaxAttempts - 1 {
				s.must(s.RecordAttempt(s.t.Context(), o, ""))
				o.Attempts++
			}
			return s.RecordAttempt(s.t.Context(), o, "")
		}, `
put CASE#R OWED#assistive-technology in worklist if effect = start AND run = 1 AND attempts = 4
`},
		"a redrive": {func(s *table) error {
			r := s.opened()
			s.must(s.RecordAttempt(s.t.Context(), s.owed(r), ""))
			return s.Redrive(s.t.Context(), r, technology)
		}, `
put CASE#R OWED#assistive-technology in due if effect = start AND run = 1 AND attempts = 1
`},
		"nothing left to do": {func(s *table) error { return s.Complete(s.t.Context(), s.owed(s.opened())) }, `
delete CASE#R OWED#assistive-technology if absent OR (effect = start AND run = 1)
`},
	})
}

func TestWritesOfACase(t *testing.T) {
	checkWrites(t, map[string]written{
		"open": {func(s *table) error {
			sealed := casestore.Secret{Name: "key-safe-code", ID: "1", At: monday}
			d := s.begun()
			_, err := s.SaveSection(s.t.Context(), worker.ID, d, casestore.SectionSave{Section: "home", Answers: referral.Answers{"key-safe-code": {"1"}}, Secrets: []casestore.Secret{sealed}})
			s.must(err)
			sub := submission(s.draft(), technology, referral.DigitalSupport)
			sub.Secrets = map[string]string{"key-safe-code": "1"}
			_, err = s.Open(s.t.Context(), sub)
			return err
		}, `
update DRAFT#u-01 D1 : SET sentAs = R, Expires = 1797292800 REMOVE DueKey, DueAt if version = 2 AND sentAs = ""
put CASE#R CASE if absent
put CASE#R REFERRAL if absent
put HISTORY#R 00000001 if absent
put CASE#R STRAND#assistive-technology in sent if absent
put CASE#R OWED#assistive-technology in due if absent
put CASE#R STRAND#digital-support in sent if absent
put CASE#R OWED#digital-support in due if absent
put CASE#R NOTIFICATION#00000001#referral-received#referrer in due if absent
put CASE#R SECRET#key-safe-code if absent
delete DRAFT#u-01 D1#SECRET#key-safe-code#1
put PERSON#<hash> CASE#2026-11-16T10:00:00.000Z#R if absent
put PERSON#<hash> CASE#2026-11-16T10:00:00.000Z#R if absent
`},
		"a death": {func(s *table) error {
			return s.whole(casestore.CaseRevision{Reference: s.opened(technology, referral.DigitalSupport), Version: 1, Same: []referral.Reference{"2222-2222"}},
				referral.RecordDeath{On: "2026-11-14", ToldBy: "daughter"})
		}, `
put CASE#R CASE if version = 1
put HISTORY#R 00000002 if absent
put CASE#R STRAND#assistive-technology in sent if version = 1
put CASE#R OWED#assistive-technology in due
put CASE#R STRAND#digital-support in sent if version = 1
put CASE#R OWED#digital-support in due
put CASE#R NOTIFICATION#00000002#person-has-died#referrer in due if absent
put CASE#R OWED# in due
`},
		"a death that was recorded elsewhere": {func(s *table) error {
			r, elsewhere := s.opened(), s.opened()
			s.must(s.whole(casestore.CaseRevision{Reference: elsewhere}, referral.RecordDeath{ToldBy: "daughter"}))
			return s.whole(casestore.CaseRevision{Reference: r, Precondition: &casestore.Precondition{Reference: elsewhere, Deaths: 1}},
				referral.RecordDeath{ToldBy: "daughter", From: elsewhere, Number: 1})
		}, `
put CASE#R CASE if version = 1
put HISTORY#R 00000002 if absent
put CASE#R STRAND#assistive-technology in sent if version = 1
put CASE#R OWED#assistive-technology in due
put CASE#R NOTIFICATION#00000002#person-has-died#referrer in due if absent
check CASE#CDFH-JKM2 CASE if deaths = 1
`},
		"a name corrected, and a secret kept": {func(s *table) error {
			was := referral.Person{Name: "Alpha Testcase", DateOfBirth: "1950-02-03"}
			is := referral.Person{Name: "Alpha Example", DateOfBirth: "1950-02-03"}
			return s.whole(casestore.CaseRevision{Reference: s.opened(), Secrets: []casestore.Secret{{Name: "key-safe-code", ID: "1"}}}, referral.Answer{
				Answers: referral.Answers{"full-name": {is.Name}}, Was: referral.Answers{"full-name": {was.Name}}, Reason: "As she spells it.",
				Facts: referral.Facts{Person: is}, Corrected: &referral.Corrected{Was: was}, Stored: []string{"key-safe-code"},
			})
		}, `
put CASE#R CASE if version = 1
put HISTORY#R 00000002 if absent
put CASE#R SECRET#key-safe-code
put PERSON#<hash> CASE#2026-11-16T10:00:00.000Z#R
put PERSON#<hash> CASE#2026-11-16T10:00:00.000Z#R
delete PERSON#<hash> CASE#2026-11-16T10:00:00.000Z#R
`},
		"the end of a case that keeps a secret": {func(s *table) error {
			r := s.opened()
			s.must(s.whole(casestore.CaseRevision{Reference: r, Secrets: []casestore.Secret{{Name: "key-safe-code"}}},
				referral.Answer{Answers: referral.Answers{"key-safe": {"yes"}}, Facts: referral.Facts{Person: referral.Person{Name: "Alpha Testcase"}}, Stored: []string{"key-safe-code"}}))
			_, err := s.change(casestore.StrandRevision{Reference: r}, referral.Withdraw{Reason: "No longer wanted."})
			return err
		}, `
put CASE#R CASE if version = 2
put HISTORY#R 00000003 if absent
put CASE#R STRAND#assistive-technology in sent if version = 1
put CASE#R OWED#assistive-technology in due
delete CASE#R SECRET#key-safe-code
put CASE#R NOTIFICATION#00000003#withdrawn#referrer in due if absent
`},
	})
}
