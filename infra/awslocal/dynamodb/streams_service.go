package dynamodb

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

const (
	streamsName = "DynamoDBStreams"

	// shardID is the one shard that every stream has.
	shardID = "shardId-00000000000000000001-00000001"

	// iteratorLife is how long a shard iterator is good for.
	iteratorLife = 15 * time.Minute

	maxRecords      = 1000
	maxRecordsBytes = 1024 * 1024
)

// streams is the API of DynamoDB Streams over the same tables.
type streams struct {
	service    *Service
	operations map[string]func(input []byte) (any, error)
}

// Streams returns the double of DynamoDB Streams for the tables of s. It has no
// state of its own.
func (s *Service) Streams() wire.Service {
	st := &streams{service: s}
	st.operations = map[string]func([]byte) (any, error){
		"ListStreams":      operation(streamsName, "ListStreams", st.list),
		"DescribeStream":   operation(streamsName, "DescribeStream", st.describe),
		"GetShardIterator": operation(streamsName, "GetShardIterator", st.iterator),
		"GetRecords":       operation(streamsName, "GetRecords", st.records),
	}
	return st
}

func (st *streams) Target() string { return "DynamoDBStreams_20120810" }

// Restore does nothing: what streams hold is restored with the tables.
func (st *streams) Restore() error { return nil }

func (st *streams) Call(name string, input []byte) (any, error) {
	run, known := st.operations[name]
	if !known {
		return nil, wire.NotEmulated(streamsName, name)
	}
	return run(input)
}

// table finds the table that a stream's ARN belongs to.
func (st *streams) table(arn *string) (*table, error) {
	if arn == nil {
		return nil, missing("streamArn")
	}
	for _, t := range st.service.tables {
		if t.stream != nil && t.stream.arn == *arn {
			return t, nil
		}
	}
	return nil, wire.Refuse("ResourceNotFoundException", "Requested resource not found: Stream: %s not found", *arn)
}

type listStreamsInput struct {
	TableName               *string
	Limit                   *int
	ExclusiveStartStreamArn *string
}

func (st *streams) list(in *listStreamsInput) (any, error) {
	limit := 100
	if in.Limit != nil {
		limit = *in.Limit
	}
	if limit < 1 || limit > 100 {
		return nil, constraint(fmt.Sprintf("'%d'", limit), "limit", "Member must have value between 1 and 100")
	}
	found := []map[string]any{}
	answer := map[string]any{}
	for _, name := range st.service.tableNames() {
		t := st.service.tables[name]
		if t.stream == nil || in.TableName != nil && *in.TableName != name ||
			in.ExclusiveStartStreamArn != nil && t.stream.arn <= *in.ExclusiveStartStreamArn {
			continue
		}
		if len(found) == limit {
			answer["LastEvaluatedStreamArn"] = found[limit-1]["StreamArn"]
			break
		}
		found = append(found, map[string]any{"StreamArn": t.stream.arn, "StreamLabel": t.stream.label, "TableName": name})
	}
	answer["Streams"] = found
	return answer, nil
}

type describeStreamInput struct {
	StreamArn             *string
	Limit                 *int
	ExclusiveStartShardId *string
}

func (st *streams) describe(in *describeStreamInput) (any, error) {
	t, err := st.table(in.StreamArn)
	if err != nil {
		return nil, err
	}
	shards := []map[string]any{}
	if in.ExclusiveStartShardId == nil {
		first := sequenceNumber(1)
		if kept := t.stream.kept(st.service.clock()); len(kept) > 0 {
			first = sequenceNumber(kept[0].sequence)
		}
		shards = append(shards, map[string]any{
			"ShardId": shardID, "SequenceNumberRange": map[string]string{"StartingSequenceNumber": first},
		})
	}
	return map[string]any{"StreamDescription": map[string]any{
		"StreamArn": t.stream.arn, "StreamLabel": t.stream.label, "StreamStatus": "ENABLED", "StreamViewType": t.stream.view,
		"TableName": t.definition.TableName, "KeySchema": t.definition.KeySchema, "Shards": shards,
		"CreationRequestDateTime": seconds(t.definition.CreatedAt),
	}}, nil
}

