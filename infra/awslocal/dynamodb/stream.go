package dynamodb

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// streamLife is how long a stream keeps a record.
const streamLife = 24 * time.Hour

// stream is the stream of a table, with one shard.
type stream struct {
	arn, label string
	view       string
	bucket     string
	records    []*record // in order of their sequence
	last       uint64    // the sequence of the latest record
}

// record is one change of an item. It is journalled as JSON.
type record struct {
	sequence uint64
	At       time.Time
	Name     string // INSERT, MODIFY or REMOVE
	Keys     json.RawMessage
	Old, New json.RawMessage `json:",omitempty"`
	Size     int
	Expired  bool `json:",omitempty"`
}

func newStream(d definition) *stream {
	label := d.CreatedAt.UTC().Format("2006-01-02T15:04:05.000")
	return &stream{
		arn: tableARN(d.TableName) + "/stream/" + label, label: label,
		view: d.StreamSpecification.StreamViewType, bucket: "dynamodb.stream/" + d.TableName,
	}
}

func tableARN(name string) string {
	return "arn:aws:dynamodb:" + Region + ":" + Account + ":table/" + name
}

func (t *table) arn() string { return tableARN(t.definition.TableName) }

// sequenceNumber is how a sequence is shown: digits that sort as they count.
func sequenceNumber(sequence uint64) string { return fmt.Sprintf("1%023d", sequence) }

// parseSequence reads a sequence number; false if it is not one.
func parseSequence(text string) (uint64, bool) {
	if len(text) != 24 || text[0] != '1' || !allDigits(text) {
		return 0, false
	}
	var sequence uint64
	_, err := fmt.Sscanf(text[1:], "%d", &sequence)
	return sequence, err == nil
}

// record appends what a write changed to the stream of its table.
func (s *Service) record(w write) {
	st := w.table.stream
	s.trim(st)
	st.last++
	r := &record{sequence: st.last, At: s.instant(), Name: "MODIFY", Expired: w.expired}
	either := w.now
	switch {
	case w.before == nil:
		r.Name = "INSERT"
	case w.now == nil:
		r.Name, either = "REMOVE", w.before
	}
	keys := w.table.key.of(either.attributes)
	r.Keys, r.Size = keys.appendJSON(nil), keys.bytes()
	if w.before != nil && (st.view == "OLD_IMAGE" || st.view == "NEW_AND_OLD_IMAGES") {
		r.Old = w.before.json
		r.Size += w.before.size
	}
	if w.now != nil && (st.view == "NEW_IMAGE" || st.view == "NEW_AND_OLD_IMAGES") {
		r.New = w.now.json
		r.Size += w.now.size
	}
	st.records = append(st.records, r)
	s.journal.Put(st.bucket, sequenceNumber(r.sequence), r.appendJSON(nil))
}

// appendJSON writes the record for the journal. The parts are JSON already, and
// the JSON package would check and copy each of them again.
func (r *record) appendJSON(to []byte) []byte {
	to = fmt.Appendf(to, `{"At":%q,"Name":%q,"Size":%d,"Expired":%t,"Keys":`, r.At.Format(time.RFC3339Nano), r.Name, r.Size, r.Expired)
	to = append(to, r.Keys...)
	for name, image := range map[string]json.RawMessage{"Old": r.Old, "New": r.New} {
		if image != nil {
			to = append(append(append(append(to, `,"`...), name...), `":`...), image...)
		}
	}
	return append(to, '}')
}

// trim drops records past their life. It runs only when another record follows,
// so the latest one is always there to count on from after a restart.
func (s *Service) trim(st *stream) {
	kept := st.kept(s.clock())
	dropped := len(st.records) - len(kept)
	if dropped == 0 {
		return
	}
	for _, r := range st.records[:dropped] {
		s.journal.Delete(st.bucket, sequenceNumber(r.sequence))
	}
	st.records = slices.Clone(kept)
}

// kept are the records that are younger than a stream's life.
func (st *stream) kept(now time.Time) []*record {
	if len(st.records) == 0 || now.Sub(st.records[0].At) < streamLife {
		return st.records
	}
	from, _ := slices.BinarySearchFunc(st.records, now.Add(-streamLife), func(r *record, oldest time.Time) int {
		if r.At.After(oldest) {
			return 1
		}
		return -1
	})
	return st.records[from:]
}

