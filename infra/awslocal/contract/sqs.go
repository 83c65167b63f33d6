package contract

import (
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// Refusals of SQS. Those that existed in its older query protocol still have
// their codes of that time.
const (
	noQueue        = "AWS.SimpleQueueService.NonExistentQueue"
	badValue       = "InvalidParameterValue"
	badHandle      = "ReceiptHandleIsInvalid"
	tooMany        = "AWS.SimpleQueueService.TooManyEntriesInBatchRequest"
	emptyBatch     = "AWS.SimpleQueueService.EmptyBatchRequest"
	sameIDs        = "AWS.SimpleQueueService.BatchEntryIdsNotDistinct"
	badID          = "AWS.SimpleQueueService.InvalidBatchEntryId"
	batchTooLong   = "AWS.SimpleQueueService.BatchRequestTooLong"
	badAttribute   = "InvalidAttributeValue"
	noAttribute    = "InvalidAttributeName"
	queueExists    = "QueueAlreadyExists"
	badContents    = "InvalidMessageContents"
	missing        = "MissingParameter"
	noResource     = "ResourceNotFoundException"
	largestMessage = 1 << 20
)

// Where AWS's documentation of SQS says something.
const (
	docCreateQueue = "SQS API Reference, CreateQueue"
	docSend        = "SQS API Reference, SendMessage"
	docSendBatch   = "SQS API Reference, SendMessageBatch"
	docReceive     = "SQS API Reference, ReceiveMessage"
	docDeleteM     = "SQS API Reference, DeleteMessage"
	docVisibility  = "SQS API Reference, ChangeMessageVisibility"
	docMoveTask    = "SQS API Reference, StartMessageMoveTask"
	docPolling     = "SQS Developer Guide, Amazon SQS short and long polling"
	docDLQ         = "SQS Developer Guide, Using dead-letter queues in Amazon SQS"
	docDelay       = "SQS Developer Guide, Amazon SQS delay queues"
	docVisGuide    = "SQS Developer Guide, Amazon SQS visibility timeout"
	docSQSQuotas   = "SQS Developer Guide, Amazon SQS message quotas"
	docSQSErrors   = "SQS API Reference, Common Errors"
)

// queue makes a queue of the case's own and returns its URL. Attributes come as
// name and value in turn.
func (p *probe) queue(suffix string, attributes ...string) string {
	set := map[string]string{}
	for i := 0; i+1 < len(attributes); i += 2 {
		set[attributes[i]] = attributes[i+1]
	}
	out, err := p.queues.CreateQueue(p.ctx, &sqs.CreateQueueInput{QueueName: aws.String(p.id + suffix), Attributes: set})
	p.must(err)
	return *out.QueueUrl
}

// attribute returns one attribute of a queue.
func (p *probe) attribute(url string, name types.QueueAttributeName) string {
	out, err := p.queues.GetQueueAttributes(p.ctx, &sqs.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll}})
	p.must(err)
	return out.Attributes[string(name)]
}

func (p *probe) send(url, body string) string {
	out, err := p.queues.SendMessage(p.ctx, &sqs.SendMessageInput{QueueUrl: &url, MessageBody: &body})
	p.must(err)
	return *out.MessageId
}

func (p *probe) receive(url string) []types.Message {
	out, err := p.queues.ReceiveMessage(p.ctx, &sqs.ReceiveMessageInput{QueueUrl: &url, MaxNumberOfMessages: 10,
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameAll}, MessageAttributeNames: []string{"All"}})
	p.must(err)
	return out.Messages
}

// one receives a message within a time. It asks again, because a short poll may
// miss one.
func (p *probe) one(limit time.Duration, url string) types.Message {
	var got []types.Message
	p.until(limit, "a message", func() bool {
		got = p.receive(url)
		return len(got) > 0
	})
	p.equal("number of messages", len(got), 1)
	return got[0]
}

// none ends the case if there is a message to be had.
func (p *probe) none(url, why string) {
	if got := p.receive(url); len(got) != 0 {
		p.fail("received %d messages, %s", len(got), why)
	}
}

