package awslocal_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"assistive-referrals/infra/awslocal"
)

// "Handling errors for an SQS event source": what an answer does to a batch of
// a, b and c.
func TestPartialBatchResponse(t *testing.T) {
	for _, test := range []struct {
		rule   string
		report bool
		answer func(ids map[string]string) any
		err    error
		left   int
	}{
		{"nothing returned is success", true, func(map[string]string) any { return nil }, nil, 0},
		{"null batchItemFailures is success", true, func(map[string]string) any { return map[string]any{"batchItemFailures": nil} }, nil, 0},
		{"an empty list is success", true, func(map[string]string) any { return map[string]any{"batchItemFailures": []any{}} }, nil, 0},
		{"named messages come back", true, func(ids map[string]string) any { return failures(ids["b"]) }, nil, 1},
		{"an empty identifier fails the batch", true, func(map[string]string) any { return failures("") }, nil, 3},
		{"an unknown identifier fails the batch", true, func(map[string]string) any { return failures("none") }, nil, 3},
		{"another name for the identifier fails the batch", true, func(map[string]string) any {
			return map[string]any{"batchItemFailures": []any{map[string]any{"id": "x"}}}
		}, nil, 3},
		{"an error fails the batch", true, func(map[string]string) any { return nil }, errors.New("no"), 3},
		{"without ReportBatchItemFailures the answer means nothing", false, func(ids map[string]string) any { return failures(ids["b"]) }, nil, 0},
	} {
		t.Run(test.rule, func(t *testing.T) {
			w := newWorld(t, "")
			url := w.queue("assessments", nil)
			w.function("enlist", func(event events.SQSEvent) (any, error) {
				ids := map[string]string{}
				for _, record := range event.Records {
					ids[record.Body] = record.MessageId
				}
				return test.answer(ids), test.err
			})
			w.must(w.cloud.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: "assessments", ReportBatchItemFailures: test.report}))
			for _, body := range []string{"a", "b", "c"} {
				w.send(url, body)
			}
			w.settle()
			if n := w.count(url, "ApproximateNumberOfMessagesNotVisible"); n != test.left {
				t.Errorf("%d messages left, want %d", n, test.left)
			}
		})
	}
}

func failures(ids ...string) any {
	list := []any{}
	for _, id := range ids {
		list = append(list, map[string]string{"itemIdentifier": id})
	}
	return map[string]any{"batchItemFailures": list}
}

// The event has exactly the shape that aws-lambda-go reads.
func TestQueueEvent(t *testing.T) {
	w := newWorld(t, "")
	url := w.queue("assessments", nil)
	var raw json.RawMessage
	w.function("enlist", func(event json.RawMessage) error { raw = event; return nil })
	w.must(w.cloud.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: "assessments"}))
	w.send(url, `{"a":"<b>"}`)
	w.settle()
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.DisallowUnknownFields()
	var event events.SQSEvent
	w.must(decoder.Decode(&event))
	r := event.Records[0]
	if r.Body != `{"a":"<b>"}` || r.EventSource != "aws:sqs" || r.EventSourceARN != queueARN("assessments") || r.AWSRegion != "eu-west-2" ||
		r.Md5OfBody != md5Hex(r.Body) || r.Attributes["ApproximateReceiveCount"] != "1" || r.MessageAttributes == nil {
		t.Errorf("record %+v", r)
	}
}

func TestMapQueueRefusals(t *testing.T) {
	w := newWorld(t, "")
	w.queue("assessments", map[string]string{"VisibilityTimeout": "2"})
	w.function("enlist", func() error { return nil })
	for _, m := range []awslocal.QueueMapping{
		{Function: "none", Queue: "assessments"}, {Function: "enlist", Queue: "none"},
		{Function: "enlist", Queue: "assessments"}, {Function: "enlist", Queue: "assessments", BatchSize: 11},
	} {
		if err := w.cloud.MapQueue(m); err == nil {
			t.Errorf("%+v was taken", m)
		}
	}
}

func keysOf(event events.DynamoDBEvent) []string {
	var keys []string
	for _, record := range event.Records {
		keys = append(keys, record.Change.Keys["PK"].String())
	}
	return keys
}

