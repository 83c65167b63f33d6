package casestore

import (
	"fmt"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// writer gathers the writes of one transaction and keeps the first error.
type writer struct {
	store  *Store
	waits  bool // whether the change waits until nothing is owed
	writes []types.TransactWriteItem
	err    error
}

func (w *writer) add(write types.TransactWriteItem, err error) {
	if err != nil && w.err == nil {
		w.err = err
	}
	w.writes = append(w.writes, write)
}

// create puts an item that must not exist yet.
func (w *writer) create(i item, err error) {
	w.add(types.TransactWriteItem{Put: &types.Put{
		TableName: &w.store.table, Item: i, ConditionExpression: aws.String("attribute_not_exists(PK)"),
	}}, err)
}

// owe puts what is owed in place of what was, or where nothing is if the change
// waits for that.
func (w *writer) owe(i item, err error) {
	if w.waits {
		w.create(i, err)
		return
	}
	w.replace(i, err)
}

// replace puts an item, whatever is there.
func (w *writer) replace(i item, err error) {
	w.add(types.TransactWriteItem{Put: &types.Put{TableName: &w.store.table, Item: i}}, err)
}

// put puts an item under a condition.
func (w *writer) put(i item, condition string, values item, err error) {
	w.add(types.TransactWriteItem{Put: &types.Put{
		TableName: &w.store.table, Item: i, ConditionExpression: &condition, ExpressionAttributeValues: values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureNone,
	}}, err)
}

func (w *writer) update(k key, update, condition string, values item) {
	w.add(types.TransactWriteItem{Update: &types.Update{
		TableName: &w.store.table, Key: k.item(), UpdateExpression: &update, ConditionExpression: &condition, ExpressionAttributeValues: values,
	}}, nil)
}

func (w *writer) remove(k key, condition string, values item) {
	w.add(types.TransactWriteItem{Delete: &types.Delete{
		TableName: &w.store.table, Key: k.item(), ConditionExpression: &condition, ExpressionAttributeValues: values,
	}}, nil)
}

func (w *writer) check(k key, condition string, names map[string]string, values item) {
	w.add(types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &w.store.table, Key: k.item(), ConditionExpression: &condition, ExpressionAttributeNames: names, ExpressionAttributeValues: values,
	}}, nil)
}

// encode writes a value's fields, named by their json tags, under a key.
func encode(k key, value any) (item, error) {
	encoded, err := attributevalue.MarshalMapWithOptions(value, func(o *attributevalue.EncoderOptions) { o.TagKey = "json" })
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", k.SK, err)
	}
	for name, attribute := range k.item() {
		encoded[name] = attribute
	}
	return encoded, nil
}
