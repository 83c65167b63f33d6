package sqs

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"assistive-referrals/infra/awslocal/wire"
)

// largestMessage is the greatest size of a message, and of a batch, in bytes:
// the body plus the names, types and values of its attributes.
const largestMessage = 1 << 20

// Sent is the answer to SendMessage.
type Sent struct {
	MessageId                    string `json:",omitempty"`
	MD5OfMessageBody             string `json:",omitempty"`
	MD5OfMessageAttributes       string `json:",omitempty"`
	MD5OfMessageSystemAttributes string `json:",omitempty"`
}

type sendInput struct {
	QueueUrl                string
	MessageBody             string
	DelaySeconds            *int
	MessageAttributes       map[string]attribute
	MessageSystemAttributes map[string]attribute
}

func (s *Service) sendMessage(in sendInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	return s.send(q, in)
}

// send checks and stores one message.
func (s *Service) send(q *queue, in sendInput) (Sent, error) {
	if in.MessageBody == "" {
		return Sent{}, wire.Refuse("MissingParameter", "The request must contain the parameter MessageBody.")
	}
	if r, ok := disallowed(in.MessageBody); ok {
		return Sent{}, wire.Refuse("InvalidMessageContents", "Invalid binary character '#x%X' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF", r)
	}
	if err := checkMessageAttributes(in.MessageAttributes); err != nil {
		return Sent{}, err
	}
	trace, err := systemAttribute(in.MessageSystemAttributes)
	if err != nil {
		return Sent{}, err
	}
	delay := q.seconds("DelaySeconds")
	if in.DelaySeconds != nil {
		if *in.DelaySeconds < 0 || *in.DelaySeconds > 900 {
			return Sent{}, wire.Refuse("InvalidParameterValue", "Value %d for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.", *in.DelaySeconds)
		}
		delay = time.Duration(*in.DelaySeconds) * time.Second
	}
	limit := int(q.seconds("MaximumMessageSize") / time.Second)
	if size := size(in); size > limit {
		return Sent{}, wire.Refuse("InvalidParameterValue", "One or more parameters are invalid. Reason: Message must be shorter than %d bytes.", limit)
	}
	now := s.Clock()
	s.serial++
	m := &message{
		ID: s.NewID(), Serial: s.serial, Body: in.MessageBody, Attributes: in.MessageAttributes,
		Trace: trace, Sent: now, Visible: now.Add(delay),
	}
	q.messages[m.ID] = m
	q.place(m)
	if err := s.keep(q, m); err != nil {
		return Sent{}, err
	}
	return Sent{
		MessageId:                    m.ID,
		MD5OfMessageBody:             digest(m.Body),
		MD5OfMessageAttributes:       digestAttributes(m.Attributes),
		MD5OfMessageSystemAttributes: digestAttributes(in.MessageSystemAttributes),
	}, nil
}

// disallowed returns the first character that a message must not contain.
func disallowed(body string) (rune, bool) {
	for i, r := range body {
		switch {
		case r == utf8.RuneError:
			if _, width := utf8.DecodeRuneInString(body[i:]); width == 1 {
				return rune(body[i]), true
			}
		case r == 0x9, r == 0xA, r == 0xD, r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000:
		default:
			return r, true
		}
	}
	return 0, false
}

func size(in sendInput) int {
	total := len(in.MessageBody)
	for name, a := range in.MessageAttributes {
		total += len(name) + len(a.DataType) + len(a.BinaryValue)
		if a.StringValue != nil {
			total += len(*a.StringValue)
		}
	}
	return total
}

