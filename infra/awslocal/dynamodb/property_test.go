package dynamodb_test

import (
	"cmp"
	"errors"
	"math/big"
	"reflect"
	"slices"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"pgregory.net/rapid"
)

// model is a table as a plain map, by sort key; there is one partition.
type model map[string]item

// ranked are the model's items that are in the worklist, in its order.
func (m model) ranked(team string) []string {
	var in []item
	for _, i := range m {
		if reflect.DeepEqual(i["team"], str(team)) && i["rank"] != nil {
			in = append(in, i)
		}
	}
	rank := func(i item) *big.Rat {
		r, _ := new(big.Rat).SetString(i["rank"].(*types.AttributeValueMemberN).Value)
		return r
	}
	slices.SortFunc(in, func(a, b item) int {
		return cmp.Or(rank(a).Cmp(rank(b)), cmp.Compare(sortKeys([]item{a})[0], sortKeys([]item{b})[0]))
	})
	return sortKeys(in)
}

// A table behaves as a map does, its indexes as sorted views of that map, a
// restart changes nothing, and its stream leads from nothing to what it holds.
func TestTableIsAMap(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := newDouble(t)
		d.createTable(t)
		m := model{}
		sk := rapid.SampledFrom([]string{"a", "b", "b\x00", "c", "ç", "z"})
		rank := rapid.SampledFrom([]string{"0", "-1", "1", "10", "9", "-10", "0.5", "-0.5", "1e30", "1e-30", "123456789.5"})
		draw := func() item {
			i := key("p", sk.Draw(r, "sk"))
			if rapid.Bool().Draw(r, "ranked") {
				i["rank"] = num(rank.Draw(r, "rank"))
			}
			if rapid.Bool().Draw(r, "listed") {
				i["team"] = str(rapid.SampledFrom([]string{"ot", "vr"}).Draw(r, "team"))
			}
			return i
		}
		name := func(i item) string { return sortKeys([]item{i})[0] }
		r.Repeat(map[string]func(*rapid.T){
			"put": func(r *rapid.T) {
				i := draw()
				d.put(t, i)
				m[name(i)] = i
			},
			"put if absent": func(r *rapid.T) {
				i := draw()
				_, err := d.client.PutItem(t.Context(), &sdk.PutItemInput{TableName: aws.String(table), Item: i, ConditionExpression: aws.String("attribute_not_exists(PK)")})
				_, failed := errors.AsType[*types.ConditionalCheckFailedException](err)
				if _, exists := m[name(i)]; exists != failed || exists == (err == nil) {
					r.Fatalf("exists: %v, error: %v", exists, err)
				} else if !exists {
					m[name(i)] = i
				}
			},
			"delete": func(r *rapid.T) {
				i := draw()
				out, err := d.client.DeleteItem(t.Context(), &sdk.DeleteItemInput{TableName: aws.String(table), Key: key("p", name(i)), ReturnValues: "ALL_OLD"})
				refused(r, err, "", "")
				if !same(out.Attributes, m[name(i)]) {
					r.Fatalf("deleted %v, want %v", out.Attributes, m[name(i)])
				}
				delete(m, name(i))
			},
			"update": func(r *rapid.T) {
				i := draw()
				_, err := d.client.UpdateItem(t.Context(), &sdk.UpdateItemInput{
					TableName: aws.String(table), Key: key("p", name(i)), UpdateExpression: aws.String("SET team = :t ADD seen :one REMOVE #r"),
					ExpressionAttributeNames: map[string]string{"#r": "rank"}, ExpressionAttributeValues: item{":t": str("ot"), ":one": nums(rank.Draw(r, "seen"))},
				})
				refused(r, err, "", "")
				m[name(i)] = d.get(t, key("p", name(i))) // what an update makes is TestUpdateItem's matter
				if got := m[name(i)]; got["rank"] != nil || !reflect.DeepEqual(got["team"], str("ot")) {
					r.Fatalf("updated to %v", got)
				}
			},
			"transact": func(r *rapid.T) {
				put, gone, must := draw(), draw(), draw()
				_, err := d.client.TransactWriteItems(t.Context(), &sdk.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
					txPut(put, ""), txDelete(key("p", name(gone))), txCheck(key("p", name(must)), "attribute_exists(PK)"),
				}})
				_, exists := m[name(must)]
				apart := name(put) != name(gone) && name(gone) != name(must) && name(put) != name(must)
				if (err == nil) != (apart && exists) {
					r.Fatalf("apart: %v, exists: %v, error: %v", apart, exists, err)
				}
				if err == nil {
					m[name(put)] = put
					delete(m, name(gone))
				}
			},
			"restart": func(r *rapid.T) { d.restart(t) },
			"": func(r *rapid.T) {
				check(t, r, d, m)
			},
		})
		replay(t, r, d, m)
	})
}

func check(t *testing.T, r *rapid.T, d *double, m model) {
	for _, backwards := range []bool{false, true} {
		for _, team := range []string{"ot", "vr"} {
			want := m.ranked(team)
			if backwards {
				slices.Reverse(want)
			}
			got := pages(t, d, sdk.QueryInput{
				TableName: aws.String(table), IndexName: aws.String("worklist"), ScanIndexForward: aws.Bool(!backwards),
				KeyConditionExpression: aws.String("team = :t"), ExpressionAttributeValues: item{":t": str(team)},
			}, 2)
			if !slices.Equal(got, want) {
				r.Fatalf("worklist of %s, backwards %v: got %q, want %q", team, backwards, got, want)
			}
		}
	}
	out, err := d.client.Query(t.Context(), &sdk.QueryInput{TableName: aws.String(table), KeyConditionExpression: aws.String("PK = :p"), ExpressionAttributeValues: item{":p": str("p")}})
	refused(r, err, "", "")
	got := model{}
	for _, i := range out.Items {
		got[sortKeys([]item{i})[0]] = i
	}
	if !slices.IsSorted(sortKeys(out.Items)) || len(got) != len(m) {
		r.Fatalf("got %q, want %d items", sortKeys(out.Items), len(m))
	}
	for sk, i := range m {
		if !same(got[sk], i) {
			r.Fatalf("%q: got %v, want %v", sk, got[sk], i)
		}
	}
}

// same compares items, and their ranks as numbers.
func same(a, b item) bool {
	a, b = with(a, nil), with(b, nil)
	for _, i := range []item{a, b} {
		if n, ok := i["rank"].(*types.AttributeValueMemberN); ok {
			r, _ := new(big.Rat).SetString(n.Value)
			i["rank"] = str(r.String())
		}
	}
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

// replay follows the stream from the start.
func replay(t *testing.T, r *rapid.T, d *double, m model) {
	state := map[string]map[string]events.DynamoDBAttributeValue{}
	for after := ""; ; {
		records, last := lambdaRecords(t, d, after, 7)
		if after = last; len(records) == 0 {
			break
		}
		for _, record := range records {
			sk := record.Change.Keys["SK"].String()
			if !reflect.DeepEqual(state[sk], record.Change.OldImage) && len(state[sk])+len(record.Change.OldImage) > 0 {
				r.Fatalf("%q: old image %v, want %v", sk, record.Change.OldImage, state[sk])
			}
			if record.EventName == "REMOVE" {
				delete(state, sk)
			} else {
				state[sk] = record.Change.NewImage
			}
		}
	}
	if len(state) != len(m) {
		r.Fatalf("the stream leads to %v, want %v", state, m)
	}
	for sk, i := range m {
		if len(state[sk]) != len(i) {
			r.Fatalf("the stream leads to %v, want %v", state[sk], i)
		}
	}
}
