package contract

import (
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// worklist fills the case's partition with seven ranked items, two of them with
// the same rank, an item without rank, and one that falls due.
func (p *probe) worklist() {
	for i, rank := range []string{"10", "9", "-3", "0.5", "-20", "9", "100"} {
		p.put(with(p.key(fmt.Sprint("s", i)), item{"team": str(p.id), "rank": num(rank), "odd": yes(i%2 == 1)}))
	}
	p.put(with(p.key("t"), item{"team": str(p.id)}))
	p.put(with(p.key("x"), item{"due": str(p.id), "state": str("held"), "unseen": str("yes")}))
}

// query is a Query of the shared table, with :p for the case's own name.
func (p *probe) query(edit func(*dynamodb.QueryInput), condition string, values item) *dynamodb.QueryInput {
	in := &dynamodb.QueryInput{TableName: p.table(), KeyConditionExpression: &condition, ExpressionAttributeValues: with(item{":p": str(p.id)}, values)}
	if edit != nil {
		edit(in)
	}
	return in
}

func onIndex(name string, edit func(*dynamodb.QueryInput)) func(*dynamodb.QueryInput) {
	return func(in *dynamodb.QueryInput) {
		in.IndexName = &name
		if edit != nil {
			edit(in)
		}
	}
}

func backwards(in *dynamodb.QueryInput) { in.ScanIndexForward = aws.Bool(false) }

// pages reads a query to its end in pages of that many.
func (p *probe) pages(in *dynamodb.QueryInput, limit int32) []string {
	keys := []string{}
	in.Limit, in.ExclusiveStartKey = &limit, nil
	for range 100 {
		out, err := p.tables.Query(p.ctx, in)
		p.must(err)
		if out.ScannedCount > limit {
			p.fail("examined %d with a limit of %d", out.ScannedCount, limit)
		}
		keys = append(keys, sortKeys(out.Items)...)
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return keys
		}
	}
	p.fail("the pages do not end: %v", keys)
	return nil
}

func queryCases() []Case {
	var rows []row
	for _, c := range []struct {
		rule, source string
		edit         func(*dynamodb.QueryInput)
		condition    string
		values       item
		want         string
	}{
		{"a partition in order of the sort key", docQuery, nil, "PK = :p", nil, "s0 s1 s2 s3 s4 s5 s6 t x"},
		{"backwards", docQuery, backwards, "PK = :p AND SK < :s", item{":s": str("s3")}, "s2 s1 s0"},
		{"<=", docQuery, nil, "PK = :p AND SK <= :s", item{":s": str("s1")}, "s0 s1"},
		{">", docQuery, nil, "PK = :p AND SK > :s", item{":s": str("s5")}, "s6 t x"},
		{">=", docQuery, nil, "PK = :p AND SK >= :s", item{":s": str("s6")}, "s6 t x"},
		{"BETWEEN has both ends", docQuery, nil, "PK = :p AND SK BETWEEN :a AND :b", item{":a": str("s1"), ":b": str("s3")}, "s1 s2 s3"},
		{"begins_with", docQuery, nil, "PK = :p AND begins_with(SK, :s)", item{":s": str("t")}, "t"},
		{"a filter leaves out what was read", docQuery, func(in *dynamodb.QueryInput) { in.FilterExpression = aws.String("odd = :o") }, "PK = :p", item{":o": yes(true)}, "s1 s3 s5"},
		{"a partition that is not there is empty", docQuery, nil, "PK = :none AND SK > :p", item{":none": str("none")}, ""},
	} {
		rows = append(rows, row{c.rule, c.source, func(p *probe) {
			p.worklist()
			in := p.query(c.edit, c.condition, c.values)
			out, err := p.tables.Query(p.ctx, in)
			p.must(err)
			p.inOrder("items", sortKeys(out.Items), strings.Fields(c.want)...)
			for limit := int32(1); limit < 4; limit++ {
				p.inOrder(fmt.Sprintf("in pages of %d", limit), p.pages(in, limit), strings.Fields(c.want)...)
			}
		}})
	}
	ask1 := func(edit func(*dynamodb.QueryInput), condition string, values item) func(*probe) any {
		return func(p *probe) any { return p.query(edit, condition, values) }
	}
	start := func(k func(*probe) item, edit func(*dynamodb.QueryInput)) func(*probe) any {
		return func(p *probe) any {
			in := p.query(edit, "PK = :p", nil)
			in.ExclusiveStartKey = k(p)
			return in
		}
	}
	refusals := asks("DynamoDB", "Query", nil, nil, []ask{
		{"no such index is refused", docQuery, ask1(onIndex("nothing", nil), "PK = :p", nil), invalid},
		{"a filter on a key attribute is refused", docQuery, ask1(func(in *dynamodb.QueryInput) { in.FilterExpression = aws.String("SK = :p") }, "PK = :p", nil), invalid},
		{"a range of the partition key is refused", docQuery, ask1(nil, "PK > :p", nil), invalid},
		{"without the partition key is refused", docQuery, ask1(nil, "SK = :p", nil), invalid},
		{"an attribute that is no key is refused", docQuery, ask1(nil, "PK = :p AND odd = :p", nil), invalid},
		{"OR is refused", docQueryGuide, ask1(nil, "PK = :p OR SK = :p", nil), invalid},
		{"<> is refused", docQueryGuide, ask1(nil, "PK = :p AND SK <> :p", nil), invalid},
		{"two conditions on one key are refused", docQuery, ask1(nil, "PK = :p AND SK > :p AND SK < :p", nil), invalid},
		{"a value of another type is refused", docQuery, ask1(nil, "PK = :n AND SK > :p", item{":n": num("1")}), invalid},
		{"Limit 0 is refused", docQuery, ask1(func(in *dynamodb.QueryInput) { in.Limit = aws.Int32(0) }, "PK = :p", nil), invalid},
		{"COUNT with a projection is refused", docQuery, ask1(func(in *dynamodb.QueryInput) {
			in.Select, in.ProjectionExpression = types.SelectCount, aws.String("odd")
		}, "PK = :p", nil), invalid},
		{"a reserved word is refused", docReserved, ask1(func(in *dynamodb.QueryInput) { in.FilterExpression = aws.String("status = :p") }, "PK = :p", nil), invalid},
		{"an unused value is refused", docValues, ask1(nil, "PK = :p", item{":unused": str("x")}), invalid},
		{"an undefined value is refused", docValues, ask1(nil, "PK = :p AND SK = :undefined", nil), invalid},
		{"starting in another partition is refused", docQuery, start(func(*probe) item { return item{"PK": str("other"), "SK": str("x")} }, nil), invalid},
		{"starting at half a key is refused", docQuery, start(func(p *probe) item { return item{"PK": str(p.id)} }, nil), invalid},
	})
	return append(table("DynamoDB", "Query", rows), refusals...)
}

