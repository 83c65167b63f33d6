package casestore

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

// Due is something that must be looked at now: what a strand owes, a
// notification that may be lost, a strand whose own date has come, a file that may
// have to go, or a draft that will go.
type Due struct {
	Owed         *OutboxEntry
	Notification *Notification
	Strand       *Entry
	Attachment   *Attachment
	Draft        *DueDraft
}

// Due visits everything in one of the DuePartitions whose instant has come, the
// longest overdue first. An outage skips nothing: it asks for all up to now.
func (s *Store) Due(ctx context.Context, part int, visit func(Due) error) error {
	until := instant(s.now()) + "~"
	pages := dynamodb.NewQueryPaginator(s.client, &dynamodb.QueryInput{
		TableName: &s.table, IndexName: aws.String(indexDue), KeyConditionExpression: aws.String("DueKey = :key AND DueAt < :until"),
		ExpressionAttributeValues: item{":key": text(duePartition(part)), ":until": text(until)},
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("query what is due: %w", err)
		}
		for _, i := range page.Items {
			due, err := decodeDue(i)
			if err != nil {
				return err
			}
			if err := visit(due); err != nil {
				return err
			}
		}
	}
	return nil
}

func decodeDue(i item) (Due, error) {
	var due Due
	var into any
	switch k := keyOf(i); {
	case strings.HasPrefix(string(k.SK), PrefixNotification):
		due.Notification = new(Notification)
		into = due.Notification
	case strings.HasPrefix(string(k.SK), prefixAttachment):
		due.Attachment = new(Attachment)
		into = due.Attachment
	case strings.HasPrefix(string(k.PK), prefixDraft):
		due.Draft = &DueDraft{Referrer: strings.TrimPrefix(string(k.PK), prefixDraft)}
		into = due.Draft
	case strings.HasPrefix(string(k.SK), prefixStrand):
		due.Strand = new(Entry)
		into = due.Strand
	default:
		due.Owed = new(OutboxEntry)
		into = due.Owed
	}
	return due, decode(i, into)
}

// Unrepaired returns what the sweep has given up on, for operations, the oldest
// first, at most size.
func (s *Store) Unrepaired(ctx context.Context, size int) ([]Due, error) {
	answer, err := s.client.Query(ctx, &dynamodb.QueryInput{
		TableName: &s.table, IndexName: aws.String(indexWorklist), Limit: aws.Int32(int32(size)),
		KeyConditionExpression:    aws.String("WorklistKey = :key"),
		ExpressionAttributeValues: item{":key": text(listKey(OperationsTeam, ListOutbox))},
	})
	if err != nil {
		return nil, fmt.Errorf("query what could not be repaired: %w", err)
	}
	var all []Due
	for _, i := range answer.Items {
		due, err := decodeDue(i)
		if err != nil {
			return nil, err
		}
		all = append(all, due)
	}
	return all, nil
}

// DueSoon returns the strands of a team whose next target passes after now and by an
// instant, the soonest first: at most so many, and whether there are more.
func (s *Store) DueSoon(ctx context.Context, team referral.Team, by time.Time, size int) ([]Entry, bool, error) {
	answer, err := s.client.Query(ctx, &dynamodb.QueryInput{
		TableName: &s.table, IndexName: aws.String(indexOverdue), Limit: aws.Int32(int32(size)),
		KeyConditionExpression:    aws.String("TargetKey = :team AND TargetAt BETWEEN :from AND :to"),
		ExpressionAttributeValues: item{":team": text(targetKey(team)), ":from": text(instant(s.now())), ":to": text(instant(by) + "~")},
	})
	if err != nil {
		return nil, false, fmt.Errorf("query what is due soon: %w", err)
	}
	entries, err := decodeAll[Entry](answer.Items)
	return entries, answer.LastEvaluatedKey != nil, err
}
