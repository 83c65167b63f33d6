package contract

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

const cancelled = "TransactionCanceledException"

func (p *probe) txPut(i item, condition string) types.TransactWriteItem {
	put := &types.Put{TableName: p.table(), Item: i}
	if condition != "" {
		put.ConditionExpression = &condition
	}
	return types.TransactWriteItem{Put: put}
}

func (p *probe) txUpdate(sort, expression string, values item) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{TableName: p.table(), Key: p.key(sort), UpdateExpression: &expression, ExpressionAttributeValues: values}}
}

func (p *probe) txDelete(sort string) types.TransactWriteItem {
	return types.TransactWriteItem{Delete: &types.Delete{TableName: p.table(), Key: p.key(sort)}}
}

// txCheck asks for the item if its condition does not hold.
func (p *probe) txCheck(sort, condition string) types.TransactWriteItem {
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{TableName: p.table(), Key: p.key(sort), ConditionExpression: &condition,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld}}
}

// reasons returns the reasons for which a transaction was cancelled.
func (p *probe) reasons(err error) []types.CancellationReason {
	p.code(err, cancelled)
	e, ok := errors.AsType[*types.TransactionCanceledException](err)
	if !ok {
		p.fail("the refusal has no type: %v", err)
	}
	return e.CancellationReasons
}

func codes(reasons []types.CancellationReason) []string {
	all := []string{}
	for _, r := range reasons {
		all = append(all, aws.ToString(r.Code))
	}
	return all
}

// transactCases begin with an item a; a refused transaction changes it not, and
// writes no b.
func transactCases() []Case {
	one := item{":v": num("1")}
	write := func(items func(*probe) []types.TransactWriteItem) func(*probe) any {
		return func(p *probe) any { return &dynamodb.TransactWriteItemsInput{TransactItems: items(p)} }
	}
	many := func(n int) func(*probe) []types.TransactWriteItem {
		return func(p *probe) (all []types.TransactWriteItem) {
			for i := range n {
				all = append(all, p.txPut(p.key(fmt.Sprint("many", i)), ""))
			}
			return all
		}
	}
	large := func(n int) func(*probe) []types.TransactWriteItem {
		return func(p *probe) (all []types.TransactWriteItem) {
			for i := range n {
				all = append(all, p.txPut(with(p.key(fmt.Sprint("large", i)), item{"a": str(strings.Repeat("x", 399*1024))}), ""))
			}
			return all
		}
	}
	prepare := func(p *probe) { p.put(with(p.key("a"), item{"n": num("1")})) }
	after := func(p *probe) {
		p.holds("a", with(p.key("a"), item{"n": num("1")}))
		p.holds("b", nil)
	}
	cases := asks("DynamoDB", "TransactWriteItems", prepare, after, []ask{
		{"the same item twice is refused", docTransact, write(func(p *probe) []types.TransactWriteItem {
			return []types.TransactWriteItem{p.txPut(p.key("b"), ""), p.txDelete("b")}
		}), invalid},
		{"a check and a write of the same item are refused", docTransact, write(func(p *probe) []types.TransactWriteItem {
			return []types.TransactWriteItem{p.txCheck("b", "attribute_not_exists(PK)"), p.txPut(p.key("b"), "")}
		}), invalid},
		{"100 items are the most", docTransact, write(many(100)), ""},
		{"101 items are refused", docTransact, write(many(101)), invalid},
		{"no items are refused", docTransact, write(func(*probe) []types.TransactWriteItem { return []types.TransactWriteItem{} }), invalid},
		{"two actions in one are refused", docTransact, write(func(p *probe) []types.TransactWriteItem {
			return []types.TransactWriteItem{{Put: p.txPut(p.key("b"), "").Put, Delete: p.txDelete("c").Delete}}
		}), invalid},
		{"3.9 MB are taken", docTransact, write(large(10)), ""},
		{"4.3 MB are refused", docTransact, write(large(11)), invalid},
		{"a ClientRequestToken of 37 characters is refused", docTransact, func(p *probe) any {
			return &dynamodb.TransactWriteItemsInput{ClientRequestToken: aws.String(strings.Repeat("t", 37)), TransactItems: []types.TransactWriteItem{p.txPut(p.key("b"), "")}}
		}, invalid},
		{"a bad expression refuses the request", docTransact, write(func(p *probe) []types.TransactWriteItem {
			return []types.TransactWriteItem{p.txPut(p.key("b"), ""), p.txCheck("a", "n ! n")}
		}), invalid},
		{"no such table: ResourceNotFoundException", docTransact, write(func(p *probe) []types.TransactWriteItem {
			return []types.TransactWriteItem{p.txPut(p.key("b"), ""), {Delete: &types.Delete{TableName: aws.String("nowhere-at-all"), Key: p.key("a")}}}
		}), notThere},
	})
	return append(cases, table("DynamoDB", "TransactWriteItems", []row{
		{"all four actions take effect together", docTransact, func(p *probe) {
			p.put(with(p.key("a"), item{"n": num("1")}), p.key("gone"))
			_, err := p.tables.TransactWriteItems(p.ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
				p.txPut(p.key("b"), "attribute_not_exists(PK)"), p.txUpdate("a", "SET n = n + :v", one), p.txDelete("gone"), p.txCheck("c", "attribute_not_exists(PK)")}})
			p.must(err)
			p.holds("a", with(p.key("a"), item{"n": num("2")}))
			p.holds("b", p.key("b"))
			p.holds("gone", nil)
		}},
		{"reasons come in the order of the items, with the item where asked", docTransact, func(p *probe) {
			prepare(p)
			_, err := p.tables.TransactWriteItems(p.ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
				p.txPut(p.key("b"), ""), p.txCheck("a", "attribute_not_exists(PK)"), p.txDelete("z"), p.txPut(p.key("y"), "attribute_exists(PK)")}})
			reasons := p.reasons(err)
			p.inOrder("reasons", codes(reasons), "None", "ConditionalCheckFailed", "None", "ConditionalCheckFailed")
			p.equal("item of the second", plain(reasons[1].Item), plain(with(p.key("a"), item{"n": num("1")})))
			p.equal("item of the fourth, unasked", len(reasons[3].Item), 0)
			after(p)
		}},
		{"what an item cannot take is a reason too", docTransact, func(p *probe) {
			prepare(p)
			_, err := p.tables.TransactWriteItems(p.ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
				p.txPut(p.key("b"), ""), p.txUpdate("a", "SET n = absent + :v", one)}})
			p.inOrder("reasons", codes(p.reasons(err)), "None", "ValidationError")
			after(p)
		}},
		{"a change of a key attribute is refused, by the request or as a reason", docUpdate, func(p *probe) {
			prepare(p)
			_, err := p.tables.TransactWriteItems(p.ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
				p.txPut(p.key("b"), ""), p.txUpdate("a", "SET SK = :v", item{":v": str("x")})}})
			if codeOf(err) != invalid {
				p.inOrder("reasons", codes(p.reasons(err)), "None", "ValidationError")
			}
			after(p)
		}},
		{"indexes show it all", docTxGuide, func(p *probe) {
			_, err := p.tables.TransactWriteItems(p.ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
				p.txPut(with(p.key("1"), item{"team": str(p.id), "rank": num("2")}), ""), p.txPut(with(p.key("2"), item{"team": str(p.id), "rank": num("1")}), "")}})
			p.must(err)
			p.shows(p.query(onIndex("worklist", nil), "team = :p", nil), "2 1")
		}},
		{"TransactGetItems answers in order, with nothing for what is not there", docTransactGet, func(p *probe) {
			prepare(p)
			get := func(sort string) types.TransactGetItem {
				return types.TransactGetItem{Get: &types.Get{TableName: p.table(), Key: p.key(sort)}}
			}
			out, err := p.tables.TransactGetItems(p.ctx, &dynamodb.TransactGetItemsInput{TransactItems: []types.TransactGetItem{get("none"), get("a")}})
			p.must(err)
			p.equal("number of answers", len(out.Responses), 2)
			p.equal("the first", len(out.Responses[0].Item), 0)
			p.equal("the second", plain(out.Responses[1].Item), plain(with(p.key("a"), item{"n": num("1")})))
		}},
	})...)
}

