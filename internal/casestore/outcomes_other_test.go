package casestore_test

import (
	"errors"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

func TestOutcomesOfTheOutbox(t *testing.T) {
	owes := func(effect referral.Effect, attempts int) func(s *table) any {
		return func(s *table) any {
			if o := s.owed(first); o.Effect != effect || o.Attempts != attempts {
				return o
			}
			return nil
		}
	}
	token := func(run int, entered time.Time, value string) casestore.Token {
		return casestore.Token{Reference: first, Kind: technology, Run: run, Entered: entered, Value: value}
	}
	holds := func(value string) func(s *table) any {
		return func(s *table) any {
			if is, err := s.Token(s.t.Context(), first, technology); is.Value != value || err != nil && value != "" {
				return []any{is, err}
			}
			return nil
		}
	}
	checkOutcomes(t, map[string]outcome{
		"done, and something else is owed by now": {func(s *table) error {
			o := s.owed(s.opened())
			s.after(first, triage)
			s.begin(nil)
			return s.Complete(s.t.Context(), o)
		}, nil, 1, owes(referral.Enlist, 0)},
		"done twice": {func(s *table) error {
			o := s.owed(s.opened())
			s.must(s.Complete(s.t.Context(), o))
			s.begin(nil)
			return s.Complete(s.t.Context(), o)
		}, nil, 1, nil},
		"an attempt that another look counted": {func(s *table) error {
			o := s.owed(s.opened())
			s.must(s.RecordAttempt(s.t.Context(), o, "missing"))
			s.begin(nil)
			return s.RecordAttempt(s.t.Context(), o, "ended")
		}, nil, 1, owes(referral.Start, 1)},
		"an attempt at what is owed no more": {func(s *table) error {
			o := s.owed(s.opened())
			s.begin(func() { s.after(first, triage) })
			return s.RecordAttempt(s.t.Context(), o, "missing")
		}, nil, 1, owes(referral.Enlist, 0)},
		"redriven, and counted meanwhile": {func(s *table) error {
			o := s.owed(s.opened())
			s.begin(func() { s.must(s.RecordAttempt(s.t.Context(), o, "missing")) })
			return s.Redrive(s.t.Context(), first, technology)
		}, nil, 1, owes(referral.Start, 1)},
		"an older token": {func(s *table) error {
			s.opened()
			s.must(s.KeepToken(s.t.Context(), token(1, monday, "newer")))
			s.begin(nil)
			return s.KeepToken(s.t.Context(), token(1, monday.Add(-time.Second), "older"))
		}, nil, 1, holds("newer")},
		"a token of another run": {func(s *table) error {
			s.after(s.opened(), referral.Restart{Run: 2})
			s.begin(nil)
			return s.KeepToken(s.t.Context(), token(1, monday, "old"))
		}, nil, 1, holds("")},
		"a token, while another transaction is at it": {func(s *table) error {
			s.opened()
			s.begin(nil)
			s.carrier.answers = []string{conflict(2)}
			return s.KeepToken(s.t.Context(), token(1, monday, "kept"))
		}, nil, 2, holds("kept")},
	})
}

func TestOutcomesOfTheRest(t *testing.T) {
	claim := func(s *table) (casestore.Notification, error) {
		return s.ClaimNotification(s.t.Context(), s.notification(first).Key(), time.Minute)
	}
	sent := func(receipt string, attempts int) func(s *table) any {
		return func(s *table) any {
			if n := s.notification(first); n.Receipt != receipt || n.Attempts != attempts {
				return n
			}
			return nil
		}
	}
	scan := func(s *table, verdict referral.AttachmentState) error {
		return s.RecordScan(s.t.Context(), "D", "A", verdict, "application/pdf")
	}
	file := func(state referral.AttachmentState, version int) func(s *table) any {
		return func(s *table) any {
			if a, err := s.Attachment(s.t.Context(), "D", "A"); err != nil || a.State != state || a.Version != version {
				return a
			}
			return nil
		}
	}
	add := func(s *table) error {
		return s.AddAttachment(s.t.Context(), worker.ID, "D", referral.Attachment{ID: "A"})
	}
	checkOutcomes(t, map[string]outcome{
		"a notification that another delivery has": {func(s *table) error {
			s.opened()
			_, err := claim(s)
			s.must(err)
			s.begin(nil)
			_, err = claim(s)
			return err
		}, casestore.ErrClaimedElsewhere, 0, nil},
		"a notification that another delivery takes meanwhile": {func(s *table) error {
			s.opened()
			s.begin(func() {
				_, err := claim(s)
				s.must(err)
			})
			_, err := claim(s)
			return err
		}, casestore.ErrClaimedElsewhere, 1, nil},
		"a notification that was sent": {func(s *table) error {
			s.opened()
			n, err := claim(s)
			s.must(err)
			s.must(s.MarkSent(s.t.Context(), n, "receipt"))
			s.begin(nil)
			again, err := claim(s)
			if again.Sent.IsZero() {
				s.t.Error("it is not sent")
			}
			return err
		}, nil, 0, sent("receipt", 0)},
		"a notification whose claim ran out before it was marked": {func(s *table) error {
			s.opened()
			n, err := claim(s)
			s.must(err)
			s.now = s.now.Add(2 * time.Minute)
			_, err = claim(s)
			s.must(err)
			s.begin(nil)
			return s.MarkSent(s.t.Context(), n, "late")
		}, casestore.ErrClaimedElsewhere, 1, sent("", 0)},
		"a notification queued again, and claimed meanwhile": {func(s *table) error {
			n := s.notification(s.opened())
			s.begin(func() {
				_, err := claim(s)
				s.must(err)
			})
			return s.PostponeNotification(s.t.Context(), n)
		}, nil, 1, sent("", 0)},
		"a notification tried again that was not given up": {func(s *table) error {
			n := s.notification(s.opened())
			s.begin(nil)
			return s.TryNotificationAgain(s.t.Context(), n.Key())
		}, nil, 0, nil},
		"a file that is added twice": {func(s *table) error {
			s.must(add(s))
			s.must(scan(s, referral.AttachmentClean))
			s.begin(nil)
			return add(s)
		}, nil, 1, file(referral.AttachmentClean, 2)},
		"a verdict that comes twice": {func(s *table) error {
			s.must(add(s))
			s.must(scan(s, referral.AttachmentClean))
			s.begin(nil)
			return scan(s, referral.AttachmentUnchecked)
		}, nil, 0, file(referral.AttachmentClean, 2)},
		"a verdict on a file that is taken away meanwhile": {func(s *table) error {
			s.must(add(s))
			s.begin(func() { s.must(s.RemoveAttachment(s.t.Context(), "D", "A", worker.Actor, "Another's.")) })
			return scan(s, referral.AttachmentClean)
		}, nil, 2, file(referral.AttachmentClean, 3)},
		"a verdict on a file that is not known": {func(s *table) error { return scan(s, referral.AttachmentClean) }, casestore.ErrNotFound, 0, nil},
		"settings that another browser changes meanwhile": {func(s *table) error {
			view := func(id string) func(casestore.Settings) (casestore.Settings, error) {
				return func(is casestore.Settings) (casestore.Settings, error) { return is.With(casestore.View{ID: id}), nil }
			}
			s.begin(func() { s.must(s.ChangeSettings(s.t.Context(), "u-04", view("a"))) })
			return s.ChangeSettings(s.t.Context(), "u-04", view("b"))
		}, nil, 2, func(s *table) any {
			if is, err := s.Settings(s.t.Context(), "u-04"); err != nil || len(is.Views) != 2 || is.Version != 2 {
				return is
			}
			return nil
		}},
		"a view that is recorded twice": {func(s *table) error {
			read := casestore.Read{Reference: first, By: therapist, At: monday, Request: "1"}
			s.must(s.RecordRead(s.t.Context(), read))
			s.begin(nil)
			return s.RecordRead(s.t.Context(), read)
		}, nil, 1, func(s *table) any {
			if all, err := s.Reads(s.t.Context(), first); err != nil || len(all) != 1 {
				return all
			}
			return nil
		}},
		"a day that another sweep closes meanwhile": {func(s *table) error {
			s.now = s.now.AddDate(0, 0, 1)
			s.begin(func() { s.must(s.CloseDays(s.t.Context())) })
			return s.CloseDays(s.t.Context())
		}, nil, 1, nil},
		"what cannot be written": {func(s *table) error {
			s.opened()
			s.carrier.answers = []string{`{"__type":"com.amazonaws.dynamodb.v20120810#AccessDeniedException"}`}
			s.begin(nil)
			_, err := s.change(casestore.StrandRevision{Reference: first}, referral.Note{Text: "x"})
			if err != nil && !errors.Is(err, referral.ErrRefused) {
				return errExpected
			}
			return err
		}, errExpected, 1, history(1)},
	})
}
