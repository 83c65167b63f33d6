package casestore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// ErrNotFound says that there is no such thing in the table.
var ErrNotFound = errors.New("not found")

// IsNotFound tells whether an error says that there is no such thing.
func IsNotFound(err error) bool { return errors.Is(err, ErrNotFound) }

// db makes the calls to the table.
type db struct {
	client *dynamodb.Client
	table  string
}

// get reads one item consistently. It returns ErrNotFound if there is none.
func (d db) get(ctx context.Context, k key, into any) error {
	answer, err := d.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &d.table, Key: k.encode(), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return fmt.Errorf("get %s: %w", k.SK, err)
	}
	if answer.Item == nil {
		return ErrNotFound
	}
	return decode(answer.Item, into)
}

// mostAtOnce is how many items one call reads or writes.
const mostAtOnce = 100

// getMany reads items consistently, those that there are: at most mostAtOnce.
func (d db) getMany(ctx context.Context, keys []key) (map[key]item, error) {
	wanted := types.KeysAndAttributes{ConsistentRead: aws.Bool(true)}
	for _, k := range keys {
		wanted.Keys = append(wanted.Keys, k.encode())
	}
	found := map[key]item{}
	for attempt := range attempts {
		answer, err := d.client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{d.table: wanted}})
		if err != nil {
			return nil, fmt.Errorf("get %d items: %w", len(wanted.Keys), err)
		}
		for _, i := range answer.Responses[d.table] {
			found[keyOf(i)] = i
		}
		left, more := answer.UnprocessedKeys[d.table]
		if !more || len(left.Keys) == 0 {
			return found, nil
		}
		wanted = left
		if err := pause(ctx, attempt); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("items were not returned, however often they were asked for")
}

// each visits, consistently and in order, every item of a partition whose sort key
// begins with prefix.
func (d db) each(ctx context.Context, p partition, prefix string, visit func(sort, item) error) error {
	input := &dynamodb.QueryInput{
		TableName: &d.table, ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: item{":pk": text(string(p))},
	}
	if prefix != "" {
		input.KeyConditionExpression = aws.String("PK = :pk AND begins_with(SK, :prefix)")
		input.ExpressionAttributeValues[":prefix"] = text(prefix)
	}
	for pages := dynamodb.NewQueryPaginator(d.client, input); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("query: %w", err)
		}
		for _, i := range page.Items {
			if err := visit(keyOf(i).SK, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// all returns what each visits, decoded.
func all[T any](ctx context.Context, d db, p partition, prefix string) ([]T, error) {
	var found []T
	err := d.each(ctx, p, prefix, func(_ sort, i item) error {
		var one T
		err := decode(i, &one)
		found = append(found, one)
		return err
	})
	return found, err
}

// latest returns what stands last in a partition, the last one first: at most so many.
func latest[T any](ctx context.Context, d db, p partition, most int) ([]T, error) {
	answer, err := d.client.Query(ctx, &dynamodb.QueryInput{
		TableName: &d.table, ConsistentRead: aws.Bool(true), ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(most)),
		KeyConditionExpression: aws.String("PK = :pk"), ExpressionAttributeValues: item{":pk": text(string(p))},
	})
	if err != nil {
		return nil, fmt.Errorf("query the latest: %w", err)
	}
	return decodeAll[T](answer.Items)
}

// errUnmet says that the condition of a write does not hold.
var errUnmet = errors.New("the condition does not hold")

// send makes one write by itself. It returns errUnmet if its condition does not hold.
func (d db) send(ctx context.Context, w write) error {
	encoded, err := w.encode(d.table)
	if err != nil {
		return err
	}
	switch {
	case encoded.Put != nil:
		_, err = d.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &d.table, Item: encoded.Put.Item,
			ConditionExpression: encoded.Put.ConditionExpression, ExpressionAttributeValues: encoded.Put.ExpressionAttributeValues})
	case encoded.Delete != nil:
		_, err = d.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &d.table, Key: encoded.Delete.Key,
			ConditionExpression: encoded.Delete.ConditionExpression, ExpressionAttributeValues: encoded.Delete.ExpressionAttributeValues})
	default:
		err = errors.New("what neither puts nor removes an item is a part of a transaction")
	}
	var unmet *types.ConditionalCheckFailedException
	if errors.As(err, &unmet) {
		return errUnmet
	}
	return err
}

// lostError says that a transaction was cancelled: because of the items whose
// condition does not hold or, where none is named, because another transaction was at
// one of its items.
type lostError struct{ unmet []key }

func (lostError) Error() string { return "the transaction was cancelled" }

// unlessUnmet returns no error where a condition did not hold.
func unlessUnmet(err error) error {
	if lost, is := errors.AsType[lostError](err); is && len(lost.unmet) > 0 {
		return nil
	}
	return err
}

// commit makes all writes or none. It returns a lostError if the transaction was
// cancelled.
func (d db) commit(ctx context.Context, writes []write) error {
	input := &dynamodb.TransactWriteItemsInput{TransactItems: make([]types.TransactWriteItem, len(writes))}
	for n, w := range writes {
		var err error
		if input.TransactItems[n], err = w.encode(d.table); err != nil {
			return err
		}
	}
	_, err := d.client.TransactWriteItems(ctx, input)
	var cancelled *types.TransactionCanceledException
	if !errors.As(err, &cancelled) {
		return err
	}
	var lost lostError
	for n, reason := range cancelled.CancellationReasons {
		if aws.ToString(reason.Code) == "ConditionalCheckFailed" {
			lost.unmet = append(lost.unmet, writes[n].key)
		}
	}
	return lost
}

// attempts is how often a transaction is tried, and how often items are asked for.
const attempts = 6

// retry does something once more as long as it returns a lostError, and says what was
// being done if it never ends.
func retry(ctx context.Context, doing string, once func() error) error {
	var lost lostError
	for attempt := range attempts {
		if err := once(); !errors.As(err, &lost) {
			return err
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s: cancelled %d times", doing, attempts)
}

// pause waits before something is tried again, a little longer each time. It returns
// the context's error if that ends first.
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

// wrapped says what was being done when an error came.
func wrapped(err error, doing string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// unless returns no error where it is the one that was to be expected.
func unless(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}
