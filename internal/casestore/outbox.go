package casestore

import (
	"context"
	"time"

	"assistive-referrals/internal/referral"
)

// OutboxEntry is what must still happen outside the table for a strand.
type OutboxEntry struct {
	Reference   referral.Reference `json:"reference"`
	Kind        referral.Kind      `json:"kind"`
	Effect      referral.Effect    `json:"effect"`
	Run         int                `json:"run"`
	Attempts    int                `json:"attempts"` // looks by the sweep
	NextAttempt time.Time          `json:"look"`     // when to look again
	Since       time.Time          `json:"since"`
	Observed    string             `json:"seen"` // what the last look saw, in codes
	// Same and Maybe are the person's other cases, where the case itself owes that
	// they hear of something: those that a number says are theirs, and those that name
	// and date of birth do. Kind is "" then.
	Same  []referral.Reference `json:"same,omitempty"`
	Maybe []referral.Reference `json:"maybe,omitempty"`
}

// MaxAttempts is how often the sweep tries before it is a task for operations.
const MaxAttempts = 5

// OperationsTeam has what could not be repaired on its list.
const OperationsTeam referral.Team = "operations"

// firstRetry is how long an effect or a notification may take before the sweep
// looks whether it was lost. The wait doubles each time.
const firstRetry = 5 * time.Minute

// caseItself is in place of a kind where something is owed by the case and not by a
// strand of it.
const caseItself referral.Kind = ""

func outboxKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(PrefixOutbox + string(k))}
}

// outboxRecord is an entry as it is stored: due at its next attempt or, after the last
// one, on the list of operations.
type outboxRecord struct {
	OutboxEntry
	index
}

func (o OutboxEntry) record() outboxRecord {
	if o.Attempts >= MaxAttempts {
		return outboxRecord{o, index{WorklistKey: listKey(OperationsTeam, ListOutbox), RankKey: rankKey(o.Since, o.Reference, string(o.Kind))}}
	}
	return outboxRecord{o, dueOn(o.NextAttempt, o.Reference, PrefixOutbox+string(o.Kind))}
}

// owedBy is what a strand owes in its state, from an instant on.
func owedBy(r referral.Reference, s referral.Strand, at time.Time) OutboxEntry {
	return OutboxEntry{Reference: r, Kind: s.Kind, Effect: s.State.Effect(), Run: s.Run, NextAttempt: at.Add(firstRetry).UTC(), Since: at.UTC()}
}

// enqueue puts what is owed in place of what was, or where nothing is if that is what
// the change requires.
func enqueue(o OutboxEntry, change referral.Recorded) write {
	w := write{key: outboxKey(o.Reference, o.Kind), put: o.record()}
	if requiresIdle(change) {
		w.when = absent
	}
	return w
}

// Clearing is conditional on effect and run, as every clearing is.
const matchingEffect = absent + " OR (effect = :effect AND run = :run)"

func effectAndRun(effect referral.Effect, run int) values {
	return values{":effect": effect, ":run": run}
}

// tried is how often the sweep has looked, and what it saw last.
type tried struct {
	attempts int
	observed string
}

// effectItems writes what the new state owes in place of what the old one owed. The
// attempts that the sweep has made are kept.
func effectItems(was, is referral.Strand, e referral.Event, so tried) []write {
	k := outboxKey(e.Reference, is.Kind)
	switch owed := was.State.Effect(); {
	case is.State == was.State && is.Run == was.Run:
		return nil
	case is.State.Effect() != referral.NoEffect:
		o := owedBy(e.Reference, is, e.At)
		o.Attempts, o.Observed = so.attempts, so.observed
		return []write{enqueue(o, e.Change)}
	case requiresIdle(e.Change):
		return []write{{key: k, when: absent}}
	case owed != referral.NoEffect:
		return []write{{key: k, remove: true, when: matchingEffect, values: effectAndRun(owed, was.Run)}}
	}
	return nil
}

// requiresIdle tells whether a change is refused while something is owed.
func requiresIdle(change referral.Recorded) bool {
	_, patient := change.(interface{ RequiresIdle() })
	return patient
}

// ErrBusy is the Refusal of a change that waits while something is owed.
var ErrBusy error = referral.Refusal{Reason: "The system is still finishing what went before. Try again in a minute."}

// requireIdle refuses a change that waits while one of these owes something. The
// transaction holds it to that.
func requireIdle(ctx context.Context, d db, r referral.Reference, change referral.Recorded, kinds ...referral.Kind) error {
	if !requiresIdle(change) {
		return nil
	}
	for _, kind := range kinds {
		switch err := d.get(ctx, outboxKey(r, kind), &OutboxEntry{}); {
		case err == nil:
			return ErrBusy
		case !IsNotFound(err):
			return err
		}
	}
	return nil
}

// OutboxEntry returns what is owed for a strand, or ErrNotFound if nothing is.
func (s *Store) OutboxEntry(ctx context.Context, r referral.Reference, k referral.Kind) (OutboxEntry, error) {
	var o OutboxEntry
	err := s.get(ctx, outboxKey(r, k), &o)
	return o, err
}

// Complete removes what is owed if it is still that effect for that run. It is
// for a look that finds that nothing is left to do; it has no version and no
// event.
func (s *Store) Complete(ctx context.Context, o OutboxEntry) error {
	err := s.send(ctx, write{key: outboxKey(o.Reference, o.Kind), remove: true, when: matchingEffect, values: effectAndRun(o.Effect, o.Run)})
	return wrapped(unless(err, errUnmet), "clear what "+string(o.Reference)+" owes")
}

// RecordAttempt records that the sweep looked, what it saw, and when to look
// again, unless something else is owed by now.
func (s *Store) RecordAttempt(ctx context.Context, o OutboxEntry, seen string) error {
	was := o
	o.Attempts++
	o.Observed = seen
	o.NextAttempt = s.now().Add(firstRetry << o.Attempts).UTC()
	return wrapped(replaceEntry(ctx, s.db, was, o), "count an attempt for "+string(o.Reference))
}

// Redrive starts the count of attempts anew, for operations, after the cause was
// mended. The stream tells relay of it at once.
func (s *Store) Redrive(ctx context.Context, r referral.Reference, k referral.Kind) error {
	was, err := s.OutboxEntry(ctx, r, k)
	if err != nil {
		return err
	}
	o := was
	o.Attempts, o.NextAttempt = 0, s.now().Add(firstRetry).UTC()
	return wrapped(replaceEntry(ctx, s.db, was, o), "try again for "+string(r))
}

// replaceEntry puts an entry in place of another, or changes nothing if that is no
// longer there.
func replaceEntry(ctx context.Context, d db, was, is OutboxEntry) error {
	return unless(d.send(ctx, write{
		key: outboxKey(is.Reference, is.Kind), put: is.record(), when: "effect = :effect AND run = :run AND attempts = :attempts",
		values: values{":effect": was.Effect, ":run": was.Run, ":attempts": was.Attempts},
	}), errUnmet)
}
