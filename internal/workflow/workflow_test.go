package workflow_test

import (
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// A notification is queued with its key and nothing else.
func TestQueue(t *testing.T) {
	w := newWorld(t)
	w.must(w.Queue(t.Context(), casestore.NotificationKey{Reference: "7K3Q-9M2P", ID: "00000001#referral-received#referrer"}))
	w.must(w.Queue(t.Context(), casestore.NotificationKey{Referrer: "u-01", ID: "D1#draft-about-to-expire#1800000000"}))
	for _, want := range []string{
		`{"reference":"7K3Q-9M2P","notification":"00000001#referral-received#referrer"}`,
		`{"referrer":"u-01","notification":"D1#draft-about-to-expire#1800000000"}`,
	} {
		if got := w.received("notifications"); got != want {
			t.Errorf("queued %s, not %s", got, want)
		}
	}
}

// A death that is recorded reaches the person's other cases, once: where only name and
// date of birth agree somebody must check.
func TestADeathReachesOtherCases(t *testing.T) {
	for _, c := range []struct {
		by      string // what says that it is the same person
		ended   bool   // the other case has
		overdue bool
		died    bool
		toCheck bool
	}{
		{by: "number", died: true},
		{by: "number", ended: true, died: true},
		{by: "number", overdue: true, died: true},
		{by: "name", toCheck: true},
		{by: "name", ended: true},
	} {
		w := newWorld(t)
		r, other := w.opened("Alpha Testcase"), w.opened("Alpha Testcase")
		if c.ended {
			w.change(other, referral.Withdraw{Reason: "No longer wanted."})
		}
		revision := casestore.CaseRevision{Reference: r, By: therapist}
		if others := []referral.Reference{other}; c.by == "number" {
			revision.Same = others
		} else {
			revision.Maybe = others
		}
		_, _, err := w.store.UpdateCase(t.Context(), revision, func(referral.Case, []referral.Strand) (referral.CaseChange, error) {
			return referral.RecordDeath{On: "2026-11-14", ToldBy: "daughter"}, nil
		})
		w.must(err)
		due := w.owed(r, "")
		if c.overdue {
			w.must(w.Reconcile(t.Context(), due))
		} else {
			w.must(w.Dispatch(t.Context(), r, ""))
		}
		is, _, err := w.store.Case(t.Context(), other)
		w.must(err)
		if (is.Died != nil) != c.died || (is.DeathToCheck != nil) != c.toCheck {
			t.Errorf("%+v: died %+v, to check %+v", c, is.Died, is.DeathToCheck)
		}
		if o := w.owed(r, ""); o.Effect != referral.NoEffect {
			t.Errorf("%+v: it still owes %+v", c, o)
		}
		w.must(w.Reconcile(t.Context(), due))
		if again, _, err := w.store.Case(t.Context(), other); err != nil || again.Version != is.Version {
			t.Errorf("%+v: told again", c)
		}
	}
}
