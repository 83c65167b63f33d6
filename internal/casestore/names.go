package casestore

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

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

// mostAtOnce is how many items one call reads or writes.
const mostAtOnce = 100

// RecordReads writes down several views, all of a hundred or none.
func (s *Store) RecordReads(ctx context.Context, reads []Read) error {
	for some := range slices.Chunk(reads, mostAtOnce) {
		w := writer{store: s}
		for _, r := range some {
			w.create(record{key: readKey(r.Reference, r.At, r.By.ID, r.Request), value: r})
		}
		writes, err := w.done()
		if err != nil {
			return err
		}
		if _, err := s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes}); err != nil {
			return fmt.Errorf("record %d views: %w", len(some), err)
		}
	}
	return nil
}
