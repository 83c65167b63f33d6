package casestore

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

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
	var entries []Entry
	for _, i := range answer.Items {
		var e Entry
		if err := decode(i, &e); err != nil {
			return nil, false, err
		}
		entries = append(entries, e)
	}
	return entries, answer.LastEvaluatedKey != nil, nil
}
