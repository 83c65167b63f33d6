package dynamodb_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestGetItem(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	stored := with(key("p", "1"), item{"n": num("1"), "m": record(item{"x": num("1"), "y": num("2")}), "l": list(num("0"), record(item{"x": num("1")}), num("2"))})
	d.put(t, stored)
	cases := []struct {
		rule, projection string
		key              item
		names            map[string]string
		want             item
		message          string
	}{
		{"API_GetItem: all of it", "", key("p", "1"), nil, stored, ""},
		{"API_GetItem: no such item is no refusal", "", key("p", "2"), nil, nil, ""},
		{"Projection expressions: attributes, missing ones left out", "n, absent, #k", key("p", "1"), map[string]string{"#k": "PK"}, item{"n": num("1"), "PK": str("p")}, ""},
		{"Projection expressions: parts of documents", "m.y, l[2], l[1].x", key("p", "1"), nil, item{"m": record(item{"y": num("2")}), "l": list(record(item{"x": num("1")}), num("2"))}, ""},
		{"Projection expressions: nothing of it", "absent", key("p", "1"), nil, item{}, ""},
		{"Projection expressions: overlapping paths", "m, m.x", key("p", "1"), nil, nil, "Invalid ProjectionExpression: Two document paths overlap"},
		{"Projection expressions: a trailing comma", "n,", key("p", "1"), nil, nil, "Syntax error"},
		{"API_GetItem: the whole key", "", item{"PK": str("p")}, nil, nil, "The provided key element does not match the schema"},
		{"API_GetItem: nothing but the key", "", with(key("p", "1"), item{"n": num("1")}), nil, nil, "The provided key element does not match the schema"},
		{"API_GetItem: a key of the right type", "", item{"PK": str("p"), "SK": num("1")}, nil, nil, "The provided key element does not match the schema"},
		{"API_GetItem: no empty key", "", key("", "1"), nil, nil, "cannot contain an empty string value. Key: PK"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			in := &sdk.GetItemInput{TableName: aws.String(table), Key: c.key, ExpressionAttributeNames: c.names}
			if c.projection != "" {
				in.ProjectionExpression = &c.projection
			}
			out, err := d.client.GetItem(t.Context(), in)
			if c.message != "" {
				refused(t, err, invalid, c.message)
				return
			}
			refused(t, err, "", "")
			if !reflect.DeepEqual(out.Item, c.want) {
				t.Errorf("got %v, want %v", out.Item, c.want)
			}
		})
	}
}

func TestDeleteItem(t *testing.T) {
	stored := with(key("p", "1"), item{"n": num("1"), "team": str("ot"), "rank": num("1")})
	cases := []struct {
		rule    string
		in      sdk.DeleteItemInput
		old     item
		gone    bool
		code    string
		message string
	}{
		{"API_DeleteItem: removes it", sdk.DeleteItemInput{Key: key("p", "1")}, nil, true, "", ""},
		{"API_DeleteItem, ReturnValues: ALL_OLD", sdk.DeleteItemInput{Key: key("p", "1"), ReturnValues: "ALL_OLD"}, stored, true, "", ""},
		{"API_DeleteItem: idempotent", sdk.DeleteItemInput{Key: key("p", "2"), ReturnValues: "ALL_OLD"}, nil, false, "", ""},
		{"API_DeleteItem, ConditionExpression: of no item", sdk.DeleteItemInput{Key: key("p", "2"), ConditionExpression: aws.String("attribute_exists(PK)")}, nil, false, "ConditionalCheckFailedException", ""},
		{"API_DeleteItem, ReturnValues: only NONE and ALL_OLD", sdk.DeleteItemInput{Key: key("p", "1"), ReturnValues: "ALL_NEW"}, nil, false, invalid, "Return values set to invalid value"},
		{"API_DeleteItem: the whole key", sdk.DeleteItemInput{Key: item{"PK": str("p")}}, nil, false, invalid, "The provided key element does not match the schema"},
		{"API_DeleteItem: legacy parameters are refused by name", sdk.DeleteItemInput{Key: key("p", "1"), Expected: map[string]types.ExpectedAttributeValue{"n": {Exists: aws.Bool(false)}}}, nil, false, "NotEmulated", "DynamoDB.DeleteItem.Expected is not emulated"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			d := newDouble(t)
			d.createTable(t)
			d.put(t, stored)
			c.in.TableName = aws.String(table)
			out, err := d.client.DeleteItem(t.Context(), &c.in)
			refused(t, err, c.code, c.message)
			if err == nil && !reflect.DeepEqual(out.Attributes, c.old) {
				t.Errorf("got old %v, want %v", out.Attributes, c.old)
			}
			if gone := d.get(t, key("p", "1")) == nil; gone != c.gone {
				t.Errorf("gone: %v, want %v", gone, c.gone)
			}
		})
	}
}