func queueCases() []Case {
	create := func(suffix string, attributes ...string) func(*probe) any {
		return func(p *probe) any {
			set := map[string]string{}
			for i := 0; i+1 < len(attributes); i += 2 {
				set[attributes[i]] = attributes[i+1]
			}
			return &sqs.CreateQueueInput{QueueName: aws.String(p.id + suffix), Attributes: set}
		}
	}
	existing := func(p *probe) { p.queue("", "DelaySeconds", "5") }
	return append(asks("SQS", "CreateQueue", existing, nil, []ask{
		{"the same attributes again give the same queue", docCreateQueue, create("", "DelaySeconds", "5"), ""},
		{"other attributes of an old name: QueueNameExists", docCreateQueue, create("", "DelaySeconds", "6"), queueExists},
		{"a name has letters, digits, hyphens and underscores", docCreateQueue, create(" a"), badValue},
		{"a name has at most 80 of them", docCreateQueue, create(strings.Repeat("a", 80)), badValue},
		{"DelaySeconds is at most 900", docCreateQueue, create("b", "DelaySeconds", "901"), badAttribute},
		{"VisibilityTimeout is at most 43200", docCreateQueue, create("b", "VisibilityTimeout", "43201"), badAttribute},
		{"MessageRetentionPeriod is at least 60", docCreateQueue, create("b", "MessageRetentionPeriod", "59"), badAttribute},
		{"ReceiveMessageWaitTimeSeconds is at most 20", docCreateQueue, create("b", "ReceiveMessageWaitTimeSeconds", "21"), badAttribute},
		{"an unknown attribute: InvalidAttributeName", docCreateQueue, create("b", "Colour", "red"), noAttribute},
	}), append(table("SQS", "CreateQueue", []row{
		{"a redrive policy that is not JSON is refused", docCreateQueue, func(p *probe) {
			made, err := p.queues.CreateQueue(p.ctx, &sqs.CreateQueueInput{QueueName: &p.id, Attributes: map[string]string{"RedrivePolicy": "{"}})
			if err == nil {
				// A server that takes it stumbles over it in the other cases.
				_, _ = p.queues.DeleteQueue(p.ctx, &sqs.DeleteQueueInput{QueueUrl: made.QueueUrl})
			}
			p.code(err, badValue)
		}},
	}), table("SQS", "GetQueueUrl", []row{
		{"gives the URL that CreateQueue gave", "SQS API Reference, GetQueueUrl", func(p *probe) {
			url := p.queue("")
			out, err := p.queues.GetQueueUrl(p.ctx, &sqs.GetQueueUrlInput{QueueName: &p.id})
			p.must(err)
			p.equal("URL", *out.QueueUrl, url)
		}},
		{"no such queue: QueueDoesNotExist", "SQS API Reference, GetQueueUrl", func(p *probe) {
			_, err := p.queues.GetQueueUrl(p.ctx, &sqs.GetQueueUrlInput{QueueName: &p.id})
			p.code(err, noQueue)
		}},
		{"a deleted queue takes no message", "SQS API Reference, DeleteQueue", func(p *probe) {
			url := p.queue("")
			_, err := p.queues.DeleteQueue(p.ctx, &sqs.DeleteQueueInput{QueueUrl: &url})
			p.must(err)
			_, err = p.queues.SendMessage(p.ctx, &sqs.SendMessageInput{QueueUrl: &url, MessageBody: aws.String("x")})
			p.code(err, noQueue)
		}},
	})...)...)
}

