package casestore

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
	"context"
	"time"
)

func outboxKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(message.PrefixOutbox + string(k))}
}

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

// outboxItem writes what is owed. After the last attempt it no longer comes due,
// and is on the list of operations instead.
func outboxItem(o OutboxEntry) record {
	i := record{key: outboxKey(o.Reference, o.Kind), value: o, index: item{}}
	if o.Attempts >= MaxAttempts {
		i.index["WorklistKey"] = text(listKey(OperationsTeam, ListOutbox))
		i.index["RankKey"] = text(rankKey(o.Since, o.Reference, string(o.Kind)))
		return i
	}
	i.index["DueKey"] = text(duePartition(o.Reference))
	i.index["DueAt"] = text(dueAt(o.NextAttempt, o.Reference, "OWED#"+string(o.Kind)))
	return i
}

func (s *Store) outboxEntryFor(r referral.Reference, strand referral.Strand) OutboxEntry {
	now := s.now()
	return OutboxEntry{Reference: r, Kind: strand.Kind, Effect: strand.State.Effect(), Run: strand.Run, NextAttempt: now.Add(firstRetry).UTC(), Since: now.UTC()}
}

// enqueueEffect writes what the new state owes in place of what the old one owed.
// Clearing is conditional on effect and run, as every clearing is. A change that
// waits for nothing to be owed finds nothing there.
func (s *Store) enqueueEffect(w *writer, r StrandRevision, was, is referral.Strand) {
	if is.State == was.State && is.Run == was.Run {
		return
	}
	if is.State.Effect() != referral.NoEffect {
		owed := s.outboxEntryFor(r.Reference, is)
		owed.Attempts, owed.Observed = r.Attempts, r.Observed
		w.enqueue(outboxItem(owed))
		return
	}
	if w.waits {
		w.check(outboxKey(r.Reference, is.Kind), "attribute_not_exists(PK)", nil, nil)
		return
	}
	if effect := was.State.Effect(); effect != referral.NoEffect {
		w.remove(outboxKey(r.Reference, is.Kind), matchingEffect, item{":effect": text(string(effect)), ":run": number(int64(was.Run))})
	}
}

// requiresIdle tells whether a change is refused while something is owed.
func requiresIdle(change referral.Recorded) bool {
	_, patient := change.(interface{ RequiresIdle() })
	return patient
}

// requireIdle refuses a change that waits while one of these owes something. The
// transaction holds it to that.
func (s *Store) requireIdle(ctx context.Context, r referral.Reference, change referral.Recorded, kinds ...referral.Kind) error {
	if !requiresIdle(change) {
		return nil
	}
	for _, kind := range kinds {
		_, err := s.OutboxEntry(ctx, r, kind)
		switch {
		case err == nil:
			return ErrBusy
		case !IsNotFound(err):
			return err
		}
	}
	return nil
}

// enqueueDeathNotice writes that the person's other cases must hear of what was recorded.
func (s *Store) enqueueDeathNotice(w *writer, r CaseRevision, before, c referral.Case) {
	if len(r.Same)+len(r.Maybe) == 0 || c.Deaths == before.Deaths {
		return
	}
	now := s.now()
	owed := OutboxEntry{Reference: r.Reference, Kind: caseItself, Effect: referral.PropagateDeath, Run: c.Deaths, NextAttempt: now.Add(firstRetry).UTC(), Since: now.UTC(), Same: r.Same, Maybe: r.Maybe}
	w.enqueue(outboxItem(owed))
}

// OutboxEntry returns what is owed for a strand, or ErrNotFound if nothing is.
func (s *Store) OutboxEntry(ctx context.Context, r referral.Reference, k referral.Kind) (OutboxEntry, error) {
	var o OutboxEntry
	err := s.get(ctx, outboxKey(r, k), &o)
	return o, err
}
