package contract

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"assistive-referrals/infra/awslocal"
)

// poison maps the shared table to a function that fails on the item C, writes A
// to E, and lets an hour pass. It returns the batches that the function saw.
func (p *probe) poison(m awslocal.StreamMapping, answer func(event events.DynamoDBEvent, at int) (any, error)) (batches []string, failed []string) {
	url := p.queue("")
	m.Function, m.Table, m.OnFailureQueue = "relay", *p.table(), p.id
	p.function("relay", 0, func(event events.DynamoDBEvent) (any, error) {
		keys := ""
		for _, r := range event.Records {
			keys += r.Change.Keys["SK"].String()
		}
		batches = append(batches, keys)
		if at := strings.Index(keys, "C"); at >= 0 {
			return answer(event, at)
		}
		return nil, nil
	})
	p.ok(p.double.MapStream(m))
	for _, sort := range []string{"A", "B", "C", "D", "E"} {
		p.put(p.key(sort))
	}
	p.wait(time.Hour)
	for _, message := range p.receive(url) {
		failed = append(failed, *message.Body)
	}
	return batches, failed
}

func streamMappingCases() []Case {
	fails := func(events.DynamoDBEvent, int) (any, error) { return nil, errors.New("poison") }
	reports := func(e events.DynamoDBEvent, at int) (any, error) {
		return failures(e.Records[at].Change.SequenceNumber), nil
	}
	gives := func(answer any) func(events.DynamoDBEvent, int) (any, error) {
		return func(events.DynamoDBEvent, int) (any, error) { return answer, nil }
	}
	var rows []row
	for _, c := range []struct {
		rule, source string
		mapping      awslocal.StreamMapping
		answer       func(events.DynamoDBEvent, int) (any, error)
		want         string
		given        int // records in the failure record; 0 for none
	}{
		{"a failing batch is tried again so often, then given up", docMapStream, awslocal.StreamMapping{MaximumRetryAttempts: 2}, fails, "ABCDE ABCDE ABCDE", 5},
		{"MaximumRetryAttempts 0 never tries again", docMapping, awslocal.StreamMapping{}, fails, "ABCDE", 5},
		{"BatchSize is the most records in a batch", docMapping, awslocal.StreamMapping{BatchSize: 2}, fails, "AB CD E", 2},
		{"bisecting isolates the record; splitting is no attempt", docMapping, awslocal.StreamMapping{MaximumRetryAttempts: 1, BisectBatchOnFunctionError: true}, fails, "ABCDE AB CDE C C DE", 1},
		{"a reported failure is where it goes on; what came before is done", docStreamFail, awslocal.StreamMapping{MaximumRetryAttempts: 1, ReportBatchItemFailures: true}, reports, "ABCDE CDE", 3},
		{"with bisecting as well", docStreamFail, awslocal.StreamMapping{MaximumRetryAttempts: 1, ReportBatchItemFailures: true, BisectBatchOnFunctionError: true}, reports, "ABCDE CDE", 3},
		{"an error bisects in spite of ReportBatchItemFailures", docStreamFail, awslocal.StreamMapping{ReportBatchItemFailures: true, BisectBatchOnFunctionError: true}, fails, "ABCDE AB CDE C DE", 1},
		{"of several reported failures the lowest counts", docStreamFail, awslocal.StreamMapping{ReportBatchItemFailures: true, MaximumRetryAttempts: 1}, func(e events.DynamoDBEvent, at int) (any, error) {
			return failures(e.Records[len(e.Records)-1].Change.SequenceNumber, e.Records[at].Change.SequenceNumber), nil
		}, "ABCDE CDE", 3},
		{"nothing returned is success", docStreamFail, awslocal.StreamMapping{ReportBatchItemFailures: true}, gives(nil), "ABCDE", 0},
		{"an empty list is success", docStreamFail, awslocal.StreamMapping{ReportBatchItemFailures: true}, gives(failures()), "ABCDE", 0},
		{"null batchItemFailures is success", docStreamFail, awslocal.StreamMapping{ReportBatchItemFailures: true}, gives(map[string]any{"batchItemFailures": nil}), "ABCDE", 0},
		{"an empty identifier fails the batch", docStreamFail, awslocal.StreamMapping{ReportBatchItemFailures: true}, gives(failures("")), "ABCDE", 5},
		{"another name for the identifier fails the batch", docStreamFail, awslocal.StreamMapping{ReportBatchItemFailures: true}, gives(map[string]any{"batchItemFailures": []any{map[string]any{"id": "x"}}}), "ABCDE", 5},
	} {
		rows = append(rows, row{c.rule, c.source, func(p *probe) {
			batches, failed := p.poison(c.mapping, c.answer)
			p.inOrder("batches", batches, strings.Fields(c.want)...)
			if c.given == 0 {
				p.equal("failure records", failed, []string(nil))
				return
			}
			p.equal("number of failure records", len(failed), 1)
			var record struct {
				RequestContext     struct{ Condition, FunctionArn string }
				DDBStreamBatchInfo struct {
					ShardID, StartSequenceNumber, EndSequenceNumber, StreamArn string
					BatchSize                                                  int
				}
			}
			p.ok(json.Unmarshal([]byte(failed[0]), &record))
			info := record.DDBStreamBatchInfo
			if record.RequestContext.Condition != "RetryAttemptsExhausted" || info.BatchSize != c.given || info.ShardID == "" || info.StartSequenceNumber == "" || info.EndSequenceNumber == "" || info.StreamArn == "" || record.RequestContext.FunctionArn == "" {
				p.fail("failure record %s", failed[0])
			}
		}})
	}
	cases := append(table("Lambda", "DynamoDB event source", rows), table("Lambda", "DynamoDB event source", []row{
		{"a failing batch holds up what follows until it is 24 hours old", docMapStream, func(p *probe) {
			var done []string
			p.function("relay", 0, func(event events.DynamoDBEvent) error {
				if sort := event.Records[0].Change.Keys["SK"].String(); sort != "A" {
					done = append(done, sort)
					return nil
				}
				return errors.New("poison")
			})
			p.ok(p.double.MapStream(awslocal.StreamMapping{Function: "relay", Table: *p.table(), MaximumRetryAttempts: -1, BatchSize: 1}))
			p.put(p.key("A"))
			p.wait(12 * time.Hour)
			p.put(p.key("B"))
			p.wait(11 * time.Hour)
			p.equal("done while A fails", done, []string(nil))
			p.wait(2 * time.Hour)
			p.inOrder("done", done, "B")
		}},
		{"a record that no filter passes is never seen, and holds nothing up", docFilter, func(p *probe) {
			var seen []string
			p.function("relay", 0, func(event events.DynamoDBEvent) error {
				for _, r := range event.Records {
					seen = append(seen, r.EventName+" "+r.Change.Keys["SK"].String())
				}
				return nil
			})
			p.ok(p.double.MapStream(awslocal.StreamMapping{Function: "relay", Table: *p.table(), Filters: []string{
				`{"eventName":["INSERT"],"dynamodb":{"Keys":{"SK":{"S":[{"prefix":"OWED#"}]}}}}`, `{"eventName":["MODIFY"],"dynamodb":{"NewImage":{"attempts":{"N":["0"]}}}}`}}))
			p.put(p.key("CASE"), p.key("OWED#a"), with(p.key("CASE"), item{"attempts": num("0")}), with(p.key("OWED#a"), item{"attempts": num("1")}))
			p.settle()
			p.inOrder("seen", seen, "INSERT OWED#a", "MODIFY CASE")
		}},
		{"the event has the documented members", docMapStream, func(p *probe) {
			var raw json.RawMessage
			p.function("relay", 0, func(event json.RawMessage) error { raw = event; return nil })
			p.ok(p.double.MapStream(awslocal.StreamMapping{Function: "relay", Table: *p.table()}))
			p.put(with(p.key("1"), item{"n": num("1")}))
			p.settle()
			var event events.DynamoDBEvent
			p.ok(json.Unmarshal(raw, &event))
			r := event.Records[0]
			if r.EventName != "INSERT" || r.EventSource != "aws:dynamodb" || !strings.Contains(r.EventSourceArn, "/stream/") || r.Change.NewImage["n"].Number() != "1" ||
				r.Change.SequenceNumber == "" || r.Change.StreamViewType != "NEW_AND_OLD_IMAGES" || r.Change.ApproximateCreationDateTime.IsZero() {
				p.fail("record %s", raw)
			}
		}},
		{"more than five filters are refused", docFilter, func(p *probe) {
			p.function("relay", 0, func() error { return nil })
			if p.double.MapStream(awslocal.StreamMapping{Function: "relay", Table: *p.table(), Filters: slices.Repeat([]string{`{"eventName":["INSERT"]}`}, 6)}) == nil {
				p.fail("was taken")
			}
		}},
	})...)
	return doubleOnly(cases, inProcess)
}

