package casestore_test

import (
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

func TestWritesOfADraft(t *testing.T) {
	at := func(s *table, section string) casestore.SectionSave {
		return casestore.SectionSave{Section: section, Answers: referral.Answers{section: {"an answer"}}, By: casestore.PageTurn{Page: "p"}}
	}
	save := func(s *table, what casestore.SectionSave) {
		_, err := s.SaveSection(s.t.Context(), worker.ID, s.draft(), what)
		s.must(err)
	}
	checkWrites(t, map[string]written{
		"begin": {func(s *table) error {
			return s.BeginDraft(s.t.Context(), casestore.Beginning{Referrer: worker, ID: "D", Document: "document",
				Sections: map[string]referral.Answers{"person": {"full-name": {"Alpha Testcase"}}, "home": {}}})
		}, `
put DRAFT#u-01 D in due if absent
put DRAFT#u-01 D#home if absent
put DRAFT#u-01 D#person if absent
put HANDOVER#document USED if absent
`},
		"save a section": {func(s *table) error {
			s.begun()
			save(s, at(s, "home"))
			return nil
		}, `
update DRAFT#u-01 D1 : SET version = version + 1, saved = 2026-11-16T10:00:00Z, lastSection = home, Expires = 1797292800, DueKey = DUE#6, DueAt = 2026-12-09T08:00:00.000Z#D1#DRAFT if there AND sentAs = ""
put DRAFT#u-01 D1#home if absent OR attribute_not_exists(version) OR version = 0
`},
		"save another with a secret, so much later that the first would go": {func(s *table) error {
			s.begun()
			save(s, at(s, "home"))
			s.now = s.now.AddDate(0, 0, 8)
			other := at(s, "person")
			other.Secrets = []casestore.Secret{{Name: "key-safe-code", ID: "1"}}
			save(s, other)
			return nil
		}, `
update DRAFT#u-01 D1 : SET version = version + 1, saved = 2026-11-24T10:00:00Z, lastSection = person, Expires = 1797984000, DueKey = DUE#6, DueAt = 2026-12-17T08:00:00.000Z#D1#DRAFT if there AND sentAs = ""
put DRAFT#u-01 D1#person if absent OR attribute_not_exists(version) OR version = 0
update DRAFT#u-01 D1#home : SET Expires = 1798588800 if there
put DRAFT#u-01 D1#SECRET#key-safe-code#1
`},
		"save what is there already": {func(s *table) error {
			s.begun()
			save(s, at(s, "home"))
			save(s, at(s, "home"))
			return nil
		}, `
update DRAFT#u-01 D1 : SET version = version + 0, saved = 2026-11-16T10:00:00Z, lastSection = home, Expires = 1797292800, DueKey = DUE#6, DueAt = 2026-12-09T08:00:00.000Z#D1#DRAFT if there AND sentAs = ""
put DRAFT#u-01 D1#home if absent OR attribute_not_exists(version) OR version = 1
`},
		"delete": {func(s *table) error {
			s.begun()
			save(s, at(s, "home"))
			return s.DeleteDraft(s.t.Context(), worker.ID, "D1")
		}, `
delete DRAFT#u-01 D1 if sentAs = ""
delete DRAFT#u-01 D1#home
`},
		"tell that it will go": {func(s *table) error {
			s.begun()
			save(s, at(s, "home"))
			return s.OweDraftNotice(s.t.Context(), s.dueDraft())
		}, `
update DRAFT#u-01 D1 : REMOVE DueKey, DueAt if DueAt = 2026-12-09T08:00:00.000Z#D1#DRAFT AND Expires = 1797292800
put DRAFT#u-01 NOTIFICATION#D1#draft-about-to-expire#1797292800 in due if absent
`},
		"what is being written": {func(s *table) error {
			d := casestore.WorkingDraft{Who: "u-04", Reference: first, Kind: technology, Page: "assess"}
			is, err := s.SaveWorkingDraft(s.t.Context(), d, casestore.Section{}, at(s, "assess"))
			s.must(err)
			_, err = s.SaveWorkingDraft(s.t.Context(), d, is, at(s, "assess"))
			return err
		}, `
put WORKING#u-04 R#assistive-technology#assess if version = 1
`},
		"what is being written, for the first time": {func(s *table) error {
			_, err := s.SaveWorkingDraft(s.t.Context(), casestore.WorkingDraft{Who: "u-04", Reference: first, Kind: technology, Page: "assess"}, casestore.Section{}, at(s, "assess"))
			return err
		}, `
put WORKING#u-04 R#assistive-technology#assess if absent OR Expires <= 1794823200
`},
		"what was recorded": {func(s *table) error {
			return s.DeleteWorkingDraft(s.t.Context(), casestore.WorkingDraft{Who: "u-04", Reference: first, Kind: technology, Page: "assess"}, 2)
		}, `
delete WORKING#u-04 R#assistive-technology#assess if version = 2
`},
	})
}
