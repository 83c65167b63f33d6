package awslocal_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"
)

// count returns a number among a queue's attributes.
func (w *world) count(url, attribute string) int {
	w.t.Helper()
	out, err := w.queues.GetQueueAttributes(w.ctx, &sqs.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll}})
	w.must(err)
	n, err := strconv.Atoi(out.Attributes[attribute])
	w.must(err)
	return n
}

func (w *world) receive(url string) []types.Message {
	w.t.Helper()
	out, err := w.queues.ReceiveMessage(w.ctx, &sqs.ReceiveMessageInput{
		QueueUrl: &url, MaxNumberOfMessages: 10, MessageAttributeNames: []string{"All"},
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameAll},
	})
	w.must(err)
	return out.Messages
}

func code(err error) string {
	var refused smithy.APIError
	if errors.As(err, &refused) {
		return refused.ErrorCode()
	}
	return ""
}

func TestCreateQueue(t *testing.T) {
	for _, test := range []struct {
		rule, name string
		attributes map[string]string
		code       string
	}{
		{"the same attributes again give the same queue", "notifications", map[string]string{"DelaySeconds": "5"}, ""},
		{"without attributes the existing queue is given", "notifications", nil, ""},
		{"other attributes: QueueNameExists", "notifications", map[string]string{"DelaySeconds": "6"}, "QueueAlreadyExists"},
		{"a name has 1 to 80 letters, digits, hyphens, underscores", "a b", nil, "InvalidParameterValue"},
		{"DelaySeconds is 0 to 900", "other", map[string]string{"DelaySeconds": "901"}, "InvalidAttributeValue"},
		{"VisibilityTimeout is 0 to 43200", "other", map[string]string{"VisibilityTimeout": "43201"}, "InvalidAttributeValue"},
		{"MessageRetentionPeriod is 60 to 1209600", "other", map[string]string{"MessageRetentionPeriod": "59"}, "InvalidAttributeValue"},
		{"an unknown attribute: InvalidAttributeName", "other", map[string]string{"Colour": "red"}, "InvalidAttributeName"},
		{"the dead-letter queue must exist", "other", map[string]string{"RedrivePolicy": `{"deadLetterTargetArn":"` + queueARN("none") + `","maxReceiveCount":3}`}, "InvalidParameterValue"},
		{"FIFO is refused by name", "a.fifo", nil, "NotEmulated"},
	} {
		t.Run(test.rule, func(t *testing.T) {
			w := newWorld(t, "")
			w.queue("notifications", map[string]string{"DelaySeconds": "5"})
			_, err := w.queues.CreateQueue(w.ctx, &sqs.CreateQueueInput{QueueName: &test.name, Attributes: test.attributes})
			if code(err) != test.code {
				t.Errorf("code %q, want %q: %v", code(err), test.code, err)
			}
		})
	}
}

func TestQueueByNameListAndDelete(t *testing.T) {
	w := newWorld(t, "")
	url := w.queue("notifications", nil)
	w.queue("assessments", nil)
	out, err := w.queues.GetQueueUrl(w.ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("notifications")})
	w.must(err)
	if *out.QueueUrl != url {
		t.Errorf("URL %s", *out.QueueUrl)
	}
	var missing *types.QueueDoesNotExist
	if _, err := w.queues.GetQueueUrl(w.ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("none")}); !errors.As(err, &missing) {
		t.Errorf("error %v", err)
	}
	list, err := w.queues.ListQueues(w.ctx, &sqs.ListQueuesInput{QueueNamePrefix: aws.String("not")})
	w.must(err)
	if len(list.QueueUrls) != 1 || list.QueueUrls[0] != url {
		t.Errorf("list %v", list.QueueUrls)
	}
	_, err = w.queues.DeleteQueue(w.ctx, &sqs.DeleteQueueInput{QueueUrl: &url})
	w.must(err)
	if _, err := w.queues.SendMessage(w.ctx, &sqs.SendMessageInput{QueueUrl: &url, MessageBody: aws.String("x")}); !errors.As(err, &missing) {
		t.Errorf("error %v", err)
	}
}

