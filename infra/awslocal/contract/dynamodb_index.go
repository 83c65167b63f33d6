package contract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// ranked is the worklist in order of rank; s1 and s5 have the same.
const ranked = "s4 s2 s3 s1 s5 s0 s6"

// tied puts s1 before s5: items with the same index key come in no documented
// order, but each once.
func tied(keys []string) []string {
	keys = slices.Clone(keys)
	for i := range max(0, len(keys)-1) {
		if keys[i] == "s5" && keys[i+1] == "s1" {
			keys[i], keys[i+1] = "s1", "s5"
		}
	}
	return keys
}

// shows queries an index until it shows what is wanted: reads of an index are
// eventually consistent.
func (p *probe) shows(in *dynamodb.QueryInput, want string) {
	var got []string
	defer func() {
		if ended, failed := recover().(verdict); failed {
			if ended.status == Differs {
				ended.detail += fmt.Sprintf(": got %v; want %s", got, want)
			}
			panic(ended)
		}
	}()
	p.until(0, "the index showing it", func() bool {
		out, err := p.tables.Query(p.ctx, in)
		p.must(err)
		got = tied(sortKeys(out.Items))
		return slices.Equal(got, strings.Fields(want))
	})
}

func indexCases() []Case {
	refusals := asks("DynamoDB", "Index", nil, nil, []ask{
		{"a consistent read is refused", docGSI, func(p *probe) any {
			return p.query(onIndex("worklist", func(in *dynamodb.QueryInput) { in.ConsistentRead = aws.Bool(true) }), "team = :p", nil)
		}, invalid},
		{"ALL_ATTRIBUTES of an index that has few is refused", docQuery, func(p *probe) any {
			return p.query(onIndex("due", func(in *dynamodb.QueryInput) { in.Select = types.SelectAllAttributes }), "due = :p", nil)
		}, invalid},
		{"a projection of what the index lacks is refused", docGSI, func(p *probe) any {
			return p.query(onIndex("due", func(in *dynamodb.QueryInput) { in.ProjectionExpression = aws.String("unseen") }), "due = :p", nil)
		}, invalid},
		{"a filter on the index's key is refused", docQuery, func(p *probe) any {
			return p.query(onIndex("worklist", func(in *dynamodb.QueryInput) { in.FilterExpression = aws.String("attribute_exists(team)") }), "team = :p", nil)
		}, invalid},
		{"starting without the index's key is refused", docQuery, func(p *probe) any {
			return p.query(onIndex("worklist", func(in *dynamodb.QueryInput) { in.ExclusiveStartKey = p.key("s1") }), "team = :p", nil)
		}, invalid},
	})
	return append(refusals, table("DynamoDB", "Index", []row{
		{"numbers in order of number; without the sort key an item is not in it", docGSI, func(p *probe) {
			p.worklist()
			p.shows(p.query(onIndex("worklist", nil), "team = :p", nil), ranked)
		}},
		{"backwards, within a range", docQuery, func(p *probe) {
			p.worklist()
			in := p.query(onIndex("worklist", backwards), "team = :p AND #r BETWEEN :a AND :b", item{":a": num("-3.0"), ":b": num("5")})
			in.ExpressionAttributeNames = map[string]string{"#r": "rank"}
			p.shows(in, "s3 s2")
		}},
		{"pages of every size go through ties, each item once", docQuery, func(p *probe) {
			p.worklist()
			for limit := int32(1); limit < 5; limit++ {
				in := p.query(onIndex("worklist", nil), "team = :p", nil)
				p.shows(in, ranked)
				p.inOrder(fmt.Sprintf("in pages of %d", limit), tied(p.pages(in, limit)), strings.Fields(ranked)...)
			}
		}},
		{"the last key has the table's key and the index's", docQuery, func(p *probe) {
			p.worklist()
			p.shows(p.query(onIndex("worklist", nil), "team = :p", nil), ranked)
			out, err := p.tables.Query(p.ctx, p.query(onIndex("worklist", func(in *dynamodb.QueryInput) { in.Limit = aws.Int32(1) }), "team = :p", nil))
			p.must(err)
			p.equal("last key", plain(out.LastEvaluatedKey), plain(with(p.key("s4"), item{"team": str(p.id), "rank": num("-20")})))
		}},
		{"an item moves when its index key changes, and leaves when it is removed", docGSI, func(p *probe) {
			p.worklist()
			in := p.query(onIndex("worklist", nil), "team = :p", nil)
			update := func(sort, expression string, values item) {
				_, err := p.tables.UpdateItem(p.ctx, &dynamodb.UpdateItemInput{TableName: p.table(), Key: p.key(sort), UpdateExpression: &expression,
					ExpressionAttributeNames: map[string]string{"#r": "rank"}, ExpressionAttributeValues: values})
				p.must(err)
			}
			update("s6", "SET #r = :n", item{":n": num("-100")})
			p.shows(in, "s6 s4 s2 s3 s1 s5 s0")
			update("s3", "REMOVE #r", nil)
			p.shows(in, "s6 s4 s2 s1 s5 s0")
			update("t", "SET #r = :n", item{":n": num("0.4")})
			p.shows(in, "s6 s4 s2 t s1 s5 s0")
			p.put(p.key("s4"))
			p.shows(in, "s6 s2 t s1 s5 s0")
			_, err := p.tables.DeleteItem(p.ctx, &dynamodb.DeleteItemInput{TableName: p.table(), Key: p.key("s6")})
			p.must(err)
			p.shows(in, "s2 t s1 s5 s0")
		}},
		{"it shows keys and what it includes", docGSI, func(p *probe) {
			p.worklist()
			in := p.query(onIndex("due", nil), "due = :p", nil)
			p.shows(in, "x")
			out, err := p.tables.Query(p.ctx, in)
			p.must(err)
			p.equal("item", plain(out.Items[0]), plain(with(p.key("x"), item{"due": str(p.id), "state": str("held")})))
		}},
	})...)
}

