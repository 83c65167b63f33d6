package dynamodb_test

import (
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestUpdateItem(t *testing.T) {
	k := key("p", "1")
	before := with(k, item{
		"n": num("10"), "s": str("text"), "tags": strs("a", "b"), "few": nums("1", "2"),
		"l": list(num("0"), num("1"), num("2"), num("3")), "m": record(item{"x": num("1"), "deep": record(item{"y": list(str("a"))})}),
	})
	one := item{":v": num("1")}
	cases := []struct {
		rule       string
		expression string
		values     item
		change     item // what is different afterwards; nil is gone
		code       string
		message    string
	}{
		{"SET: a value", "SET a = :v", one, item{"a": num("1")}, "", ""},
		{"SET: several, from the item as it was", "SET n = s, s = n", nil, item{"n": str("text"), "s": num("10")}, "", ""},
		{"SET: incrementing", "SET n = n + :v", one, item{"n": num("11")}, "", ""},
		{"SET: decrementing", "set n = n - :v", one, item{"n": num("9")}, "", ""},
		{"SET: numbers are exact", "SET n = :a + :b", item{":a": num("0.1"), ":b": num("12345678901234567890123456789012345.2")}, item{"n": num("12345678901234567890123456789012345.3")}, "", ""},
		{"SET: a sum of more than 38 digits", "SET n = :a + :b", item{":a": num("0.1"), ":b": num("1e38")}, nil, invalid, "more than 38 significant digits"},
		{"SET: if_not_exists where there is none", "SET a = if_not_exists(a, :v) + :v", one, item{"a": num("2")}, "", ""},
		{"SET: if_not_exists where there is one", "SET a = if_not_exists(n, :v)", one, item{"a": num("10")}, "", ""},
		{"SET: list_append", "SET l = list_append(l, :l)", item{":l": list(str("x"))}, item{"l": list(num("0"), num("1"), num("2"), num("3"), str("x"))}, "", ""},
		{"SET: list_append in front, to a new list", "SET a = list_append(:l, if_not_exists(a, :e))", item{":l": list(str("x")), ":e": list()}, item{"a": list(str("x"))}, "", ""},
		{"SET: nested", "SET m.x = :v, m.deep.y[0] = :v", one, item{"m": record(item{"x": num("1"), "deep": record(item{"y": list(num("1"))})})}, "", ""},
		{"SET: beyond the end of a list appends, in order of index", "SET l[9] = :b, l[7] = :a", item{":a": str("a"), ":b": str("b")}, item{"l": list(num("0"), num("1"), num("2"), num("3"), str("a"), str("b"))}, "", ""},
		{"REMOVE: attributes", "REMOVE n, absent", nil, item{"n": nil}, "", ""},
		{"REMOVE: elements by where they were", "REMOVE l[0], l[2]", nil, item{"l": list(num("1"), num("3"))}, "", ""},
		{"REMOVE and SET in one list", "REMOVE l[0] SET l[1] = :v, l[4] = :v", item{":v": str("x")}, item{"l": list(str("x"), num("2"), num("3"), str("x"))}, "", ""},
		{"REMOVE: nested", "REMOVE m.deep.y[0]", nil, item{"m": record(item{"x": num("1"), "deep": record(item{"y": list()})})}, "", ""},
		{"ADD: to a number, and from nothing", "ADD n :v, a :v", one, item{"n": num("11"), "a": num("1")}, "", ""},
		{"ADD: to a set", "ADD tags :t", item{":t": strs("b", "c")}, item{"tags": strs("a", "b", "c")}, "", ""},
		{"DELETE: from a set", "DELETE tags :t", item{":t": strs("b", "c")}, item{"tags": strs("a")}, "", ""},
		{"DELETE: the last element takes the attribute", "DELETE few :t", item{":t": nums("2.0", "1")}, item{"few": nil}, "", ""},
		{"all clauses in any order", "ADD n :v DELETE tags :t SET a = :v REMOVE s", item{":v": num("1"), ":t": strs("a")}, item{"n": num("11"), "tags": strs("b"), "a": num("1"), "s": nil}, "", ""},

		{"a clause twice", "SET a = :v SET b = :v", one, nil, invalid, `The "SET" section can only be used once in an update expression;`},
		{"overlapping paths", "SET m.x = :v REMOVE m", one, nil, invalid, "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m]"},
		{"the same path twice", "SET a = :v, a = :v", one, nil, invalid, "Two document paths overlap"},
		{"conflicting paths", "SET m.x = :v REMOVE m[0]", one, nil, invalid, "Two document paths conflict"},
		{"a key attribute", "SET SK = :v", one, nil, invalid, "Cannot update attribute SK. This attribute is part of the key"},
		{"an index key of the wrong type", "SET team = :v", one, nil, invalid, "The update expression attempted to update the secondary index key to unsupported type"},
		{"an empty index key", "SET due = :v", item{":v": str("")}, nil, invalid, "IndexName: due, IndexKey: due"},
		{"an operand that is missing", "SET a = absent + :v", one, nil, invalid, "The provided expression refers to an attribute that does not exist in the item"},
		{"an operand of the wrong type in the item", "SET a = s + :v", one, nil, invalid, "An operand in the update expression has an incorrect data type"},
		{"an operand of the wrong type in the request", "SET a = n + :v", item{":v": str("x")}, nil, invalid, "Incorrect operand type for operator or function; operator or function: +, operand type: S"},
		{"a path through nothing", "SET nothing.x = :v", one, nil, invalid, "The document path provided in the update expression is invalid for update"},
		{"a path through a scalar", "SET s[0] = :v", one, nil, invalid, "The document path provided in the update expression is invalid for update"},
		{"ADD of a string", "ADD s :v", item{":v": str("x")}, nil, invalid, "Incorrect operand type for operator or function; operator: ADD, operand type: STRING"},
		{"ADD of a number to a string", "ADD s :v", one, nil, invalid, "An operand in the update expression has an incorrect data type"},
		{"DELETE of a number", "DELETE n :v", one, nil, invalid, "operator: DELETE, operand type: NUMBER"},
		{"a condition's function", "SET a = size(s)", nil, nil, invalid, "Invalid function name; function: size"},
		{"an empty expression", " ", nil, nil, invalid, "Invalid UpdateExpression: The expression can not be empty;"},
		{"an unused value", "REMOVE n", one, nil, invalid, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}"},
		{"an undefined value", "SET a = :w, b = :v", one, nil, invalid, "An expression attribute value used in expression is not defined; attribute value: :w"},
		{"a reserved word", "SET status = :v", one, nil, invalid, "Attribute name is a reserved keyword; reserved keyword: status"},
		{"a syntax error", "SET a == :v", one, nil, invalid, `Syntax error; token: "=", near: "== :v"`},
		{"too deep a path for the item", "SET a = :v", item{":v": nested(33)}, nil, invalid, "Nesting Levels have exceeded supported limits"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			d := newDouble(t)
			d.createTable(t)
			d.put(t, before)
			want := with(before, nil)
			for name, v := range c.change {
				if want[name] = v; v == nil {
					delete(want, name)
				}
			}
			_, err := d.client.UpdateItem(t.Context(), &sdk.UpdateItemInput{
				TableName: aws.String(table), Key: k, UpdateExpression: &c.expression, ExpressionAttributeValues: c.values,
			})
			refused(t, err, c.code, c.message)
			if got := d.get(t, k); !reflect.DeepEqual(got, want) {
				t.Errorf("got %v\nwant %v", got, want)
			}
		})
	}
}

