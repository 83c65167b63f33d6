package workflow

import (
	"context"
	"errors"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
)

// Settle does what a strand owes now, if anything. It is what relay does at once;
// whatever it leaves undone, Repair finds when it is overdue.
func (w *Workflow) Settle(ctx context.Context, r referral.Reference, k referral.Kind) error {
	owed, err := w.store.Owed(ctx, r, k)
	if casestore.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return w.settle(ctx, owed, false)
}

// Repair does what is owed and overdue, and counts the attempt first, with what
// was seen, so that what fails every time ends as a task for operations.
func (w *Workflow) Repair(ctx context.Context, due casestore.Owed) error {
	// What the index said may be old: what counts is what is owed now.
	owed, err := w.store.Owed(ctx, due.Reference, due.Kind)
	if casestore.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if owed.Effect != due.Effect || owed.Run != due.Run || owed.Attempts != due.Attempts {
		return nil
	}
	return w.settle(ctx, owed, true)
}

func (w *Workflow) settle(ctx context.Context, owed casestore.Owed, repairing bool) error {
	if owed.Effect == referral.Spread {
		return w.spread(ctx, owed, repairing)
	}
	_, strand, err := w.store.Strand(ctx, owed.Reference, owed.Kind)
	if err != nil {
		return err
	}
	if strand.State.Owes() != owed.Effect || strand.Run != owed.Run {
		return w.store.ClearOwed(ctx, owed)
	}
	d := debt{Workflow: w, owed: owed, run: message.Strand{Reference: owed.Reference, Kind: owed.Kind, Run: owed.Run}}
	if repairing {
		return d.repair(ctx)
	}
	return d.pay(ctx)
}

// debt is one effect that is owed.
type debt struct {
	*Workflow
	owed casestore.Owed
	run  message.Strand
}

// pay does the effect, the first time.
func (d debt) pay(ctx context.Context) error {
	switch d.owed.Effect {
	case referral.Start:
		return d.Start(ctx, d.run)
	case referral.Enlist:
		return nil // The workflow is about to; the sweep looks whether it did.
	case referral.Resume:
		return d.resume(ctx)
	case referral.Stop:
		return d.stop(ctx)
	}
	return nil
}

// resume sends the stored token of this run. Without one, or with one that is dead,
// the execution must be looked at: while it runs, the token's arrival is told by the
// stream; where it is missing, as after a restoring, it is started.
func (d debt) resume(ctx context.Context) error {
	err := d.sendToken(ctx)
	if !errors.Is(err, errDeadToken) && !casestore.IsNotFound(err) {
		return err
	}
	found, err := d.look(ctx, d.run)
	if err == nil && found == missing {
		return d.Start(ctx, d.run)
	}
	return err
}

// sendToken returns casestore.ErrNotFound if there is no token of this run, and
// errDeadToken if the token is no longer waited on.
func (d debt) sendToken(ctx context.Context) error {
	token, err := d.store.Token(ctx, d.owed.Reference, d.owed.Kind)
	if err != nil {
		return err
	}
	if token.Run != d.owed.Run {
		return casestore.ErrNotFound
	}
	return d.Resume(ctx, token)
}

func (d debt) stop(ctx context.Context) error {
	if err := d.Stop(ctx, d.run, "the strand has ended"); err != nil {
		return err
	}
	return d.store.ClearOwed(ctx, d.owed)
}

// thirdLook is the number of earlier looks at which a decision has waited long
// enough for its token.
const thirdLook = 2

// repair looks what became of an effect that is overdue, counts the attempt, and
// does what is missing.
func (d debt) repair(ctx context.Context) error {
	found, err := d.look(ctx, d.run)
	if err != nil {
		return err
	}
	if err := d.store.CountAttempt(ctx, d.owed, d.saw(found)); err != nil {
		return err
	}
	d.log.Warn("an effect is overdue", "reference", d.owed.Reference, "strand", d.owed.Kind,
		"effect", d.owed.Effect, "run", d.owed.Run, "execution", found, "attempt", d.owed.Attempts+1)
	switch d.owed.Effect {
	case referral.Start:
		return d.repairStart(ctx, found)
	case referral.Enlist:
		return d.enlistWithoutToken(ctx)
	case referral.Resume:
		return d.repairResume(ctx, found)
	case referral.Stop:
		return d.stop(ctx)
	}
	return nil
}

// saw says in codes what a look saw.
func (d debt) saw(found fate) string { return string(d.owed.Effect) + ": execution " + string(found) }

func (d debt) repairStart(ctx context.Context, found fate) error {
	switch found {
	case missing:
		return d.Start(ctx, d.run)
	case ended:
		return d.replaceRun(ctx, found)
	}
	return nil
}

// enlistWithoutToken makes the change that enlist would, so that nobody waits
// unseen. The token is stored whenever it comes.
func (d debt) enlistWithoutToken(ctx context.Context) error {
	_, err := d.store.Update(ctx, casestore.Revision{
		Reference: d.owed.Reference, Kind: d.owed.Kind, Run: d.owed.Run, By: referral.System("sweep"),
	}, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		if s.State != referral.Triaged {
			return nil, nil
		}
		return referral.List{}, nil
	})
	return ignoring(err, casestore.ErrOtherRun)
}

func (d debt) repairResume(ctx context.Context, found fate) error {
	err := d.sendToken(ctx)
	switch {
	case err == nil:
		return nil
	case !errors.Is(err, errDeadToken) && !casestore.IsNotFound(err):
		return err
	case found == missing:
		return d.Start(ctx, d.run)
	case found == ended, d.owed.Attempts >= thirdLook:
		return d.replaceRun(ctx, found)
	}
	return nil
}

// replaceRun gives up the run: stop, then raise, then start. In another order an
// execution could be left that nobody stops.
func (d debt) replaceRun(ctx context.Context, found fate) error {
	if err := d.Stop(ctx, d.run, "replaced by the next run"); err != nil {
		return err
	}
	next := d.run
	next.Run++
	_, err := d.store.Update(ctx, casestore.Revision{
		Reference: d.owed.Reference, Kind: d.owed.Kind, Run: d.owed.Run, By: referral.System("sweep"), Attempts: d.owed.Attempts + 1,
		Seen: d.saw(found),
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
