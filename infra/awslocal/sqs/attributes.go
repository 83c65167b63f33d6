package sqs

import (
	"encoding/json"
	"maps"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

// defaults are the settable attributes that are numbers, with AWS's defaults.
var defaults = map[string]string{
	"VisibilityTimeout":             "30",
	"DelaySeconds":                  "0",
	"MessageRetentionPeriod":        "345600",
	"ReceiveMessageWaitTimeSeconds": "0",
	"MaximumMessageSize":            "1048576",
}

// ranges are the least and greatest values of the numbers.
var ranges = map[string][2]int{
	"VisibilityTimeout":             {0, 43200},
	"DelaySeconds":                  {0, 900},
	"MessageRetentionPeriod":        {60, 1209600},
	"ReceiveMessageWaitTimeSeconds": {0, 20},
	"MaximumMessageSize":            {1024, largestMessage},
}

var queueName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,80}$`)

// purgeInterval is how long a queue cannot be purged again, and how long a
// deleted queue's name is not to be had.
const purgeInterval = 60 * time.Second

// redrive is what the RedrivePolicy attribute says.
type redrive struct {
	Target  string          `json:"deadLetterTargetArn"`
	Receive json.RawMessage `json:"maxReceiveCount"` // a number or a string of one
	count   int
}

// policy returns the queue's redrive policy; nil if it has none.
func (q *queue) policy() *redrive {
	r, err := parseRedrive(q.Attributes["RedrivePolicy"])
	if err != nil {
		return nil
	}
	return r
}

func parseRedrive(text string) (*redrive, error) {
	if text == "" {
		return nil, nil
	}
	var r redrive
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return nil, badAttribute("RedrivePolicy", text)
	}
	count, err := strconv.Atoi(strings.Trim(string(r.Receive), `"`))
	if err != nil || count < 1 || count > 1000 || r.Target == "" {
		return nil, badAttribute("RedrivePolicy", text)
	}
	r.count = count
	return &r, nil
}

func badAttribute(name, value string) error {
	return wire.Refuse("InvalidParameterValue", "Value %s for parameter %s is invalid.", value, name)
}

// checkAttributes validates attributes that are to be set.
func (s *Service) checkAttributes(attributes map[string]string) error {
	for _, name := range sortedKeys(attributes) {
		value := attributes[name]
		switch name {
		case "RedrivePolicy":
			r, err := parseRedrive(value)
			if err != nil {
				return err
			}
			if r != nil && (s.queues[NameOf(r.Target)] == nil || r.Target != s.ARN(NameOf(r.Target))) {
				return wire.Refuse("InvalidParameterValue", "Value %s for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.", value)
			}
		case "FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit":
			return wire.NotEmulated("SQS", "CreateQueue."+name)
		case "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled", "Policy", "RedriveAllowPolicy":
			return wire.NotEmulated("SQS", "Attributes."+name)
		default:
			limits, ok := ranges[name]
			if !ok {
				return wire.Refuse("InvalidAttributeName", "Unknown Attribute %s.", name)
			}
			n, err := strconv.Atoi(value)
			if err != nil || n < limits[0] || n > limits[1] {
				return wire.Refuse("InvalidAttributeValue", "Invalid value for the parameter %s.", name)
			}
		}
	}
	return nil
}

type createQueueInput struct {
	QueueName  string
	Attributes map[string]string
	Tags       map[string]string `json:"tags"`
}

