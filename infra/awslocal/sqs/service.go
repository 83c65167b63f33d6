// Package sqs is the double's Amazon SQS: standard queues as a plain state
// machine on an injected clock, without locks or goroutines.
//
// It follows the service as of August 2025, when the largest message became
// 1 MiB (1,048,576 bytes; 256 KiB before). FIFO queues are refused by name. A
// delete with a receipt handle that is not the latest one answers success and
// deletes nothing, which AWS reserves the right to do.
package sqs

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

const (
	queueBucket   = "sqs/queue"
	messageBucket = "sqs/message"
)

// Options is what a Service is made of; every field is needed.
type Options struct {
	Clock           wire.Clock
	Journal         wire.Journal
	NewID           func() string // a new UUID
	Region, Account string
}

// Service holds the queues. It implements wire.Service.
type Service struct {
	Options
	queues map[string]*queue
	serial uint64 // numbers messages in the order in which they came
}

// New returns a service without queues.
func New(options Options) *Service {
	return &Service{Options: options, queues: map[string]*queue{}}
}

// Target is the prefix of X-Amz-Target.
func (s *Service) Target() string { return "AmazonSQS" }

// Call runs one operation; see wire.Service.
func (s *Service) Call(operation string, input []byte) (any, error) {
	switch operation {
	case "CreateQueue":
		return call(input, operation, s.createQueue)
	case "GetQueueUrl":
		return call(input, operation, s.getQueueURL)
	case "GetQueueAttributes":
		return call(input, operation, s.getQueueAttributes)
	case "SetQueueAttributes":
		return call(input, operation, s.setQueueAttributes)
	case "ListQueues":
		return call(input, operation, s.listQueues)
	case "DeleteQueue":
		return call(input, operation, s.deleteQueue)
	case "PurgeQueue":
		return call(input, operation, s.purgeQueue)
	case "SendMessage":
		return call(input, operation, s.sendMessage)
	case "SendMessageBatch":
		return call(input, operation, s.sendMessageBatch)
	case "ReceiveMessage":
		return call(input, operation, s.receiveMessage)
	case "DeleteMessage":
		return call(input, operation, s.deleteMessage)
	case "DeleteMessageBatch":
		return call(input, operation, s.deleteMessageBatch)
	case "ChangeMessageVisibility":
		return call(input, operation, s.changeVisibility)
	case "ChangeMessageVisibilityBatch":
		return call(input, operation, s.changeVisibilityBatch)
	case "StartMessageMoveTask":
		return call(input, operation, s.startMessageMoveTask)
	}
	return nil, wire.NotEmulated("SQS", operation)
}

// call decodes an operation's input, refusing members that are not emulated.
func call[In any](input []byte, operation string, do func(In) (any, error)) (any, error) {
	var in In
	if err := wire.Decode("SQS", operation, input, &in); err != nil {
		return nil, err
	}
	return do(in)
}

// Restore rebuilds queues and messages from the journal.
func (s *Service) Restore() error {
	err := s.Journal.Each(queueBucket, func(name string, value []byte) error {
		q := newQueue(name)
		if err := json.Unmarshal(value, q); err != nil {
			return fmt.Errorf("sqs: queue %s: %w", name, err)
		}
		s.queues[name] = q
		return nil
	})
	if err != nil {
		return err
	}
	return s.Journal.Each(messageBucket, func(key string, value []byte) error {
		m := &message{}
		if err := json.Unmarshal(value, m); err != nil {
			return fmt.Errorf("sqs: message %s: %w", key, err)
		}
		name, _, _ := strings.Cut(key, "/")
		q := s.queues[name]
		if q == nil {
			return fmt.Errorf("sqs: message %s: its queue is missing", key)
		}
		s.serial = max(s.serial, m.Serial)
		q.messages[m.ID] = m
		q.place(m)
		return nil
	})
}

func (s *Service) keep(q *queue, m *message) error {
	value, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("sqs: %w", err)
	}
	s.Journal.Put(messageBucket, m.key(q), value)
	return nil
}

func (s *Service) drop(q *queue, m *message) {
	delete(q.messages, m.ID)
	s.Journal.Delete(messageBucket, m.key(q))
}

func (s *Service) keepQueue(q *queue) error {
	value, err := json.Marshal(q)
	if err != nil {
		return fmt.Errorf("sqs: %w", err)
	}
	s.Journal.Put(queueBucket, q.Name, value)
	return nil
}

// ARN returns the ARN that a queue of that name has.
func (s *Service) ARN(name string) string {
	return "arn:aws:sqs:" + s.Region + ":" + s.Account + ":" + name
}

// URL returns the URL that a queue of that name has.
func (s *Service) URL(name string) string {
	return "https://sqs." + s.Region + ".amazonaws.com/" + s.Account + "/" + name
}

// NameOf returns the queue's name in a queue URL or ARN.
func NameOf(address string) string {
	return address[strings.LastIndexAny(address, "/:")+1:]
}

func (s *Service) find(url string) (*queue, error) {
	if url == "" {
		return nil, wire.Refuse("MissingParameter", "The request must contain the parameter QueueUrl.")
	}
	q := s.queues[NameOf(url)]
	if q == nil {
		return nil, wire.Refuse("QueueDoesNotExist", "The specified queue does not exist.")
	}
	return q, nil
}

// Exists says whether there is a queue of that name.
func (s *Service) Exists(name string) bool { return s.queues[name] != nil }

// VisibilityTimeout returns the queue's; zero if there is no such queue.
func (s *Service) VisibilityTimeout(name string) time.Duration {
	if q := s.queues[name]; q != nil {
		return q.seconds("VisibilityTimeout")
	}
	return 0
}

// Due returns the earliest instant after now at which a hidden message becomes
// visible in any queue.
func (s *Service) Due() (time.Time, bool) {
	var earliest time.Time
	now := s.Clock()
	for _, q := range s.queues {
		q.surface(now)
		if at, ok := q.nextVisible(); ok && (earliest.IsZero() || at.Before(earliest)) {
			earliest = at
		}
	}
	return earliest, !earliest.IsZero()
}
