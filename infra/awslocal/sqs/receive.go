package sqs

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

// mostInFlight is how many messages of a standard queue may be received and not
// deleted at one time.
const mostInFlight = 120_000

// Message is a received message as ReceiveMessage gives it.
type Message struct {
	MessageId              string
	ReceiptHandle          string
	Body                   string
	MD5OfBody              string
	MD5OfMessageAttributes string               `json:",omitempty"`
	Attributes             map[string]string    `json:",omitempty"`
	MessageAttributes      map[string]attribute `json:",omitempty"`
}

type receiveInput struct {
	QueueUrl                    string
	AttributeNames              []string
	MessageSystemAttributeNames []string
	MessageAttributeNames       []string
	MaxNumberOfMessages         *int
	VisibilityTimeout           *int
	WaitTimeSeconds             *int
}

type received struct {
	Messages []Message `json:",omitempty"`
}

func (s *Service) receiveMessage(in receiveInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	most := 1
	if in.MaxNumberOfMessages != nil {
		if most = *in.MaxNumberOfMessages; most < 1 || most > 10 {
			return nil, wire.Refuse("InvalidParameterValue", "Value %d for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.", most)
		}
	}
	if w := in.WaitTimeSeconds; w != nil && (*w < 0 || *w > 20) {
		return nil, wire.Refuse("InvalidParameterValue", "Value %d for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.", *w)
	}
	timeout := q.seconds("VisibilityTimeout")
	if v := in.VisibilityTimeout; v != nil {
		if timeout, err = visibility(*v); err != nil {
			return nil, err
		}
	}
	if q.inFlight >= mostInFlight {
		return nil, &wire.Error{Status: 403, Code: "OverLimit", Message: "The maximum number of in flight messages is reached: " + strconv.Itoa(mostInFlight)}
	}
	taken, err := s.take(q, most, timeout)
	if err != nil {
		return nil, err
	}
	var answer received
	for _, m := range taken {
		answer.Messages = append(answer.Messages, s.view(m, append(in.AttributeNames, in.MessageSystemAttributeNames...), in.MessageAttributeNames))
	}
	return answer, nil
}

func visibility(seconds int) (time.Duration, error) {
	if seconds < 0 || seconds > 43200 {
		return 0, wire.Refuse("InvalidParameterValue", "Value %d for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.", seconds)
	}
	return time.Duration(seconds) * time.Second, nil
}

// take receives up to most messages. What has been received as often as the
// redrive policy allows goes to the dead-letter queue instead.
func (s *Service) take(q *queue, most int, timeout time.Duration) ([]*message, error) {
	now := s.Clock()
	q.surface(now)
	policy := q.policy()
	var taken []*message
	for len(taken) < most {
		m := q.next(now)
		if m == nil {
			break
		}
		if q.expired(m, now) {
			s.drop(q, m)
			continue
		}
		if policy != nil && m.Receives >= policy.count {
			if dead := s.queues[NameOf(policy.Target)]; dead != nil {
				if err := s.bury(q, dead, m); err != nil {
					return nil, err
				}
				continue
			}
		}
		m.Receives++
		if m.First.IsZero() {
			m.First = now
		}
		m.Receipt = receipt(q.Name, m.ID, s.NewID())
		q.enterFlight(m)
		q.hide(m, now.Add(timeout))
		if err := s.keep(q, m); err != nil {
			return nil, err
		}
		taken = append(taken, m)
	}
	return taken, nil
}

// bury moves a message to the dead-letter queue. It keeps its id, the time it
// was sent, from which its retention still counts, and its receive count.
func (s *Service) bury(from, to *queue, m *message) error {
	s.drop(from, m)
	s.serial++
	moved := *m
	moved.Serial = s.serial
	moved.Visible = s.Clock()
	moved.Receipt = ""
	moved.InFlight = false
	moved.listed = false
	moved.Origin = s.ARN(from.Name)
	to.messages[moved.ID] = &moved
	to.place(&moved)
	return s.keep(to, &moved)
}

// view shows a message with the attributes that were asked for.
func (s *Service) view(m *message, system, names []string) Message {
	out := Message{MessageId: m.ID, ReceiptHandle: m.Receipt, Body: m.Body, MD5OfBody: digest(m.Body)}
	all := map[string]string{
		"SenderId":                         "AIDALOCAL",
		"SentTimestamp":                    milliseconds(m.Sent),
		"ApproximateReceiveCount":          strconv.Itoa(m.Receives),
		"ApproximateFirstReceiveTimestamp": milliseconds(m.First),
	}
	if m.Trace != "" {
		all["AWSTraceHeader"] = m.Trace
	}
	if m.Origin != "" {
		all["DeadLetterQueueSourceArn"] = m.Origin
	}
	for _, name := range system {
		if name == "All" {
			out.Attributes = all
			break
		}
		if value, ok := all[name]; ok {
			if out.Attributes == nil {
				out.Attributes = map[string]string{}
			}
			out.Attributes[name] = value
		}
	}
	for name, a := range m.Attributes {
		if matches(name, names) {
			if out.MessageAttributes == nil {
				out.MessageAttributes = map[string]attribute{}
			}
			out.MessageAttributes[name] = a
		}
	}
	out.MD5OfMessageAttributes = digestAttributes(out.MessageAttributes)
	return out
}

// matches says whether an attribute was asked for: by name, by "prefix.*", or
// by All or ".*".
func matches(name string, patterns []string) bool {
	for _, pattern := range patterns {
		prefix, wild := strings.CutSuffix(pattern, ".*")
		if pattern == "All" || pattern == name || wild && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func milliseconds(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

func receipt(queue, id, nonce string) string {
	return base64.StdEncoding.EncodeToString([]byte(queue + "\n" + id + "\n" + nonce))
}

// unwrap returns the queue and message that a receipt handle is of.
func unwrap(handle string) (queue, id string, ok bool) {
	plain, err := base64.StdEncoding.DecodeString(handle)
	if err != nil {
		return "", "", false
	}
	parts := strings.Split(string(plain), "\n")
	if len(parts) != 3 {
		return "", "", false
	}
	return parts[0], parts[1], true
}

// WaitTime returns how long a ReceiveMessage with this input may wait for a
// message: what it says itself, or else what its queue says.
func (s *Service) WaitTime(input []byte) time.Duration {
	var in receiveInput
	if json.Unmarshal(input, &in) != nil {
		return 0
	}
	if in.WaitTimeSeconds != nil {
		return time.Duration(*in.WaitTimeSeconds) * time.Second
	}
	if q := s.queues[NameOf(in.QueueUrl)]; q != nil {
		return q.seconds("ReceiveMessageWaitTimeSeconds")
	}
	return 0
}

// NextVisible returns when a hidden message of the input's queue becomes
// visible, if that is before the deadline; otherwise the deadline.
func (s *Service) NextVisible(input []byte, deadline time.Time) time.Time {
	var in receiveInput
	if json.Unmarshal(input, &in) != nil {
		return deadline
	}
	if q := s.queues[NameOf(in.QueueUrl)]; q != nil {
		if at, ok := q.nextVisible(); ok && at.Before(deadline) {
			return at
		}
	}
	return deadline
}

// Received says whether an answer to ReceiveMessage has a message in it.
func (s *Service) Received(output any) bool {
	answer, ok := output.(received)
	return ok && len(answer.Messages) > 0
}
