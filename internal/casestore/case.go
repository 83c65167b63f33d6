package casestore

import (
	"context"
	"fmt"
	"slices"

	"assistive-referrals/internal/parallel"
	"assistive-referrals/internal/referral"
)

const (
	prefixCase        = "CASE#"
	sortCase     sort = "CASE"
	sortReferral sort = "REFERRAL"
)

func casePartition(r referral.Reference) partition { return partition(prefixCase + string(r)) }

func caseKey(r referral.Reference) key { return key{casePartition(r), sortCase} }

func referralKey(r referral.Reference) key { return key{casePartition(r), sortReferral} }

// caseItem puts a case in place of the version that was read.
func caseItem(c referral.Case, was int) write {
	return write{key: caseKey(c.Reference), put: c, when: sameVersion, values: version(was)}
}

// Case returns a case and its strands, in the order of the referral's kinds, or
// ErrNotFound.
func (s *Store) Case(ctx context.Context, r referral.Reference) (referral.Case, []referral.Strand, error) {
	var c referral.Case
	if err := s.get(ctx, caseKey(r), &c); err != nil {
		return c, nil, err
	}
	strands := make([]referral.Strand, 0, len(c.Kinds))
	for _, kind := range c.Kinds {
		var record strandRecord
		if err := s.get(ctx, strandKey(r, kind), &record); err != nil {
			return c, nil, fmt.Errorf("strand %s of %s: %w", kind, r, err)
		}
		strands = append(strands, record.Strand)
	}
	return c, strands, nil
}

// Strand returns a case and one of its strands, or ErrNotFound. The case is read first:
// it counts its open strands under its version, so that two last strands cannot both
// miss closing it.
func (s *Store) Strand(ctx context.Context, r referral.Reference, k referral.Kind) (referral.Case, referral.Strand, error) {
	var c referral.Case
	if err := s.get(ctx, caseKey(r), &c); err != nil {
		return c, referral.Strand{}, err
	}
	var record strandRecord
	err := s.get(ctx, strandKey(r, k), &record)
	return c, record.Strand, err
}

// Referral returns the referral as it was sent, or ErrNotFound.
func (s *Store) Referral(ctx context.Context, r referral.Reference) (referral.Referral, error) {
	var sent referral.Referral
	err := s.get(ctx, referralKey(r), &sent)
	return sent, err
}

// Current returns the referral with the answers that came after it was sent, or
// ErrNotFound.
func (s *Store) Current(ctx context.Context, r referral.Reference) (referral.Referral, error) {
	var sent referral.Referral
	var events []referral.Event
	err := parallel.Do(ctx, func(ctx context.Context) (err error) {
		sent, err = s.Referral(ctx, r)
		return err
	}, func(ctx context.Context) (err error) {
		events, err = s.History(ctx, r)
		return err
	})
	if err != nil {
		return referral.Referral{}, err
	}
	return referral.Current(sent, events), nil
}

// Names returns the names of the people that cases are about, of those that have one.
// It reads as many cases as there are references, in one call for each hundred.
func (s *Store) Names(ctx context.Context, references []referral.Reference) (map[referral.Reference]string, error) {
	names := map[referral.Reference]string{}
	for some := range slices.Chunk(references, mostAtOnce) {
		keys := make([]key, len(some))
		for n, r := range some {
			keys[n] = caseKey(r)
		}
		found, err := s.getMany(ctx, keys)
		if err != nil {
			return nil, err
		}
		for n, r := range some {
			var c referral.Case
			if err := decode(found[keys[n]], &c); err != nil {
				return nil, err
			}
			names[r] = c.Name
		}
	}
	return names, nil
}
