package dynamodb

import (
	"maps"
	"slices"
	"strings"
)

// Limits of batches.
const (
	maxBatchGet      = 100
	maxBatchWrite    = 25
	maxBatchGetBytes = 16 * 1024 * 1024
)

type batchKeys struct {
	Keys                     []attributes
	ConsistentRead           bool              `json:",omitempty"`
	ProjectionExpression     *string           `json:",omitempty"`
	ExpressionAttributeNames map[string]string `json:",omitempty"`
}

type batchGetItemInput struct {
	RequestItems           map[string]batchKeys
	ReturnConsumedCapacity string
}

type batchGetAnswer struct {
	Responses        map[string][]*document
	UnprocessedKeys  map[string]batchKeys
	ConsumedCapacity []*consumed `json:",omitempty"`
}

func (s *Service) batchGetItem(in *batchGetItemInput) (any, error) {
	if err := checkReturnConsumedCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	if in.RequestItems == nil {
		return nil, missing("requestItems")
	}
	if len(in.RequestItems) == 0 {
		return nil, constraint("'{}'", "requestItems", "Member must have length greater than or equal to 1")
	}
	names := slices.Sorted(maps.Keys(in.RequestItems))
	lookups, err := s.batchLookups(in.RequestItems, names)
	if err != nil {
		return nil, err
	}
	answer := &batchGetAnswer{Responses: map[string][]*document{}, UnprocessedKeys: map[string]batchKeys{}}
	b := bill{asked: in.ReturnConsumedCapacity}
	total := 0
	for _, name := range names {
		asked := in.RequestItems[name]
		answer.Responses[name] = []*document{}
		for _, l := range lookups[name] {
			item, size := l.read()
			if total+size > maxBatchGetBytes {
				rest := answer.UnprocessedKeys[name]
				if rest.Keys == nil {
					rest = asked
					rest.Keys = nil
				}
				rest.Keys = append(rest.Keys, l.key)
				answer.UnprocessedKeys[name] = rest
				continue
			}
			total += size
			b.table(name, readUnits(size, asked.ConsistentRead))
			if item != nil {
				answer.Responses[name] = append(answer.Responses[name], item)
			}
		}
	}
	answer.ConsumedCapacity = b.tables
	return answer, nil
}

// batchLookups checks the keys and puts them in the order of their hashes: a
// batch is not answered in the order of its keys.
func (s *Service) batchLookups(requests map[string]batchKeys, names []string) (map[string][]*lookup, error) {
	lookups := map[string][]*lookup{}
	count := 0
	for _, name := range names {
		asked := requests[name]
		if len(asked.Keys) == 0 {
			return nil, constraint("'[]'", "requestItems."+name+".member.keys", "Member must have length greater than or equal to 1")
		}
		if count += len(asked.Keys); count > maxBatchGet {
			return nil, invalid("Too many items requested for the BatchGetItem call")
		}
		paths, used, err := parseProjection(asked.ProjectionExpression, asked.ExpressionAttributeNames)
		if err != nil {
			return nil, err
		}
		t, err := s.table(&name)
		if err != nil {
			return nil, err
		}
		for _, key := range asked.Keys {
			l := &lookup{table: t, key: key, paths: paths, scope: used}
			if err := l.check(); err != nil {
				return nil, err
			}
			lookups[name] = append(lookups[name], l)
		}
		place := func(l *lookup) string { full, _ := t.key.encode(l.key); return full }
		byPlace := func(a, b *lookup) int { return strings.Compare(place(a), place(b)) }
		slices.SortFunc(lookups[name], byPlace)
		same := func(a, b *lookup) bool { return byPlace(a, b) == 0 }
		if len(slices.CompactFunc(slices.Clone(lookups[name]), same)) < len(asked.Keys) {
			return nil, invalid("Provided list of item keys contains duplicates")
		}
	}
	return lookups, nil
}

type writeRequest struct {
	PutRequest    *struct{ Item attributes }
	DeleteRequest *struct{ Key attributes }
}

type batchWriteItemInput struct {
	RequestItems                map[string][]writeRequest
	ReturnConsumedCapacity      string
	ReturnItemCollectionMetrics string
}

type batchWriteAnswer struct {
	UnprocessedItems map[string][]writeRequest
	ConsumedCapacity []*consumed `json:",omitempty"`
}

func (s *Service) batchWriteItem(in *batchWriteItemInput) (any, error) {
	if in.RequestItems == nil {
		return nil, missing("requestItems")
	}
	if len(in.RequestItems) == 0 {
		return nil, constraint("'{}'", "requestItems", "Member must have length greater than or equal to 1")
	}
	b := bill{asked: in.ReturnConsumedCapacity}
	var writes []write
	taken := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(in.RequestItems)) {
		if len(in.RequestItems[name]) == 0 {
			return nil, constraint("'[]'", "requestItems."+name, "Member must have length greater than or equal to 1")
		}
		for _, request := range in.RequestItems[name] {
			w, err := s.batchWrite(name, request, in)
			if err != nil {
				return nil, err
			}
			if taken[name+"\x00"+w.place] {
				return nil, invalid("Provided list of item keys contains duplicates")
			}
			taken[name+"\x00"+w.place] = true
			if writes = append(writes, w); len(writes) > maxBatchWrite {
				return nil, invalid("Too many items requested for the BatchWriteItem call")
			}
		}
	}
	for _, w := range writes {
		b.wrote(w.table.definition.TableName, s.commit(w), 1)
	}
	return &batchWriteAnswer{UnprocessedItems: map[string][]writeRequest{}, ConsumedCapacity: b.tables}, nil
}

func (s *Service) batchWrite(table string, request writeRequest, in *batchWriteItemInput) (write, error) {
	base := writeInput{TableName: &table, ReturnConsumedCapacity: in.ReturnConsumedCapacity, ReturnItemCollectionMetrics: in.ReturnItemCollectionMetrics}
	var c *change
	var err error
	switch {
	case (request.PutRequest == nil) == (request.DeleteRequest == nil):
		return write{}, invalid("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")
	case request.PutRequest != nil:
		c, err = s.newPut(&base, request.PutRequest.Item)
	default:
		c, err = s.newDelete(&base, request.DeleteRequest.Key)
	}
	if err != nil {
		return write{}, err
	}
	return c.plan()
}