func (s *Service) createQueue(in createQueueInput) (any, error) {
	if strings.HasSuffix(in.QueueName, ".fifo") || in.Attributes["FifoQueue"] != "" {
		return nil, wire.NotEmulated("SQS", "CreateQueue.FifoQueue")
	}
	if !queueName.MatchString(in.QueueName) {
		return nil, wire.Refuse("InvalidParameterValue", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")
	}
	if err := s.checkAttributes(in.Attributes); err != nil {
		return nil, err
	}
	if q := s.queues[in.QueueName]; q != nil {
		for name, value := range in.Attributes {
			have := q.Attributes[name]
			if have == "" {
				have = defaults[name]
			}
			if have != value {
				return nil, wire.Refuse("QueueNameExists", "A queue already exists with the same name and a different value for attribute %s", name)
			}
		}
		return map[string]string{"QueueUrl": s.URL(in.QueueName)}, nil
	}
	q := newQueue(in.QueueName)
	maps.Copy(q.Attributes, in.Attributes)
	q.Created = s.Clock()
	q.Modified = q.Created
	s.queues[in.QueueName] = q
	if err := s.keepQueue(q); err != nil {
		return nil, err
	}
	return map[string]string{"QueueUrl": s.URL(in.QueueName)}, nil
}

type getQueueURLInput struct {
	QueueName              string
	QueueOwnerAWSAccountId string
}

func (s *Service) getQueueURL(in getQueueURLInput) (any, error) {
	if s.queues[in.QueueName] == nil || in.QueueOwnerAWSAccountId != "" && in.QueueOwnerAWSAccountId != s.Account {
		return nil, wire.Refuse("QueueDoesNotExist", "The specified queue does not exist.")
	}
	return map[string]string{"QueueUrl": s.URL(in.QueueName)}, nil
}

type attributeNamesInput struct {
	QueueUrl       string
	AttributeNames []string
}

func (s *Service) getQueueAttributes(in attributeNamesInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	all := s.attributesOf(q)
	chosen := map[string]string{}
	for _, name := range in.AttributeNames {
		if name == "All" {
			chosen = all
			break
		}
		value, known := all[name]
		if known {
			chosen[name] = value
		} else if name != "RedrivePolicy" && name != "RedriveAllowPolicy" && name != "Policy" && name != "KmsMasterKeyId" {
			return nil, wire.Refuse("InvalidAttributeName", "Unknown Attribute %s.", name)
		}
	}
	if len(chosen) == 0 {
		return map[string]any{}, nil
	}
	return map[string]any{"Attributes": chosen}, nil
}

func (s *Service) attributesOf(q *queue) map[string]string {
	now := s.Clock()
	q.surface(now)
	visible, delayed, flying := 0, 0, 0
	for _, m := range q.messages {
		switch {
		case q.expired(m, now):
		case m.InFlight:
			flying++
		case m.Visible.After(now):
			delayed++
		default:
			visible++
		}
	}
	all := map[string]string{
		"QueueArn":                              s.ARN(q.Name),
		"CreatedTimestamp":                      strconv.FormatInt(q.Created.Unix(), 10),
		"LastModifiedTimestamp":                 strconv.FormatInt(q.Modified.Unix(), 10),
		"ApproximateNumberOfMessages":           strconv.Itoa(visible),
		"ApproximateNumberOfMessagesNotVisible": strconv.Itoa(flying),
		"ApproximateNumberOfMessagesDelayed":    strconv.Itoa(delayed),
		"SqsManagedSseEnabled":                  "true",
	}
	maps.Copy(all, defaults)
	maps.Copy(all, q.Attributes)
	if all["RedrivePolicy"] == "" {
		delete(all, "RedrivePolicy")
	}
	return all
}

type setAttributesInput struct {
	QueueUrl   string
	Attributes map[string]string
}

func (s *Service) setQueueAttributes(in setAttributesInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	if len(in.Attributes) == 0 {
		return nil, wire.Refuse("MissingParameter", "The request must contain the parameter Attribute.Name.")
	}
	if err := s.checkAttributes(in.Attributes); err != nil {
		return nil, err
	}
	maps.Copy(q.Attributes, in.Attributes)
	q.Modified = s.Clock()
	return nil, s.keepQueue(q)
}

type listQueuesInput struct {
	QueueNamePrefix string
	MaxResults      *int
	NextToken       string
}

func (s *Service) listQueues(in listQueuesInput) (any, error) {
	limit := 1000
	if in.MaxResults != nil {
		if limit = *in.MaxResults; limit < 1 || limit > 1000 {
			return nil, wire.Refuse("InvalidParameterValue", "Value %d for parameter MaxResults is invalid. Reason: Must be an integer from 1 to 1000.", limit)
		}
	}
	var urls []string
	for _, name := range sortedKeys(s.queues) {
		if !strings.HasPrefix(name, in.QueueNamePrefix) || name <= in.NextToken {
			continue
		}
		if len(urls) == limit {
			answer := map[string]any{"QueueUrls": urls}
			// Without MaxResults AWS gives the first thousand and no token.
			if in.MaxResults != nil {
				answer["NextToken"] = NameOf(urls[len(urls)-1])
			}
			return answer, nil
		}
		urls = append(urls, s.URL(name))
	}
	if urls == nil {
		return map[string]any{}, nil
	}
	return map[string]any{"QueueUrls": urls}, nil
}

type queueInput struct{ QueueUrl string }

func (s *Service) deleteQueue(in queueInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	for _, m := range q.messages {
		s.drop(q, m)
	}
	delete(s.queues, q.Name)
	s.Journal.Delete(queueBucket, q.Name)
	return nil, nil
}

func (s *Service) purgeQueue(in queueInput) (any, error) {
	q, err := s.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	now := s.Clock()
	if !q.Purged.IsZero() && now.Before(q.Purged.Add(purgeInterval)) {
		return nil, wire.Refuse("PurgeQueueInProgress", "Only one PurgeQueue operation on %s is allowed every 60 seconds.", q.Name)
	}
	for _, m := range q.messages {
		q.leaveFlight(m)
		s.drop(q, m)
	}
	q.Purged = now
	return nil, s.keepQueue(q)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
