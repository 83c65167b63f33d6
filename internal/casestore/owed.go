package casestore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

// LastAttempt is how often the sweep tries before it is a task for operations.
const LastAttempt = 5

// OperationsTeam has what could not be repaired on its list.
const OperationsTeam referral.Team = "operations"

// Owed returns what is owed for a strand, or ErrNotFound if nothing is.
func (s *Store) Owed(ctx context.Context, r referral.Reference, k referral.Kind) (Owed, error) {
	var o Owed
	err := s.get(ctx, owedKey(r, k), &o)
	return o, err
}

// ClearOwed removes what is owed if it is still that effect for that run. It is
// for a look that finds that nothing is left to do; it has no version and no
// event.
func (s *Store) ClearOwed(ctx context.Context, o Owed) error {
	_, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &s.table, Key: owedKey(o.Reference, o.Kind).item(), ConditionExpression: aws.String(matchingOwed),
		ExpressionAttributeValues: item{":effect": text(string(o.Effect)), ":run": number(int64(o.Run))},
	})
	if err != nil && !conditionFailed(err) {
		return fmt.Errorf("clear what %s owes: %w", o.Reference, err)
	}
	return nil
}

// CountAttempt records that the sweep looked, what it saw, and when to look
// again, unless something else is owed by now. The wait doubles each time.
func (s *Store) CountAttempt(ctx context.Context, o Owed, seen string) error {
	was := o
	o.Attempts++
	o.Seen = seen
	o.Look = s.now().Add(firstLook << o.Attempts).UTC()
	encoded, err := owedItem(o)
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encoded,
		ConditionExpression: aws.String("effect = :effect AND run = :run AND attempts = :attempts"),
		ExpressionAttributeValues: item{
			":effect": text(string(was.Effect)), ":run": number(int64(was.Run)), ":attempts": number(int64(was.Attempts)),
		},
	})
	if err != nil && !conditionFailed(err) {
		return fmt.Errorf("count an attempt for %s: %w", o.Reference, err)
	}
	return nil
}

// TryAgain starts the count of attempts anew, for operations, after the cause was
// mended. The stream tells relay of it at once.
func (s *Store) TryAgain(ctx context.Context, r referral.Reference, k referral.Kind) error {
	o, err := s.Owed(ctx, r, k)
	if err != nil {
		return err
	}
	was := o.Attempts
	o.Attempts, o.Look = 0, s.now().Add(firstLook).UTC()
	encoded, err := owedItem(o)
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encoded, ConditionExpression: aws.String("attempts = :attempts AND effect = :effect AND run = :run"),
		ExpressionAttributeValues: item{
			":attempts": number(int64(was)), ":effect": text(string(o.Effect)), ":run": number(int64(o.Run)),
		},
	})
	if conditionFailed(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("try again for %s: %w", r, err)
	}
	return nil
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

const newerToken = "attribute_not_exists(PK) OR tokenOrder < :order"

func (t Token) item() (item, error) {
	i, err := encode(tokenKey(t.Reference, t.Kind), t)
	if err == nil {
		i["tokenOrder"] = text(t.order())
	}
	return i, err
}

func (w *writer) token(t Token) {
	encoded, err := t.item()
	w.put(encoded, newerToken, item{":order": text(t.order())}, err)
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
		if w.err != nil {
			return w.err
		}
		_, err := s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: w.writes})
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
