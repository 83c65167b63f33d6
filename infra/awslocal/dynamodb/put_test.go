package dynamodb_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func nested(depth int) types.AttributeValue {
	v := str("x")
	for range depth - 1 {
		v = list(v)
	}
	return v
}

func TestPutItem(t *testing.T) {
	existing := with(key("p", "1"), item{"colour": str("red"), "n": num("1")})
	ok := with(key("p", "2"), item{"a": str("")})
	cases := []struct {
		rule    string // the page or the rule that the case follows
		in      sdk.PutItemInput
		code    string
		message string
	}{
		{"API_PutItem: creates an item; an attribute that is no key may be empty", sdk.PutItemInput{Item: ok}, "", ""},
		{"API_PutItem: replaces an item", sdk.PutItemInput{Item: key("p", "1")}, "", ""},
		{"API_PutItem, ConditionExpression: holds", sdk.PutItemInput{Item: existing, ConditionExpression: aws.String("attribute_exists(PK)")}, "", ""},
		{"API_PutItem, ConditionExpression: does not hold", sdk.PutItemInput{Item: existing, ConditionExpression: aws.String("attribute_not_exists(PK)")}, "ConditionalCheckFailedException", "The conditional request failed"},
		{"API_PutItem: no such table", sdk.PutItemInput{TableName: aws.String("nowhere"), Item: ok}, "ResourceNotFoundException", "Requested resource not found"},
		{"API_PutItem, ReturnValues: only NONE and ALL_OLD", sdk.PutItemInput{Item: ok, ReturnValues: types.ReturnValueUpdatedNew}, invalid, "Return values set to invalid value"},
		{"API_PutItem: every key attribute must be there", sdk.PutItemInput{Item: item{"PK": str("p")}}, invalid, "Missing the key SK in the item"},
		{"API_PutItem: key of the wrong type", sdk.PutItemInput{Item: item{"PK": num("1"), "SK": str("s")}}, invalid, "Type mismatch for key PK expected: S actual: N"},
		{"API_PutItem: an empty key attribute", sdk.PutItemInput{Item: key("p", "")}, invalid, "cannot contain an empty string value. Key: SK"},
		{"Global secondary indexes: an index key of the wrong type", sdk.PutItemInput{Item: with(ok, item{"team": str("ot"), "rank": str("1")})}, invalid, "Type mismatch for Index Key rank Expected: N Actual: S IndexName: worklist"},
		{"Global secondary indexes: an empty index key", sdk.PutItemInput{Item: with(ok, item{"due": str("")})}, invalid, "IndexName: due, IndexKey: due"},
		{"Quotas: partition key of 2048 bytes", sdk.PutItemInput{Item: key(strings.Repeat("k", 2048), "s")}, "", ""},
		{"Quotas: partition key of 2049 bytes", sdk.PutItemInput{Item: key(strings.Repeat("k", 2049), "s")}, invalid, "2048 bytes"},
		{"Quotas: sort key of 1024 bytes", sdk.PutItemInput{Item: key("p", strings.Repeat("k", 1024))}, "", ""},
		{"Quotas: sort key of 1025 bytes", sdk.PutItemInput{Item: key("p", strings.Repeat("k", 1025))}, invalid, "1024 bytes"},
		{"Quotas: item of 400 KB (PK+p+SK+2+a and its value)", sdk.PutItemInput{Item: with(key("p", "2"), item{"a": str(strings.Repeat("x", 400*1024-7))})}, "", ""},
		{"Quotas: item of 400 KB and a byte", sdk.PutItemInput{Item: with(key("p", "2"), item{"a": str(strings.Repeat("x", 400*1024-6))})}, invalid, "Item size has exceeded the maximum allowed size"},
		{"Quotas: 32 levels", sdk.PutItemInput{Item: with(ok, item{"a": nested(32)})}, "", ""},
		{"Quotas: 33 levels", sdk.PutItemInput{Item: with(ok, item{"a": nested(33)})}, invalid, "Nesting Levels have exceeded supported limits"},
		{"Data types, Number: 38 digits", sdk.PutItemInput{Item: with(ok, item{"a": num("12345678901234567890123456789012345678")})}, "", ""},
		{"Data types, Number: 39 digits", sdk.PutItemInput{Item: with(ok, item{"a": num("123456789012345678901234567890123456789")})}, invalid, "more than 38 significant digits"},
		{"Data types, Number: too large", sdk.PutItemInput{Item: with(ok, item{"a": num("1e126")})}, invalid, "Number overflow"},
		{"Data types, Number: too small", sdk.PutItemInput{Item: with(ok, item{"a": num("1e-131")})}, invalid, "Number underflow"},
		{"Data types, Number: no number", sdk.PutItemInput{Item: with(ok, item{"a": num("12x")})}, invalid, "cannot be converted to a numeric value: 12x"},
		{"Data types, Sets: may not be empty", sdk.PutItemInput{Item: with(ok, item{"a": strs()})}, invalid, "An string set  may not be empty"},
		{"Data types, Sets: no duplicates", sdk.PutItemInput{Item: with(ok, item{"a": strs("b", "b")})}, invalid, "Input collection [b, b] contains duplicates"},
		{"Data types, Sets: numbers are compared as numbers", sdk.PutItemInput{Item: with(ok, item{"a": nums("1", "1.0")})}, invalid, "Input collection contains duplicates"},
		{"Data types, Null: is true", sdk.PutItemInput{Item: with(ok, item{"a": &types.AttributeValueMemberNULL{}})}, invalid, "Null attribute value types must have the value of true"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			d := newDouble(t)
			d.createTable(t)
			d.put(t, existing)
			if c.in.TableName == nil {
				c.in.TableName = aws.String(table)
			}
			_, err := d.client.PutItem(t.Context(), &c.in)
			refused(t, err, c.code, c.message)
			if got := d.get(t, key("p", "1")); err != nil && !reflect.DeepEqual(got, existing) {
				t.Errorf("a refused put left %v", got)
			}
			if err == nil {
				k := item{"PK": c.in.Item["PK"], "SK": c.in.Item["SK"]}
				if got := d.get(t, k); !reflect.DeepEqual(got, c.in.Item) {
					t.Errorf("got %v, want %v", got, c.in.Item)
				}
			}
		})
	}
}