// after are at most limit of the records that follow a sequence.
func (st *stream) after(sequence uint64, now time.Time, limit int) []*record {
	kept := st.kept(now)
	from, _ := slices.BinarySearchFunc(kept, sequence, func(r *record, s uint64) int {
		if r.sequence > s {
			return 1
		}
		return -1
	})
	return kept[from:min(len(kept), from+max(0, limit))]
}

// StreamARN is the ARN of a table's stream, or "" if there is no such table or
// it has no stream.
func (s *Service) StreamARN(table string) string {
	if t, found := s.tables[table]; found && t.stream != nil {
		return t.stream.arn
	}
	return ""
}

// Records returns, oldest first, at most limit stream records of a table that
// follow the sequence number after ("" is the trim horizon: the oldest record
// there is), and the sequence number of the last one returned, or after if
// there is none. Each is a record of a Lambda DynamoDB event.
func (s *Service) Records(table, after string, limit int) (records []json.RawMessage, last string) {
	last = after
	for _, r := range s.Following(table, after, limit) {
		encoded, err := r.Event()
		if err != nil {
			s.log.Error("stream record not readable", "table", table, "sequence", r.Sequence, "error", err)
			break
		}
		records = append(records, encoded)
		last = r.Sequence
	}
	return records, last
}

// Following returns what Records does, without writing each as an event yet: most are
// told by their keys alone to be nobody's business.
func (s *Service) Following(table, after string, limit int) []StreamRecord {
	t, found := s.tables[table]
	if !found || t.stream == nil {
		return nil
	}
	from, _ := parseSequence(after)
	var records []StreamRecord
	for _, r := range t.stream.after(from, s.clock(), limit) {
		records = append(records, StreamRecord{Sequence: sequenceNumber(r.sequence), Arrived: time.Unix(r.At.Unix(), 0).UTC(), Keys: r.Keys, stream: t.stream, record: r})
	}
	return records
}

// StreamRecord is one change that a stream tells of.
type StreamRecord struct {
	Sequence string
	Arrived  time.Time
	Keys     json.RawMessage // of the item, with their types
	stream   *stream
	record   *record
}

// Event writes it as a record of a Lambda DynamoDB event.
func (r StreamRecord) Event() (json.RawMessage, error) { return json.Marshal(r.stream.event(r.record)) }

// streamRecord is a record as Lambda and the Streams API show it.
type streamRecord struct {
	AWSRegion    string            `json:"awsRegion"`
	Dynamodb     streamChange      `json:"dynamodb"`
	EventID      string            `json:"eventID"`
	EventName    string            `json:"eventName"`
	EventSource  string            `json:"eventSource"`
	EventVersion string            `json:"eventVersion"`
	SourceARN    string            `json:"eventSourceARN,omitempty"`
	UserIdentity map[string]string `json:"userIdentity,omitempty"`
}

type streamChange struct {
	ApproximateCreationDateTime int64
	Keys                        json.RawMessage
	NewImage                    json.RawMessage `json:",omitempty"`
	OldImage                    json.RawMessage `json:",omitempty"`
	SequenceNumber              string
	SizeBytes                   int
	StreamViewType              string
}

func (st *stream) event(r *record) streamRecord {
	number := sequenceNumber(r.sequence)
	id := sha256.Sum256([]byte(st.arn + number))
	shown := streamRecord{
		AWSRegion: Region, EventID: hex.EncodeToString(id[:16]), EventName: r.Name,
		EventSource: "aws:dynamodb", EventVersion: "1.1", SourceARN: st.arn,
		Dynamodb: streamChange{
			ApproximateCreationDateTime: r.At.Unix(), Keys: r.Keys, NewImage: r.New, OldImage: r.Old,
			SequenceNumber: number, SizeBytes: r.Size, StreamViewType: st.view,
		},
	}
	if r.Expired {
		shown.UserIdentity = map[string]string{"type": "Service", "principalId": "dynamodb.amazonaws.com"}
	}
	return shown
}