func TestBatchWriteItem(t *testing.T) {
	put := func(i item) types.WriteRequest {
		return types.WriteRequest{PutRequest: &types.PutRequest{Item: i}}
	}
	remove := func(k item) types.WriteRequest {
		return types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: k}}
	}
	puts := func(count int) (all []types.WriteRequest) {
		for i := range count {
			all = append(all, put(key("many", fmt.Sprint(i))))
		}
		return all
	}
	cases := []struct {
		rule    string
		writes  []types.WriteRequest
		code    string
		message string
	}{
		{"API_BatchWriteItem: puts and deletes", []types.WriteRequest{put(key("p", "new")), remove(key("p", "old"))}, "", ""},
		{"API_BatchWriteItem: 25", puts(25), "", ""},
		{"API_BatchWriteItem: 26", puts(26), invalid, "Too many items requested for the BatchWriteItem call"},
		{"API_BatchWriteItem: the same item twice", []types.WriteRequest{put(key("p", "new")), remove(key("p", "new"))}, invalid, "Provided list of item keys contains duplicates"},
		{"API_BatchWriteItem: one bad item refuses all", []types.WriteRequest{put(key("p", "new")), put(item{"PK": str("p")})}, invalid, "Missing the key SK in the item"},
		{"API_BatchWriteItem: an empty list", []types.WriteRequest{}, invalid, "Member must have length greater than or equal to 1"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			d := newDouble(t)
			d.createTable(t)
			d.put(t, key("p", "old"))
			_, err := d.client.BatchWriteItem(t.Context(), &sdk.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{table: c.writes}})
			refused(t, err, c.code, c.message)
			if err != nil && d.get(t, key("p", "new")) != nil {
				t.Error("a refused batch wrote an item")
			}
			for _, w := range c.writes {
				if err == nil && w.PutRequest != nil && d.get(t, w.PutRequest.Item) == nil {
					t.Errorf("not written: %v", w.PutRequest.Item)
				}
				if err == nil && w.DeleteRequest != nil && d.get(t, w.DeleteRequest.Key) != nil {
					t.Errorf("not deleted: %v", w.DeleteRequest.Key)
				}
			}
		})
	}
}

func TestBatchGetItem(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	big := str(strings.Repeat("x", 300*1024))
	for i := range 60 {
		d.put(t, with(key("big", fmt.Sprint(i)), item{"a": big}))
	}
	keys := func(pk string, count int) (all []map[string]types.AttributeValue) {
		for i := range count {
			all = append(all, key(pk, fmt.Sprint(i)))
		}
		return all
	}
	call := func(keys []map[string]types.AttributeValue) (*sdk.BatchGetItemOutput, error) {
		return d.client.BatchGetItem(t.Context(), &sdk.BatchGetItemInput{
			RequestItems: map[string]types.KeysAndAttributes{table: {Keys: keys, ProjectionExpression: aws.String("SK")}},
		})
	}
	_, err := call(keys("p", 101))
	refused(t, err, invalid, "Too many items requested for the BatchGetItem call")
	_, err = call(append(keys("p", 2), key("p", "1")))
	refused(t, err, invalid, "Provided list of item keys contains duplicates")
	out, err := call(append(keys("big", 3), key("p", "none")))
	refused(t, err, "", "")
	if got := out.Responses[table]; len(got) != 3 || len(out.UnprocessedKeys) != 0 {
		t.Errorf("got %v, unprocessed %v", got, out.UnprocessedKeys)
	}

	// At most 16 MB at once; the rest must be asked for again.
	seen := map[string]bool{}
	rest := keys("big", 60)
	for calls := 0; len(rest) > 0; calls++ {
		if out, err = call(rest); err != nil || len(out.Responses[table]) == 0 || calls > 3 {
			t.Fatalf("call %d: %d items, error %v", calls, len(out.Responses[table]), err)
		}
		for _, sk := range sortKeys(out.Responses[table]) {
			seen[sk] = true
		}
		if rest = out.UnprocessedKeys[table].Keys; calls == 0 && len(rest) != 6 {
			t.Errorf("of 60 items of 300 KB, %d were left", len(rest))
		}
	}
	if len(seen) != 60 {
		t.Errorf("got %d items", len(seen))
	}
}

