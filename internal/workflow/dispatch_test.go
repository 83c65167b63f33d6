package workflow_test

import (
	"testing"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// What is done with an effect that a strand owes: at once, and when it is overdue after
// so many attempts, by what became of the execution of its run. Calls are said with
// the run that they are about; what is left with its run and attempts.
func TestEffects(t *testing.T) {
	for _, c := range []struct {
		effect    referral.Effect
		execution string
		token     string // that is stored
		attempts  int

		dispatch, dispatched  string // the calls, and what is then owed
		reconcile, reconciled string
	}{
		{referral.Start, "missing", "none", 0, "start 1", "start 1 after 0", "describe 1, start 1", "start 1 after 1"},
		{referral.Start, "running", "none", 0, "start 1", "start 1 after 0", "describe 1", "start 1 after 1"},
		{referral.Start, "ended", "none", 0, "start 1", "start 1 after 0", "describe 1, stop 1, start 2", "start 2 after 1"},
		{referral.Start, "missing", "none", 4, "start 1", "start 1 after 4", "describe 1, start 1", "start 1 after 5"},
		{referral.Enlist, "missing", "none", 0, "", "enlist 1 after 0", "describe 1", "nothing"},
		{referral.Enlist, "running", "none", 0, "", "enlist 1 after 0", "describe 1", "nothing"},
		{referral.Enlist, "ended", "none", 0, "", "enlist 1 after 0", "describe 1", "nothing"},
		{referral.Resume, "missing", "none", 0, "describe 1, start 1", "resume 1 after 0", "describe 1, start 1", "resume 1 after 1"},
		{referral.Resume, "running", "none", 0, "describe 1", "resume 1 after 0", "describe 1", "resume 1 after 1"},
		{referral.Resume, "running", "none", 1, "describe 1", "resume 1 after 1", "describe 1", "resume 1 after 2"},
		{referral.Resume, "running", "none", 2, "describe 1", "resume 1 after 2", "describe 1, stop 1, start 2", "resume 2 after 3"},
		{referral.Resume, "running", "its own", 0, "sendtasksuccess", "resume 1 after 0", "describe 1, sendtasksuccess", "resume 1 after 1"},
		{referral.Resume, "running", "dead", 0, "sendtasksuccess, describe 1", "resume 1 after 0", "describe 1, sendtasksuccess", "resume 1 after 1"},
		{referral.Resume, "running", "dead", 2, "sendtasksuccess, describe 1", "resume 1 after 2", "describe 1, sendtasksuccess, stop 1, start 2", "resume 2 after 3"},
		{referral.Resume, "running", "another run's", 0, "describe 2, start 2", "resume 2 after 0", "describe 2, start 2", "resume 2 after 1"},
		{referral.Resume, "running", "another run's", 2, "describe 2, start 2", "resume 2 after 2", "describe 2, start 2", "resume 2 after 3"},
		{referral.Resume, "ended", "none", 0, "describe 1", "resume 1 after 0", "describe 1, stop 1, start 2", "resume 2 after 1"},
		{referral.Resume, "ended", "its own", 0, "sendtasksuccess, describe 1", "resume 1 after 0", "describe 1, sendtasksuccess, stop 1, start 2", "resume 2 after 1"},
		{referral.Resume, "missing", "dead", 0, "sendtasksuccess, describe 1, start 1", "resume 1 after 0", "describe 1, sendtasksuccess, start 1", "resume 1 after 1"},
		{referral.Stop, "missing", "none", 0, "stop 1", "nothing", "describe 1, stop 1", "nothing"},
		{referral.Stop, "running", "its own", 0, "stop 1", "nothing", "describe 1, stop 1", "nothing"},
		{referral.Stop, "ended", "none", 0, "stop 1", "nothing", "describe 1, stop 1", "nothing"},
	} {
		for _, overdue := range []bool{false, true} {
			w := newWorld(t)
			r := w.owing(c.effect)
			token := casestore.Token{Reference: r, Kind: technology, Value: w.execute(r, c.execution), Run: 1, Entered: monday}
			switch c.token {
			case "its own":
				w.must(w.store.KeepToken(t.Context(), token))
			case "dead":
				token.Value = "of a task that is over"
				w.must(w.store.KeepToken(t.Context(), token))
			case "another run's":
				w.must(w.store.KeepToken(t.Context(), token))
				w.change(r, referral.Restart{Run: 2, Seen: "ended"})
			}
			o := w.owed(r, technology)
			for range c.attempts {
				w.must(w.store.RecordAttempt(t.Context(), o, ""))
				o = w.owed(r, technology)
			}
			w.asked()
			calls, left := c.dispatch, c.dispatched
			if overdue {
				calls, left = c.reconcile, c.reconciled
				w.must(w.Reconcile(t.Context(), o))
			} else {
				w.must(w.Dispatch(t.Context(), r, technology))
			}
			if got, owes := w.asked(), w.left(r); got != calls || owes != left {
				t.Errorf("%s, execution %s, token %s, after %d, overdue %v: %q, leaves %q\nnot %q, %q", c.effect, c.execution, c.token, c.attempts, overdue, got, owes, calls, left)
			}
		}
	}
}

// What is owed though the strand's state or run no longer calls for it is cleared, and
// nothing is done.
func TestWhatNoStateCallsFor(t *testing.T) {
	for _, c := range []struct{ effect, run string }{{"start", "1"}, {"enlist", "2"}, {"stop", "1"}} {
		for _, overdue := range []bool{false, true} {
			w := newWorld(t)
			r := w.owing(referral.Enlist)
			w.put(r, c.effect, c.run)
			w.asked()
			if overdue {
				w.must(w.Reconcile(t.Context(), w.owed(r, technology)))
			} else {
				w.must(w.Dispatch(t.Context(), r, technology))
			}
			if calls, left := w.asked(), w.left(r); calls != "" || left != "nothing" {
				t.Errorf("%s of run %s, overdue %v: %q, leaves %s", c.effect, c.run, overdue, calls, left)
			}
		}
	}
}

// What is owed no more is not done, and what is owed anew is not counted.
func TestWhatIsOwedNoMore(t *testing.T) {
	w := newWorld(t)
	r := w.owing(referral.Start)
	was := w.owed(r, technology)
	w.must(w.store.RecordAttempt(t.Context(), was, ""))
	w.must(w.Reconcile(t.Context(), was))
	if left := w.left(r); left != "start 1 after 1" {
		t.Errorf("counted by an old look: %s", left)
	}
	w.change(r, referral.Triage{Priority: referral.High, Team: referral.OccupationalTherapyTeam})
	w.must(w.Reconcile(t.Context(), was))
	if left := w.left(r); left != "enlist 1 after 0" {
		t.Errorf("enlist was looked at as start: %s", left)
	}
	w.must(w.store.Complete(t.Context(), w.owed(r, technology)))
	w.must(w.Reconcile(t.Context(), was))
	w.must(w.Dispatch(t.Context(), r, technology))
	w.must(w.Dispatch(t.Context(), "2222-2222", technology))
	if got := w.asked(); got != "" {
		t.Errorf("asked for %q", got)
	}
}

// A call that fails is an error, and what is owed stays owed.
func TestCallsThatFail(t *testing.T) {
	for _, c := range []struct {
		effect    referral.Effect
		operation string
		overdue   bool
		left      string
	}{
		{referral.Start, "StartExecution", false, "start 1 after 0"},
		{referral.Start, "DescribeExecution", true, "start 1 after 0"},
		{referral.Start, "StartExecution", true, "start 1 after 1"},
		{referral.Resume, "DescribeExecution", false, "resume 1 after 0"},
		{referral.Resume, "StartExecution", false, "resume 1 after 0"},
		{referral.Stop, "StopExecution", false, "stop 1 after 0"},
		{referral.Stop, "StopExecution", true, "stop 1 after 1"},
	} {
		w := newWorld(t)
		r := w.owing(c.effect)
		w.cloud.Faults(func(call awslocal.Call) awslocal.Fault {
			if call.Operation == c.operation {
				return awslocal.FailBefore
			}
			return awslocal.None
		})
		err := w.Dispatch(t.Context(), r, technology)
		if c.overdue {
			err = w.Reconcile(t.Context(), w.owed(r, technology))
		}
		if left := w.left(r); err == nil || left != c.left {
			t.Errorf("%s without %s, overdue %v: %v, leaves %s", c.effect, c.operation, c.overdue, err, left)
		}
	}
}

// A strand whose run was replaced is left to the run that counts: the answer that was
// lost is not given twice.
func TestARunIsReplacedOnce(t *testing.T) {
	w := newWorld(t)
	r := w.owing(referral.Start)
	w.execute(r, "ended")
	was := w.owed(r, technology)
	w.must(w.Reconcile(t.Context(), was))
	w.must(w.Reconcile(t.Context(), was))
	if left := w.left(r); left != "start 2 after 1" {
		t.Errorf("it leaves %s", left)
	}
}
