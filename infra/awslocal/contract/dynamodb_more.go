package contract

import (
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func batchCases() []Case {
	put := func(p *probe, sort string) types.WriteRequest {
		return types.WriteRequest{PutRequest: &types.PutRequest{Item: p.key(sort)}}
	}
	write := func(requests func(*probe) []types.WriteRequest) func(*probe) any {
		return func(p *probe) any {
			return &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{*p.table(): requests(p)}}
		}
	}
	writes := func(n int) func(*probe) any {
		return write(func(p *probe) (all []types.WriteRequest) {
			for i := range n {
				all = append(all, put(p, fmt.Sprint(i)))
			}
			return all
		})
	}
	gets := func(n int) func(*probe) any {
		return func(p *probe) any {
			var keys []map[string]types.AttributeValue
			for i := range n {
				keys = append(keys, p.key(fmt.Sprint(i)))
			}
			return &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{*p.table(): {Keys: keys}}}
		}
	}
	return append(asks("DynamoDB", "BatchWriteItem", nil, nil, []ask{
		{"25 writes are the most", docBatchWrite, writes(25), ""},
		{"26 are refused", docBatchWrite, writes(26), invalid},
		{"the same item twice is refused", docBatchWrite, write(func(p *probe) []types.WriteRequest { return []types.WriteRequest{put(p, "a"), put(p, "a")} }), invalid},
		{"an item without its key refuses the request", docBatchWrite, write(func(p *probe) []types.WriteRequest {
			return []types.WriteRequest{put(p, "a"), {PutRequest: &types.PutRequest{Item: item{"PK": str(p.id)}}}}
		}), invalid},
	}), append(asks("DynamoDB", "BatchGetItem", nil, nil, []ask{
		{"100 keys are the most", docBatchGet, gets(100), ""},
		{"101 are refused", docBatchGet, gets(101), invalid},
		{"the same key twice is refused", docBatchGet, func(p *probe) any {
			return &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{*p.table(): {Keys: []map[string]types.AttributeValue{p.key("a"), p.key("a")}}}}
		}, invalid},
	}), table("DynamoDB", "BatchGetItem", []row{
		{"more than 16 MB: the rest is among UnprocessedKeys", docBatchGet, func(p *probe) {
			request := types.KeysAndAttributes{}
			for i := range 45 {
				p.put(with(p.key(fmt.Sprint(i)), item{"a": str(strings.Repeat("x", 390*1024))}))
				request.Keys = append(request.Keys, p.key(fmt.Sprint(i)))
			}
			out, err := p.tables.BatchGetItem(p.ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{*p.table(): request}})
			p.must(err)
			got, left := len(out.Responses[*p.table()]), len(out.UnprocessedKeys[*p.table()].Keys)
			if got+left != 45 || left == 0 {
				p.fail("%d items and %d unprocessed keys of 45", got, left)
			}
		}},
	})...)...)
}

