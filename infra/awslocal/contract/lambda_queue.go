package contract

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"assistive-referrals/infra/awslocal"
)

// failures is an answer that names what shall come again.
func failures(ids ...string) any {
	list := []any{}
	for _, id := range ids {
		list = append(list, map[string]string{"itemIdentifier": id})
	}
	return map[string]any{"batchItemFailures": list}
}

func queueMappingCases() []Case {
	// batch gives a, b and c to a function and says how many are left of them.
	batch := func(report bool, answer func(ids map[string]string) (any, error), left string) func(*probe) {
		return func(p *probe) {
			url := p.queue("")
			p.function("enlist", 0, func(event events.SQSEvent) (any, error) {
				ids := map[string]string{}
				for _, record := range event.Records {
					ids[record.Body] = record.MessageId
				}
				return answer(ids)
			})
			p.ok(p.double.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: p.id, ReportBatchItemFailures: report}))
			for _, body := range []string{"a", "b", "c"} {
				p.send(url, body)
			}
			p.settle()
			p.equal("messages that come back", p.attribute(url, types.QueueAttributeNameApproximateNumberOfMessagesNotVisible), left)
		}
	}
	gives := func(answer any) func(map[string]string) (any, error) {
		return func(map[string]string) (any, error) { return answer, nil }
	}
	cases := table("Lambda", "SQS event source", []row{
		{"nothing returned is success", docSQSFailures, batch(true, gives(nil), "0")},
		{"null batchItemFailures is success", docSQSFailures, batch(true, gives(map[string]any{"batchItemFailures": nil}), "0")},
		{"an empty list is success", docSQSFailures, batch(true, gives(failures()), "0")},
		{"named messages come back, the others are deleted", docSQSFailures, batch(true, func(ids map[string]string) (any, error) { return failures(ids["b"]), nil }, "1")},
		{"an empty identifier fails the batch", docSQSFailures, batch(true, gives(failures("")), "3")},
		{"a null identifier fails the batch", docSQSFailures, batch(true, gives(map[string]any{"batchItemFailures": []any{map[string]any{"itemIdentifier": nil}}}), "3")},
		{"another name for the identifier fails the batch", docSQSFailures, batch(true, gives(map[string]any{"batchItemFailures": []any{map[string]any{"id": "x"}}}), "3")},
		{"an identifier of no message fails the batch", docSQSFailures, batch(true, gives(failures("none")), "3")},
		{"an error fails the batch", docSQSFailures, batch(true, func(map[string]string) (any, error) { return nil, errors.New("no") }, "3")},
		{"without ReportBatchItemFailures the answer means nothing", docSQSFailures, batch(false, func(ids map[string]string) (any, error) { return failures(ids["b"]), nil }, "0")},
		{"a batch has at most ten messages unless asked otherwise", docMapSQS, func(p *probe) {
			url := p.queue("")
			var sizes []int
			p.function("enlist", 0, func(event events.SQSEvent) error { sizes = append(sizes, len(event.Records)); return nil })
			for range 12 {
				p.send(url, "x")
			}
			p.ok(p.double.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: p.id}))
			p.settle()
			all := 0
			for _, n := range sizes {
				if all += n; n > 10 {
					p.fail("batches of %v", sizes)
				}
			}
			p.equal("messages", all, 12)
		}},
		{"what fails comes back when its visibility ends, and goes to the dead-letter queue in the end", docSQSFailures, func(p *probe) {
			url, dead, _ := p.redrive(3)
			var counts []string
			p.function("enlist", time.Second, func(event events.SQSEvent) error {
				counts = append(counts, event.Records[0].Attributes["ApproximateReceiveCount"])
				return errors.New("no")
			})
			p.ok(p.double.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: p.id}))
			p.send(url, "x")
			p.wait(time.Minute)
			p.inOrder("receive counts", counts, "1", "2", "3")
			p.equal("body", *p.one(0, dead).Body, "x")
		}},
		{"the event has the documented members", docMapSQS, func(p *probe) {
			url := p.queue("")
			var raw json.RawMessage
			p.function("enlist", 0, func(event json.RawMessage) error { raw = event; return nil })
			p.ok(p.double.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: p.id}))
			p.send(url, `{"a":"<b>"}`)
			p.settle()
			decoder := json.NewDecoder(strings.NewReader(string(raw)))
			decoder.DisallowUnknownFields()
			var event events.SQSEvent
			p.ok(decoder.Decode(&event))
			r := event.Records[0]
			if r.Body != `{"a":"<b>"}` || r.EventSource != "aws:sqs" || r.EventSourceARN != p.attribute(url, types.QueueAttributeNameQueueArn) ||
				r.Md5OfBody == "" || r.ReceiptHandle == "" || r.Attributes["SentTimestamp"] == "" || r.MessageAttributes == nil {
				p.fail("record %s", raw)
			}
		}},
		{"a function that may run longer than a message stays hidden is refused", docMapping, func(p *probe) {
			p.queue("", "VisibilityTimeout", "2")
			p.function("enlist", 3*time.Second, func() error { return nil })
			if p.double.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: p.id}) == nil {
				p.fail("was taken")
			}
		}},
	})
	return doubleOnly(cases, inProcess)
}
