package dynamodb_test

import (
	"bytes"
	"fmt"
	"testing"

	"encoding/json"

	"assistive-referrals/infra/awslocal/wire"
)

// questions are asked before and after a restart; the answers must be the same,
// byte for byte.
var questions = []struct{ operation, input string }{
	{"ListTables", `{}`},
	{"DescribeTable", `{"TableName":"cases"}`},
	{"DescribeTimeToLive", `{"TableName":"cases"}`},
	{"Scan", `{"TableName":"cases"}`},
	{"Scan", `{"TableName":"cases","IndexName":"due","ReturnConsumedCapacity":"INDEXES"}`},
	{"Scan", `{"TableName":"cases","Limit":2,"FilterExpression":"contains(tags, :t)","ExpressionAttributeValues":{":t":{"S":"b"}}}`},
	{"Query", `{"TableName":"cases","IndexName":"worklist","KeyConditionExpression":"team = :t","ExpressionAttributeValues":{":t":{"S":"ot"}}}`},
	{"GetItem", `{"TableName":"cases","Key":{"PK":{"S":"p"},"SK":{"S":"1"}}}`},
	{"GetItem", `{"TableName":"cases","Key":{"PK":{"S":"p\u0000\"é"},"SK":{"S":"\u0000"}}}`},
	{"ListStreams", `{}`},
}

func TestRestore(t *testing.T) {
	d := newDouble(t)
	d.createTable(t)
	for _, call := range []struct{ operation, input string }{
		{"UpdateTimeToLive", `{"TableName":"cases","TimeToLiveSpecification":{"AttributeName":"expires","Enabled":true}}`},
		{"PutItem", `{"TableName":"cases","Item":{"PK":{"S":"p"},"SK":{"S":"1"},"n":{"N":"1e-5"},"b":{"B":"AP8="},"yes":{"BOOL":true},"no":{"BOOL":false},"nil":{"NULL":true},"tags":{"SS":["b","a"]},"ns":{"NS":["10","9"]},"bs":{"BS":["AA=="]},"l":{"L":[{"S":"\u2028<é>"},{"M":{}}]},"m":{"M":{"x":{"L":[]}}}}}`},
		{"PutItem", `{"TableName":"cases","Item":{"PK":{"S":"p\u0000\"é"},"SK":{"S":"\u0000"},"team":{"S":"ot"},"rank":{"N":"-1.50"},"due":{"S":"d"}}}`},
		{"PutItem", `{"TableName":"cases","Item":{"PK":{"S":"q"},"SK":{"S":"3"},"team":{"S":"ot"},"rank":{"N":"2"},"expires":{"N":"1"}}}`},
		{"PutItem", `{"TableName":"cases","Item":{"PK":{"S":"q"},"SK":{"S":"4"}}}`},
		{"DeleteItem", `{"TableName":"cases","Key":{"PK":{"S":"q"},"SK":{"S":"4"}}}`},
	} {
		if _, err := d.Call(call.operation, []byte(call.input)); err != nil {
			t.Fatalf("%s: %v", call.operation, err)
		}
	}
	ask := func() (answers [][]byte) {
		for _, q := range questions {
			var service wire.Service = d.Service
			if q.operation == "ListStreams" {
				service = d.Streams()
			}
			answer, err := service.Call(q.operation, []byte(q.input))
			if err != nil {
				t.Fatalf("%s: %v", q.operation, err)
			}
			encoded, err := json.Marshal(answer)
			if err != nil {
				t.Fatal(err)
			}
			answers = append(answers, encoded)
		}
		records, last := d.Records(table, "", 100)
		return append(answers, fmt.Appendf(nil, "%s until %s", records, last))
	}
	before := ask()
	d.restart(t)
	for i, after := range ask() {
		if !bytes.Equal(before[i], after) {
			t.Errorf("answer %d\nbefore: %s\nafter:  %s", i, before[i], after)
		}
	}
	if !bytes.Contains(before[3], []byte(`"n":{"N":"0.00001"}`)) {
		t.Errorf("the scan has no items to compare: %s", before[3])
	}
}

// A journal that cannot be read is an error, not an empty table.
func TestRestoreDamaged(t *testing.T) {
	for _, bucket := range []string{"dynamodb.tables", "dynamodb/" + table, "dynamodb.stream/" + table} {
		d := newDouble(t)
		d.createTable(t)
		d.put(t, key("p", "1"))
		for k := range d.journal[bucket] {
			d.journal.Put(bucket, k, []byte(`{"damaged`))
		}
		if len(d.journal[bucket]) == 0 || d.Restore() == nil {
			t.Errorf("%s: damage was not noticed", bucket)
		}
	}
}
