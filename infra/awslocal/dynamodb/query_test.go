package dynamodb_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func sortKeys(items []item) (keys []string) {
	for _, i := range items {
		keys = append(keys, i["SK"].(*types.AttributeValueMemberS).Value)
	}
	return keys
}

// worklist fills the table with items whose ranks do not sort as text.
func worklist(t *testing.T) *double {
	d := newDouble(t)
	d.createTable(t)
	for i, rank := range []string{"10", "9", "-3", "0.5", "-20", "9", "100"} {
		d.put(t, with(key("p", fmt.Sprint("s", i)), item{"team": str("ot"), "rank": num(rank), "odd": &types.AttributeValueMemberBOOL{Value: i%2 == 1}}))
	}
	d.put(t, with(key("p", "t"), item{"team": str("ot")})) // no rank: not in the index
	d.put(t, with(key("q", "x"), item{"due": str("2026-01-01"), "state": str("held"), "unseen": str("yes")}))
	return d
}

func TestQuery(t *testing.T) {
	d := worklist(t)
	all := []string{"s0", "s1", "s2", "s3", "s4", "s5", "s6", "t"}
	ranked := []string{"s4", "s2", "s3", "s1", "s5", "s0", "s6"}
	type values = map[string]types.AttributeValue
	p := values{":p": str("p")}
	ot := values{":t": str("ot")}
	plus := func(v values, more values) values { return with(v, more) }
	cases := []struct {
		rule    string
		in      sdk.QueryInput
		want    []string
		code    string
		message string
	}{
		{"Query: a partition in order of the sort key", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p"), ExpressionAttributeValues: p}, all, "", ""},
		{"Query, ScanIndexForward: backwards", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p AND SK < :s"), ScanIndexForward: aws.Bool(false), ExpressionAttributeValues: plus(p, values{":s": str("s3")})}, []string{"s2", "s1", "s0"}, "", ""},
		{"Query: <=", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p AND SK <= :s"), ExpressionAttributeValues: plus(p, values{":s": str("s1")})}, []string{"s0", "s1"}, "", ""},
		{"Query: >, operands the other way round", sdk.QueryInput{KeyConditionExpression: aws.String(":s < SK AND :p = PK"), ExpressionAttributeValues: plus(p, values{":s": str("s5")})}, []string{"s6", "t"}, "", ""},
		{"Query: >=", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p AND SK >= :s"), ExpressionAttributeValues: plus(p, values{":s": str("s6")})}, []string{"s6", "t"}, "", ""},
		{"Query: BETWEEN has both ends", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p AND SK BETWEEN :a AND :b"), ExpressionAttributeValues: plus(p, values{":a": str("s1"), ":b": str("s3")})}, []string{"s1", "s2", "s3"}, "", ""},
		{"Query: begins_with", sdk.QueryInput{KeyConditionExpression: aws.String("(PK = :p) AND (begins_with(SK, :s))"), ExpressionAttributeValues: plus(p, values{":s": str("t")})}, []string{"t"}, "", ""},
		{"Query: a filter is applied after reading", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p"), FilterExpression: aws.String("odd = :o"), ExpressionAttributeValues: plus(p, values{":o": &types.AttributeValueMemberBOOL{Value: true}})}, []string{"s1", "s3", "s5"}, "", ""},
		{"GSI: numbers in order of number, ties by the table's key, sparse", sdk.QueryInput{IndexName: aws.String("worklist"), KeyConditionExpression: aws.String("team = :t"), ExpressionAttributeValues: ot}, ranked, "", ""},
		{"GSI: backwards", sdk.QueryInput{IndexName: aws.String("worklist"), KeyConditionExpression: aws.String("team = :t"), ScanIndexForward: aws.Bool(false), ExpressionAttributeValues: ot}, []string{"s6", "s0", "s5", "s1", "s3", "s2", "s4"}, "", ""},
		{"GSI: a range of numbers", sdk.QueryInput{IndexName: aws.String("worklist"), KeyConditionExpression: aws.String("team = :t AND #r BETWEEN :a AND :b"), ExpressionAttributeNames: map[string]string{"#r": "rank"}, ExpressionAttributeValues: plus(ot, values{":a": num("-3.0"), ":b": num("9")})}, []string{"s2", "s3", "s1", "s5"}, "", ""},
		{"GSI: no strongly consistent read", sdk.QueryInput{IndexName: aws.String("worklist"), ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("team = :t"), ExpressionAttributeValues: ot}, nil, invalid, "Consistent reads are not supported on global secondary indexes"},
		{"GSI: ALL_ATTRIBUTES needs a projection of all", sdk.QueryInput{IndexName: aws.String("due"), Select: types.SelectAllAttributes, KeyConditionExpression: aws.String("due = :d"), ExpressionAttributeValues: values{":d": str("2026-01-01")}}, nil, invalid, "its projection type is not ALL"},
		{"GSI: only what is projected can be asked for", sdk.QueryInput{IndexName: aws.String("due"), ProjectionExpression: aws.String("unseen"), KeyConditionExpression: aws.String("due = :d"), ExpressionAttributeValues: values{":d": str("2026-01-01")}}, nil, invalid, "does not project [unseen]"},
		{"Query: no such index", sdk.QueryInput{IndexName: aws.String("nothing"), KeyConditionExpression: aws.String("PK = :p"), ExpressionAttributeValues: p}, nil, invalid, "The table does not have the specified index: nothing"},
		{"Query: a filter on a key attribute", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p"), FilterExpression: aws.String("SK = :p"), ExpressionAttributeValues: p}, nil, invalid, "Filter Expression can only contain non-primary key attributes: Primary key attribute: SK"},
		{"Query: a filter on a key attribute of the index", sdk.QueryInput{IndexName: aws.String("worklist"), KeyConditionExpression: aws.String("team = :t"), FilterExpression: aws.String("attribute_exists(#r)"), ExpressionAttributeNames: map[string]string{"#r": "rank"}, ExpressionAttributeValues: ot}, nil, invalid, "Primary key attribute: rank"},
		{"Query: the partition key needs =", sdk.QueryInput{KeyConditionExpression: aws.String("PK > :p"), ExpressionAttributeValues: p}, nil, invalid, "Query key condition not supported"},
		{"Query: the partition key is needed", sdk.QueryInput{KeyConditionExpression: aws.String("SK = :p"), ExpressionAttributeValues: p}, nil, invalid, "Query condition missed key schema element: PK"},
		{"Query: only key attributes", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p AND odd = :p"), ExpressionAttributeValues: p}, nil, invalid, "Query condition missed key schema element: SK"},
		{"Query: no OR", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p OR SK = :p"), ExpressionAttributeValues: p}, nil, invalid, "Invalid operator used in KeyConditionExpression: OR"},
		{"Query: no <>", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p AND SK <> :p"), ExpressionAttributeValues: p}, nil, invalid, "Invalid operator used in KeyConditionExpression: <>"},
		{"Query: one condition per key", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p AND SK > :p AND SK < :p"), ExpressionAttributeValues: p}, nil, invalid, "only contain one condition per key"},
		{"Query: a value of the key's type", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p"), ExpressionAttributeValues: values{":p": num("1")}}, nil, invalid, "Condition parameter type does not match schema type"},
		{"Query, Limit: at least 1", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p"), ExpressionAttributeValues: p, Limit: aws.Int32(0)}, nil, invalid, "greater than or equal to 1"},
		{"Query, Select: COUNT with a projection", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p"), ExpressionAttributeValues: p, Select: types.SelectCount, ProjectionExpression: aws.String("odd")}, nil, invalid, "Cannot specify the ProjectionExpression when choosing to get COUNT"},
		{"Query, ExclusiveStartKey: another partition", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p"), ExpressionAttributeValues: p, ExclusiveStartKey: key("q", "x")}, nil, invalid, "outside query boundaries"},
		{"Query, ExclusiveStartKey: outside the condition", sdk.QueryInput{KeyConditionExpression: aws.String("PK = :p AND SK > :p"), ExpressionAttributeValues: p, ExclusiveStartKey: key("p", "a")}, nil, invalid, "does not match the range key predicate"},
		{"Query, ExclusiveStartKey: without the index key", sdk.QueryInput{IndexName: aws.String("worklist"), KeyConditionExpression: aws.String("team = :t"), ExpressionAttributeValues: ot, ExclusiveStartKey: key("p", "s1")}, nil, invalid, "The provided starting key is invalid"},
		{"Query: legacy parameters are refused by name", sdk.QueryInput{KeyConditions: map[string]types.Condition{"PK": {ComparisonOperator: "EQ", AttributeValueList: []types.AttributeValue{str("p")}}}}, nil, "NotEmulated", "DynamoDB.Query.KeyConditions is not emulated"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			c.in.TableName = aws.String(table)
			out, err := d.client.Query(t.Context(), &c.in)
			refused(t, err, c.code, c.message)
			if err != nil {
				return
			}
			if got := sortKeys(out.Items); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
			// The same, read in pages of every size.
			for limit := int32(1); limit < 5; limit++ {
				if got := pages(t, d, c.in, limit); !slices.Equal(got, c.want) {
					t.Errorf("in pages of %d: got %v, want %v", limit, got, c.want)
				}
			}
		})
	}
}

func pages(t *testing.T, d *double, in sdk.QueryInput, limit int32) (got []string) {
	t.Helper()
	in.Limit = &limit
	for {
		out, err := d.client.Query(t.Context(), &in)
		if err != nil {
			t.Fatal(err)
		}
		if out.ScannedCount > limit {
			t.Fatalf("examined %d, limit %d", out.ScannedCount, limit)
		}
		got = append(got, sortKeys(out.Items)...)
		if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return got
		}
	}
}

// Query, Limit: counts what is examined, and the page ends there even if
// nothing follows.
func TestQueryPage(t *testing.T) {
	d := worklist(t)
	in := &sdk.QueryInput{
		TableName: aws.String(table), IndexName: aws.String("worklist"), Limit: aws.Int32(7), Select: types.SelectCount,
		KeyConditionExpression: aws.String("team = :t"), FilterExpression: aws.String("odd = :o"),
		ExpressionAttributeValues: item{":t": str("ot"), ":o": &types.AttributeValueMemberBOOL{Value: true}},
	}
	out, err := d.client.Query(t.Context(), in)
	refused(t, err, "", "")
	if out.Count != 3 || out.ScannedCount != 7 || out.Items != nil {
		t.Errorf("got count %d of %d, items %v", out.Count, out.ScannedCount, out.Items)
	}
	want := with(key("p", "s6"), item{"team": str("ot"), "rank": num("100")})
	if !reflect.DeepEqual(out.LastEvaluatedKey, want) {
		t.Errorf("last key: got %v, want %v", out.LastEvaluatedKey, want)
	}
	in.ExclusiveStartKey = out.LastEvaluatedKey
	out, err = d.client.Query(t.Context(), in)
	refused(t, err, "", "")
	if out.ScannedCount != 0 || out.LastEvaluatedKey != nil {
		t.Errorf("after the end: %d items, last key %v", out.ScannedCount, out.LastEvaluatedKey)
	}
}

// Query: a page ends before 1 MB is passed, and the rest follows.
func TestQueryMegabyte(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	for i := range 5 {
		d.put(t, with(key("p", fmt.Sprint(i)), item{"a": str(strings.Repeat("x", 300*1024))}))
	}
	in := &sdk.QueryInput{TableName: aws.String(table), KeyConditionExpression: aws.String("PK = :p"), ExpressionAttributeValues: item{":p": str("p")}, ReturnConsumedCapacity: "TOTAL"}
	out, err := d.client.Query(t.Context(), in)
	refused(t, err, "", "")
	if out.Count != 3 || !reflect.DeepEqual(out.LastEvaluatedKey, key("p", "2")) {
		t.Errorf("got %d items, last key %v", out.Count, out.LastEvaluatedKey)
	}
	if units := *out.ConsumedCapacity.CapacityUnits; units != 113 {
		t.Errorf("three items of 300 KB and some bytes are %v units, want 113 (226 of 4 KB, halved)", units)
	}
	in.ExclusiveStartKey = out.LastEvaluatedKey
	out, err = d.client.Query(t.Context(), in)
	refused(t, err, "", "")
	if out.Count != 2 || out.LastEvaluatedKey != nil {
		t.Errorf("then %d items, last key %v", out.Count, out.LastEvaluatedKey)
	}
}

// GSI projection: an index shows the keys and what it includes.
func TestQueryProjection(t *testing.T) {
	d := worklist(t)
	in := &sdk.QueryInput{TableName: aws.String(table), IndexName: aws.String("due"), KeyConditionExpression: aws.String("due = :d"), ExpressionAttributeValues: item{":d": str("2026-01-01")}}
	out, err := d.client.Query(t.Context(), in)
	refused(t, err, "", "")
	want := with(key("q", "x"), item{"due": str("2026-01-01"), "state": str("held")})
	if len(out.Items) != 1 || !reflect.DeepEqual(out.Items[0], want) {
		t.Errorf("got %v, want %v", out.Items, want)
	}
}

// GSI: reads are eventually consistent; a lagging one lacks the latest write of
// each item, and no more.
func TestIndexLag(t *testing.T) {
	d := worklist(t)
	lag := true
	d.IndexLag(func() bool { return lag })
	read := func() []string {
		t.Helper()
		out, err := d.client.Query(t.Context(), &sdk.QueryInput{
			TableName: aws.String(table), IndexName: aws.String("worklist"), KeyConditionExpression: aws.String("team = :t AND #r < :one"),
			ExpressionAttributeNames: map[string]string{"#r": "rank"}, ExpressionAttributeValues: item{":t": str("ot"), ":one": num("1")},
		})
		refused(t, err, "", "")
		return sortKeys(out.Items)
	}
	expect := func(step string, late, now []string) {
		t.Helper()
		lag = true
		if got := read(); !slices.Equal(got, late) {
			t.Errorf("%s, late: got %v, want %v", step, got, late)
		}
		lag = false
		if got := read(); !slices.Equal(got, now) {
			t.Errorf("%s: got %v, want %v", step, got, now)
		}
	}
	move := func(sk, rank string) {
		d.put(t, with(key("p", sk), item{"team": str("ot"), "rank": num(rank)}))
	}
	expect("at first", []string{"s4", "s2", "s3"}, []string{"s4", "s2", "s3"})
	move("s4", "0")
	expect("moved", []string{"s4", "s2", "s3"}, []string{"s2", "s4", "s3"})
	move("s4", "5")
	expect("moved again", []string{"s2", "s4", "s3"}, []string{"s2", "s3"})
	move("new", "-1")
	expect("added", []string{"s2", "s4", "s3"}, []string{"s2", "new", "s3"})
	_, err := d.client.DeleteItem(t.Context(), &sdk.DeleteItemInput{TableName: aws.String(table), Key: key("p", "new")})
	refused(t, err, "", "")
	expect("deleted", []string{"s2", "new", "s4", "s3"}, []string{"s2", "s3"})
}

// The earliest key is that of the index as it is, whatever partition it is in.
func TestEarliest(t *testing.T) {
	d := newDouble(t)
	input := tableInput(table)
	input.GlobalSecondaryIndexes[1].KeySchema = keySchema("team", "due")
	_, err := d.client.CreateTable(t.Context(), input)
	refused(t, err, "", "")
	expect := func(index, want string) {
		t.Helper()
		if got, found := d.Earliest(table, index); got != want || found != (want != "") {
			t.Errorf("the earliest of %s is %q, %v; want %q", index, got, found, want)
		}
	}
	expect("due", "")
	d.put(t,
		with(key("p", "s1"), item{"team": str("ot"), "due": str("2026-01-02")}),
		with(key("p", "s2"), item{"team": str("ta"), "due": str("2026-01-01")}),
		with(key("p", "s3"), item{"team": str("ot"), "due": str("2026-01-03")}),
		with(key("p", "s4"), item{"due": str("2025-01-01")}))
	expect("due", "2026-01-01")
	d.put(t, with(key("p", "s2"), item{"team": str("ta"), "due": str("2026-01-05")}))
	expect("due", "2026-01-02")
	d.put(t, key("p", "s1"))
	expect("due", "2026-01-03")
	expect("none", "")
}

// Scan: every item once, in pages and in no useful order; unlike that of a
// query its filter may name keys.
func TestScan(t *testing.T) {
	d := worklist(t)
	scan := func(in sdk.ScanInput) (keys []string) {
		t.Helper()
		in.TableName = aws.String(table)
		for {
			out, err := d.client.Scan(t.Context(), &in)
			refused(t, err, "", "")
			keys = append(keys, sortKeys(out.Items)...)
			if in.ExclusiveStartKey = out.LastEvaluatedKey; in.ExclusiveStartKey == nil {
				slices.Sort(keys)
				return keys
			}
		}
	}
	all := []string{"s0", "s1", "s2", "s3", "s4", "s5", "s6", "t", "x"}
	for limit := int32(1); limit < 11; limit++ {
		if got := scan(sdk.ScanInput{Limit: &limit}); !slices.Equal(got, all) {
			t.Errorf("in pages of %d: got %v", limit, got)
		}
		if got := scan(sdk.ScanInput{Limit: &limit, IndexName: aws.String("worklist")}); !slices.Equal(got, all[:7]) {
			t.Errorf("of the index in pages of %d: got %v", limit, got)
		}
	}
	in := sdk.ScanInput{FilterExpression: aws.String("SK > :s"), ExpressionAttributeValues: item{":s": str("s6")}}
	if got := scan(in); !slices.Equal(got, []string{"t", "x"}) {
		t.Errorf("filtered by a key: got %v", got)
	}
	_, err := d.client.Scan(t.Context(), &sdk.ScanInput{TableName: aws.String(table), Segment: aws.Int32(0), TotalSegments: aws.Int32(2)})
	refused(t, err, "NotEmulated", "DynamoDB.Scan.")
	_, err = d.client.Scan(t.Context(), &sdk.ScanInput{TableName: aws.String(table), ExclusiveStartKey: item{"PK": str("p")}})
	refused(t, err, invalid, "The provided starting key is invalid")
}

// A partition whose hash is as large as hashes get is scanned like any other: the
// name was searched for.
func TestScanReachesTheLastPartition(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	d.put(t, key("P92649", "a"), key("P0", "a"))
	out, err := d.client.Scan(t.Context(), &sdk.ScanInput{TableName: aws.String(table)})
	if err != nil || len(out.Items) != 2 {
		t.Errorf("scanned %d items (%v); want 2", len(out.Items), err)
	}
}
