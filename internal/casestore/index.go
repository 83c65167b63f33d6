package casestore

import (
	"fmt"
	"hash/fnv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

// index is the keys by which an item is in the indexes. An item without an index's
// keys is not in that index.
type index struct {
	WorklistKey string `json:"WorklistKey,omitempty"`
	RankKey     string `json:"RankKey,omitempty"`
	SentKey     string `json:"SentKey,omitempty"`
	TargetKey   string `json:"TargetKey,omitempty"`
	TargetAt    string `json:"TargetAt,omitempty"`
	HolderKey   string `json:"HolderKey,omitempty"`
	ReferrerKey string `json:"ReferrerKey,omitempty"`
	DueKey      string `json:"DueKey,omitempty"`
	DueAt       string `json:"DueAt,omitempty"`
}

// DuePartitions is how many partitions the due index is spread over.
const DuePartitions = 8

// dueOn returns the keys of what must be looked at at an instant. It is spread by what
// it belongs to.
func dueOn[T ~string](at time.Time, of T, what string) index {
	hash := fnv.New32a()
	hash.Write([]byte(of))
	return index{DueKey: duePartition(int(hash.Sum32() % DuePartitions)), DueAt: instant(at) + "#" + string(of) + "#" + what}
}

func duePartition(n int) string { return fmt.Sprintf("DUE#%d", n) }

// holderKey is the partition of what a practitioner holds in the indexes of that.
func holderKey(who string) string { return "HOLDER#" + who }

// targetKey is the partition of a team's targets in the overdue index.
func targetKey(team referral.Team) string { return "TEAM#" + string(team) }

// referrerKey is the partition of what a referrer sent.
func referrerKey(who string) string { return "REFERRER#" + who }

// rankKey orders by an instant, and tells apart what has the same.
func rankKey(t time.Time, r referral.Reference, what string) string {
	return instant(t) + "#" + string(r) + "#" + what
}

// indexRange is a part of an index, in its order or backwards.
type indexRange struct {
	index, attribute, value, sort string
	above, below                  string // bounds of the sort key; "" for none
	backwards                     bool
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

// passed tells whether a query that goes on after that sort key has nothing left.
func (r indexRange) passed(sort string) bool {
	return r.above != "" && r.backwards && sort <= r.above || r.below != "" && !r.backwards && sort >= r.below
}

// keys returns the keys of an item by which a query of this range goes on after it.
func (r indexRange) keys(i item) item {
	return item{"PK": i["PK"], "SK": i["SK"], r.attribute: i[r.attribute], r.sort: i[r.sort]}
}
