package casestore

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

// LastAttempt is how often the sweep tries before it is a task for operations.
const LastAttempt = 5

// OperationsTeam has what could not be repaired on its list.
const OperationsTeam referral.Team = "operations"

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
	encoded, err := owedItem(o).encode()
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
	encoded, err := owedItem(o).encode()
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

const newerToken = "attribute_not_exists(PK) OR tokenOrder < :order"
