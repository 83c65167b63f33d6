package dynamodb_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func txPut(i item, condition string) types.TransactWriteItem {
	p := &types.Put{TableName: aws.String(table), Item: i}
	if condition != "" {
		p.ConditionExpression = &condition
	}
	return types.TransactWriteItem{Put: p}
}

func txDelete(k item) types.TransactWriteItem {
	return types.TransactWriteItem{Delete: &types.Delete{TableName: aws.String(table), Key: k}}
}

func txCheck(k item, condition string) types.TransactWriteItem {
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: aws.String(table), Key: k, ConditionExpression: &condition, ReturnValuesOnConditionCheckFailure: "ALL_OLD",
	}}
}

func txUpdate(k item, expression string, values item) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{TableName: aws.String(table), Key: k, UpdateExpression: &expression, ExpressionAttributeValues: values}}
}

func TestTransactWriteItems(t *testing.T) {
	a, b := key("p", "a"), key("p", "b")
	stored := with(a, item{"n": num("1")})
	many := func(count int) (all []types.TransactWriteItem) {
		for i := range count {
			all = append(all, txPut(key("many", fmt.Sprint(i)), ""))
		}
		return all
	}
	large := func(count int) (all []types.TransactWriteItem) {
		for i := range count {
			all = append(all, txPut(with(key("large", fmt.Sprint(i)), item{"x": str(strings.Repeat("x", 390*1024))}), ""))
		}
		return all
	}
	cases := []struct {
		rule    string
		items   []types.TransactWriteItem
		code    string
		message string
		reasons []types.CancellationReason
	}{
		{"all of them take effect", []types.TransactWriteItem{txPut(b, "attribute_not_exists(PK)"), txUpdate(a, "SET n = n + :v", item{":v": num("1")}), txCheck(key("p", "c"), "attribute_not_exists(PK)")}, "", "", nil},
		{"reasons come in order, with the item if it was asked for", []types.TransactWriteItem{txPut(b, ""), txCheck(a, "attribute_not_exists(PK)"), txDelete(key("p", "z"))}, "TransactionCanceledException",
			"Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None]",
			[]types.CancellationReason{{Code: aws.String("None")}, {Code: aws.String("ConditionalCheckFailed"), Message: aws.String("The conditional request failed"), Item: stored}, {Code: aws.String("None")}}},
		{"the item is not told otherwise", []types.TransactWriteItem{txPut(a, "attribute_not_exists(PK)")}, "TransactionCanceledException", "[ConditionalCheckFailed]",
			[]types.CancellationReason{{Code: aws.String("ConditionalCheckFailed"), Message: aws.String("The conditional request failed")}}},
		{"what cannot be stored is a validation error", []types.TransactWriteItem{txPut(b, ""), txUpdate(a, "SET n = absent", nil)}, "TransactionCanceledException", "[None, ValidationError]",
			[]types.CancellationReason{{Code: aws.String("None")}, {Code: aws.String("ValidationError"), Message: aws.String("The provided expression refers to an attribute that does not exist in the item")}}},
		{"two operations on one item", []types.TransactWriteItem{txPut(with(b, item{"n": num("1")}), ""), txDelete(b)}, invalid, "Transaction request cannot include multiple operations on one item", nil},
		{"100 items", many(100), "", "", nil},
		{"101 items", many(101), invalid, "Member must have length less than or equal to 100", nil},
		{"no items", []types.TransactWriteItem{}, invalid, "Member must have length greater than or equal to 1", nil},
		{"two kinds in one", []types.TransactWriteItem{{Put: txPut(a, "").Put, Delete: txDelete(b).Delete}}, invalid, "TransactItems can only contain one of Check, Put, Update or Delete", nil},
		{"3.9 MB", large(10), "", "", nil},
		{"4.3 MB", large(11), invalid, "4 MB", nil},
		{"a bad expression refuses the request itself", []types.TransactWriteItem{txCheck(a, "n ! n")}, invalid, "Syntax error", nil},
		{"a table that is not there", []types.TransactWriteItem{{Delete: &types.Delete{TableName: aws.String("nowhere"), Key: a}}}, "ResourceNotFoundException", "Requested resource not found", nil},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			d := newDouble(t)
			d.createTable(t)
			d.put(t, stored)
			_, err := d.client.TransactWriteItems(t.Context(), &sdk.TransactWriteItemsInput{TransactItems: c.items})
			refused(t, err, c.code, c.message)
			if err == nil {
				return
			}
			if got := d.get(t, a); !reflect.DeepEqual(got, stored) {
				t.Errorf("a refused transaction changed an item to %v", got)
			}
			if got := d.get(t, b); got != nil {
				t.Errorf("a refused transaction wrote %v", got)
			}
			if cancelled, ok := errors.AsType[*types.TransactionCanceledException](err); ok && !reflect.DeepEqual(cancelled.CancellationReasons, c.reasons) {
				t.Errorf("got reasons %+v, want %+v", cancelled.CancellationReasons, c.reasons)
			}
		})
	}
}

