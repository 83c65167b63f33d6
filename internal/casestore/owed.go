package casestore

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

// MaxAttempts is how often the sweep tries before it is a task for operations.
const MaxAttempts = 5

// OperationsTeam has what could not be repaired on its list.
const OperationsTeam referral.Team = "operations"

// Complete removes what is owed if it is still that effect for that run. It is
// for a look that finds that nothing is left to do; it has no version and no
// event.
func (s *Store) Complete(ctx context.Context, o OutboxEntry) error {
	_, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &s.table, Key: outboxKey(o.Reference, o.Kind).item(), ConditionExpression: aws.String(matchingEffect),
		ExpressionAttributeValues: item{":effect": text(string(o.Effect)), ":run": number(int64(o.Run))},
	})
	if err != nil && !conditionFailed(err) {
		return fmt.Errorf("clear what %s owes: %w", o.Reference, err)
	}
	return nil
}

// RecordAttempt records that the sweep looked, what it saw, and when to look
// again, unless something else is owed by now. The wait doubles each time.
func (s *Store) RecordAttempt(ctx context.Context, o OutboxEntry, seen string) error {
	was := o
	o.Attempts++
	o.Observed = seen
	o.NextAttempt = s.now().Add(firstRetry << o.Attempts).UTC()
	encoded, err := outboxItem(o).encode()
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

// Redrive starts the count of attempts anew, for operations, after the cause was
// mended. The stream tells relay of it at once.
func (s *Store) Redrive(ctx context.Context, r referral.Reference, k referral.Kind) error {
	o, err := s.OutboxEntry(ctx, r, k)
	if err != nil {
		return err
	}
	was := o.Attempts
	o.Attempts, o.NextAttempt = 0, s.now().Add(firstRetry).UTC()
	encoded, err := outboxItem(o).encode()
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