// filterCases ask each pattern of one record.
func filterCases() []Case {
	var rows []row
	for _, c := range []struct {
		rule, pattern string
		passes        bool
	}{
		{"equal", `{"dynamodb":{"NewImage":{"s":{"S":["horse"]}}}}`, true},
		{"not equal", `{"dynamodb":{"NewImage":{"s":{"S":["cow"]}}}}`, false},
		{"one of several", `{"dynamodb":{"NewImage":{"s":{"S":["cow","horse"]}}}}`, true},
		{"all members must match", `{"eventName":["MODIFY"],"dynamodb":{"NewImage":{"s":{"S":["horse"]}}}}`, false},
		{"prefix", `{"dynamodb":{"NewImage":{"s":{"S":[{"prefix":"ho"}]}}}}`, true},
		{"suffix", `{"dynamodb":{"NewImage":{"s":{"S":[{"suffix":"rse"}]}}}}`, true},
		{"equals-ignore-case", `{"dynamodb":{"NewImage":{"s":{"S":[{"equals-ignore-case":"HORSE"}]}}}}`, true},
		{"anything-but", `{"dynamodb":{"NewImage":{"s":{"S":[{"anything-but":["cow"]}]}}}}`, true},
		{"exists", `{"dynamodb":{"NewImage":{"s":{"S":[{"exists":true}]}}}}`, true},
		{"exists false", `{"dynamodb":{"NewImage":{"none":{"S":[{"exists":false}]}}}}`, true},
		{"a number in an image is a string", `{"dynamodb":{"NewImage":{"n":{"N":["7"]}}}}`, true},
		{"a number in an image is not compared as a number", `{"dynamodb":{"NewImage":{"n":{"N":[{"numeric":["=",7]}]}}}}`, false},
		{"$or", `{"$or":[{"eventName":["REMOVE"]},{"dynamodb":{"NewImage":{"s":{"S":["horse"]}}}}]}`, true},
	} {
		rows = append(rows, row{fmt.Sprintf("%s: %v", c.rule, c.passes), docFilter, func(p *probe) {
			seen := 0
			p.function("relay", 0, func(event events.DynamoDBEvent) error { seen += len(event.Records); return nil })
			p.ok(p.double.MapStream(awslocal.StreamMapping{Function: "relay", Table: *p.table(), Filters: []string{c.pattern}}))
			p.put(with(p.key("1"), item{"s": str("horse"), "n": num("7")}))
			p.settle()
			p.equal("passes", seen == 1, c.passes)
		}})
	}
	return doubleOnly(table("Lambda", "Filter", rows), inProcess)
}