// "Handling errors for a DynamoDB event source", with a poisonous record C among
// A to E.
func TestStreamFailures(t *testing.T) {
	for _, test := range []struct {
		rule    string
		mapping awslocal.StreamMapping
		report  bool
		want    []string // batches
		given   int      // records in the failure record; 0 for none
	}{
		{"retries, then the whole batch is given up", awslocal.StreamMapping{MaximumRetryAttempts: 2},
			false, []string{"ABCDE", "ABCDE", "ABCDE"}, 5},
		{"no retries", awslocal.StreamMapping{MaximumRetryAttempts: 0}, false, []string{"ABCDE"}, 5},
		{"halves isolate the record, and what follows goes on", awslocal.StreamMapping{MaximumRetryAttempts: 1, BisectBatchOnFunctionError: true},
			false, []string{"ABCDE", "AB", "CDE", "C", "C", "DE"}, 1},
		{"a partial answer checkpoints at the lowest failure", awslocal.StreamMapping{MaximumRetryAttempts: 1, ReportBatchItemFailures: true},
			true, []string{"ABCDE", "CDE"}, 3},
		{"batches keep their size", awslocal.StreamMapping{MaximumRetryAttempts: 0, BatchSize: 2},
			false, []string{"AB", "CD", "E"}, 2},
	} {
		t.Run(test.rule, func(t *testing.T) {
			w := newWorld(t, "")
			w.table("cases")
			url := w.queue("failures", nil)
			var batches []string
			w.function("relay", func(event events.DynamoDBEvent) (any, error) {
				keys := keysOf(event)
				batches = append(batches, strings.Join(keys, ""))
				for _, record := range event.Records {
					if record.Change.Keys["PK"].String() == "C" {
						if test.report {
							return failures(record.Change.SequenceNumber), nil
						}
						return nil, errors.New("poison")
					}
				}
				return nil, nil
			})
			test.mapping.Function, test.mapping.Table, test.mapping.OnFailureQueue = "relay", "cases", "failures"
			w.must(w.cloud.MapStream(test.mapping))
			for _, key := range []string{"A", "B", "C", "D", "E"} {
				w.put("cases", key)
			}
			w.advance(time.Hour)
			if !slices.Equal(batches, test.want) {
				t.Errorf("batches %v, want %v", batches, test.want)
			}
			got := w.receive(url)
			if len(got) != 1 {
				t.Fatalf("%d failure records", len(got))
			}
			var record struct {
				RequestContext     struct{ Condition string }
				DDBStreamBatchInfo struct {
					BatchSize int
					ShardID   string
				}
			}
			w.must(json.Unmarshal([]byte(*got[0].Body), &record))
			if record.RequestContext.Condition != "RetryAttemptsExhausted" || record.DDBStreamBatchInfo.BatchSize != test.given || record.DDBStreamBatchInfo.ShardID == "" {
				t.Errorf("failure record %s", *got[0].Body)
			}
		})
	}
}

// A failing batch holds up its shard until it leaves the stream after 24 hours.
func TestStreamWithoutRetryLimit(t *testing.T) {
	w := newWorld(t, "")
	w.table("cases")
	var done []string
	w.function("relay", func(event events.DynamoDBEvent) error {
		if keys := keysOf(event); slices.Contains(keys, "A") {
			return errors.New("poison")
		}
		done = append(done, keysOf(event)...)
		return nil
	})
	w.must(w.cloud.MapStream(awslocal.StreamMapping{Function: "relay", Table: "cases", MaximumRetryAttempts: -1, BatchSize: 1}))
	w.put("cases", "A")
	w.advance(12 * time.Hour)
	w.put("cases", "B")
	w.advance(11 * time.Hour)
	if len(done) != 0 {
		t.Fatalf("done %v while A fails", done)
	}
	w.advance(2 * time.Hour)
	if !slices.Equal(done, []string{"B"}) {
		t.Errorf("done %v", done)
	}
}

func TestDisorder(t *testing.T) {
	w := newWorld(t, "")
	url := w.queue("assessments", nil)
	var got []string
	w.function("enlist", func(event events.SQSEvent) error { got = append(got, event.Records[0].Body); return nil })
	w.must(w.cloud.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: "assessments", BatchSize: 1}))
	seen := 0
	w.cloud.Deliveries(func(awslocal.Delivery) awslocal.Disorder {
		seen++
		switch seen {
		case 1:
			return awslocal.Disorder{Delay: time.Minute}
		case 2:
			return awslocal.Disorder{Twice: true, Again: time.Hour}
		}
		return awslocal.Disorder{}
	})
	w.send(url, "first")
	w.send(url, "second")
	w.advance(2 * time.Hour)
	if want := []string{"second", "second", "first", "second"}; !slices.Equal(got, want) {
		t.Errorf("deliveries %v, want %v", got, want)
	}
}

// A lost firing of a schedule does not happen, and the next comes when it would have;
// a queue's message is lost to nobody.
func TestLostFirings(t *testing.T) {
	w := newWorld(t, "")
	url := w.queue("assessments", nil)
	var at []time.Duration
	messages := 0
	w.function("sweep", func() error { at = append(at, w.cloud.Now().Sub(monday)); return nil })
	w.function("enlist", func(event events.SQSEvent) error { messages += len(event.Records); return nil })
	w.must(w.cloud.Schedule(awslocal.Schedule{Name: "sweep", Function: "sweep", Every: time.Hour}))
	w.must(w.cloud.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: "assessments"}))
	w.cloud.Deliveries(func(d awslocal.Delivery) awslocal.Disorder {
		return awslocal.Disorder{Lost: d.Source == "sqs" || w.cloud.Now().Sub(monday) == 2*time.Hour}
	})
	w.send(url, "a")
	w.advance(3 * time.Hour)
	if want := []time.Duration{time.Hour, 3 * time.Hour}; !slices.Equal(at, want) || messages != 1 {
		t.Errorf("ran at %v, want %v; %d messages came", at, want, messages)
	}
}

// Lambda tries an asynchronous invocation three times; the schedule goes on.
func TestScheduleAndAsynchronousRetries(t *testing.T) {
	w := newWorld(t, "")
	var at []time.Duration
	var input map[string]string
	w.function("sweep", func(in map[string]string) error {
		at, input = append(at, w.cloud.Now().Sub(monday)), in
		return errors.New("no")
	})
	w.must(w.cloud.Schedule(awslocal.Schedule{Name: "sweep", Function: "sweep", Every: time.Hour,
		Input: json.RawMessage(`{"at":"<aws.scheduler.scheduled-time>"}`)}))
	w.advance(119 * time.Minute)
	if want := []time.Duration{60 * time.Minute, 61 * time.Minute, 63 * time.Minute}; !slices.Equal(at, want) {
		t.Errorf("ran at %v, want %v", at, want)
	}
	if input["at"] != "2026-03-02T10:00:00Z" {
		t.Errorf("input %v", input)
	}
}
