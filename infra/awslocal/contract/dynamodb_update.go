package contract

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// updateCases: what an update makes of one item. A refused one changes nothing.
func updateCases() []Case {
	before := item{"n": num("10"), "s": str("text"), "tags": strs("a", "b"), "l": list(num("0"), num("1"), num("2")), "m": record(item{"x": num("1")})}
	one := item{":v": num("1")}
	var rows []row
	for _, c := range []struct {
		rule, source, expression string
		values                   item
		change                   item // nil is gone
		code                     string
	}{
		{"SET: several, from the item as it was", docExpressions, "SET n = s, s = n", nil, item{"n": str("text"), "s": num("10")}, ""},
		{"SET: adding and taking away", docExpressions, "SET n = n + :v, o = n - :v", one, item{"n": num("11"), "o": num("9")}, ""},
		{"SET: if_not_exists", docExpressions, "SET a = if_not_exists(a, :v), b = if_not_exists(n, :v)", one, item{"a": num("1"), "b": num("10")}, ""},
		{"SET: list_append", docExpressions, "SET l = list_append(l, :l)", item{":l": list(str("x"))}, item{"l": list(num("0"), num("1"), num("2"), str("x"))}, ""},
		{"SET: a nested attribute", docExpressions, "SET m.x = :v, m.y = :v", one, item{"m": record(item{"x": num("1"), "y": num("1")})}, ""},
		{"SET: beyond the end of a list appends", docExpressions, "SET l[9] = :v", one, item{"l": list(num("0"), num("1"), num("2"), num("1"))}, ""},
		{"REMOVE: an attribute that is not there is no error", docExpressions, "REMOVE n, absent", nil, item{"n": nil}, ""},
		{"REMOVE: an element of a list moves the others up", docExpressions, "REMOVE l[0]", nil, item{"l": list(num("1"), num("2"))}, ""},
		{"ADD: to a number, and from nothing", docExpressions, "ADD n :v, a :v", one, item{"n": num("11"), "a": num("1")}, ""},
		{"ADD: to a set", docExpressions, "ADD tags :t", item{":t": strs("b", "c")}, item{"tags": strs("a", "b", "c")}, ""},
		{"DELETE: the last element takes the attribute", docExpressions, "DELETE tags :t", item{":t": strs("a", "b")}, item{"tags": nil}, ""},
		{"all clauses together", docExpressions, "ADD n :v DELETE tags :t SET a = :v REMOVE s", item{":v": num("1"), ":t": strs("a")}, item{"n": num("11"), "tags": strs("b"), "a": num("1"), "s": nil}, ""},
		{"a clause twice is refused", docExpressions, "SET a = :v SET b = :v", one, nil, invalid},
		{"overlapping paths are refused", docExpressions, "SET m.x = :v REMOVE m", one, nil, invalid},
		{"a key attribute is refused", docUpdate, "SET SK = :v", item{":v": str("x")}, nil, invalid},
		{"an index key of the wrong type is refused", docGSI, "SET team = :v", one, nil, invalid},
		{"an empty index key is refused", docUpdate, "SET due = :v", item{":v": str("")}, nil, invalid},
		{"an operand that is missing is refused", docExpressions, "SET a = absent + :v", one, nil, invalid},
		{"an operand that is no number is refused", docExpressions, "SET a = s + :v", one, nil, invalid},
		{"a path through nothing is refused", docExpressions, "SET nothing.x = :v", one, nil, invalid},
		{"ADD of a string is refused", docExpressions, "ADD s :v", item{":v": str("x")}, nil, invalid},
		{"DELETE of a number is refused", docExpressions, "DELETE n :v", one, nil, invalid},
		{"an empty expression is refused", docExpressions, " ", nil, nil, invalid},
		{"an unused value is refused", docValues, "REMOVE n", one, nil, invalid},
		{"an undefined value is refused", docValues, "SET a = :w, b = :v", one, nil, invalid},
		{"a reserved word is refused", docReserved, "SET status = :v", one, nil, invalid},
		{"a syntax error is refused", docExpressions, "SET a == :v", one, nil, invalid},
		{"a result of 33 levels is refused", docQuotas, "SET a = :v", item{":v": nested(33)}, nil, invalid},
	} {
		rows = append(rows, row{c.rule, c.source, func(p *probe) {
			stored := with(p.key("1"), before)
			p.put(stored)
			_, err := p.tables.UpdateItem(p.ctx, &dynamodb.UpdateItemInput{TableName: p.table(), Key: p.key("1"), UpdateExpression: &c.expression, ExpressionAttributeValues: c.values})
			p.code(err, c.code)
			want := with(stored, nil)
			for name, v := range c.change {
				if want[name] = v; v == nil {
					delete(want, name)
				}
			}
			p.holds("1", want)
		}})
	}
	return append(table("DynamoDB", "UpdateItem", rows), table("DynamoDB", "UpdateItem", []row{
		{"makes an item that is not there", docUpdate, func(p *probe) {
			_, err := p.tables.UpdateItem(p.ctx, &dynamodb.UpdateItemInput{TableName: p.table(), Key: p.key("new"), UpdateExpression: aws.String("SET n = :v"), ExpressionAttributeValues: one})
			p.must(err)
			p.holds("new", with(p.key("new"), item{"n": num("1")}))
		}},
		{"a condition that does not hold changes nothing", docUpdate, func(p *probe) {
			p.put(with(p.key("1"), item{"version": num("3")}))
			_, err := p.tables.UpdateItem(p.ctx, &dynamodb.UpdateItemInput{TableName: p.table(), Key: p.key("1"), UpdateExpression: aws.String("SET version = :next"),
				ConditionExpression: aws.String("version = :was"), ExpressionAttributeValues: item{":next": num("3"), ":was": num("2")}})
			p.code(err, unmet)
			p.holds("1", with(p.key("1"), item{"version": num("3")}))
		}},
		{"without an expression it makes an item of its key", docUpdate, func(p *probe) {
			_, err := p.tables.UpdateItem(p.ctx, &dynamodb.UpdateItemInput{TableName: p.table(), Key: p.key("new")})
			p.must(err)
			p.holds("new", p.key("new"))
		}},
		{"an item that grows beyond 400 KB is refused", docQuotas, func(p *probe) {
			p.put(with(p.key("1"), item{"a": str(strings.Repeat("x", 300*1024))}))
			_, err := p.tables.UpdateItem(p.ctx, &dynamodb.UpdateItemInput{TableName: p.table(), Key: p.key("1"), UpdateExpression: aws.String("SET b = :v"), ExpressionAttributeValues: item{":v": str(strings.Repeat("x", 100*1024))}})
			p.code(err, invalid)
		}},
		{"ReturnValues: what was updated, or all, before or after", docUpdate, func(p *probe) {
			stored := with(p.key("1"), item{"n": num("1"), "s": str("x")})
			after := with(stored, item{"n": num("2")})
			for asked, want := range map[types.ReturnValue]item{
				types.ReturnValueAllOld: stored, types.ReturnValueAllNew: after,
				types.ReturnValueUpdatedOld: {"n": num("1")}, types.ReturnValueUpdatedNew: {"n": num("2")},
			} {
				p.put(stored)
				out, err := p.tables.UpdateItem(p.ctx, &dynamodb.UpdateItemInput{TableName: p.table(), Key: p.key("1"), ReturnValues: asked,
					UpdateExpression: aws.String("SET n = n + :v"), ExpressionAttributeValues: one})
				p.must(err)
				p.equal(string(asked), plain(out.Attributes), plain(want))
			}
		}},
	})...)
}
