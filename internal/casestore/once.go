package casestore

import (
	"context"
	"errors"
	"time"

	"assistive-referrals/internal/referral"
)

// ErrDoneBefore says that a request which chooses what it changes has changed
// something already. Store.Once tells what.
var ErrDoneBefore = errors.New("the same request has done its work before")

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

// once adds to a transaction that this request has done its work. A strand
// remembers its own requests; this is for one that could otherwise choose another
// strand when it is sent again.
func (w *writer) once(r Revision) {
	chosen := *r.Once
	chosen.Reference, chosen.Kind, chosen.Expires = r.Reference, r.Kind, w.store.now().Add(onceLife).Unix()
	w.create(encode(onceKey(r.By.ID, r.Request), chosen))
}

// doneBefore tells, after a transaction was cancelled, whether that is because the
// same request was there first.
func (s *Store) doneBefore(ctx context.Context, r Revision) (bool, error) {
	if r.Once == nil {
		return false, nil
	}
	_, err := s.Once(ctx, r.By.ID, r.Request)
	if IsNotFound(err) {
		return false, nil
	}
	return err == nil, err
}
