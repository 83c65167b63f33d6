package awslocal

import (
	"context"
	"encoding/json"
	"fmt"

	"assistive-referrals/infra/awslocal/sqs"
)

// QueueMapping gives the messages of a queue to a function.
type QueueMapping struct {
	Function, Queue string
	// BatchSize is the most messages in one invocation: 1 to 10; 10 if zero.
	BatchSize int
	// ReportBatchItemFailures lets the function name, in its answer's
	// batchItemFailures, the messages that shall come back; the others of the
	// batch are deleted.
	ReportBatchItemFailures bool
}

type queueMapping struct{ QueueMapping }

// MapQueue starts giving a queue's messages to a function. Messages are deleted
// after a success; after a failure they come back when the queue's visibility
// timeout ends. It returns an error where AWS would refuse: if function or queue
// does not exist, or the function may run longer than a message stays hidden.
func (c *Cloud) MapQueue(m QueueMapping) error {
	if m.BatchSize == 0 {
		m.BatchSize = 10
	}
	if m.BatchSize < 1 || m.BatchSize > 10 {
		return fmt.Errorf("awslocal: queue %s: batch size %d is not between 1 and 10 (more needs a batching window, which is not emulated)", m.Queue, m.BatchSize)
	}
	return c.locked(func() error {
		f := c.functions[m.Function]
		if f == nil {
			return fmt.Errorf("awslocal: queue %s: function %s does not exist", m.Queue, m.Function)
		}
		if !c.sqs.Exists(m.Queue) {
			return fmt.Errorf("awslocal: function %s: queue %s does not exist", m.Function, m.Queue)
		}
		if visible := c.sqs.VisibilityTimeout(m.Queue); visible < f.Timeout {
			return fmt.Errorf("awslocal: queue %s: visibility timeout %v is less than function %s's timeout %v", m.Queue, visible, m.Function, f.Timeout)
		}
		for _, other := range c.queues {
			if other.Queue == m.Queue && other.Function == m.Function {
				return fmt.Errorf("awslocal: queue %s is mapped to function %s already", m.Queue, m.Function)
			}
		}
		c.queues = append(c.queues, &queueMapping{m})
		c.journal.changes++
		return nil
	})
}

// stepQueues makes at most one delivery per mapping.
func (c *Cloud) stepQueues(ctx context.Context) (bool, error) {
	c.mu.Lock()
	mappings := append([]*queueMapping(nil), c.queues...)
	c.mu.Unlock()
	busy := false
	for _, m := range mappings {
		did, err := c.deliverMessages(ctx, m)
		if err != nil {
			return busy, err
		}
		busy = busy || did
	}
	return busy, nil
}

func (c *Cloud) deliverMessages(ctx context.Context, m *queueMapping) (bool, error) {
	var messages []sqs.Message
	err := c.locked(func() (err error) {
		messages, err = c.sqs.Poll(m.Queue, m.BatchSize)
		return err
	})
	if err != nil || len(messages) == 0 {
		return false, err
	}
	delivery := Delivery{Function: m.Function, Source: "sqs", Resource: m.Queue, Attempt: 1}
	for _, message := range messages {
		delivery.IDs = append(delivery.IDs, message.MessageId)
	}
	disorder := c.hooks.disorder(delivery)
	if disorder.Delay > 0 {
		return true, c.locked(func() error {
			for _, message := range messages {
				if err := c.sqs.Postpone(m.Queue, message.ReceiptHandle, disorder.Delay); err != nil {
					return err
				}
			}
			return nil
		})
	}
	event, err := encode(c.queueEvent(m.Queue, messages))
	if err != nil {
		return false, err
	}
	times := 1
	if disorder.Twice {
		times = 2
	}
	var back map[string]bool
	for range times {
		result, failed, err := c.invoke(ctx, "sqs", m.Function, event)
		back = m.comeBack(messages, result, failed == nil && err == nil)
	}
	return true, c.locked(func() error {
		for _, message := range messages {
			if back[message.MessageId] {
				continue
			}
			var err error
			if disorder.Again > 0 {
				err = c.sqs.Reappear(m.Queue, message.ReceiptHandle, disorder.Again)
			} else {
				err = c.sqs.Remove(m.Queue, message.ReceiptHandle)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// comeBack returns which messages are not to be deleted. An answer that Lambda
// could not make sense of counts as a failure of the whole batch.
func (m *queueMapping) comeBack(messages []sqs.Message, result []byte, succeeded bool) map[string]bool {
	all := map[string]bool{}
	for _, message := range messages {
		all[message.MessageId] = true
	}
	if !succeeded {
		return all
	}
	if !m.ReportBatchItemFailures {
		return nil
	}
	named, ok := batchItemFailures(result)
	if !ok {
		return all
	}
	back := map[string]bool{}
	for _, id := range named {
		if !all[id] {
			return all
		}
		back[id] = true
	}
	return back
}

// batchItemFailures reads a partial batch response. Nothing, null and an empty
// list are success; it returns false for what AWS calls invalid: not an object,
// or an identifier that is missing, null, empty or not a string.
func batchItemFailures(result []byte) ([]string, bool) {
	var answer *struct {
		Failures *[]map[string]any `json:"batchItemFailures"`
	}
	if err := json.Unmarshal(result, &answer); err != nil {
		return nil, false
	}
	if answer == nil || answer.Failures == nil {
		return nil, true
	}
	var named []string
	for _, failure := range *answer.Failures {
		id, _ := failure["itemIdentifier"].(string)
		if id == "" {
			return nil, false
		}
		named = append(named, id)
	}
	return named, true
}

// queueEvent makes the event that Lambda makes of messages.
func (c *Cloud) queueEvent(queue string, messages []sqs.Message) any {
	type attribute struct {
		StringValue      *string  `json:"stringValue,omitempty"`
		BinaryValue      []byte   `json:"binaryValue,omitempty"`
		StringListValues []string `json:"stringListValues"`
		BinaryListValues [][]byte `json:"binaryListValues"`
		DataType         string   `json:"dataType"`
	}
	type record struct {
		MessageID              string               `json:"messageId"`
		ReceiptHandle          string               `json:"receiptHandle"`
		Body                   string               `json:"body"`
		Attributes             map[string]string    `json:"attributes"`
		MessageAttributes      map[string]attribute `json:"messageAttributes"`
		MD5OfMessageAttributes string               `json:"md5OfMessageAttributes,omitempty"`
		MD5OfBody              string               `json:"md5OfBody"`
		EventSource            string               `json:"eventSource"`
		EventSourceARN         string               `json:"eventSourceARN"`
		AWSRegion              string               `json:"awsRegion"`
	}
	records := make([]record, 0, len(messages))
	for _, message := range messages {
		r := record{
			MessageID: message.MessageId, ReceiptHandle: message.ReceiptHandle, Body: message.Body,
			Attributes: message.Attributes, MessageAttributes: map[string]attribute{},
			MD5OfBody: message.MD5OfBody, MD5OfMessageAttributes: message.MD5OfMessageAttributes,
			EventSource: "aws:sqs", EventSourceARN: c.sqs.ARN(queue), AWSRegion: c.options.Region,
		}
		for name, a := range message.MessageAttributes {
			r.MessageAttributes[name] = attribute{
				StringValue: a.StringValue, BinaryValue: a.BinaryValue,
				StringListValues: []string{}, BinaryListValues: [][]byte{}, DataType: a.DataType,
			}
		}
		records = append(records, r)
	}
	return map[string]any{"Records": records}
}
