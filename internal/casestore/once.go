package casestore

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/internal/referral"
)

// Chosen is what a request chose to change.
type Chosen struct {
	Reference referral.Reference `json:"reference"`
	Kind      referral.Kind      `json:"kind"`
	Why       string             `json:"why"` // a code
	Expires   int64              `json:"Expires"`
}

// onceLife is how long a request that chose is remembered.
const onceLife = 24 * time.Hour

// Once returns what a person's request chose to change, or ErrNotFound if it has
// changed nothing.
func (s *Store) Once(ctx context.Context, who, request string) (Chosen, error) {
	var c Chosen
	err := s.get(ctx, onceKey(who, request), &c)
	return c, err
}

// isOnce tells whether a write is that of once.
func isOnce(write types.TransactWriteItem) bool {
	if write.Put == nil {
		return false
	}
	k, err := keyOf(write.Put.Item)
	return err == nil && strings.HasPrefix(string(k.PK), prefixOnce)
}

// once adds to a transaction that this request has done its work. A strand
// remembers its own requests; this is for one that could otherwise choose another
// strand when it is sent again.
func (w *writer) once(r Revision) {
	chosen := *r.once
	chosen.Reference, chosen.Kind, chosen.Expires = r.Reference, r.Kind, w.store.now().Add(onceLife).Unix()
	w.create(record{key: onceKey(r.By.ID, r.Request), value: chosen})
}

func onceKey(who, request string) key {
	return key{partition(prefixOnce + who), sort(request)}
}
