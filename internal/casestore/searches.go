package casestore

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

// Search is that somebody looked for a person or a referral. What they looked for is
// kept as keyed hashes: it can be told whether a person was looked for, and not who was.
type Search struct {
	By      referral.Actor `json:"by"`
	At      time.Time      `json:"at"`
	What    string         `json:"what"`    // a code: what they looked by
	Request string         `json:"request"` // identifier of the request
	For     []string       `json:"for"`
}

// RecordSearch writes down a search for those identifiers, before it is made. The same
// request is recorded once.
func (s *Store) RecordSearch(ctx context.Context, search Search, by []referral.Identifier) error {
	for _, i := range by {
		search.For = append(search.For, s.keyed(i.Text))
	}
	encoded, err := encode(searchKey(search.By.ID, search.At, search.Request), search)
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encoded, ConditionExpression: aws.String("attribute_not_exists(PK)"),
	})
	if err != nil && !conditionFailed(err) {
		return fmt.Errorf("record a search: %w", err)
	}
	return nil
}

// Searches returns every search that somebody made, the first one first.
func (s *Store) Searches(ctx context.Context, who string) ([]Search, error) {
	var searches []Search
	err := s.everyPage(ctx, partition(prefixSearches+who), "", func(i item) error {
		var search Search
		err := decode(i, &search)
		searches = append(searches, search)
		return err
	})
	return searches, err
}