// capacityCases: what a call consumed, in all and by table and index.
func capacityCases() []Case {
	units := func(c *types.ConsumedCapacity) string {
		if c == nil {
			return "none"
		}
		text := fmt.Sprint(aws.ToFloat64(c.CapacityUnits))
		if c.Table != nil {
			text += fmt.Sprint(" table ", aws.ToFloat64(c.Table.CapacityUnits))
		}
		for _, name := range []string{"due", "worklist"} {
			if part, named := c.GlobalSecondaryIndexes[name]; named {
				text += fmt.Sprint(" ", name, " ", aws.ToFloat64(part.CapacityUnits))
			}
		}
		return text
	}
	write := func(p *probe, i item, asked types.ReturnConsumedCapacity) string {
		out, err := p.tables.PutItem(p.ctx, &dynamodb.PutItemInput{TableName: p.table(), Item: i, ReturnConsumedCapacity: asked})
		p.must(err)
		return units(out.ConsumedCapacity)
	}
	kilobyte := item{"a": str(strings.Repeat("x", 1024))}
	return table("DynamoDB", "ConsumedCapacity", []row{
		{"is not told unless asked", docPut, func(p *probe) { p.equal("told", write(p, p.key("1"), ""), "none") }},
		{"a write: one unit for each begun KB", docUnits, func(p *probe) {
			p.equal("small", write(p, p.key("1"), "TOTAL"), "1")
			p.equal("above 1 KB", write(p, with(p.key("1"), kilobyte), "TOTAL"), "2")
			p.equal("the larger of before and after counts", write(p, p.key("1"), "TOTAL"), "2")
		}},
		{"a write by index: two where its key changes", docGSI, func(p *probe) {
			in := with(p.key("1"), item{"team": str(p.id), "rank": num("1")})
			p.equal("into one index", write(p, in, "INDEXES"), "2 table 1 worklist 1")
			p.equal("out of one and into another", write(p, with(p.key("1"), item{"due": str(p.id)}), "INDEXES"), "3 table 1 due 1 worklist 1")
			write(p, in, "NONE")
			p.equal("to another place in one", write(p, with(in, item{"rank": num("2")}), "INDEXES"), "3 table 1 worklist 2")
		}},
		{"a read: half a unit for each begun 4 KB, a whole one if consistent", docUnits, func(p *probe) {
			p.put(with(p.key("1"), item{"a": str(strings.Repeat("x", 5000))}))
			read := func(sort string, consistent bool) string {
				out, err := p.tables.GetItem(p.ctx, &dynamodb.GetItemInput{TableName: p.table(), Key: p.key(sort), ConsistentRead: &consistent, ReturnConsumedCapacity: "TOTAL"})
				p.must(err)
				return units(out.ConsumedCapacity)
			}
			p.equal("eventually consistent", read("1", false), "1")
			p.equal("consistent", read("1", true), "2")
			p.equal("of nothing", read("none", true), "1")
		}},
		{"a query: the sum of what was examined, rounded once", docQueryGuide, func(p *probe) {
			for i := range 10 {
				p.put(with(p.key(fmt.Sprint(i)), item{"a": str(strings.Repeat("x", 1000))}))
			}
			out, err := p.tables.Query(p.ctx, p.query(func(in *dynamodb.QueryInput) {
				in.ReturnConsumedCapacity, in.FilterExpression = "TOTAL", aws.String("a = :p")
			}, "PK = :p", nil))
			p.must(err)
			p.equal("ten items of about 1 KB", units(out.ConsumedCapacity), "1.5")
		}},
		{"a transaction: twice as much", docTxGuide, func(p *probe) {
			out, err := p.tables.TransactWriteItems(p.ctx, &dynamodb.TransactWriteItemsInput{ReturnConsumedCapacity: "TOTAL",
				TransactItems: []types.TransactWriteItem{p.txPut(p.key("1"), ""), p.txPut(with(p.key("2"), kilobyte), "")}})
			p.must(err)
			p.equal("number of tables", len(out.ConsumedCapacity), 1)
			p.equal("2 and 4", units(&out.ConsumedCapacity[0]), "6")
		}},
	})
}

func ttlCases() []Case {
	fresh := func(p *probe) *string {
		in := tableInput(p.id)
		p.makeTable(in)
		return in.TableName
	}
	set := func(p *probe, name *string, enabled bool) error {
		_, err := p.tables.UpdateTimeToLive(p.ctx, &dynamodb.UpdateTimeToLiveInput{TableName: name,
			TimeToLiveSpecification: &types.TimeToLiveSpecification{AttributeName: aws.String("Expires"), Enabled: &enabled}})
		return err
	}
	describe := func(p *probe, name *string) string {
		out, err := p.tables.DescribeTimeToLive(p.ctx, &dynamodb.DescribeTimeToLiveInput{TableName: name})
		p.must(err)
		return strings.TrimSpace(string(out.TimeToLiveDescription.TimeToLiveStatus) + " " + aws.ToString(out.TimeToLiveDescription.AttributeName))
	}
	return table("DynamoDB", "TimeToLive", []row{
		{"is off at first, and once on it names its attribute", docTTL, func(p *probe) {
			name := fresh(p)
			p.equal("at first", describe(p, name), "DISABLED")
			p.must(set(p, name, true))
			p.until(time.Second, "ENABLED", func() bool { return describe(p, name) == "ENABLED Expires" })
		}},
		{"on twice is refused", docTTL, func(p *probe) {
			name := fresh(p)
			p.must(set(p, name, true))
			p.code(set(p, name, true), invalid)
		}},
		{"an expired item is read until it is removed", "DynamoDB Developer Guide, Using time to live (TTL)", func(p *probe) {
			name := fresh(p)
			p.must(set(p, name, true))
			_, err := p.tables.PutItem(p.ctx, &dynamodb.PutItemInput{TableName: name, Item: with(p.key("1"), item{"Expires": num("1700000000")})})
			p.must(err)
			out, err := p.tables.GetItem(p.ctx, &dynamodb.GetItemInput{TableName: name, Key: p.key("1")})
			p.must(err)
			p.equal("attributes", len(out.Item), 3)
		}},
		{"off when it is off is refused", docTTL, func(p *probe) { p.code(set(p, fresh(p), false), invalid) }},
	})
}
