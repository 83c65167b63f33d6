package sqs

import (
	"sort"

	"assistive-referrals/infra/awslocal/wire"
)

type moveTaskInput struct {
	SourceArn                    string
	DestinationArn               string
	MaxNumberOfMessagesPerSecond *int
}

// startMessageMoveTask moves what is in a dead-letter queue to where it came
// from, or to the destination. AWS does it over time, the double at once. Moved
// messages are new: new ids, sent now, never received.
func (s *Service) startMessageMoveTask(in moveTaskInput) (any, error) {
	source := s.queues[NameOf(in.SourceArn)]
	if source == nil || in.SourceArn != s.ARN(source.Name) {
		return nil, wire.Refuse("ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist.")
	}
	if !s.isDeadLetterQueue(in.SourceArn) {
		return nil, wire.Refuse("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.")
	}
	if n := in.MaxNumberOfMessagesPerSecond; n != nil && (*n < 1 || *n > 500) {
		return nil, wire.Refuse("InvalidParameterValue", "Value %d for parameter MaxNumberOfMessagesPerSecond is invalid.", *n)
	}
	if in.DestinationArn != "" && s.queues[NameOf(in.DestinationArn)] == nil {
		return nil, wire.Refuse("ResourceNotFoundException", "The resource that you specified for the DestinationArn parameter doesn't exist.")
	}
	now := s.Clock()
	source.surface(now)
	var moving []*message
	for _, m := range source.messages {
		if !m.Visible.After(now) {
			moving = append(moving, m)
		}
	}
	sort.Slice(moving, func(i, j int) bool { return moving[i].Serial < moving[j].Serial })
	for _, m := range moving {
		destination := in.DestinationArn
		if destination == "" {
			destination = m.Origin
		}
		to := s.queues[NameOf(destination)]
		if to == nil {
			// A message that was sent here directly has nowhere to go back to.
			continue
		}
		s.drop(source, m)
		if source.expired(m, now) {
			continue
		}
		s.serial++
		moved := &message{
			ID: s.NewID(), Serial: s.serial, Body: m.Body, Attributes: m.Attributes,
			Trace: m.Trace, Sent: now, Visible: now,
		}
		to.messages[moved.ID] = moved
		to.place(moved)
		if err := s.keep(to, moved); err != nil {
			return nil, err
		}
	}
	return map[string]string{"TaskHandle": s.NewID()}, nil
}

func (s *Service) isDeadLetterQueue(arn string) bool {
	for _, q := range s.queues {
		if policy := q.policy(); policy != nil && policy.Target == arn {
			return true
		}
	}
	return false
}