type shardIteratorInput struct {
	StreamArn         *string
	ShardId           *string
	ShardIteratorType *string
	SequenceNumber    *string
}

func (st *streams) iterator(in *shardIteratorInput) (any, error) {
	t, err := st.table(in.StreamArn)
	if err != nil {
		return nil, err
	}
	switch {
	case in.ShardId == nil:
		return nil, missing("shardId")
	case in.ShardIteratorType == nil:
		return nil, missing("shardIteratorType")
	case *in.ShardId != shardID:
		return nil, wire.Refuse("ResourceNotFoundException", "Requested resource not found: Shard does not exist")
	}
	position := uint64(0)
	switch kept := t.stream.kept(st.service.clock()); *in.ShardIteratorType {
	case "TRIM_HORIZON":
	case "LATEST":
		position = t.stream.last
	case "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER":
		if in.SequenceNumber == nil {
			return nil, invalid("ShardIteratorType: %s requires SequenceNumber", *in.ShardIteratorType)
		}
		given, ok := parseSequence(*in.SequenceNumber)
		if !ok || given == 0 || given > t.stream.last {
			return nil, invalid("Invalid SequenceNumber")
		}
		if len(kept) == 0 || given < kept[0].sequence {
			return nil, trimmed()
		}
		position = given
		if *in.ShardIteratorType == "AT_SEQUENCE_NUMBER" {
			position--
		}
	default:
		return nil, constraint("'"+*in.ShardIteratorType+"'", "shardIteratorType",
			"Member must satisfy enum value set: [TRIM_HORIZON, LATEST, AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER]")
	}
	return map[string]any{"ShardIterator": st.next(t, position)}, nil
}

func trimmed() error {
	return wire.Refuse("TrimmedDataAccessException", "The requested sequence number is beyond the trim horizon of the stream")
}

// next is an iterator for what follows a position: position, time and stream.
func (st *streams) next(t *table, position uint64) string {
	return fmt.Sprintf("%d|%d|%s", position, st.service.clock().UnixMilli(), t.stream.arn)
}

type getRecordsInput struct {
	ShardIterator *string
	Limit         *int
}

func (st *streams) records(in *getRecordsInput) (any, error) {
	if in.ShardIterator == nil {
		return nil, missing("shardIterator")
	}
	limit := maxRecords
	if in.Limit != nil {
		limit = *in.Limit
	}
	if limit < 1 || limit > maxRecords {
		return nil, constraint(fmt.Sprintf("'%d'", limit), "limit", "Member must have value between 1 and 1000")
	}
	parts := strings.SplitN(*in.ShardIterator, "|", 3)
	if len(parts) != 3 {
		return nil, invalid("Invalid ShardIterator")
	}
	position, errPosition := strconv.ParseUint(parts[0], 10, 64)
	issued, errIssued := strconv.ParseInt(parts[1], 10, 64)
	if errPosition != nil || errIssued != nil {
		return nil, invalid("Invalid ShardIterator")
	}
	t, err := st.table(&parts[2])
	if err != nil {
		return nil, err
	}
	now := st.service.clock()
	if now.Sub(time.UnixMilli(issued)) > iteratorLife {
		return nil, wire.Refuse("ExpiredIteratorException", "Iterator expired. The iterator was created more than 15 minutes ago")
	}
	shown := []streamRecord{}
	size := 0
	for _, r := range t.stream.after(position, now, limit) {
		if size += r.Size; size > maxRecordsBytes && len(shown) > 0 {
			break
		}
		event := t.stream.event(r)
		event.SourceARN = "" // only Lambda adds it
		if event.UserIdentity != nil {
			event.UserIdentity = map[string]string{"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
		}
		shown = append(shown, event)
		position = r.sequence
	}
	return map[string]any{"Records": shown, "NextShardIterator": st.next(t, position)}, nil
}

// seconds is a time as AWS-JSON writes it.
func seconds(at time.Time) float64 { return float64(at.UnixMilli()) / 1000 }