func tokenCases() []Case {
	add := func(p *probe, amount string) error {
		_, err := p.tables.TransactWriteItems(p.ctx, &dynamodb.TransactWriteItemsInput{ClientRequestToken: &p.id, TransactItems: []types.TransactWriteItem{
			p.txUpdate("a", "ADD n :v, o :w", item{":v": num(amount), ":w": num("1")}), p.txPut(p.key("b"), "attribute_not_exists(another)")}})
		return err
	}
	n := func(p *probe, want string) {
		p.equal("n", plainValue(p.get("a")["n"]), "N "+want)
	}
	const mismatch = "IdempotentParameterMismatchException"
	return append(table("DynamoDB", "ClientRequestToken", []row{
		{"the same request again has no further effect", docTransact, func(p *probe) {
			for range 5 { // the client writes its maps in another order each time
				p.must(add(p, "1"))
			}
			n(p, "1")
		}},
		{"another request under the same token is refused", docTransact, func(p *probe) {
			p.must(add(p, "1"))
			p.code(add(p, "2"), mismatch)
			n(p, "1")
		}},
		{"the token of a cancelled transaction is free", docTransact, func(p *probe) {
			in := &dynamodb.TransactWriteItemsInput{ClientRequestToken: &p.id, TransactItems: []types.TransactWriteItem{p.txCheck("a", "attribute_exists(PK)"), p.txPut(p.key("b"), "")}}
			_, err := p.tables.TransactWriteItems(p.ctx, in)
			p.code(err, cancelled)
			p.put(p.key("a"))
			_, err = p.tables.TransactWriteItems(p.ctx, in)
			p.must(err)
			p.holds("b", p.key("b"))
		}},
	}), doubleOnly(table("DynamoDB", "ClientRequestToken", []row{
		{"after ten minutes it is a new request", docTransact, func(p *probe) {
			p.must(add(p, "1"))
			p.wait(10*time.Minute - time.Second)
			p.must(add(p, "1"))
			n(p, "1")
			p.wait(time.Second)
			p.must(add(p, "2"))
			n(p, "3")
		}},
	}), "ten minutes is long in real time")...)
}
