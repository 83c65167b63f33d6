package casestore

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
	"context"
	"time"
)

func owedKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(message.PrefixOwed + string(k))}
}

// Owed is what must still happen outside the table for a strand.
type Owed struct {
	Reference referral.Reference `json:"reference"`
	Kind      referral.Kind      `json:"kind"`
	Effect    referral.Effect    `json:"effect"`
	Run       int                `json:"run"`
	Attempts  int                `json:"attempts"` // looks by the sweep
	Look      time.Time          `json:"look"`     // when to look again
	Since     time.Time          `json:"since"`
	Seen      string             `json:"seen"` // what the last look saw, in codes
	// Same and Maybe are the person's other cases, where the case itself owes that
	// they hear of something: those that a number says are theirs, and those that name
	// and date of birth do. Kind is "" then.
	Same  []referral.Reference `json:"same,omitempty"`
	Maybe []referral.Reference `json:"maybe,omitempty"`
}

// owedItem writes what is owed. After the last attempt it no longer comes due,
// and is on the list of operations instead.
func owedItem(o Owed) record {
	i := record{key: owedKey(o.Reference, o.Kind), value: o, index: item{}}
	if o.Attempts >= LastAttempt {
		i.index["WorklistKey"] = text(listKey(OperationsTeam, ListOwed))
		i.index["RankKey"] = text(rankKey(o.Since, o.Reference, string(o.Kind)))
		return i
	}
	i.index["DueKey"] = text(duePartition(o.Reference))
	i.index["DueAt"] = text(dueAt(o.Look, o.Reference, "OWED#"+string(o.Kind)))
	return i
}

func (s *Store) owedFor(r referral.Reference, strand referral.Strand) Owed {
	now := s.now()
	return Owed{Reference: r, Kind: strand.Kind, Effect: strand.State.Owes(), Run: strand.Run, Look: now.Add(firstLook).UTC(), Since: now.UTC()}
}

// settleOwed writes what the new state owes in place of what the old one owed.
// Clearing is conditional on effect and run, as every clearing is. A change that
// waits for nothing to be owed finds nothing there.
func (s *Store) settleOwed(w *writer, r Revision, was, is referral.Strand) {
	if is.State == was.State && is.Run == was.Run {
		return
	}
	if is.State.Owes() != referral.NoEffect {
		owed := s.owedFor(r.Reference, is)
		owed.Attempts, owed.Seen = r.Attempts, r.Seen
		w.owe(owedItem(owed))
		return
	}
	if w.waits {
		w.check(owedKey(r.Reference, is.Kind), "attribute_not_exists(PK)", nil, nil)
		return
	}
	if effect := was.State.Owes(); effect != referral.NoEffect {
		w.remove(owedKey(r.Reference, is.Kind), matchingOwed, item{":effect": text(string(effect)), ":run": number(int64(was.Run))})
	}
}

// isPatient tells whether a change is refused while something is owed.
func isPatient(change referral.Change) bool {
	_, patient := change.(interface{ WaitsForNothingOwed() })
	return patient
}

// nothingOwed refuses a change that waits while one of these owes something. The
// transaction holds it to that.
func (s *Store) nothingOwed(ctx context.Context, r referral.Reference, change referral.Change, kinds ...referral.Kind) error {
	if !isPatient(change) {
		return nil
	}
	for _, kind := range kinds {
		_, err := s.Owed(ctx, r, kind)
		switch {
		case err == nil:
			return ErrBusy
		case !IsNotFound(err):
			return err
		}
	}
	return nil
}

// owePerson writes that the person's other cases must hear of what was recorded.
func (s *Store) owePerson(w *writer, r WholeRevision, before, c referral.Case) {
	if len(r.Same)+len(r.Maybe) == 0 || c.Deaths == before.Deaths {
		return
	}
	now := s.now()
	owed := Owed{Reference: r.Reference, Kind: wholeCase, Effect: referral.Spread, Run: c.Deaths, Look: now.Add(firstLook).UTC(), Since: now.UTC(), Same: r.Same, Maybe: r.Maybe}
	w.owe(owedItem(owed))
}

// Owed returns what is owed for a strand, or ErrNotFound if nothing is.
func (s *Store) Owed(ctx context.Context, r referral.Reference, k referral.Kind) (Owed, error) {
	var o Owed
	err := s.get(ctx, owedKey(r, k), &o)
	return o, err
}