func TestPutItemReturns(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	first := with(key("p", "1"), item{"n": num("1")})
	in := sdk.PutItemInput{TableName: aws.String(table), Item: first, ReturnValues: types.ReturnValueAllOld}
	out, err := d.client.PutItem(t.Context(), &in)
	refused(t, err, "", "")
	if out.Attributes != nil {
		t.Errorf("a new item has old attributes: %v", out.Attributes)
	}
	in.Item = with(first, item{"n": num("2")})
	out, err = d.client.PutItem(t.Context(), &in)
	refused(t, err, "", "")
	if !reflect.DeepEqual(out.Attributes, first) {
		t.Errorf("ALL_OLD: got %v, want %v", out.Attributes, first)
	}

	in.ConditionExpression = aws.String("attribute_not_exists(PK)")
	for asked, want := range map[types.ReturnValuesOnConditionCheckFailure]item{"": nil, types.ReturnValuesOnConditionCheckFailureAllOld: in.Item} {
		in.ReturnValuesOnConditionCheckFailure = asked
		_, err = d.client.PutItem(t.Context(), &in)
		failed, ok := errors.AsType[*types.ConditionalCheckFailedException](err)
		if !ok {
			t.Fatalf("got %v", err)
		}
		if !reflect.DeepEqual(failed.Item, want) {
			t.Errorf("item with a failed condition (%q): got %v, want %v", asked, failed.Item, want)
		}
	}
}
