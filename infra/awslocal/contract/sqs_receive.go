package contract

import (
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

func receiveCases() []Case {
	receive := func(most, wait int32) func(*probe) any {
		return func(p *probe) any {
			return &sqs.ReceiveMessageInput{QueueUrl: aws.String(p.queue("")), MaxNumberOfMessages: most, WaitTimeSeconds: wait}
		}
	}
	return slices.Concat(asks("SQS", "ReceiveMessage", nil, nil, []ask{
		{"more than ten at once are refused", docReceive, receive(11, 0), badValue},
		{"waiting longer than 20 seconds is refused", docReceive, receive(1, 21), badValue},
		{"a visibility timeout of more than 12 hours is refused", docReceive, func(p *probe) any {
			return &sqs.ReceiveMessageInput{QueueUrl: aws.String(p.queue("")), VisibilityTimeout: 43201}
		}, badValue},
		{"no such queue: QueueDoesNotExist", docReceive, func(p *probe) any {
			return &sqs.ReceiveMessageInput{QueueUrl: aws.String(p.queue("") + "none")}
		}, noQueue},
	}), table("SQS", "ReceiveMessage", []row{
		{"gives at most as many as asked for", docReceive, func(p *probe) {
			url := p.queue("")
			for range 3 {
				p.send(url, "x")
			}
			out, err := p.queues.ReceiveMessage(p.ctx, &sqs.ReceiveMessageInput{QueueUrl: &url, MaxNumberOfMessages: 2})
			p.must(err)
			if len(out.Messages) > 2 {
				p.fail("%d messages", len(out.Messages))
			}
		}},
		{"gives one unless asked for more", docReceive, func(p *probe) {
			url := p.queue("")
			for range 3 {
				p.send(url, "x")
			}
			out, err := p.queues.ReceiveMessage(p.ctx, &sqs.ReceiveMessageInput{QueueUrl: &url})
			p.must(err)
			p.equal("number of messages", len(out.Messages), 1)
		}},
		{"tells count and times of receiving and sending", docReceive, func(p *probe) {
			url := p.queue("", "VisibilityTimeout", "1")
			p.send(url, "x")
			for i := 1; i <= 3; i++ {
				got := p.one(2*time.Second, url)
				p.equal("ApproximateReceiveCount", got.Attributes["ApproximateReceiveCount"], fmt.Sprint(i))
				if got.Attributes["SentTimestamp"] == "" || got.Attributes["ApproximateFirstReceiveTimestamp"] == "" {
					p.fail("attributes %v", got.Attributes)
				}
				p.wait(time.Second)
			}
		}},
	}), doubleOnly(table("SQS", "ReceiveMessage", []row{
		{"a message is gone after its retention period", "SQS API Reference, SetQueueAttributes", func(p *probe) {
			url := p.queue("", "MessageRetentionPeriod", "60")
			p.send(url, "x")
			p.wait(time.Minute)
			p.none(url, "after its retention period")
		}},
	}), "a minute is long in real time"), realTimeOnly(table("SQS", "ReceiveMessage", []row{
		{"a long poll wakes when a message comes", docPolling, func(p *probe) {
			url := p.queue("")
			time.AfterFunc(time.Second, func() {
				// Its failure shows as the poll's timing out.
				_, _ = p.queues.SendMessage(p.ctx, &sqs.SendMessageInput{QueueUrl: &url, MessageBody: aws.String("x")})
			})
			begun := time.Now()
			out, err := p.queues.ReceiveMessage(p.ctx, &sqs.ReceiveMessageInput{QueueUrl: &url, WaitTimeSeconds: 10})
			p.must(err)
			if took := time.Since(begun); len(out.Messages) != 1 || took < 900*time.Millisecond || took > 4*time.Second {
				p.fail("%d messages after %v", len(out.Messages), took)
			}
		}},
		{"a long poll of an empty queue ends when its time is over", docPolling, func(p *probe) {
			begun := time.Now()
			out, err := p.queues.ReceiveMessage(p.ctx, &sqs.ReceiveMessageInput{QueueUrl: aws.String(p.queue("")), WaitTimeSeconds: 2})
			p.must(err)
			p.equal("number of messages", len(out.Messages), 0)
			p.within("the poll", time.Since(begun), 2*time.Second)
		}},
	}), "nobody would end the wait where the clock stands still"))
}

func visibilityCases() []Case {
	change := func(p *probe, url string, handle *string, seconds int32) error {
		_, err := p.queues.ChangeMessageVisibility(p.ctx, &sqs.ChangeMessageVisibilityInput{QueueUrl: &url, ReceiptHandle: handle, VisibilityTimeout: seconds})
		return err
	}
	remove := func(p *probe, url string, handle *string) error {
		_, err := p.queues.DeleteMessage(p.ctx, &sqs.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: handle})
		return err
	}
	return slices.Concat(table("SQS", "Visibility", []row{
		{"a received message is hidden, and comes back when its time is over", docVisGuide, func(p *probe) {
			url := p.queue("", "VisibilityTimeout", "2")
			p.send(url, "x")
			first := p.one(0, url)
			p.none(url, "while it was hidden")
			p.equal("ApproximateNumberOfMessagesNotVisible", p.attribute(url, types.QueueAttributeNameApproximateNumberOfMessagesNotVisible), "1")
			p.wait(2 * time.Second)
			second := p.one(time.Second, url)
			if *second.MessageId != *first.MessageId || *second.ReceiptHandle == *first.ReceiptHandle {
				p.fail("the same message comes back under a new receipt handle")
			}
		}},
		{"a request's own timeout overrides the queue's", docReceive, func(p *probe) {
			url := p.queue("")
			p.send(url, "x")
			out, err := p.queues.ReceiveMessage(p.ctx, &sqs.ReceiveMessageInput{QueueUrl: &url, VisibilityTimeout: 1})
			p.must(err)
			p.equal("number of messages", len(out.Messages), 1)
			p.wait(time.Second)
			p.one(time.Second, url)
		}},
		{"0 shows it again at once", docVisibility, func(p *probe) {
			url := p.queue("")
			p.send(url, "x")
			p.must(change(p, url, p.one(0, url).ReceiptHandle, 0))
			p.one(0, url)
		}},
		{"a longer time counts from now", docVisibility, func(p *probe) {
			url := p.queue("", "VisibilityTimeout", "1")
			p.send(url, "x")
			p.must(change(p, url, p.one(0, url).ReceiptHandle, 3))
			p.wait(2 * time.Second)
			p.none(url, "before the longer time was over")
			p.wait(time.Second)
			p.one(time.Second, url)
		}},
		{"more than 12 hours are refused", docVisibility, func(p *probe) {
			url := p.queue("")
			p.send(url, "x")
			p.code(change(p, url, p.one(0, url).ReceiptHandle, 43201), badValue)
		}},
		{"a message that is not in flight: MessageNotInflight", docVisibility, func(p *probe) {
			url := p.queue("")
			p.send(url, "x")
			handle := p.one(0, url).ReceiptHandle
			p.must(change(p, url, handle, 0))
			p.code(change(p, url, handle, 10), "AWS.SimpleQueueService.MessageNotInflight")
		}},
		{"a handle that is none: ReceiptHandleIsInvalid", docVisibility, func(p *probe) {
			p.code(change(p, p.queue(""), aws.String("nonsense"), 10), badHandle)
		}},
	}), table("SQS", "PurgeQueue", []row{
		{"takes what is there, and not twice within a minute", "SQS API Reference, PurgeQueue", func(p *probe) {
			url := p.queue("")
			p.send(url, "x")
			_, err := p.queues.PurgeQueue(p.ctx, &sqs.PurgeQueueInput{QueueUrl: &url})
			p.must(err)
			p.none(url, "after the purge")
			_, err = p.queues.PurgeQueue(p.ctx, &sqs.PurgeQueueInput{QueueUrl: &url})
			p.code(err, "AWS.SimpleQueueService.PurgeQueueInProgress")
		}},
	}), table("SQS", "DeleteMessage", []row{
		{"a deleted message does not come back", docDeleteM, func(p *probe) {
			url := p.queue("", "VisibilityTimeout", "1")
			p.send(url, "x")
			p.must(remove(p, url, p.one(0, url).ReceiptHandle))
			p.wait(2 * time.Second)
			p.none(url, "after it was deleted")
		}},
		{"deleting twice is no error", docDeleteM, func(p *probe) {
			url := p.queue("")
			p.send(url, "x")
			handle := p.one(0, url).ReceiptHandle
			p.must(remove(p, url, handle))
			p.must(remove(p, url, handle))
		}},
		{"a handle that is none: ReceiptHandleIsInvalid", docDeleteM, func(p *probe) {
			p.code(remove(p, p.queue(""), aws.String("nonsense")), badHandle)
		}},
		{"an old handle is answered as a success", docDeleteM, func(p *probe) {
			url := p.queue("", "VisibilityTimeout", "1")
			p.send(url, "x")
			old := p.one(0, url).ReceiptHandle
			p.wait(time.Second)
			p.one(time.Second, url)
			p.must(remove(p, url, old))
		}},
		{"a batch: entries fail by themselves", "SQS API Reference, DeleteMessageBatch", func(p *probe) {
			url := p.queue("")
			p.send(url, "x")
			out, err := p.queues.DeleteMessageBatch(p.ctx, &sqs.DeleteMessageBatchInput{QueueUrl: &url, Entries: []types.DeleteMessageBatchRequestEntry{
				{Id: aws.String("a"), ReceiptHandle: p.one(0, url).ReceiptHandle}, {Id: aws.String("b"), ReceiptHandle: aws.String("nonsense")}}})
			p.must(err)
			if len(out.Successful) != 1 || len(out.Failed) != 1 || *out.Failed[0].Id != "b" || *out.Failed[0].Code != badHandle {
				p.fail("answered %s", show(out))
			}
		}},
	}))
}