// UpdateItem, ReturnValues: all or what was updated, before or after.
func TestUpdateItemReturns(t *testing.T) {
	k := key("p", "1")
	before := with(k, item{"n": num("1"), "m": record(item{"x": num("1"), "y": num("2")})})
	after := with(k, item{"n": num("2"), "m": record(item{"x": num("5"), "y": num("2")}), "new": num("5")})
	cases := map[types.ReturnValue]item{
		"": nil, types.ReturnValueNone: nil, types.ReturnValueAllOld: before, types.ReturnValueAllNew: after,
		types.ReturnValueUpdatedOld: {"n": num("1"), "m": record(item{"x": num("1")})},
		types.ReturnValueUpdatedNew: {"n": num("2"), "m": record(item{"x": num("5")}), "new": num("5")},
	}
	for asked, want := range cases {
		d := newDouble(t)
		d.createTable(t)
		d.put(t, before)
		in := &sdk.UpdateItemInput{
			TableName: aws.String(table), Key: k, ReturnValues: asked, UpdateExpression: aws.String("SET n = n + :one, m.x = :v, #new = :v"),
			ExpressionAttributeNames: map[string]string{"#new": "new"}, ExpressionAttributeValues: item{":one": num("1"), ":v": num("5")},
		}
		out, err := d.client.UpdateItem(t.Context(), in)
		refused(t, err, "", "")
		if !reflect.DeepEqual(out.Attributes, want) {
			t.Errorf("%q: got %v, want %v", asked, out.Attributes, want)
		}
		in.ConditionExpression = aws.String("n < :one")
		_, err = d.client.UpdateItem(t.Context(), in)
		refused(t, err, "ConditionalCheckFailedException", "")
		if got := d.get(t, k); !reflect.DeepEqual(got, after) {
			t.Errorf("a refused update left %v", got)
		}
	}
}

// UpdateItem: creates the item if there is none.
func TestUpdateItemCreates(t *testing.T) {
	for expression, want := range map[string]item{"SET n = :v": {"n": num("1")}, "ADD n :v": {"n": num("1")}} {
		d := newDouble(t)
		d.createTable(t)
		_, err := d.client.UpdateItem(t.Context(), &sdk.UpdateItemInput{
			TableName: aws.String(table), Key: key("p", "1"), UpdateExpression: &expression, ExpressionAttributeValues: item{":v": num("1")},
		})
		refused(t, err, "", "")
		if got := d.get(t, key("p", "1")); !reflect.DeepEqual(got, with(key("p", "1"), want)) {
			t.Errorf("%s: got %v", expression, got)
		}
	}
}