func sendCases() []Case {
	text := func(s string) types.MessageAttributeValue {
		return types.MessageAttributeValue{DataType: aws.String("String"), StringValue: &s}
	}
	send := func(in sqs.SendMessageInput) func(*probe) any {
		return func(p *probe) any {
			in := in
			in.QueueUrl = aws.String(p.queue(""))
			return &in
		}
	}
	largest := aws.String(strings.Repeat("x", largestMessage))
	return append(asks("SQS", "SendMessage", nil, nil, []ask{
		{"1 MiB is the largest message", docSQSQuotas, send(sqs.SendMessageInput{MessageBody: largest}), ""},
		{"a longer one is refused", docSQSQuotas, send(sqs.SendMessageInput{MessageBody: aws.String(*largest + "x")}), badValue},
		{"attributes count towards the size", docSQSQuotas, send(sqs.SendMessageInput{MessageBody: largest, MessageAttributes: map[string]types.MessageAttributeValue{"a": text("b")}}), badValue},
		{"an empty body is refused", docSend, send(sqs.SendMessageInput{MessageBody: aws.String("")}), missing},
		{"control characters: InvalidMessageContents", docSend, send(sqs.SendMessageInput{MessageBody: aws.String("a\x01")}), badContents},
		{"DelaySeconds is at most 900", docSend, send(sqs.SendMessageInput{MessageBody: aws.String("x"), DelaySeconds: 901}), badValue},
		{"ten attributes are the most", docSQSQuotas, func(p *probe) any {
			in := &sqs.SendMessageInput{QueueUrl: aws.String(p.queue("")), MessageBody: aws.String("x"), MessageAttributes: map[string]types.MessageAttributeValue{}}
			for i := range 11 {
				in.MessageAttributes["a"+strconv.Itoa(i)] = text("b")
			}
			return in
		}, badValue},
		{"no such queue: QueueDoesNotExist", docSend, func(p *probe) any {
			return &sqs.SendMessageInput{QueueUrl: aws.String(p.queue("") + "none"), MessageBody: aws.String("x")}
		}, noQueue},
	}), table("SQS", "SendMessage", []row{
		{"body and attributes arrive unchanged, with an MD5 that the client checks", docSend, func(p *probe) {
			url := p.queue("")
			_, err := p.queues.SendMessage(p.ctx, &sqs.SendMessageInput{QueueUrl: &url, MessageBody: aws.String("<é>"),
				MessageAttributes: map[string]types.MessageAttributeValue{"b": text("x"), "a": {DataType: aws.String("Number"), StringValue: aws.String("1")}}})
			p.must(err)
			got := p.one(0, url)
			p.equal("body", *got.Body, "<é>")
			p.equal("attribute a", *got.MessageAttributes["a"].StringValue, "1")
			p.equal("attribute b", *got.MessageAttributes["b"].StringValue, "x")
		}},
		{"a message stays hidden for its own delay", docDelay, func(p *probe) {
			url := p.queue("")
			_, err := p.queues.SendMessage(p.ctx, &sqs.SendMessageInput{QueueUrl: &url, MessageBody: aws.String("x"), DelaySeconds: 2})
			p.must(err)
			p.none(url, "before its delay was over")
			p.equal("ApproximateNumberOfMessagesDelayed", p.attribute(url, types.QueueAttributeNameApproximateNumberOfMessagesDelayed), "1")
			p.wait(2 * time.Second)
			p.one(time.Second, url)
		}},
		{"or for the queue's delay", docDelay, func(p *probe) {
			url := p.queue("", "DelaySeconds", "2")
			p.send(url, "x")
			p.none(url, "before its delay was over")
			p.wait(2 * time.Second)
			p.one(time.Second, url)
		}},
	})...)
}

func batchMessageCases() []Case {
	entry := func(id, body string) types.SendMessageBatchRequestEntry {
		return types.SendMessageBatchRequestEntry{Id: &id, MessageBody: &body}
	}
	send := func(entries ...types.SendMessageBatchRequestEntry) func(*probe) any {
		return func(p *probe) any {
			return &sqs.SendMessageBatchInput{QueueUrl: aws.String(p.queue("")), Entries: append([]types.SendMessageBatchRequestEntry{}, entries...)}
		}
	}
	var eleven []types.SendMessageBatchRequestEntry
	for i := range 11 {
		eleven = append(eleven, entry(strconv.Itoa(i), "x"))
	}
	half := strings.Repeat("x", largestMessage/2)
	return append(asks("SQS", "SendMessageBatch", nil, nil, []ask{
		{"ten are the most", docSendBatch, send(eleven[:10]...), ""},
		{"eleven are refused", docSendBatch, send(eleven...), tooMany},
		{"none are refused", docSendBatch, send(), emptyBatch},
		{"an id twice is refused", docSendBatch, send(entry("a", "x"), entry("a", "y")), sameIDs},
		{"an id with a space is refused", docSendBatch, send(entry("a b", "x")), badID},
		{"all together 1 MiB is the most", docSendBatch, send(entry("a", half), entry("b", half)), ""},
		{"more is refused", docSendBatch, send(entry("a", half), entry("b", half+"x")), batchTooLong},
	}), table("SQS", "SendMessageBatch", []row{
		{"entries fail by themselves", docSendBatch, func(p *probe) {
			out, err := p.queues.SendMessageBatch(p.ctx, &sqs.SendMessageBatchInput{QueueUrl: aws.String(p.queue("")),
				Entries: []types.SendMessageBatchRequestEntry{entry("a", "x"), entry("b", "\x01")}})
			p.must(err)
			if len(out.Successful) != 1 || len(out.Failed) != 1 || *out.Failed[0].Id != "b" || *out.Failed[0].Code != badContents || !out.Failed[0].SenderFault {
				p.fail("answered %s", show(out))
			}
		}},
	})...)
}
