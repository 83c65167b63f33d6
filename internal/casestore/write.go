package casestore

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// write is one write of one item: what becomes of it, and what must hold of it before.
// Everything in it is a value of Go; it is encoded once, when it is sent.
type write struct {
	key    key
	put    any    // what is under the key afterwards
	set    string // or: how it is changed, as an update expression
	remove bool   // or: it goes
	// when must hold of what is there, as a condition expression; "" always holds. A
	// write that does nothing else checks it.
	when   string
	values values // that set and when name
}

type values map[string]any

// The conditions that most writes have.
const (
	absent      = "attribute_not_exists(PK)"
	sameVersion = "version = :version"
)

func version(n int) values { return values{":version": n} }

type item = map[string]types.AttributeValue

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func (k key) encode() item {
	return item{"PK": text(string(k.PK)), "SK": text(string(k.SK))}
}

// keyOf returns the key of an item that was read.
func keyOf(i item) key { return key{partition(textOf(i["PK"])), sort(textOf(i["SK"]))} }

func textOf(value types.AttributeValue) string {
	if text, is := value.(*types.AttributeValueMemberS); is {
		return text.Value
	}
	return ""
}

// encode writes a value's fields, named by their json tags, under a key.
func encode(k key, value any) (item, error) {
	encoded, err := attributevalue.MarshalMapWithOptions(value, func(o *attributevalue.EncoderOptions) { o.TagKey = "json" })
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", k.SK, err)
	}
	for name, attribute := range k.encode() {
		encoded[name] = attribute
	}
	return encoded, nil
}

func decode(i item, into any) error {
	if err := attributevalue.UnmarshalMapWithOptions(i, into, func(o *attributevalue.DecoderOptions) { o.TagKey = "json" }); err != nil {
		return fmt.Errorf("decode item: %w", err)
	}
	return nil
}

// decodeAll decodes items in their order.
func decodeAll[T any](items []item) ([]T, error) {
	all := make([]T, len(items))
	for n, i := range items {
		if err := decode(i, &all[n]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (v values) encode() (item, error) {
	if len(v) == 0 {
		return nil, nil
	}
	encoded, err := attributevalue.MarshalMap(map[string]any(v))
	if err != nil {
		return nil, fmt.Errorf("encode the values of a condition: %w", err)
	}
	return encoded, nil
}

// encode returns the write as a part of a transaction.
func (w write) encode(table string) (types.TransactWriteItem, error) {
	values, err := w.values.encode()
	if err != nil {
		return types.TransactWriteItem{}, err
	}
	var when *string
	if w.when != "" {
		when = &w.when
	}
	switch {
	case w.put != nil:
		encoded, err := encode(w.key, w.put)
		return types.TransactWriteItem{Put: &types.Put{TableName: &table, Item: encoded, ConditionExpression: when, ExpressionAttributeValues: values}}, err
	case w.set != "":
		return types.TransactWriteItem{Update: &types.Update{
			TableName: &table, Key: w.key.encode(), UpdateExpression: aws.String(w.set), ConditionExpression: when, ExpressionAttributeValues: values,
		}}, nil
	case w.remove:
		return types.TransactWriteItem{Delete: &types.Delete{TableName: &table, Key: w.key.encode(), ConditionExpression: when, ExpressionAttributeValues: values}}, nil
	}
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &table, Key: w.key.encode(), ConditionExpression: when, ExpressionAttributeValues: values,
	}}, nil
}
