package dynamodb_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// seed is a table with n items in a hundred partitions, one of ten worklists each.
func seed(t testing.TB, n int) *double {
	d := newDouble(t)
	d.createTable(t)
	for i := range n {
		call(t, d, "PutItem", putInput(i))
	}
	return d
}

func putInput(i int) string {
	return fmt.Sprintf(`{"TableName":"cases","Item":{"PK":{"S":"CASE#%d"},"SK":{"S":"STRAND#%06d"},"team":{"S":"TEAM#%d"},"rank":{"N":"%d"},"state":{"S":"waiting"},"notes":{"L":[{"S":"some text of a usual length"},{"M":{"at":{"S":"2026-11-23T09:00:00Z"},"by":{"S":"someone"}}}]}}}`, i%100, i, i%10, i)
}

func call(t testing.TB, d *double, operation, input string) any {
	t.Helper()
	answer, err := d.Call(operation, []byte(input))
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

const worklistPage = `{"TableName":"cases","IndexName":"worklist","Limit":20,"KeyConditionExpression":"team = :t AND #r > :r","ExpressionAttributeNames":{"#r":"rank"},"ExpressionAttributeValues":{":t":{"S":"TEAM#3"},":r":{"N":"100"}}}`

// A page of a list examines what is on the page, however long the list is.
func TestPageCostsTheSame(t *testing.T) {
	allocations := func(n int) float64 {
		d := seed(t, n)
		return testing.AllocsPerRun(20, func() { call(t, d, "Query", worklistPage) })
	}
	if small, large := allocations(500), allocations(8_000); large > small*1.2 {
		t.Errorf("a page takes %v allocations of 500 items and %v of 8,000", small, large)
	}
}

func BenchmarkPutItem(b *testing.B) {
	d := seed(b, 100_000)
	i := 100_000
	for b.Loop() {
		call(b, d, "PutItem", putInput(i))
		i++
	}
}

func BenchmarkQueryIndex(b *testing.B) {
	d := seed(b, 100_000)
	for b.Loop() {
		if _, err := json.Marshal(call(b, d, "Query", worklistPage)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTransactWriteItems(b *testing.B) {
	d := seed(b, 100_000)
	i := 0
	for b.Loop() {
		i++
		call(b, d, "TransactWriteItems", fmt.Sprintf(`{"ClientRequestToken":"%d","TransactItems":[{"Update":{"TableName":"cases","Key":{"PK":{"S":"CASE#%d"},"SK":{"S":"STRAND#%06d"}},"UpdateExpression":"SET version = if_not_exists(version, :z) + :o, #s = :s","ConditionExpression":"attribute_exists(PK)","ExpressionAttributeNames":{"#s":"state"},"ExpressionAttributeValues":{":z":{"N":"0"},":o":{"N":"1"},":s":{"S":"claimed"}}}},{"Put":{"TableName":"cases","Item":{"PK":{"S":"HISTORY#%d"},"SK":{"S":"%d"},"what":{"S":"claimed"}},"ConditionExpression":"attribute_not_exists(PK)"}}]}`, i, i%100, i%100_000, i, i))
	}
}

// BenchmarkClientGetItem has the real client in front.
func BenchmarkClientGetItem(b *testing.B) {
	d := seed(b, 100_000)
	for b.Loop() {
		out, err := d.client.GetItem(b.Context(), &sdk.GetItemInput{TableName: aws.String(table), Key: key("CASE#7", "STRAND#000007")})
		if err != nil || out.Item == nil {
			b.Fatal(out, err)
		}
	}
}
