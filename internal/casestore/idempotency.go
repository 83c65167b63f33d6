package casestore

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/internal/referral"
)

// Selection is what a request chose to change.
type Selection struct {
	Reference referral.Reference `json:"reference"`
	Kind      referral.Kind      `json:"kind"`
	Why       string             `json:"why"` // a code
	Expires   int64              `json:"Expires"`
}

// idempotencyLife is how long a request that chose is remembered.
const idempotencyLife = 24 * time.Hour

// SelectionOf returns what a person's request chose to change, or ErrNotFound if it has
// changed nothing.
func (s *Store) SelectionOf(ctx context.Context, who, request string) (Selection, error) {
	var c Selection
	err := s.get(ctx, idempotencyKey(who, request), &c)
	return c, err
}

// isIdempotencyWrite tells whether a write is that of once.
func isIdempotencyWrite(write types.TransactWriteItem) bool {
	if write.Put == nil {
		return false
	}
	k, err := keyOf(write.Put.Item)
	return err == nil && strings.HasPrefix(string(k.PK), prefixIdempotency)
}

// recordSelection adds to a transaction that this request has done its work. A strand
// remembers its own requests; this is for one that could otherwise choose another
// strand when it is sent again.
func (w *writer) recordSelection(r StrandRevision) {
	chosen := *r.selects
	chosen.Reference, chosen.Kind, chosen.Expires = r.Reference, r.Kind, w.store.now().Add(idempotencyLife).Unix()
	w.create(record{key: idempotencyKey(r.By.ID, r.Request), value: chosen})
}

func idempotencyKey(who, request string) key {
	return key{partition(prefixIdempotency + who), sort(request)}
}