// Capacity: "DynamoDB read and write operations", and global secondary indexes'
// "Write capacity units".
func TestConsumedCapacity(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	put := func(i item) *types.ConsumedCapacity {
		t.Helper()
		out, err := d.client.PutItem(t.Context(), &sdk.PutItemInput{TableName: aws.String(table), Item: i, ReturnConsumedCapacity: "INDEXES"})
		refused(t, err, "", "")
		return out.ConsumedCapacity
	}
	check := func(what string, c *types.ConsumedCapacity, total, own float64, indexes map[string]float64) {
		t.Helper()
		got := map[string]float64{}
		for name, used := range c.GlobalSecondaryIndexes {
			got[name] = *used.CapacityUnits
		}
		if indexes == nil {
			indexes = map[string]float64{}
		}
		if *c.CapacityUnits != total || *c.Table.CapacityUnits != own || !reflect.DeepEqual(got, indexes) {
			t.Errorf("%s: got %v, table %v, indexes %v; want %v, %v, %v", what, *c.CapacityUnits, *c.Table.CapacityUnits, got, total, own, indexes)
		}
	}
	k := key("p", "1") // 8 bytes with its names: PK p SK 1 is 2+1+2+1
	fill := func(size int) types.AttributeValue { return str(strings.Repeat("x", size)) }
	check("1 KB", put(with(k, item{"a": fill(1024 - 7)})), 1, 1, nil)
	check("1 KB and a byte", put(with(k, item{"a": fill(1024 - 6)})), 2, 2, nil)
	check("the larger of old and new", put(k), 2, 2, nil)
	ranked := with(k, item{"team": str("ot"), "rank": num("1"), "due": str("d")})
	check("new in two indexes", put(ranked), 3, 1, map[string]float64{"worklist": 1, "due": 1})
	check("nothing of the second index changed", put(with(ranked, item{"a": num("1")})), 2, 1, map[string]float64{"worklist": 1})
	check("an index key changed: delete and put", put(with(ranked, item{"rank": num("2"), "a": num("1")})), 3, 1, map[string]float64{"worklist": 2})
	check("out of both indexes", put(k), 3, 1, map[string]float64{"worklist": 1, "due": 1})

	d.put(t, with(key("p", "2"), item{"a": fill(4096 - 6), "team": str("ot"), "rank": num("1")}))
	get := func(k item, consistent bool) float64 {
		t.Helper()
		out, err := d.client.GetItem(t.Context(), &sdk.GetItemInput{TableName: aws.String(table), Key: k, ConsistentRead: &consistent, ReturnConsumedCapacity: "TOTAL"})
		refused(t, err, "", "")
		return *out.ConsumedCapacity.CapacityUnits
	}
	for _, c := range []struct {
		what       string
		key        item
		consistent bool
		want       float64
	}{{"over 4 KB", key("p", "2"), true, 2}, {"over 4 KB, eventually", key("p", "2"), false, 1}, {"small", k, true, 1}, {"none", key("p", "none"), false, 0.5}} {
		if got := get(c.key, c.consistent); got != c.want {
			t.Errorf("reading %s: %v units, want %v", c.what, got, c.want)
		}
	}
	q, err := d.client.Query(t.Context(), &sdk.QueryInput{
		TableName: aws.String(table), IndexName: aws.String("worklist"), ReturnConsumedCapacity: "INDEXES",
		KeyConditionExpression: aws.String("team = :t"), ExpressionAttributeValues: item{":t": str("ot")},
	})
	refused(t, err, "", "")
	check("an index read", q.ConsumedCapacity, 1, 0, map[string]float64{"worklist": 1})

	tx, err := d.client.TransactWriteItems(t.Context(), &sdk.TransactWriteItemsInput{
		ReturnConsumedCapacity: "INDEXES", TransactItems: []types.TransactWriteItem{txPut(ranked, ""), txDelete(key("p", "none"))},
	})
	refused(t, err, "", "")
	check("a transaction is double", &tx.ConsumedCapacity[0], 8, 4, map[string]float64{"worklist": 2, "due": 2})
}
