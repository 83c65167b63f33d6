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
	puts   map[int]record // by their place in writes: encoded at the end
}

// record is what is stored under a key, with the keys of the indexes that it is in.
type record struct {
	key   key
	value any
	index item
}

func (r record) encode() (item, error) {
	i, err := encode(r.key, r.value)
	for name, attribute := range r.index {
		i[name] = attribute
	}
	return i, err
}

// done encodes the items and returns the writes.
func (w *writer) done() ([]types.TransactWriteItem, error) {
	for n, r := range w.puts {
		i, err := r.encode()
		if err != nil {
			return nil, err
		}
		w.writes[n].Put.Item = i
	}
	return w.writes, nil
}

func (w *writer) add(write types.TransactWriteItem) { w.writes = append(w.writes, write) }

func (w *writer) storing(r record, put types.Put) {
	if w.puts == nil {
		w.puts = map[int]record{}
	}
	w.puts[len(w.writes)] = r
	put.TableName = &w.store.table
	w.add(types.TransactWriteItem{Put: &put})
}

// create puts an item that must not exist yet.
func (w *writer) create(r record) {
	w.storing(r, types.Put{ConditionExpression: aws.String("attribute_not_exists(PK)")})
}

// enqueue puts what is owed in place of what was, or where nothing is if the change
// waits for that.
func (w *writer) enqueue(r record) {
	if w.waits {
		w.create(r)
		return
	}
	w.replace(r)
}

// replace puts an item, whatever is there.
func (w *writer) replace(r record) { w.storing(r, types.Put{}) }

// put puts an item under a condition.
func (w *writer) put(r record, condition string, values item) {
	w.storing(r, types.Put{ConditionExpression: &condition, ExpressionAttributeValues: values, ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureNone})
}

func (w *writer) update(k key, update, condition string, values item) {
	w.add(types.TransactWriteItem{Update: &types.Update{
		TableName: &w.store.table, Key: k.item(), UpdateExpression: &update, ConditionExpression: &condition, ExpressionAttributeValues: values,
	}})
}

func (w *writer) remove(k key, condition string, values item) {
	w.add(types.TransactWriteItem{Delete: &types.Delete{
		TableName: &w.store.table, Key: k.item(), ConditionExpression: &condition, ExpressionAttributeValues: values,
	}})
}

func (w *writer) check(k key, condition string, names map[string]string, values item) {
	w.add(types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &w.store.table, Key: k.item(), ConditionExpression: &condition, ExpressionAttributeNames: names, ExpressionAttributeValues: values,
	}})
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