func TestSendMessage(t *testing.T) {
	text := func(s string) types.MessageAttributeValue {
		return types.MessageAttributeValue{DataType: aws.String("String"), StringValue: &s}
	}
	for _, test := range []struct {
		rule string
		in   sqs.SendMessageInput
		code string
	}{
		{"a message of 1 MiB is the largest", sqs.SendMessageInput{MessageBody: aws.String(strings.Repeat("x", 1<<20))}, ""},
		{"a longer one is refused", sqs.SendMessageInput{MessageBody: aws.String(strings.Repeat("x", 1<<20+1))}, "InvalidParameterValue"},
		{"attributes count towards the size", sqs.SendMessageInput{MessageBody: aws.String(strings.Repeat("x", 1<<20)), MessageAttributes: map[string]types.MessageAttributeValue{"a": text("b")}}, "InvalidParameterValue"},
		{"an empty body is refused", sqs.SendMessageInput{MessageBody: aws.String("")}, "MissingParameter"},
		{"control characters are refused", sqs.SendMessageInput{MessageBody: aws.String("a\x01")}, "InvalidMessageContents"},
		{"DelaySeconds is 0 to 900", sqs.SendMessageInput{MessageBody: aws.String("x"), DelaySeconds: 901}, "InvalidParameterValue"},
		{"attributes are String, Number or Binary", sqs.SendMessageInput{MessageBody: aws.String("x"), MessageAttributes: map[string]types.MessageAttributeValue{"a": {DataType: aws.String("Colour"), StringValue: aws.String("red")}}}, "InvalidParameterValue"},
		{"attribute names must not begin with AWS.", sqs.SendMessageInput{MessageBody: aws.String("x"), MessageAttributes: map[string]types.MessageAttributeValue{"AWS.a": text("b")}}, "InvalidParameterValue"},
		{"the MD5 covers attributes", sqs.SendMessageInput{MessageBody: aws.String("<é>"), MessageAttributes: map[string]types.MessageAttributeValue{"b": text("x"), "a": {DataType: aws.String("Binary.png"), BinaryValue: []byte{1, 2}}}}, ""},
	} {
		t.Run(test.rule, func(t *testing.T) {
			w := newWorld(t, "")
			url := w.queue("notifications", nil)
			test.in.QueueUrl = &url
			out, err := w.queues.SendMessage(w.ctx, &test.in)
			if code(err) != test.code {
				t.Fatalf("code %q, want %q: %v", code(err), test.code, err)
			}
			if err != nil {
				return
			}
			got := w.receive(url)
			if len(got) != 1 || *got[0].Body != *test.in.MessageBody || aws.ToString(got[0].MD5OfMessageAttributes) != aws.ToString(out.MD5OfMessageAttributes) {
				t.Errorf("received %+v", got)
			}
		})
	}
}

// The digest of {"a": String "b"}, worked out by hand from "Calculating the MD5
// message digest for message attributes".
func TestAttributeDigest(t *testing.T) {
	w := newWorld(t, "")
	url := w.queue("notifications", nil)
	out, err := w.queues.SendMessage(w.ctx, &sqs.SendMessageInput{QueueUrl: &url, MessageBody: aws.String("x"),
		MessageAttributes: map[string]types.MessageAttributeValue{"a": {DataType: aws.String("String"), StringValue: aws.String("b")}}})
	w.must(err)
	if want := md5Hex("\x00\x00\x00\x01a\x00\x00\x00\x06String\x01\x00\x00\x00\x01b"); *out.MD5OfMessageAttributes != want {
		t.Errorf("digest %s, want %s", *out.MD5OfMessageAttributes, want)
	}
}

