package dynamodb

import (
	"bytes"

	"github.com/tidwall/btree"
)

// index is a global secondary index: the projected items in order of the index
// key and, among equals, of the table's key.
type index struct {
	name       string
	key        keySchema
	parts      []attribute
	all        bool            // projects every attribute
	projection map[string]bool // else these
	entries    btree.Map[string, *document]

	// late is what a lagging read sees: the index without the latest write of
	// each item. It is kept only once a lag is possible; lateKeys has, for each
	// item written since, where late has it ("" if nowhere).
	late     *btree.Map[string, *document]
	lateKeys map[string]string
}

// entry returns where and as what an item is in the index; "" if it is not,
// because it lacks a part of the key.
func (ix *index) entry(item *document, tableKey string) (string, *document) {
	if item == nil {
		return "", nil
	}
	for _, a := range ix.parts {
		if v, found := item.attributes[a.name]; !found || v.kind != a.kind {
			return "", nil
		}
	}
	full, _ := ix.key.encode(item.attributes)
	if ix.all {
		return full + tableKey, item
	}
	projected := make(attributes, len(ix.projection))
	for name := range ix.projection {
		if v, found := item.attributes[name]; found {
			projected[name] = v
		}
	}
	return full + tableKey, newDocument(projected)
}

// replace brings the index up to date with one write, and returns the write
// units that this took: one write if what is projected changed, two (a delete
// and a put) if the key changed.
func (ix *index) replace(tableKey string, before, now *document) int {
	newKey, next := ix.entry(now, tableKey)
	oldKey, previous := "", (*document)(nil)
	if before != nil {
		if ix.all {
			oldKey, previous = ix.entry(before, tableKey)
		} else if oldKey = ix.place(before, tableKey); oldKey != "" {
			previous, _ = ix.entries.Get(oldKey)
		}
	}
	ix.remember(tableKey, oldKey, previous)
	switch {
	case oldKey == "" && newKey == "":
		return 0
	case oldKey == newKey:
		if bytes.Equal(previous.json, next.json) {
			return 0
		}
		ix.entries.Set(newKey, next)
		return writeUnits(max(previous.size, next.size))
	}
	units := 0
	if oldKey != "" {
		ix.entries.Delete(oldKey)
		units += writeUnits(previous.size)
	}
	if newKey != "" {
		ix.entries.Set(newKey, next)
		units += writeUnits(next.size)
	}
	return units
}

func (ix *index) place(item *document, tableKey string) string {
	for _, a := range ix.parts {
		if v, found := item.attributes[a.name]; !found || v.kind != a.kind {
			return ""
		}
	}
	full, _ := ix.key.encode(item.attributes)
	return full + tableKey
}

// remember keeps what a lagging read sees of an item that is being written.
func (ix *index) remember(tableKey, oldKey string, previous *document) {
	if ix.late == nil {
		return
	}
	if shown, written := ix.lateKeys[tableKey]; written && shown != "" && shown != oldKey {
		ix.late.Delete(shown)
	}
	if oldKey != "" {
		ix.late.Set(oldKey, previous)
	}
	ix.lateKeys[tableKey] = oldKey
}

// startLag makes lagging reads possible; so far they see everything.
func (ix *index) startLag() {
	ix.late = ix.entries.Copy()
	ix.lateKeys = map[string]string{}
}

// IndexLag makes the indexes eventually consistent: a Query or Scan of an index
// for which lags returns true does not see the latest write of each item
// written since IndexLag was called. With nil, the default, indexes show every
// write at once.
func (s *Service) IndexLag(lags func() bool) {
	s.lags = lags
	for _, t := range s.tables {
		for _, ix := range t.indexes {
			ix.late, ix.lateKeys = nil, nil
			if lags != nil {
				ix.startLag()
			}
		}
	}
}

// Earliest returns the smallest sort key in any partition of a table's index, whose
// sort keys are texts, as it is now; false if there is no such index or nothing in it.
// It costs as much as the index is large.
func (s *Service) Earliest(table, index string) (string, bool) {
	earliest, found := "", false
	if t := s.tables[table]; t != nil {
		for _, ix := range t.indexes {
			if ix.name != index {
				continue
			}
			ix.entries.Scan(func(_ string, entry *document) bool {
				if sort := entry.attributes[ix.parts[len(ix.parts)-1].name].text; !found || sort < earliest {
					earliest, found = sort, true
				}
				return true
			})
		}
	}
	return earliest, found
}

// visible is the tree that a read of the index goes to.
func (s *Service) visible(ix *index) *btree.Map[string, *document] {
	if ix.late != nil && s.lags() {
		return ix.late
	}
	return &ix.entries
}
