package dynamodb

import (
	"bytes"
	"encoding/binary"
	"time"

	"assistive-referrals/infra/awslocal/wire"

	"github.com/tidwall/btree"
)

// table is one table with its indexes and its stream.
type table struct {
	definition definition
	key        keySchema
	indexes    []*index
	items      btree.Map[string, *document]
	bytes      int
	stream     *stream // nil if the table has none
	expiring   btree.Map[string, string]
}

// bucket is where the journal has the table's items.
func (t *table) bucket() string { return "dynamodb/" + t.definition.TableName }

// table finds a table by the name a request gives.
func (s *Service) table(name *string) (*table, error) {
	if name == nil {
		return nil, missing("tableName")
	}
	if t, found := s.tables[*name]; found {
		return t, nil
	}
	if err := checkTableName(*name); err != nil {
		return nil, err
	}
	return nil, notFound()
}

// index finds an index of the table.
func (t *table) index(name string) (*index, error) {
	for _, ix := range t.indexes {
		if ix.name == name {
			return ix, nil
		}
	}
	return nil, invalid("The table does not have the specified index: %s", name)
}

// write is one change of one item that has passed every check: before is what
// is stored, now is what shall be stored; either may be nil.
type write struct {
	table       *table
	place       string
	before, now *document
	expired     bool // removed because its time to live has passed
}

// effects are the write units that a change took.
type effects struct {
	table   int
	indexes map[string]int
}

// units are the write units of the item alone.
func (w write) units() int {
	size := 0
	if w.before != nil {
		size = w.before.size
	}
	if w.now != nil {
		size = max(size, w.now.size)
	}
	return writeUnits(size)
}

// commit carries a write out: item, indexes, stream and journal.
func (s *Service) commit(w write) effects {
	did := effects{table: w.units()}
	if w.before == nil && w.now == nil ||
		w.before != nil && w.now != nil && bytes.Equal(w.before.json, w.now.json) {
		return did // nothing changes, so nothing is journalled and no record is written
	}
	t := w.table
	t.put(w.place, w.before, w.now)
	for _, ix := range t.indexes {
		if units := ix.replace(w.place[8:], w.before, w.now); units > 0 {
			if did.indexes == nil {
				did.indexes = map[string]int{}
			}
			did.indexes[ix.name] = units
		}
	}
	if w.now != nil {
		s.journal.Put(t.bucket(), w.place, w.now.json)
	} else {
		s.journal.Delete(t.bucket(), w.place)
	}
	if t.stream != nil {
		s.record(w)
	}
	return did
}

// put changes the item itself and when it expires.
func (t *table) put(place string, before, now *document) {
	if before != nil {
		t.bytes -= before.size
		if at, expires := t.expiry(before); expires {
			t.expiring.Delete(at + place)
		}
	}
	if now == nil {
		t.items.Delete(place)
		return
	}
	t.bytes += now.size
	t.items.Set(place, now)
	if at, expires := t.expiry(now); expires {
		t.expiring.Set(at+place, place)
	}
}

// expiry is when an item expires, in seconds, as an ordered byte string; false
// if it does not.
func (t *table) expiry(item *document) (string, bool) {
	ttl := t.definition.TTLAttribute
	if ttl == "" {
		return "", false
	}
	v, found := item.attributes[ttl]
	if !found || v.kind != kindN {
		return "", false
	}
	seconds, ok := wholeSeconds(v.text)
	return expiryKey(seconds), ok
}

func expiryKey(seconds int64) string {
	return string(binary.BigEndian.AppendUint64(nil, uint64(seconds)))
}

// instant is the time now, in the precision that AWS tells times in.
func (s *Service) instant() time.Time { return s.clock().UTC().Truncate(time.Millisecond) }

// discard is the journal of a service that was given none.
type discard struct{}

func (discard) Put(string, string, []byte)                              {}
func (discard) Delete(string, string)                                   {}
func (discard) Each(string, func(key string, value []byte) error) error { return nil }

var _ wire.Journal = discard{}
