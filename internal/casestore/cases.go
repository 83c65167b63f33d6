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

// Case returns a case and its strands, in the order of the referral's kinds, or
// ErrNotFound.
func (s *Store) Case(ctx context.Context, r referral.Reference) (referral.Case, []referral.Strand, error) {
	var c referral.Case
	if err := s.get(ctx, caseKey(r), &c); err != nil {
		return c, nil, err
	}
	strands := make([]referral.Strand, 0, len(c.Kinds))
	for _, kind := range c.Kinds {
		var record strandRecord
		if err := s.get(ctx, strandKey(r, kind), &record); err != nil {
			return c, nil, fmt.Errorf("strand %s of %s: %w", kind, r, err)
		}
		strands = append(strands, record.Strand)
	}
	return c, strands, nil
}

// Strand returns a case and one of its strands, or ErrNotFound.
func (s *Store) Strand(ctx context.Context, r referral.Reference, k referral.Kind) (referral.Case, referral.Strand, error) {
	return s.load(ctx, r, k)
}

// Referral returns the referral as it was sent, or ErrNotFound.
func (s *Store) Referral(ctx context.Context, r referral.Reference) (referral.Referral, error) {
	var sent referral.Referral
	err := s.get(ctx, referralKey(r), &sent)
	return sent, err
}

// Current returns the referral with the answers that came after it was sent, or
// ErrNotFound.
func (s *Store) Current(ctx context.Context, r referral.Reference) (referral.Referral, error) {
	sent, err := s.Referral(ctx, r)
	if err != nil {
		return sent, err
	}
	events, err := s.History(ctx, r)
	return referral.Current(sent, events), err
}

// History returns every event of a case, the first one first.
func (s *Store) History(ctx context.Context, r referral.Reference) ([]referral.Event, error) {
	var events []referral.Event
	err := s.everyPage(ctx, partition(prefixHistory+string(r)), "", func(i item) error {
		var e referral.Event
		if err := decode(i, &e); err != nil {
			return err
		}
		if err := e.Open(); err != nil {
			return err
		}
		events = append(events, e)
		return nil
	})
	return events, err
}

// everyPage visits, consistently and in order, every item of a partition whose
// sort key begins with prefix.
func (s *Store) everyPage(ctx context.Context, p partition, prefix string, visit func(item) error) error {
	input := &dynamodb.QueryInput{
		TableName: &s.table, ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: item{":pk": text(string(p))},
	}
	if prefix != "" {
		input.KeyConditionExpression = aws.String("PK = :pk AND begins_with(SK, :prefix)")
		input.ExpressionAttributeValues[":prefix"] = text(prefix)
	}
	for pages := dynamodb.NewQueryPaginator(s.client, input); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("query: %w", err)
		}
		for _, i := range page.Items {
			if err := visit(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// Read is one view of a case's personal data.
type Read struct {
	Reference referral.Reference `json:"reference"`
	By        referral.Actor     `json:"by"`
	At        time.Time          `json:"at"`
	What      string             `json:"what"`    // the page
	Request   string             `json:"request"` // identifier of the request
	Why       string             `json:"why"`     // if a reason was asked for
}

// RecordRead writes down who looked at what. The same request is recorded once.
func (s *Store) RecordRead(ctx context.Context, r Read) error {
	encoded, err := encode(readKey(r.Reference, r.At, r.By.ID, r.Request), r)
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encoded, ConditionExpression: aws.String("attribute_not_exists(PK)"),
	})
	if err != nil && !conditionFailed(err) {
		return fmt.Errorf("record a view of %s: %w", r.Reference, err)
	}
	return nil
}

// Reads returns every recorded view of a case, the first one first.
func (s *Store) Reads(ctx context.Context, r referral.Reference) ([]Read, error) {
	var reads []Read
	err := s.everyPage(ctx, partition(prefixReads+string(r)), "", func(i item) error {
		var read Read
		err := decode(i, &read)
		reads = append(reads, read)
		return err
	})
	return reads, err
}

// LatestReads returns the last recorded views of a case, the latest first: at most so
// many, however often it was looked at.
func (s *Store) LatestReads(ctx context.Context, r referral.Reference, most int) ([]Read, error) {
	answer, err := s.client.Query(ctx, &dynamodb.QueryInput{
		TableName: &s.table, ConsistentRead: aws.Bool(true), ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(most)),
		KeyConditionExpression: aws.String("PK = :pk"), ExpressionAttributeValues: item{":pk": text(prefixReads + string(r))},
	})
	if err != nil {
		return nil, fmt.Errorf("look for the last views of %s: %w", r, err)
	}
	reads := make([]Read, len(answer.Items))
	for n, i := range answer.Items {
		if err := decode(i, &reads[n]); err != nil {
			return nil, err
		}
	}
	return reads, nil
}

// IsNotFound tells whether an error says that there is no such thing.
func IsNotFound(err error) bool { return errors.Is(err, ErrNotFound) }
