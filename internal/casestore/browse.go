package casestore

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

// ClosedFor is how long a strand that ended is on its team's list of those.
const ClosedFor = 30 * 24 * time.Hour

// Browse says which page of a team's list is wanted. A page costs the same
// whatever the list's length: there is no order and no filter that needs more than
// the rows that it examines.
type Browse struct {
	Team referral.Team
	List List
	// ByAge orders by days since referral, the longest first, where a list is not
	// in rank order. What is overdue or closed has its own order.
	ByAge bool
	// Keep tells whether an entry is wanted; nil for all.
	Keep func(Entry) bool
	From Cursor
	Size int
}

// MostExamined is how many rows a filter examines before it offers to continue.
const MostExamined = 500

// Browse returns a page of a team's list. With a filter it may have fewer entries
// than asked for and yet a next page: the rest of the list has not been examined.
func (s *Store) Browse(ctx context.Context, b Browse) (Page, error) {
	r := s.rangeOf(b.Team, b.List, b.ByAge)
	start, err := b.From.decode(r.attribute, r.value)
	if err != nil {
		return Page{}, err
	}
	size := b.Size
	if b.Keep != nil {
		size = MostExamined / 5
	}
	page := Page{}
	for examined := 0; ; {
		input := r.query(s.table)
		input.Limit, input.ExclusiveStartKey = aws.Int32(int32(min(size, MostExamined-examined))), start
		answer, err := s.client.Query(ctx, input)
		if err != nil {
			return Page{}, fmt.Errorf("query %s: %w", r.index, err)
		}
		for n, i := range answer.Items {
			var entry Entry
			if err := decode(i, &entry); err != nil {
				return Page{}, err
			}
			if b.Keep != nil && !b.Keep(entry) {
				continue
			}
			page.Entries = append(page.Entries, entry)
			if b.Keep != nil && len(page.Entries) == b.Size && (n < len(answer.Items)-1 || answer.LastEvaluatedKey != nil) {
				page.Next, err = encodeCursor(r.keys(i))
				return page, err
			}
		}
		examined += len(answer.Items)
		start = answer.LastEvaluatedKey
		if start == nil || b.Keep == nil || examined >= MostExamined {
			page.Next, err = encodeCursor(start)
			return page, err
		}
	}
}

// indexRange is a part of an index, in its order or backwards.
type indexRange struct {
	index, attribute, value, sort string
	above, below                  string // bounds of the sort key; "" for none
	backwards                     bool
}

// rangeOf returns where a list is.
func (s *Store) rangeOf(team referral.Team, list List, byAge bool) indexRange {
	switch {
	case list == ListOverdue:
		return indexRange{index: indexOverdue, attribute: "TargetKey", value: targetKey(team), sort: "TargetAt", below: instant(s.now())}
	case list == ListClosed:
		return indexRange{index: indexWorklist, attribute: "WorklistKey", value: listKey(team, list), sort: "RankKey",
			above: instant(s.now().Add(-ClosedFor)), backwards: true}
	case list == ListAgreed || list == ListConcern:
		return indexRange{index: indexWorklist, attribute: "WorklistKey", value: listKey(team, list), sort: "RankKey", backwards: true}
	case byAge:
		return indexRange{index: indexReceived, attribute: "WorklistKey", value: listKey(team, list), sort: "SentKey"}
	}
	return indexRange{index: indexWorklist, attribute: "WorklistKey", value: listKey(team, list), sort: "RankKey"}
}

func (r indexRange) query(table string) *dynamodb.QueryInput {
	input := &dynamodb.QueryInput{
		TableName: &table, IndexName: &r.index, ScanIndexForward: aws.Bool(!r.backwards),
		KeyConditionExpression: aws.String(r.attribute + " = :key"), ExpressionAttributeValues: item{":key": text(r.value)},
	}
	switch {
	case r.above != "":
		input.KeyConditionExpression = aws.String(*input.KeyConditionExpression + " AND " + r.sort + " > :bound")
		input.ExpressionAttributeValues[":bound"] = text(r.above)
	case r.below != "":
		input.KeyConditionExpression = aws.String(*input.KeyConditionExpression + " AND " + r.sort + " < :bound")
		input.ExpressionAttributeValues[":bound"] = text(r.below)
	}
	return input
}

// keys returns the keys of an item by which a query of this range goes on after it.
func (r indexRange) keys(i item) item {
	return item{"PK": i["PK"], "SK": i["SK"], r.attribute: i[r.attribute], r.sort: i[r.sort]}
}
