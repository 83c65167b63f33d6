package sqs

import (
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

type deleteInput struct {
	QueueUrl      string
	ReceiptHandle string
}

func (s *Service) deleteMessage(in deleteInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	return nil, s.remove(q, in.ReceiptHandle)
}

// remove deletes the message whose latest receipt handle this is. A message that
// is gone, or was received again since, is left alone: AWS reports success.
func (s *Service) remove(q *queue, handle string) error {
	m, err := s.holder(q, handle)
	if err != nil {
		return err
	}
	if m != nil && m.Receipt == handle {
		q.leaveFlight(m)
		s.drop(q, m)
	}
	return nil
}

// holder returns the message that a handle is of; nil if it is gone.
func (s *Service) holder(q *queue, handle string) (*message, error) {
	if handle == "" {
		return nil, wire.Refuse("MissingParameter", "The request must contain the parameter ReceiptHandle.")
	}
	queue, id, ok := unwrap(handle)
	if !ok || queue != q.Name {
		return nil, wire.Refuse("ReceiptHandleIsInvalid", "The input receipt handle \"%s\" is not a valid receipt handle.", handle)
	}
	return q.messages[id], nil
}

type deleteBatchInput struct {
	QueueUrl string
	Entries  []struct{ Id, ReceiptHandle string }
}

func (s *Service) deleteMessageBatch(in deleteBatchInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, e := range in.Entries {
		ids = append(ids, e.Id)
	}
	if err := checkEntries("DeleteMessageBatchRequestEntry", ids); err != nil {
		return nil, err
	}
	var result batchResult
	for _, e := range in.Entries {
		if err := result.add(e.Id, Sent{}, s.remove(q, e.ReceiptHandle)); err != nil {
			return nil, err
		}
	}
	return result, nil
}

type visibilityInput struct {
	QueueUrl          string
	ReceiptHandle     string
	VisibilityTimeout *int
}

func (s *Service) changeVisibility(in visibilityInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	if in.VisibilityTimeout == nil {
		return nil, wire.Refuse("MissingParameter", "The request must contain the parameter VisibilityTimeout.")
	}
	return nil, s.setVisibility(q, in.ReceiptHandle, *in.VisibilityTimeout)
}

// setVisibility hides a message for that long from now, but no longer than
// twelve hours after it was received.
func (s *Service) setVisibility(q *queue, handle string, seconds int) error {
	timeout, err := visibility(seconds)
	if err != nil {
		return err
	}
	m, err := s.holder(q, handle)
	if err != nil {
		return err
	}
	now := s.Clock()
	q.surface(now)
	if m == nil || m.Receipt != handle {
		return wire.Refuse("InvalidParameterValue", "Value %s for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.", handle)
	}
	if !m.InFlight {
		return wire.Refuse("MessageNotInflight", "The message referred to is not in flight.")
	}
	q.hide(m, now.Add(timeout))
	return s.keep(q, m)
}

type visibilityBatchInput struct {
	QueueUrl string
	Entries  []struct {
		Id, ReceiptHandle string
		VisibilityTimeout *int
	}
}

func (s *Service) changeVisibilityBatch(in visibilityBatchInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, e := range in.Entries {
		ids = append(ids, e.Id)
	}
	if err := checkEntries("ChangeMessageVisibilityBatchRequestEntry", ids); err != nil {
		return nil, err
	}
	var result batchResult
	for _, e := range in.Entries {
		seconds := 0
		if e.VisibilityTimeout != nil {
			seconds = *e.VisibilityTimeout
		}
		if err := result.add(e.Id, Sent{}, s.setVisibility(q, e.ReceiptHandle, seconds)); err != nil {
			return nil, err
		}
	}
	return result, nil
}

// Poll receives up to most messages of a queue for an event source mapping, with
// all their attributes, hidden for the queue's own visibility timeout. A queue
// that does not exist, or has too many messages in flight, gives none.
func (s *Service) Poll(name string, most int) ([]Message, error) {
	q := s.queues[name]
	if q == nil || q.inFlight >= mostInFlight {
		return nil, nil
	}
	taken, err := s.take(q, most, q.seconds("VisibilityTimeout"))
	if err != nil {
		return nil, err
	}
	var messages []Message
	for _, m := range taken {
		messages = append(messages, s.view(m, []string{"All"}, []string{"All"}))
	}
	return messages, nil
}

// Remove deletes what was polled, if its handle is still the latest.
func (s *Service) Remove(name, handle string) error {
	if q := s.queues[name]; q != nil {
		return s.remove(q, handle)
	}
	return nil
}

// Postpone undoes a Poll of a message, as if it had not been received, and keeps
// it from being received for that long.
func (s *Service) Postpone(name, handle string, d time.Duration) error {
	return s.reappear(name, handle, d, -1)
}

// Reappear brings a polled message back after that long instead of deleting it,
// as a standard queue may do with a message that was deleted.
func (s *Service) Reappear(name, handle string, d time.Duration) error {
	return s.reappear(name, handle, d, 0)
}

func (s *Service) reappear(name, handle string, d time.Duration, receives int) error {
	q := s.queues[name]
	if q == nil {
		return nil
	}
	m, err := s.holder(q, handle)
	if err != nil || m == nil || m.Receipt != handle {
		return err
	}
	m.Receives += receives
	if m.Receives == 0 {
		m.First = time.Time{}
	}
	q.leaveFlight(m)
	q.hide(m, s.Clock().Add(d))
	return s.keep(q, m)
}