// numberCases: numbers have up to 38 digits, exactly.
func numberCases() []Case {
	const long = "12345678901234567890123456789012345678" // 38 digits
	store := func(n string) func(*probe) any {
		return func(p *probe) any {
			return &dynamodb.PutItemInput{TableName: p.table(), Item: with(p.key("1"), item{"n": num(n)})}
		}
	}
	return append(asks("DynamoDB", "Number", nil, nil, []ask{
		{"38 digits are stored", docNaming, store(long), ""},
		{"39 digits are refused", docNaming, store(long + "9"), invalid},
		{"1E+126 is too large", docNaming, store("1e126"), invalid},
		{"1E-131 is too small", docNaming, store("1e-131"), invalid},
		{"what is no number is refused", docNaming, store("12x"), invalid},
		{"the same number twice in a set is refused", docNaming, func(p *probe) any {
			return &dynamodb.PutItemInput{TableName: p.table(), Item: with(p.key("1"), item{"n": nums("1", "1.0")})}
		}, invalid},
	}), table("DynamoDB", "Number", []row{
		{"sums are exact to 38 digits", docNaming, func(p *probe) {
			_, err := p.tables.UpdateItem(p.ctx, &dynamodb.UpdateItemInput{TableName: p.table(), Key: p.key("1"), UpdateExpression: aws.String("SET n = :a + :b"),
				ExpressionAttributeValues: item{":a": num("0.1"), ":b": num("1234567890123456789012345678901234567.2")}})
			p.must(err)
			p.holds("1", with(p.key("1"), item{"n": num("1234567890123456789012345678901234567.3")}))
		}},
		{"a sum of more than 38 digits is refused", docNaming, func(p *probe) {
			_, err := p.tables.UpdateItem(p.ctx, &dynamodb.UpdateItemInput{TableName: p.table(), Key: p.key("1"), UpdateExpression: aws.String("SET n = :a + :b"),
				ExpressionAttributeValues: item{":a": num("0.1"), ":b": num("1e38")}})
			p.code(err, invalid)
		}},
		{"zeros in front and behind are dropped", docNaming, func(p *probe) {
			p.put(with(p.key("1"), item{"n": num("007.50"), "m": num("1e2")}))
			p.holds("1", with(p.key("1"), item{"n": num("7.5"), "m": num("100")}))
		}},
		{"numbers that differ in the last of 38 digits are ordered and distinct", docNaming, func(p *probe) {
			ranks := []string{"-" + long, "-1e-130", "0", "1e-130", "0.30000000000000000000000000000000000001", "0.30000000000000000000000000000000000002",
				"9", "10", "12345678901234567890123456789012345677", long, "9.9999999999999999999999999999999999999e125"}
			for i, n := range ranks {
				p.put(with(p.key(string(rune('a'+(i*7)%len(ranks)))), item{"team": str(p.id), "rank": num(n), "place": num(fmt.Sprint(i))}))
			}
			var got []string
			p.until(0, "all of them in the index", func() bool {
				out, err := p.tables.Query(p.ctx, p.query(onIndex("worklist", nil), "team = :p", nil))
				p.must(err)
				got = nil
				for _, i := range out.Items {
					got = append(got, i["place"].(*types.AttributeValueMemberN).Value)
				}
				return len(got) == len(ranks)
			})
			p.inOrder("places", got, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
		}},
	})...)
}