func schedulerCases() []Case {
	cases := table("Scheduler", "CreateSchedule", []row{
		{"a rate fires again and again", docScheduler, func(p *probe) {
			begun := p.now()
			var at []time.Duration
			p.function("sweep", 0, func() error { at = append(at, p.now().Sub(begun)); return nil })
			p.ok(p.double.Schedule(awslocal.Schedule{Name: "sweep", Function: "sweep", Every: 5 * time.Minute}))
			p.wait(16 * time.Minute)
			for i := 1; i < len(at); i++ {
				p.equal("interval", at[i]-at[i-1], 5*time.Minute)
			}
			if len(at) < 3 {
				p.fail("fired at %v", at)
			}
		}},
		{"its input is the event, with the scheduled time filled in", docAttributes, func(p *probe) {
			var got map[string]string
			p.function("sweep", 0, func(in map[string]string) error { got = in; return nil })
			p.ok(p.double.Schedule(awslocal.Schedule{Name: "sweep", Function: "sweep", Every: time.Minute, Input: json.RawMessage(`{"at":"<aws.scheduler.scheduled-time>","attempt":"<aws.scheduler.attempt-number>"}`)}))
			p.wait(time.Minute)
			at, err := time.Parse(time.RFC3339, got["at"])
			if err != nil || p.now().Sub(at) > time.Minute || got["attempt"] != "1" {
				p.fail("event %v", got)
			}
		}},
		{"a function's error is for Lambda to try again; the schedule goes on", docAsync, func(p *probe) {
			runs := 0
			p.function("sweep", 0, func() error { runs++; return errors.New("no") })
			p.ok(p.double.Schedule(awslocal.Schedule{Name: "sweep", Function: "sweep", Every: time.Hour}))
			p.wait(2*time.Hour + 30*time.Minute)
			p.equal("runs", runs, 6)
		}},
		{"a rate is of whole minutes", docScheduler, func(p *probe) {
			p.function("sweep", 0, func() error { return nil })
			if p.double.Schedule(awslocal.Schedule{Name: "sweep", Function: "sweep", Every: 30 * time.Second}) == nil {
				p.fail("was taken")
			}
		}},
	})
	return doubleOnly(cases, inProcess)
}