// redrive makes a queue whose messages go to a dead-letter queue after that many
// receives, and returns both URLs and the dead-letter queue's ARN.
func (p *probe) redrive(receives int) (url, dead, arn string) {
	dead = p.queue("dead")
	arn = p.attribute(dead, types.QueueAttributeNameQueueArn)
	url = p.queue("", "VisibilityTimeout", "1", "RedrivePolicy", fmt.Sprintf(`{"deadLetterTargetArn":%q,"maxReceiveCount":%d}`, arn, receives))
	return url, dead, arn
}

// exhaust receives a message until it is given up.
func (p *probe) exhaust(url string, receives int) {
	for range receives {
		p.one(2*time.Second, url)
		p.wait(time.Second)
	}
	if p.double == nil {
		p.wait(500 * time.Millisecond)
	}
	p.none(url, "after its last receive")
}

func redriveCases() []Case {
	return table("SQS", "DeadLetters", []row{
		{"after maxReceiveCount receives a message is in the dead-letter queue, unchanged", docDLQ, func(p *probe) {
			url, dead, _ := p.redrive(2)
			id := p.send(url, "x")
			p.exhaust(url, 2)
			got := p.one(time.Second, dead)
			p.equal("message id", *got.MessageId, id)
			p.equal("body", *got.Body, "x")
			p.equal("DeadLetterQueueSourceArn", got.Attributes["DeadLetterQueueSourceArn"], p.attribute(url, types.QueueAttributeNameQueueArn))
		}},
		{"the dead-letter queue must exist", docCreateQueue, func(p *probe) {
			_, _, arn := p.redrive(2)
			_, err := p.queues.CreateQueue(p.ctx, &sqs.CreateQueueInput{QueueName: aws.String(p.id + "b"),
				Attributes: map[string]string{"RedrivePolicy": fmt.Sprintf(`{"deadLetterTargetArn":%q,"maxReceiveCount":2}`, arn+"none")}})
			if !slices.Contains([]string{badValue, badAttribute}, codeOf(err)) {
				p.code(err, badValue)
			}
		}},
		{"StartMessageMoveTask brings messages back, as new ones", docMoveTask, func(p *probe) {
			url, dead, arn := p.redrive(1)
			p.send(url, "x")
			p.exhaust(url, 1)
			p.until(3*time.Second, "the message in the dead-letter queue", func() bool {
				return p.attribute(dead, types.QueueAttributeNameApproximateNumberOfMessages) == "1"
			})
			_, err := p.queues.StartMessageMoveTask(p.ctx, &sqs.StartMessageMoveTaskInput{SourceArn: &arn})
			p.must(err)
			back := p.one(5*time.Second, url)
			p.equal("body", *back.Body, "x")
			p.equal("ApproximateReceiveCount", back.Attributes["ApproximateReceiveCount"], "1")
		}},
		{"a maxReceiveCount of 0 or 1001 is refused", docCreateQueue, func(p *probe) {
			_, _, arn := p.redrive(2)
			for _, n := range []int{0, 1001} {
				_, err := p.queues.CreateQueue(p.ctx, &sqs.CreateQueueInput{QueueName: aws.String(fmt.Sprint(p.id, "b", n)),
					Attributes: map[string]string{"RedrivePolicy": fmt.Sprintf(`{"deadLetterTargetArn":%q,"maxReceiveCount":%d}`, arn, n)}})
				if !slices.Contains([]string{badValue, badAttribute}, codeOf(err)) {
					p.code(err, badValue)
				}
			}
		}},
		{"a source that does not exist: ResourceNotFoundException", docMoveTask, func(p *probe) {
			_, _, arn := p.redrive(1)
			_, err := p.queues.StartMessageMoveTask(p.ctx, &sqs.StartMessageMoveTaskInput{SourceArn: aws.String(arn + "none")})
			p.code(err, noResource)
		}},
		{"a source that is no dead-letter queue is refused", docMoveTask, func(p *probe) {
			url, _, _ := p.redrive(1)
			_, err := p.queues.StartMessageMoveTask(p.ctx, &sqs.StartMessageMoveTaskInput{SourceArn: aws.String(p.attribute(url, types.QueueAttributeNameQueueArn))})
			p.code(err, badValue)
		}},
	})
}
