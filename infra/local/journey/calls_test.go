package journey

import (
	"strings"
	"testing"

	"assistive-referrals/infra/awslocal"
)

// TestOneTransactionPerChange counts the calls that the double saw in a whole
// story: every change of a case is one table transaction and nothing beside it,
// and no request handler calls Step Functions or SQS.
func TestOneTransactionPerChange(t *testing.T) {
	story, err := Load("testdata/faults.journey")
	if err != nil {
		t.Fatal(err)
	}
	world, err := NewLocal(t.Context(), story.Starts)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = world.Close() }()
	type invocation struct {
		function     string
		transactions int
	}
	var running []*invocation
	events, plain := 0, 0
	world.Cloud.Observe(func(call awslocal.Call) {
		if call.Service == "Lambda" {
			running = append(running, &invocation{function: call.Resource})
			return
		}
		if call.Caller == "web" && (call.Service == "SQS" || call.Service == "States") {
			t.Errorf("a request handler called %s.%s", call.Service, call.Operation)
		}
		if call.Service != "DynamoDB" {
			return
		}
		histories := strings.Count(string(call.Input), `{"S":"HISTORY#`)
		switch {
		case call.Operation == "TransactWriteItems":
			events += histories
			if histories > 1 {
				t.Errorf("a transaction writes %d events: %s", histories, call.Input)
			}
			if last := running[len(running)-1]; call.Caller == last.function {
				last.transactions++
			}
		case histories > 0 && call.Operation != "Query":
			plain++
		}
	})
	if result := Run(t.Context(), story, world); !result.OK() {
		t.Fatal(result.Line())
	}
	if plain > 0 {
		t.Errorf("%d events were written outside a transaction", plain)
	}
	for _, i := range running {
		// A step or a page makes one change; what handles batches makes one for each.
		if i.transactions > 1 && (i.function == "web" || i.function == "triage" || i.function == "arrange") {
			t.Errorf("an invocation of %s made %d transactions", i.function, i.transactions)
		}
	}
	// sent, triaged, listed, claimed, contacted, assessed, decided, arranged, in place, closed
	if events != 10 {
		t.Errorf("the story wrote %d events", events)
	}
	if len(running) < 40 {
		t.Errorf("only %d invocations were seen", len(running))
	}
}
