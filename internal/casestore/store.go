package casestore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/internal/referral"
)

// ErrNotFound says that there is no such thing in the table.
var ErrNotFound = errors.New("not found")

// ErrOtherRun says that a step of the workflow belongs to a run that no longer
// counts. It changes nothing.
var ErrOtherRun = errors.New("another run of the workflow counts now")

// StaleError says that somebody else changed what a page showed. Strand is how
// it is now.
type StaleError struct{ Strand referral.Strand }

func (e StaleError) Error() string { return "the strand was changed by someone else" }

// ErrStaleDraft says that a draft was saved elsewhere after it was read.
var ErrStaleDraft = errors.New("the draft was saved elsewhere")

// Options are what a Store is made from.
type Options struct {
	Config aws.Config
	Table  string
	Now    func() time.Time
	Rules  referral.Rules
	// PersonKey keys the hashes by which a person's cases are found. Only what
	// opens or finds cases needs it.
	PersonKey []byte
	// Random is the source of references; crypto/rand if nil.
	Random io.Reader
}

// Store keeps cases in a table.
type Store struct {
	client    *dynamodb.Client
	table     string
	now       func() time.Time
	rules     referral.Rules
	personKey []byte
	random    io.Reader
}

// New returns the store on that table.
func New(o Options) *Store {
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return &Store{client: dynamodb.NewFromConfig(o.Config), table: o.Table, now: o.Now, rules: o.Rules, personKey: o.PersonKey, random: o.Random}
}

// Now is the store's clock.
func (s *Store) Now() time.Time { return s.now() }

type item = map[string]types.AttributeValue

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
func number(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: fmt.Sprintf("%d", n)}
}

func (k key) item() item { return item{"PK": text(string(k.PK)), "SK": text(string(k.SK))} }

func decode(i item, into any) error {
	if err := attributevalue.UnmarshalMapWithOptions(i, into, func(o *attributevalue.DecoderOptions) { o.TagKey = "json" }); err != nil {
		return fmt.Errorf("decode item: %w", err)
	}
	return nil
}

// get reads one item consistently. It returns ErrNotFound if there is none.
func (s *Store) get(ctx context.Context, k key, into any) error {
	answer, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: k.item(), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return fmt.Errorf("get %s: %w", k.SK, err)
	}
	if answer.Item == nil {
		return ErrNotFound
	}
	return decode(answer.Item, into)
}

func keyOf(i item) (key, error) {
	var k key
	err := decode(i, &k)
	return k, err
}

func conditionFailed(err error) bool {
	var failed *types.ConditionalCheckFailedException
	return errors.As(err, &failed)
}

// cancelled returns why each item of a transaction failed, if the transaction
// was cancelled.
func cancelled(err error) ([]types.CancellationReason, bool) {
	var c *types.TransactionCanceledException
	if errors.As(err, &c) {
		return c.CancellationReasons, true
	}
	return nil, false
}

func because(reason types.CancellationReason, code string) bool {
	return aws.ToString(reason.Code) == code
}

const (
	failedCondition = "ConditionalCheckFailed"
	conflict        = "TransactionConflict"
)

// pause waits before a transaction is tried again, a little longer each time.
// It returns the context's error if that ends first.
func pause(ctx context.Context, attempt int) error {
	return wait(ctx, time.Duration(1<<attempt)*5*time.Millisecond)
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

const attempts = 6