var attributeName = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,256}$`)

func checkMessageAttributes(attributes map[string]attribute) error {
	if len(attributes) > 10 {
		return wire.Refuse("InvalidParameterValue", "Number of message attributes [%d] exceeds the allowed maximum [10].", len(attributes))
	}
	for _, name := range sortedKeys(attributes) {
		a := attributes[name]
		lower := strings.ToLower(name)
		if !attributeName.MatchString(name) || strings.HasPrefix(lower, "aws.") || strings.HasPrefix(lower, "amazon.") ||
			strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.Contains(name, "..") {
			return wire.Refuse("InvalidParameterValue", "The message attribute name '%s' is invalid.", name)
		}
		kind, _, _ := strings.Cut(a.DataType, ".")
		switch kind {
		case "String", "Number":
			if a.StringValue == nil || *a.StringValue == "" {
				return wire.Refuse("InvalidParameterValue", "The message attribute '%s' must contain a non-empty value of type '%s'.", name, kind)
			}
		case "Binary":
			if len(a.BinaryValue) == 0 {
				return wire.Refuse("InvalidParameterValue", "The message attribute '%s' must contain a non-empty value of type 'Binary'.", name)
			}
		default:
			return wire.Refuse("InvalidParameterValue", "The message attribute '%s' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.", name)
		}
		if len(a.DataType) > 256 || len(a.StringListValues) > 0 || len(a.BinaryListValues) > 0 {
			return wire.Refuse("InvalidParameterValue", "The message attribute '%s' is invalid.", name)
		}
	}
	return nil
}

// systemAttribute returns the trace header, the only one that can be sent.
func systemAttribute(attributes map[string]attribute) (string, error) {
	trace := ""
	for name, a := range attributes {
		if name != "AWSTraceHeader" || a.DataType != "String" || a.StringValue == nil {
			return "", wire.Refuse("InvalidParameterValue", "Message system attribute name '%s' is invalid.", name)
		}
		trace = *a.StringValue
	}
	return trace, nil
}

type sendBatchInput struct {
	QueueUrl string
	Entries  []struct {
		Id                      string
		MessageBody             string
		DelaySeconds            *int
		MessageAttributes       map[string]attribute
		MessageSystemAttributes map[string]attribute
	}
}

func (s *Service) sendMessageBatch(in sendBatchInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(in.Entries))
	total := 0
	for _, e := range in.Entries {
		ids = append(ids, e.Id)
		total += size(sendInput{MessageBody: e.MessageBody, MessageAttributes: e.MessageAttributes})
	}
	if err := checkEntries("SendMessageBatchRequestEntry", ids); err != nil {
		return nil, err
	}
	if total > largestMessage {
		return nil, wire.Refuse("BatchRequestTooLong", "Batch requests cannot be longer than %d bytes. You have sent %d bytes.", largestMessage, total)
	}
	var result batchResult
	for _, e := range in.Entries {
		sent, err := s.send(q, sendInput{
			MessageBody: e.MessageBody, DelaySeconds: e.DelaySeconds,
			MessageAttributes: e.MessageAttributes, MessageSystemAttributes: e.MessageSystemAttributes,
		})
		if err := result.add(e.Id, sent, err); err != nil {
			return nil, err
		}
	}
	return result, nil
}

var entryID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,80}$`)

// checkEntries refuses a batch as a whole for its number or its ids.
func checkEntries(kind string, ids []string) error {
	switch {
	case len(ids) == 0:
		return wire.Refuse("EmptyBatchRequest", "There should be at least one %s in the request.", kind)
	case len(ids) > 10:
		return wire.Refuse("TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10. You have sent %d.", len(ids))
	}
	seen := map[string]bool{}
	for _, id := range ids {
		if !entryID.MatchString(id) {
			return wire.Refuse("InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.")
		}
		if seen[id] {
			return wire.Refuse("BatchEntryIdsNotDistinct", "Id %s repeated.", id)
		}
		seen[id] = true
	}
	return nil
}

// batchResult is the answer to every batch operation.
type batchResult struct {
	Successful []batchSuccess `json:",omitempty"`
	Failed     []batchFailure `json:",omitempty"`
}

type batchSuccess struct {
	Id string
	Sent
}

type batchFailure struct {
	Id          string
	SenderFault bool
	Code        string
	Message     string
}

// add records what became of an entry. It returns an error only for a defect.
func (b *batchResult) add(id string, sent Sent, err error) error {
	if err == nil {
		b.Successful = append(b.Successful, batchSuccess{id, sent})
		return nil
	}
	refused, ok := err.(*wire.Error)
	if !ok {
		return fmt.Errorf("sqs: batch entry %s: %w", id, err)
	}
	b.Failed = append(b.Failed, batchFailure{id, refused.Status < 500, refused.Code, refused.Message})
	return nil
}
