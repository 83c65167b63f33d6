package casestore

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
	"context"
	"errors"
	"fmt"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"time"
)

func tokenKey(r referral.Reference, k referral.Kind) key {
	return key{casePartition(r), sort(message.PrefixToken + string(k))}
}

// Token is the workflow's current task token for a strand.
type Token struct {
	Reference referral.Reference `json:"reference"`
	Kind      referral.Kind      `json:"kind"`
	Value     string             `json:"token"`
	Run       int                `json:"run"`
	Entered   time.Time          `json:"entered"`
	Retry     int                `json:"retry"`
}

func (t Token) order() string { return fmt.Sprintf("%08d#%s#%08d", t.Run, instant(t.Entered), t.Retry) }

func (t Token) record() record {
	return record{key: tokenKey(t.Reference, t.Kind), value: t, index: item{"tokenOrder": text(t.order())}}
}

func (w *writer) token(t Token) {
	w.put(t.record(), newerToken, item{":order": text(t.order())})
}

// Token returns the stored token of a strand, or ErrNotFound.
func (s *Store) Token(ctx context.Context, r referral.Reference, k referral.Kind) (Token, error) {
	var t Token
	err := s.get(ctx, tokenKey(r, k), &t)
	return t, err
}

// KeepToken stores a token by itself, if it is newer than the stored one and the
// strand is still in the token's run. Otherwise it changes nothing.
func (s *Store) KeepToken(ctx context.Context, t Token) error {
	for attempt := range attempts {
		w := writer{store: s}
		w.token(t)
		w.check(strandKey(t.Reference, t.Kind), "#run = :run", map[string]string{"#run": "run"}, item{":run": number(int64(t.Run))})
		writes, err := w.done()
		if err != nil {
			return err
		}
		_, err = s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
		if err == nil {
			return nil
		}
		reasons, ok := cancelled(err)
		if !ok {
			return fmt.Errorf("keep the token of %s: %w", t.Reference, err)
		}
		for _, reason := range reasons {
			if because(reason, failedCondition) {
				return nil
			}
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
	return fmt.Errorf("keep the token of %s: cancelled %d times", t.Reference, attempts)
}

// TokenIsNew tells whether a token is newer than the stored one.
func (s *Store) TokenIsNew(ctx context.Context, t Token) (bool, error) {
	stored, err := s.Token(ctx, t.Reference, t.Kind)
	if errors.Is(err, ErrNotFound) {
		return true, nil
	}
	return err == nil && stored.order() < t.order(), err
}