func pageCases() []Case {
	return table("DynamoDB", "Paging", []row{
		{"Limit counts what is examined, before the filter", docQuery, func(p *probe) {
			p.worklist()
			out, err := p.tables.Query(p.ctx, p.query(func(in *dynamodb.QueryInput) {
				in.Limit, in.FilterExpression = aws.Int32(3), aws.String("odd = :o")
			}, "PK = :p", item{":o": yes(true)}))
			p.must(err)
			p.inOrder("items", sortKeys(out.Items), "s1")
			p.equal("examined", out.ScannedCount, int32(3))
			p.equal("last key", plain(out.LastEvaluatedKey), plain(p.key("s2")))
		}},
		{"a page may be empty and yet not the last", docPaging, func(p *probe) {
			p.worklist()
			out, err := p.tables.Query(p.ctx, p.query(func(in *dynamodb.QueryInput) {
				in.Limit, in.FilterExpression = aws.Int32(2), aws.String("odd = :p")
			}, "PK = :p", nil))
			p.must(err)
			if len(out.Items) != 0 || out.LastEvaluatedKey == nil {
				p.fail("%d items, last key %v", len(out.Items), out.LastEvaluatedKey)
			}
		}},
		{"COUNT gives numbers and no items", docQuery, func(p *probe) {
			p.worklist()
			out, err := p.tables.Query(p.ctx, p.query(func(in *dynamodb.QueryInput) {
				in.Select, in.FilterExpression = types.SelectCount, aws.String("odd = :o")
			}, "PK = :p", item{":o": yes(true)}))
			p.must(err)
			p.equal("count, examined, items", []int{int(out.Count), int(out.ScannedCount), len(out.Items)}, []int{3, 9, 0})
		}},
		{"a page is at most 1 MB, and the rest follows", docQuery, func(p *probe) {
			for i := range 5 {
				p.put(with(p.key(fmt.Sprint(i)), item{"a": str(strings.Repeat("x", 300*1024))}))
			}
			in := p.query(nil, "PK = :p", nil)
			out, err := p.tables.Query(p.ctx, in)
			p.must(err)
			first := sortKeys(out.Items)
			if len(first) == 0 || len(first) > 3 || out.LastEvaluatedKey == nil {
				p.fail("the first page has %v of 300 KB each", first)
			}
			in.ExclusiveStartKey = out.LastEvaluatedKey
			out, err = p.tables.Query(p.ctx, in)
			p.must(err)
			p.inOrder("both pages", append(first, sortKeys(out.Items)...), "0", "1", "2", "3", "4")
		}},
		{"a filter is applied after the 1 MB", docQuery, func(p *probe) {
			for i := range 5 {
				p.put(with(p.key(fmt.Sprint(i)), item{"a": str(strings.Repeat("x", 300*1024)), "odd": yes(false)}))
			}
			out, err := p.tables.Query(p.ctx, p.query(func(in *dynamodb.QueryInput) { in.FilterExpression = aws.String("odd = :o") }, "PK = :p", item{":o": yes(true)}))
			p.must(err)
			if len(out.Items) != 0 || out.LastEvaluatedKey == nil || out.ScannedCount >= 5 {
				p.fail("%d items of %d examined, last key %v", len(out.Items), out.ScannedCount, out.LastEvaluatedKey)
			}
		}},
		{"starting after a key that is not there any more goes on behind it", docPaging, func(p *probe) {
			p.worklist()
			out, err := p.tables.Query(p.ctx, p.query(func(in *dynamodb.QueryInput) { in.ExclusiveStartKey = p.key("s3zzz") }, "PK = :p", nil))
			p.must(err)
			p.inOrder("items", sortKeys(out.Items), "s4", "s5", "s6", "t", "x")
		}},
	})
}
