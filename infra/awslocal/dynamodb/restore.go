package dynamodb

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Restore rebuilds tables, items, streams and client tokens from the journal.
func (s *Service) Restore() error {
	if err := s.journal.Each(tablesBucket, s.restoreTable); err != nil {
		return fmt.Errorf("restoring tables: %w", err)
	}
	for _, name := range s.tableNames() {
		t := s.tables[name]
		if err := s.journal.Each(t.bucket(), t.restoreItem); err != nil {
			return fmt.Errorf("restoring items of %s: %w", name, err)
		}
		if t.stream == nil {
			continue
		}
		if err := s.journal.Each(t.stream.bucket, t.stream.restoreRecord); err != nil {
			return fmt.Errorf("restoring the stream of %s: %w", name, err)
		}
	}
	if err := s.journal.Each(tokensBucket, s.restoreToken); err != nil {
		return fmt.Errorf("restoring client tokens: %w", err)
	}
	slices.SortStableFunc(s.tokens.order, func(a, b string) int {
		return s.tokens.seen[a].At.Compare(s.tokens.seen[b].At)
	})
	if s.lags != nil {
		s.IndexLag(s.lags)
	}
	return nil
}

func (s *Service) restoreTable(name string, encoded []byte) error {
	var d definition
	if err := json.Unmarshal(encoded, &d); err != nil {
		return fmt.Errorf("table %s: %w", name, err)
	}
	t, err := d.build()
	if err != nil {
		return fmt.Errorf("table %s: %w", name, err)
	}
	s.tables[name] = t
	return nil
}

func (t *table) restoreItem(place string, encoded []byte) error {
	var item attributes
	if err := json.Unmarshal(encoded, &item); err != nil {
		return fmt.Errorf("item %q: %w", place, err)
	}
	now := newDocument(item)
	t.put(place, nil, now)
	for _, ix := range t.indexes {
		ix.replace(place[8:], nil, now)
	}
	return nil
}

func (st *stream) restoreRecord(number string, encoded []byte) error {
	r := &record{}
	if err := json.Unmarshal(encoded, r); err != nil {
		return fmt.Errorf("record %s: %w", number, err)
	}
	sequence, ok := parseSequence(number)
	if !ok {
		return fmt.Errorf("record %s: not a sequence number", number)
	}
	r.sequence = sequence
	st.records = append(st.records, r)
	st.last = max(st.last, sequence)
	return nil
}

func (s *Service) restoreToken(name string, encoded []byte) error {
	var kept carriedOut
	if err := json.Unmarshal(encoded, &kept); err != nil {
		return fmt.Errorf("client token %s: %w", name, err)
	}
	s.tokens.seen[name] = kept
	s.tokens.order = append(s.tokens.order, name)
	return nil
}
