package casestore

import (
	"context"
	"fmt"
	"slices"
	"time"

	"assistive-referrals/internal/referral"
)

const prefixReads = "READS#"

// Read is one view of a case's personal data.
type Read struct {
	Reference referral.Reference `json:"reference"`
	By        referral.Actor     `json:"by"`
	At        time.Time          `json:"at"`
	What      string             `json:"what"`    // the page
	Request   string             `json:"request"` // identifier of the request
	Why       string             `json:"why"`     // if a reason was asked for
}

func readsPartition(r referral.Reference) partition { return partition(prefixReads + string(r)) }

func readItem(r Read) write {
	k := key{readsPartition(r.Reference), sort(instant(r.At) + "#" + r.By.ID + "#" + r.Request)}
	return write{key: k, put: r, when: absent}
}

// RecordRead writes down who looked at what. The same request is recorded once.
func (s *Store) RecordRead(ctx context.Context, r Read) error {
	err := unless(s.send(ctx, readItem(r)), errUnmet)
	return wrapped(err, "record a view of "+string(r.Reference))
}

// RecordReads writes down several views, all of a hundred or none.
func (s *Store) RecordReads(ctx context.Context, reads []Read) error {
	for some := range slices.Chunk(reads, mostAtOnce) {
		writes := make([]write, len(some))
		for n, r := range some {
			writes[n] = readItem(r)
		}
		if err := s.commit(ctx, writes); err != nil {
			return fmt.Errorf("record %d views: %w", len(some), err)
		}
	}
	return nil
}

// Reads returns every recorded view of a case, the first one first.
func (s *Store) Reads(ctx context.Context, r referral.Reference) ([]Read, error) {
	return all[Read](ctx, s.db, readsPartition(r), "")
}

// LatestReads returns the last recorded views of a case, the latest first: at most so
// many, however often it was looked at.
func (s *Store) LatestReads(ctx context.Context, r referral.Reference, most int) ([]Read, error) {
	return latest[Read](ctx, s.db, readsPartition(r), most)
}
