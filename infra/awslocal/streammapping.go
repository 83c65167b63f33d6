package awslocal

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"assistive-referrals/infra/awslocal/filter"
)

// StreamMapping gives the changes of a table to a function, in order.
type StreamMapping struct {
	Function, Table string
	// BatchSize is the most records in one invocation: 1 to 10,000; 100 if zero.
	BatchSize int
	// Filters are event filter patterns as JSON; a record passes if it matches
	// any of them. Without filters every record passes.
	Filters []string
	// MaximumRetryAttempts is how often a failing batch is tried again: 0 not at
	// all, -1 until it leaves the stream after 24 hours. (AWS's own default is
	// -1.)
	MaximumRetryAttempts int
	// BisectBatchOnFunctionError tries the halves of a failing batch by
	// themselves, which does not count as an attempt.
	BisectBatchOnFunctionError bool
	// ReportBatchItemFailures lets the function name, in its answer's
	// batchItemFailures, sequence numbers that failed; what came before the
	// lowest of them is done.
	ReportBatchItemFailures bool
	// OnFailureQueue gets a record of each batch that is given up; "" for none.
	OnFailureQueue string
}

const streamBucket = "awslocal/stream"

// Retries of a stream back off from one second, doubling, to one minute. AWS
// backs off too, and does not say how long.
const (
	firstBackoff   = time.Second
	longestBackoff = time.Minute
)

// filteredPage is how many records are looked through at a time for some that
// pass the filters.
const filteredPage = 100

type streamMapping struct {
	StreamMapping
	patterns []*filter.Pattern
	keys     []*filter.Pattern // what each pattern asks of the keys; nil for nothing
	cursor   streamCursor
}

// streamCursor is where in the stream a mapping is. It is journalled.
type streamCursor struct {
	Stream  string // ARN; a table made anew has another and begins at its start
	After   string // the sequence number up to which everything is done
	Pieces  []piece
	RetryAt time.Time
}

// piece is a number of records that are tried together because a batch failed.
// Pieces follow on each other from the cursor.
type piece struct {
	Records  int
	Failures int // of attempts that began with its first record
}

// MapStream starts giving a table's changes to a function, from where the same
// mapping was when the Cloud was last open, or else from the oldest that the
// stream has (TRIM_HORIZON). It returns an error where AWS would refuse: if the
// function, the stream or the queue does not exist, or a filter is not valid.
func (c *Cloud) MapStream(m StreamMapping) error {
	if m.BatchSize == 0 {
		m.BatchSize = 100
	}
	if m.BatchSize < 1 || m.BatchSize > 10_000 {
		return fmt.Errorf("awslocal: table %s: batch size %d is not between 1 and 10000", m.Table, m.BatchSize)
	}
	if m.MaximumRetryAttempts < -1 || m.MaximumRetryAttempts > 10_000 {
		return fmt.Errorf("awslocal: table %s: maximum retry attempts %d is not between -1 and 10000", m.Table, m.MaximumRetryAttempts)
	}
	if len(m.Filters) > 5 {
		return fmt.Errorf("awslocal: table %s: %d filters are more than 5", m.Table, len(m.Filters))
	}
	made := &streamMapping{StreamMapping: m}
	for _, text := range m.Filters {
		if len(text) > 4096 {
			return fmt.Errorf("awslocal: table %s: a filter is longer than 4096 characters", m.Table)
		}
		pattern, err := filter.Parse(text)
		if err != nil {
			return fmt.Errorf("awslocal: table %s: %w", m.Table, err)
		}
		made.patterns = append(made.patterns, pattern)
		made.keys = append(made.keys, pattern.Of("dynamodb", "Keys"))
	}
	return c.locked(func() error {
		if c.functions[m.Function] == nil {
			return fmt.Errorf("awslocal: table %s: function %s does not exist", m.Table, m.Function)
		}
		if c.dynamodb.StreamARN(m.Table) == "" {
			return fmt.Errorf("awslocal: function %s: table %s has no stream", m.Function, m.Table)
		}
		if m.OnFailureQueue != "" && !c.sqs.Exists(m.OnFailureQueue) {
			return fmt.Errorf("awslocal: function %s: queue %s does not exist", m.Function, m.OnFailureQueue)
		}
		for _, other := range c.streams {
			if other.Table == m.Table && other.Function == m.Function {
				return fmt.Errorf("awslocal: table %s is mapped to function %s already", m.Table, m.Function)
			}
		}
		err := c.journal.Each(streamBucket, func(key string, value []byte) error {
			if key != made.key() {
				return nil
			}
			return json.Unmarshal(value, &made.cursor)
		})
		if err != nil {
			return fmt.Errorf("awslocal: cursor of %s: %w", made.key(), err)
		}
		c.streams = append(c.streams, made)
		c.journal.changes++
		return nil
	})
}

func (m *streamMapping) key() string { return m.Table + "/" + m.Function }

func (c *Cloud) keepCursor(m *streamMapping) error {
	value, err := json.Marshal(m.cursor)
	if err != nil {
		return fmt.Errorf("awslocal: cursor of %s: %w", m.key(), err)
	}
	c.journal.Put(streamBucket, m.key(), value)
	return nil
}

// streamRecord is a record with what the mapping needs to know of it.
type streamRecord struct {
	raw      json.RawMessage
	sequence string
	arrived  time.Time
}

