package workflow

import (
	"context"
	"errors"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
)

// Dispatch does what a strand owes now, if anything. It is what relay does at once;
// whatever it leaves undone, Reconcile finds when it is overdue.
func (w *Workflow) Dispatch(ctx context.Context, r referral.Reference, k referral.Kind) error {
	owed, err := w.store.OutboxEntry(ctx, r, k)
	if casestore.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return w.dispatch(ctx, owed, false)
}

// Reconcile does what is owed and overdue, and counts the attempt first, with what
// was seen, so that what fails every time ends as a task for operations.
func (w *Workflow) Reconcile(ctx context.Context, due casestore.OutboxEntry) error {
	// What the index said may be old: what counts is what is owed now.
	owed, err := w.store.OutboxEntry(ctx, due.Reference, due.Kind)
	if casestore.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if owed.Effect != due.Effect || owed.Run != due.Run || owed.Attempts != due.Attempts {
		return nil
	}
	return w.dispatch(ctx, owed, true)
}

func (w *Workflow) dispatch(ctx context.Context, owed casestore.OutboxEntry, repairing bool) error {
	if owed.Effect == referral.PropagateDeath {
		return w.spread(ctx, owed, repairing)
	}
	_, strand, err := w.store.Strand(ctx, owed.Reference, owed.Kind)
	if err != nil {
		return err
	}
	if strand.State.Effect() != owed.Effect || strand.Run != owed.Run {
		return w.store.Complete(ctx, owed)
	}
	d := dispatcher{Workflow: w, entry: owed, target: message.Strand{Reference: owed.Reference, Kind: owed.Kind, Run: owed.Run}}
	if repairing {
		return d.reconcile(ctx)
	}
	return d.run(ctx)
}

// dispatcher is one effect that is owed.
type dispatcher struct {
	*Workflow
	entry  casestore.OutboxEntry
	target message.Strand
}

// run does the effect, the first time.
func (d dispatcher) run(ctx context.Context) error {
	switch d.entry.Effect {
	case referral.Start:
		return d.Start(ctx, d.target)
	case referral.Enlist:
		return nil // The workflow is about to; the sweep looks whether it did.
	case referral.Resume:
		return d.resume(ctx)
	case referral.Stop:
		return d.stop(ctx)
	case referral.NoEffect, referral.PropagateDeath:
	}
	return nil
}

// resume sends the stored token of this run. Without one, or with one that is dead,
// the execution must be looked at: while it runs, the token's arrival is told by the
// stream; where it is missing, as after a restoring, it is started.
func (d dispatcher) resume(ctx context.Context) error {
	err := d.sendToken(ctx)
	if !errors.Is(err, errDeadToken) && !casestore.IsNotFound(err) {
		return err
	}
	found, err := d.describe(ctx, d.target)
	if err == nil && found == missing {
		return d.Start(ctx, d.target)
	}
	return err
}

// sendToken returns casestore.ErrNotFound if there is no token of this run, and
// errDeadToken if the token is no longer waited on.
func (d dispatcher) sendToken(ctx context.Context) error {
	token, err := d.store.Token(ctx, d.entry.Reference, d.entry.Kind)
	if err != nil {
		return err
	}
	if token.Run != d.entry.Run {
		return casestore.ErrNotFound
	}
	return d.Resume(ctx, token)
}

func (d dispatcher) stop(ctx context.Context) error {
	if err := d.Stop(ctx, d.target, "the strand has ended"); err != nil {
		return err
	}
	return d.store.Complete(ctx, d.entry)
}

// thirdLook is the number of earlier looks at which a decision has waited long
// enough for its token.
const thirdLook = 2

// reconcile looks what became of an effect that is overdue, counts the attempt, and
// does what is missing.
func (d dispatcher) reconcile(ctx context.Context) error {
	found, err := d.describe(ctx, d.target)
	if err != nil {
		return err
	}
	if err := d.store.RecordAttempt(ctx, d.entry, d.observed(found)); err != nil {
		return err
	}
	d.log.Warn("an effect is overdue", "reference", d.entry.Reference, "strand", d.entry.Kind,
		"effect", d.entry.Effect, "run", d.entry.Run, "execution", found, "attempt", d.entry.Attempts+1)
	switch d.entry.Effect {
	case referral.Start:
		return d.reconcileStart(ctx, found)
	case referral.Enlist:
		return d.enlistWithoutToken(ctx)
	case referral.Resume:
		return d.reconcileResume(ctx, found)
	case referral.Stop:
		return d.stop(ctx)
	case referral.NoEffect, referral.PropagateDeath:
	}
	return nil
}

// observed says in codes what a look saw.
func (d dispatcher) observed(found executionStatus) string {
	return string(d.entry.Effect) + ": execution " + string(found)
}

func (d dispatcher) reconcileStart(ctx context.Context, found executionStatus) error {
	switch found {
	case missing:
		return d.Start(ctx, d.target)
	case ended:
		return d.replaceRun(ctx, found)
	}
	return nil
}

// enlistWithoutToken makes the change that enlist would, so that nobody waits
// unseen. The token is stored whenever it comes.
func (d dispatcher) enlistWithoutToken(ctx context.Context) error {
	_, err := d.store.UpdateStrand(ctx, casestore.StrandRevision{
		Reference: d.entry.Reference, Kind: d.entry.Kind, Run: d.entry.Run, By: referral.System("sweep"),
	}, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		if s.State != referral.Triaged {
			return nil, nil
		}
		return referral.AddToWorklist{}, nil
	})
	return ignoring(err, casestore.ErrOtherRun)
}

func (d dispatcher) reconcileResume(ctx context.Context, found executionStatus) error {
	err := d.sendToken(ctx)
	switch {
	case err == nil:
		return nil
	case !errors.Is(err, errDeadToken) && !casestore.IsNotFound(err):
		return err
	case found == missing:
		return d.Start(ctx, d.target)
	case found == ended, d.entry.Attempts >= thirdLook:
		return d.replaceRun(ctx, found)
	}
	return nil
}

// replaceRun gives up the run: stop, then raise, then start. In another order an
// execution could be left that nobody stops.
func (d dispatcher) replaceRun(ctx context.Context, found executionStatus) error {
	if err := d.Stop(ctx, d.target, "replaced by the next run"); err != nil {
		return err
	}
	next := d.target
	next.Run++
	_, err := d.store.UpdateStrand(ctx, casestore.StrandRevision{
		Reference: d.entry.Reference, Kind: d.entry.Kind, Run: d.entry.Run, By: referral.System("sweep"), Attempts: d.entry.Attempts + 1,
		Observed: d.observed(found),
	}, func(referral.Case, referral.Strand) (referral.Change, error) {
		return referral.Restart{Run: next.Run, Seen: "execution " + string(found)}, nil
	})
	if errors.Is(err, casestore.ErrOtherRun) || errors.Is(err, referral.ErrRefused) {
		return nil
	}
	if err != nil {
		return err
	}
	return d.Start(ctx, next)
}

func ignoring(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}
