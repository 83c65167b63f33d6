package casestore

import (
	"context"
	"errors"
	"time"

	"assistive-referrals/internal/referral"
)

const prefixIdempotency = "ONCE#"

// ErrDoneBefore says that a request which chooses what it changes has changed
// something already. Store.SelectionOf tells what.
var ErrDoneBefore = errors.New("the same request has done its work before")

// Selection is what a request chose to change.
type Selection struct {
	Reference referral.Reference `json:"reference"`
	Kind      referral.Kind      `json:"kind"`
	Why       string             `json:"why"` // a code
	Expires   int64              `json:"Expires"`
}

// selectionLife is how long a request that chose is remembered.
const selectionLife = 24 * time.Hour

func selectionKey(who, request string) key {
	return key{partition(prefixIdempotency + who), sort(request)}
}

// selectionItem notes that a request has done its work. A strand remembers its own
// requests; this is for one that could otherwise choose another strand when it is sent
// again.
func selectionItem(chosen Selection, who, request string, at time.Time) write {
	chosen.Expires = at.Add(selectionLife).Unix()
	return write{key: selectionKey(who, request), put: chosen, when: absent}
}

// SelectionOf returns what a person's request chose to change, or ErrNotFound if it has
// changed nothing.
func (s *Store) SelectionOf(ctx context.Context, who, request string) (Selection, error) {
	var c Selection
	err := s.get(ctx, selectionKey(who, request), &c)
	return c, err
}