// TransactWriteItems, ClientRequestToken: for ten minutes the same request has
// no further effect, and another one under the same token is refused.
func TestClientRequestToken(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	call := func(amount string) (*sdk.TransactWriteItemsOutput, error) {
		return d.client.TransactWriteItems(t.Context(), &sdk.TransactWriteItemsInput{
			ClientRequestToken: aws.String("token"), ReturnConsumedCapacity: "TOTAL",
			TransactItems: []types.TransactWriteItem{
				txUpdate(key("p", "a"), "ADD n :v, o :w", item{":v": num(amount), ":w": num("1")}),
				txPut(with(key("p", "b"), item{"a": num("1"), "b": num("2"), "c": num("3")}), "attribute_not_exists(c) OR attribute_exists(PK)"),
			},
		})
	}
	expect := func(step, code, n string) {
		t.Helper()
		amount := "1"
		if code != "" {
			amount = "2"
		}
		_, err := call(amount)
		refused(t, err, code, "")
		if got := d.get(t, key("p", "a"))["n"]; !reflect.DeepEqual(got, num(n)) {
			t.Errorf("%s: got %v, want %s", step, got, n)
		}
	}
	expect("first", "", "1")
	for range 20 { // the client writes its maps in another order each time
		expect("again", "", "1")
	}
	d.restart(t)
	expect("after a restart", "", "1")
	expect("another request", "IdempotentParameterMismatchException", "1")
	out, err := call("1")
	refused(t, err, "", "")
	if c := out.ConsumedCapacity[0]; aws.ToFloat64(c.ReadCapacityUnits) != 4 || c.WriteCapacityUnits != nil {
		t.Errorf("a repeated transaction is billed as reading: got %+v", c)
	}
	d.now = d.now.Add(10 * time.Minute)
	expect("ten minutes later", "", "2")
}

// A cancelled transaction leaves its token free: to repeat it is to try again.
func TestClientRequestTokenOfCancelled(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	in := &sdk.TransactWriteItemsInput{ClientRequestToken: aws.String("token"), TransactItems: []types.TransactWriteItem{
		txCheck(key("p", "a"), "attribute_exists(PK)"), txPut(key("p", "b"), ""),
	}}
	_, err := d.client.TransactWriteItems(t.Context(), in)
	refused(t, err, "TransactionCanceledException", "")
	d.put(t, key("p", "a"))
	_, err = d.client.TransactWriteItems(t.Context(), in)
	refused(t, err, "", "")
	if d.get(t, key("p", "b")) == nil {
		t.Error("the repeated transaction had no effect")
	}
}

func TestTransactGetItems(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	stored := with(key("p", "a"), item{"n": num("1"), "m": record(item{"x": num("1"), "y": num("2")})})
	d.put(t, stored)
	get := func(k item, projection *string) types.TransactGetItem {
		return types.TransactGetItem{Get: &types.Get{TableName: aws.String(table), Key: k, ProjectionExpression: projection}}
	}
	out, err := d.client.TransactGetItems(t.Context(), &sdk.TransactGetItemsInput{
		ReturnConsumedCapacity: "TOTAL",
		TransactItems:          []types.TransactGetItem{get(key("p", "none"), nil), get(key("p", "a"), aws.String("m.y, PK"))},
	})
	refused(t, err, "", "")
	want := []types.ItemResponse{{}, {Item: item{"PK": str("p"), "m": record(item{"y": num("2")})}}}
	if !reflect.DeepEqual(out.Responses, want) {
		t.Errorf("got %+v, want %+v", out.Responses, want)
	}
	if c := out.ConsumedCapacity[0]; *c.CapacityUnits != 4 || *c.ReadCapacityUnits != 4 {
		t.Errorf("two transactional reads are billed %v, want 4", *c.CapacityUnits)
	}
	_, err = d.client.TransactGetItems(t.Context(), &sdk.TransactGetItemsInput{TransactItems: []types.TransactGetItem{get(key("p", "a"), nil), get(key("p", "a"), nil)}})
	refused(t, err, invalid, "multiple operations on one item")
	_, err = d.client.TransactGetItems(t.Context(), &sdk.TransactGetItemsInput{TransactItems: []types.TransactGetItem{get(key("p", "a"), nil), get(item{"PK": str("p")}, nil)}})
	refused(t, err, "TransactionCanceledException", "[None, ValidationError]")
}
