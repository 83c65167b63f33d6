package casestore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"assistive-referrals/internal/referral"
)

// Token is the workflow's current task token for a strand.
type Token struct {
	Reference referral.Reference `json:"reference"`
	Kind      referral.Kind      `json:"kind"`
	Value     string             `json:"token"`
	Run       int                `json:"run"`
	Entered   time.Time          `json:"entered"`
	Retry     int                `json:"retry"`
}

func tokenKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(PrefixToken + string(k))}
}

type tokenRecord struct {
	Token
	Order string `json:"tokenOrder"`
}

// order is greater the newer the token.
func (t Token) order() string { return fmt.Sprintf("%08d#%s#%08d", t.Run, instant(t.Entered), t.Retry) }

// tokenItem puts a token in place of an older one.
func tokenItem(t Token) write {
	return write{
		key: tokenKey(t.Reference, t.Kind), put: tokenRecord{t, t.order()},
		when: absent + " OR tokenOrder < :order", values: values{":order": t.order()},
	}
}

// Token returns the stored token of a strand, or ErrNotFound.
func (s *Store) Token(ctx context.Context, r referral.Reference, k referral.Kind) (Token, error) {
	var t Token
	err := s.get(ctx, tokenKey(r, k), &t)
	return t, err
}

// TokenIsNew tells whether a token is newer than the stored one.
func (s *Store) TokenIsNew(ctx context.Context, t Token) (bool, error) {
	stored, err := s.Token(ctx, t.Reference, t.Kind)
	if errors.Is(err, ErrNotFound) {
		return true, nil
	}
	return err == nil && stored.order() < t.order(), err
}

// KeepToken stores a token by itself, if it is newer than the stored one and the
// strand is still in the token's run. Otherwise it changes nothing.
func (s *Store) KeepToken(ctx context.Context, t Token) error {
	doing := "keep the token of " + string(t.Reference)
	thisRun := write{key: strandKey(t.Reference, t.Kind), when: "run = :run", values: values{":run": t.Run}}
	return retry(ctx, doing, func() error {
		return wrapped(unlessUnmet(s.commit(ctx, []write{tokenItem(t), thisRun})), doing)
	})
}