func TestSendMessageBatch(t *testing.T) {
	entry := func(id, body string) types.SendMessageBatchRequestEntry {
		return types.SendMessageBatchRequestEntry{Id: &id, MessageBody: &body}
	}
	eleven := make([]types.SendMessageBatchRequestEntry, 11)
	for i := range eleven {
		eleven[i] = entry(strconv.Itoa(i), "x")
	}
	half := strings.Repeat("x", 1<<19+1)
	for _, test := range []struct {
		rule       string
		entries    []types.SendMessageBatchRequestEntry
		code       string
		sent, fail int
	}{
		{"ten at most", eleven, "AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 0, 0},
		{"one at least", []types.SendMessageBatchRequestEntry{}, "AWS.SimpleQueueService.EmptyBatchRequest", 0, 0},
		{"ids are distinct", []types.SendMessageBatchRequestEntry{entry("a", "x"), entry("a", "y")}, "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", 0, 0},
		{"ids are of letters, digits, hyphens, underscores", []types.SendMessageBatchRequestEntry{entry("a b", "x")}, "AWS.SimpleQueueService.InvalidBatchEntryId", 0, 0},
		{"all together 1 MiB at most", []types.SendMessageBatchRequestEntry{entry("a", half), entry("b", half)}, "AWS.SimpleQueueService.BatchRequestTooLong", 0, 0},
		{"entries fail by themselves", []types.SendMessageBatchRequestEntry{entry("a", "x"), entry("b", "\x01")}, "", 1, 1},
	} {
		t.Run(test.rule, func(t *testing.T) {
			w := newWorld(t, "")
			url := w.queue("notifications", nil)
			out, err := w.queues.SendMessageBatch(w.ctx, &sqs.SendMessageBatchInput{QueueUrl: &url, Entries: test.entries})
			if code(err) != test.code {
				t.Fatalf("code %q, want %q: %v", code(err), test.code, err)
			}
			if err == nil && (len(out.Successful) != test.sent || len(out.Failed) != test.fail) {
				t.Errorf("sent %d, failed %d", len(out.Successful), len(out.Failed))
			}
		})
	}
}

func TestVisibility(t *testing.T) {
	w := newWorld(t, "")
	url := w.queue("assessments", map[string]string{"DelaySeconds": "10"})
	w.send(url, "x")
	if got := w.receive(url); len(got) != 0 {
		t.Fatal("received before its delay was over")
	}
	w.advance(10 * time.Second)
	first := w.receive(url)
	if len(first) != 1 || first[0].Attributes["ApproximateReceiveCount"] != "1" {
		t.Fatalf("received %+v", first)
	}
	if len(w.receive(url)) != 0 || w.count(url, "ApproximateNumberOfMessagesNotVisible") != 1 {
		t.Fatal("a received message must be hidden")
	}
	w.advance(30 * time.Second)
	second := w.receive(url)
	if len(second) != 1 || second[0].Attributes["ApproximateReceiveCount"] != "2" || *second[0].ReceiptHandle == *first[0].ReceiptHandle {
		t.Fatalf("received %+v", second)
	}
	// A delete with an old receipt handle may do nothing, and says that all is well.
	_, err := w.queues.DeleteMessage(w.ctx, &sqs.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: first[0].ReceiptHandle})
	w.must(err)
	_, err = w.queues.ChangeMessageVisibility(w.ctx, &sqs.ChangeMessageVisibilityInput{QueueUrl: &url, ReceiptHandle: second[0].ReceiptHandle, VisibilityTimeout: 0})
	w.must(err)
	third := w.receive(url)
	if len(third) != 1 {
		t.Fatal("the message was gone")
	}
	_, err = w.queues.DeleteMessage(w.ctx, &sqs.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: third[0].ReceiptHandle})
	w.must(err)
	w.advance(time.Hour)
	if len(w.receive(url)) != 0 {
		t.Error("a deleted message came back")
	}
	for _, handle := range []string{"nonsense", "bm9uc2Vuc2U="} {
		_, err := w.queues.DeleteMessage(w.ctx, &sqs.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: &handle})
		if code(err) != "ReceiptHandleIsInvalid" {
			t.Errorf("handle %s: %v", handle, err)
		}
	}
}

