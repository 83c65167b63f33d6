package casestore_test

import (
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

func TestOutcomesOfADraft(t *testing.T) {
	home := casestore.SectionSave{Section: "home", Answers: referral.Answers{"stairs": {"yes"}}}
	save := func(s *table, d casestore.Draft) error {
		_, err := s.SaveSection(s.t.Context(), worker.ID, d, home)
		return err
	}
	open := func(s *table, d casestore.Draft, want referral.Reference) error {
		got, err := s.Open(s.t.Context(), submission(d, technology))
		if got != want {
			s.t.Errorf("it is sent as %q, not %q", got, want)
		}
		return err
	}
	desk := casestore.WorkingDraft{Who: "u-04", Reference: first, Kind: technology, Page: "assess"}
	write := func(s *table, was casestore.Section) (casestore.Section, error) {
		return s.SaveWorkingDraft(s.t.Context(), desk, was, home)
	}
	checkOutcomes(t, map[string]outcome{
		"begun twice": {func(s *table) error {
			d := s.begun()
			s.must(save(s, d))
			s.begin(nil)
			s.must(s.StartDraft(s.t.Context(), worker.ID, d.ID))
			return nil
		}, nil, 1, func(s *table) any {
			if d := s.draft(); d.Version != 2 {
				return d
			}
			return nil
		}},
		"begun with a document that began another": {func(s *table) error {
			s.must(s.BeginDraft(s.t.Context(), casestore.Beginning{Referrer: worker, ID: "A", Document: "document"}))
			s.begin(nil)
			return s.BeginDraft(s.t.Context(), casestore.Beginning{Referrer: worker, ID: "B", Document: "document"})
		}, casestore.ErrUsedBefore, 1, nil},
		"sent twice": {func(s *table) error {
			d := s.begun()
			s.must(open(s, d, first))
			s.begin(nil)
			return open(s, d, first)
		}, nil, 0, history(1)},
		"sent twice at once": {func(s *table) error {
			d := s.begun()
			s.begin(func() { s.must(open(s, d, "CDFH-JKM2")) })
			return open(s, d, "CDFH-JKM2")
		}, nil, 1, nil},
		"sent, and saved meanwhile": {func(s *table) error {
			d := s.begun()
			s.begin(func() { s.must(save(s, d)) })
			return open(s, d, "")
		}, casestore.ErrStaleDraft, 1, nil},
		"sent under a reference that is taken": {func(s *table) error {
			s.opened()
			s.minted = 0
			d := s.begun()
			s.begin(nil)
			return open(s, d, "CDFH-JKM2")
		}, nil, 2, nil},
		"sent when it is gone": {func(s *table) error {
			d := s.begun()
			s.now = s.now.AddDate(0, 0, 60)
			return open(s, d, "")
		}, casestore.ErrNotFound, 1, nil},
		"a section is saved elsewhere meanwhile": {func(s *table) error {
			d := s.begun()
			s.begin(func() { s.must(save(s, d)) })
			return save(s, d)
		}, casestore.ErrStaleDraft, 1, nil},
		"another section is saved meanwhile": {func(s *table) error {
			d := s.begun()
			s.begin(func() {
				_, err := s.SaveSection(s.t.Context(), worker.ID, d, casestore.SectionSave{Section: "person", Answers: referral.Answers{"a": {"b"}}})
				s.must(err)
			})
			return save(s, d)
		}, nil, 1, func(s *table) any {
			if d := s.draft(); d.Version != 3 || len(d.Sections) != 2 {
				return d
			}
			return nil
		}},
		"a section of a draft that is sent meanwhile": {func(s *table) error {
			d := s.begun()
			s.begin(func() { s.must(open(s, d, first)) })
			return save(s, d)
		}, casestore.ErrNotFound, 1, nil},
		"a section, while another transaction is at it": {func(s *table) error {
			d := s.begun()
			s.begin(nil)
			s.carrier.answers = []string{conflict(2), conflict(2)}
			return save(s, d)
		}, nil, 3, nil},
		"deleted after it was sent": {func(s *table) error {
			d := s.begun()
			s.begin(func() { s.must(open(s, d, first)) })
			return s.DeleteDraft(s.t.Context(), worker.ID, d.ID)
		}, casestore.ErrNotFound, 1, history(1)},
		"it is told that it will go, and it is saved": {func(s *table) error {
			d := s.begun()
			s.must(save(s, d))
			due := s.dueDraft()
			s.now = s.now.AddDate(0, 0, 1)
			s.begin(func() { s.must(save(s, s.draft())) })
			return s.OweDraftNotice(s.t.Context(), due)
		}, nil, 1, func(s *table) any {
			if due := s.dueDraft(); due.ID == "" {
				return "it is due no more"
			}
			return nil
		}},
		"what is being written, elsewhere meanwhile": {func(s *table) error {
			s.begin(func() {
				_, err := write(s, casestore.Section{})
				s.must(err)
			})
			_, err := write(s, casestore.Section{})
			return err
		}, casestore.ErrStaleDraft, 1, nil},
		"what was being written, and has expired": {func(s *table) error {
			_, err := write(s, casestore.Section{})
			s.must(err)
			s.now = s.now.AddDate(0, 0, 91)
			s.begin(nil)
			_, err = write(s, casestore.Section{})
			return err
		}, nil, 1, nil},
		"recorded, and written on meanwhile": {func(s *table) error {
			is, err := write(s, casestore.Section{})
			s.must(err)
			s.begin(func() {
				_, err := write(s, is)
				s.must(err)
			})
			return s.DeleteWorkingDraft(s.t.Context(), desk, is.Version)
		}, nil, 1, func(s *table) any {
			if is, err := s.ReadWorkingDraft(s.t.Context(), desk); err != nil || is.Version != 2 {
				return is
			}
			return nil
		}},
	})
}