// stepStreams makes at most one delivery per mapping.
func (c *Cloud) stepStreams(ctx context.Context) (bool, error) {
	c.mu.Lock()
	mappings := append([]*streamMapping(nil), c.streams...)
	c.mu.Unlock()
	busy := false
	for _, m := range mappings {
		did, err := c.deliverRecords(ctx, m)
		if err != nil {
			return busy, err
		}
		busy = busy || did
	}
	return busy, nil
}

func (c *Cloud) deliverRecords(ctx context.Context, m *streamMapping) (bool, error) {
	var batch []streamRecord
	moved := false
	err := c.locked(func() (err error) {
		batch, moved, err = c.nextBatch(m)
		return err
	})
	if err != nil || len(batch) == 0 {
		return moved, err
	}
	current := m.cursor.Pieces[0]
	delivery := Delivery{Function: m.Function, Source: "dynamodb", Resource: m.Table, Attempt: current.Failures + 1}
	for _, record := range batch {
		delivery.IDs = append(delivery.IDs, record.sequence)
	}
	disorder := c.hooks.disorder(delivery)
	if disorder.Delay > 0 {
		return true, c.locked(func() error {
			m.cursor.RetryAt = c.Now().Add(disorder.Delay)
			return c.keepCursor(m)
		})
	}
	records := make([]json.RawMessage, 0, len(batch))
	for _, record := range batch {
		records = append(records, record.raw)
	}
	event, err := encode(map[string]any{"Records": records})
	if err != nil {
		return false, err
	}
	times := 1
	if disorder.Twice {
		times = 2
	}
	var lowest int
	var failed *FunctionError
	for range times {
		var result []byte
		var err error
		result, failed, err = c.invoke(ctx, "dynamodb", m.Function, event)
		lowest = m.lowestFailure(batch, result, failed == nil && err == nil)
	}
	return true, c.locked(func() error { return c.settleBatch(m, batch, lowest, failed) })
}

// nextBatch returns the records to deliver now, and whether the cursor moved over
// records that pass no filter. A batch that it returns is the first piece.
func (c *Cloud) nextBatch(m *streamMapping) ([]streamRecord, bool, error) {
	now := c.Now()
	stream := c.dynamodb.StreamARN(m.Table)
	if now.Before(m.cursor.RetryAt) {
		return nil, false, nil
	}
	if stream == "" {
		m.cursor = streamCursor{}
		return nil, false, nil
	}
	if m.cursor.Stream != stream {
		m.cursor = streamCursor{Stream: stream}
	}
	want := m.BatchSize
	if len(m.cursor.Pieces) > 0 {
		want = m.cursor.Pieces[0].Records
	}
	var batch []streamRecord
	size := 0
	scanned := m.cursor.After
	for len(batch) < want {
		limit := want - len(batch)
		if len(m.patterns) > 0 {
			limit = max(limit, filteredPage)
		}
		records := c.dynamodb.Following(m.Table, scanned, limit)
		if len(records) == 0 {
			break
		}
		for _, r := range records {
			if !m.ruledOut(r.Keys) {
				raw, err := r.Event()
				if err != nil {
					return nil, false, fmt.Errorf("awslocal: stream record: %w", err)
				}
				if m.passes(raw) {
					// A batch closes early rather than exceed what Lambda takes.
					if size += len(raw) + 1; len(batch) == want || len(batch) > 0 && size > largestPayload-64 {
						want = len(batch)
						break
					}
					batch = append(batch, streamRecord{raw, r.Sequence, r.Arrived})
				}
			}
			scanned = r.Sequence
		}
	}
	if len(batch) == 0 {
		// What was to be tried again has left the stream, or nothing is new.
		if scanned == m.cursor.After && len(m.cursor.Pieces) == 0 {
			return nil, false, nil
		}
		m.cursor.After, m.cursor.Pieces, m.cursor.RetryAt = scanned, nil, time.Time{}
		return nil, true, c.keepCursor(m)
	}
	m.cursor.RetryAt = time.Time{}
	if len(m.cursor.Pieces) == 0 {
		m.cursor.Pieces = []piece{{Records: len(batch)}}
	}
	m.cursor.Pieces[0].Records = len(batch)
	return batch, false, nil
}

// ruledOut tells whether the keys alone say that a record passes no filter.
func (m *streamMapping) ruledOut(keys json.RawMessage) bool {
	for _, asked := range m.keys {
		if asked == nil || asked.Match(keys) {
			return false
		}
	}
	return len(m.keys) > 0
}

func (m *streamMapping) passes(raw json.RawMessage) bool {
	return len(m.patterns) == 0 || filter.MatchAny(m.patterns, raw)
}

// lowestFailure returns the index of the first record that was not handled;
// len(batch) if all were.
func (m *streamMapping) lowestFailure(batch []streamRecord, result []byte, succeeded bool) int {
	if !succeeded {
		return 0
	}
	if !m.ReportBatchItemFailures {
		return len(batch)
	}
	named, ok := batchItemFailures(result)
	if !ok {
		return 0
	}
	lowest := len(batch)
	for _, sequence := range named {
		found := false
		for i, record := range batch {
			if record.sequence == sequence {
				lowest, found = min(lowest, i), true
				break
			}
		}
		if !found {
			return 0
		}
	}
	return lowest
}