func TestDeadLettersAndBack(t *testing.T) {
	w := newWorld(t, "")
	dead := w.queue("dead", nil)
	url := w.queue("assessments", map[string]string{"RedrivePolicy": `{"deadLetterTargetArn":"` + queueARN("dead") + `","maxReceiveCount":"2"}`})
	id := w.send(url, "x")
	for range 2 {
		if len(w.receive(url)) != 1 {
			t.Fatal("not received")
		}
		w.advance(30 * time.Second)
	}
	if len(w.receive(url)) != 0 {
		t.Fatal("received a third time")
	}
	got := w.receive(dead)
	if len(got) != 1 || *got[0].MessageId != id || got[0].Attributes["DeadLetterQueueSourceArn"] != queueARN("assessments") {
		t.Fatalf("dead letters %+v", got)
	}
	w.advance(30 * time.Second)
	_, err := w.queues.StartMessageMoveTask(w.ctx, &sqs.StartMessageMoveTaskInput{SourceArn: aws.String(queueARN("dead"))})
	w.must(err)
	back := w.receive(url)
	if len(back) != 1 || *back[0].MessageId == id || back[0].Attributes["ApproximateReceiveCount"] != "1" {
		t.Errorf("moved back %+v", back)
	}
	_, err = w.queues.StartMessageMoveTask(w.ctx, &sqs.StartMessageMoveTaskInput{SourceArn: aws.String(queueARN("assessments"))})
	if code(err) != "InvalidParameterValue" {
		t.Errorf("a source that is not a dead-letter queue: %v", err)
	}
}

func TestRetentionAndPurge(t *testing.T) {
	w := newWorld(t, "")
	url := w.queue("notifications", map[string]string{"MessageRetentionPeriod": "60"})
	w.send(url, "x")
	w.advance(time.Minute)
	if len(w.receive(url)) != 0 {
		t.Error("received after its retention period")
	}
	w.send(url, "y")
	_, err := w.queues.PurgeQueue(w.ctx, &sqs.PurgeQueueInput{QueueUrl: &url})
	w.must(err)
	if len(w.receive(url)) != 0 {
		t.Error("received after the purge")
	}
	_, err = w.queues.PurgeQueue(w.ctx, &sqs.PurgeQueueInput{QueueUrl: &url})
	if code(err) != "AWS.SimpleQueueService.PurgeQueueInProgress" {
		t.Errorf("a second purge within a minute: %v", err)
	}
}

func TestSetQueueAttributesAndBatches(t *testing.T) {
	w := newWorld(t, "")
	url := w.queue("notifications", nil)
	_, err := w.queues.SetQueueAttributes(w.ctx, &sqs.SetQueueAttributesInput{QueueUrl: &url, Attributes: map[string]string{"VisibilityTimeout": "5"}})
	w.must(err)
	if n := w.count(url, "VisibilityTimeout"); n != 5 {
		t.Errorf("visibility timeout %d", n)
	}
	w.send(url, "a")
	w.send(url, "b")
	got := w.receive(url)
	changed, err := w.queues.ChangeMessageVisibilityBatch(w.ctx, &sqs.ChangeMessageVisibilityBatchInput{QueueUrl: &url, Entries: []types.ChangeMessageVisibilityBatchRequestEntry{
		{Id: aws.String("0"), ReceiptHandle: got[0].ReceiptHandle, VisibilityTimeout: 60}, {Id: aws.String("1"), ReceiptHandle: aws.String("bad")},
	}})
	w.must(err)
	if len(changed.Successful) != 1 || len(changed.Failed) != 1 || *changed.Failed[0].Code != "ReceiptHandleIsInvalid" {
		t.Errorf("changed %+v", changed)
	}
	w.advance(5 * time.Second)
	if again := w.receive(url); len(again) != 1 || *again[0].Body != "b" {
		t.Errorf("received %+v", again)
	}
	deleted, err := w.queues.DeleteMessageBatch(w.ctx, &sqs.DeleteMessageBatchInput{QueueUrl: &url, Entries: []types.DeleteMessageBatchRequestEntry{{Id: aws.String("0"), ReceiptHandle: got[0].ReceiptHandle}}})
	w.must(err)
	if len(deleted.Successful) != 1 || w.count(url, "ApproximateNumberOfMessagesNotVisible") != 1 {
		t.Errorf("deleted %+v", deleted)
	}
}
