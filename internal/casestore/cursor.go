package casestore

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"time"
)

// Cursor says where a list goes on, since when its pages are read, and what they
// showed. It holds codes only and can stand in an address; one that was tampered with
// is refused with ErrCursor.
type Cursor string

// ErrCursor says that a cursor is none that a list gave.
var ErrCursor = errors.New("not a cursor of this list")

// place is what a cursor holds.
type place struct {
	Key   map[string]string `json:"k"`           // of the last row that was read
	Began int64             `json:"b,omitempty"` // when the first page was read, in milliseconds; 0 for now
	Shown []byte            `json:"s,omitempty"` // four bytes for each row that was shown
}

// mostShown is how many rows a cursor remembers. A list that is read further than
// that begins anew there.
const mostShown = 500

const markBytes = 4

// longestKey is more than any part of our keys has, and less than a table takes.
const longestKey = 512

// mark tells rows apart, but for one pair in some thousand million.
func mark(e Entry) []byte {
	hash := fnv.New32a()
	hash.Write([]byte(string(e.Reference) + "#" + string(e.Kind)))
	return binary.BigEndian.AppendUint32(nil, hash.Sum32())
}

func (p place) began() time.Time { return time.UnixMilli(p.Began).UTC() }

// knows tells whether a row was shown on an earlier page.
func (p place) knows(e Entry) bool {
	want := mark(e)
	for known := range slices.Chunk(p.Shown, markBytes) {
		if slices.Equal(known, want) {
			return true
		}
	}
	return false
}

// moved tells whether a row came to where it stands since the first page was read.
func (p place) moved(e Entry) bool { return p.Began != 0 && !e.Moved.Before(p.began()) }

// next is the cursor of the page after one that showed those rows; "" if there is
// none. It begins anew where too much was shown.
func (p place) next(last item, shown []Entry) (Cursor, bool, error) {
	if last == nil {
		return "", false, nil
	}
	after := place{Began: p.Began, Shown: slices.Clone(p.Shown)}
	if err := decode(last, &after.Key); err != nil {
		return "", false, err
	}
	for _, e := range shown {
		after.Shown = append(after.Shown, mark(e)...)
	}
	anew := len(after.Shown) > mostShown*markBytes
	if anew {
		after.Began, after.Shown = 0, nil
	}
	document, err := json.Marshal(after)
	if err != nil {
		return "", false, fmt.Errorf("encode cursor: %w", err)
	}
	return Cursor(base64.RawURLEncoding.EncodeToString(document)), anew, nil
}

// decode refuses a cursor of another list, so that none can be used to read one, and
// whatever else is no key of the range.
func (c Cursor) decode(r indexRange) (place, item, error) {
	if c == "" {
		return place{}, nil, nil
	}
	document, err := base64.RawURLEncoding.DecodeString(string(c))
	if err != nil {
		return place{}, nil, ErrCursor
	}
	var p place
	if json.Unmarshal(document, &p) != nil || p.Key[r.attribute] != r.value || len(p.Key) != 4 || len(p.Shown)%markBytes != 0 || len(p.Shown) > mostShown*markBytes {
		return place{}, nil, ErrCursor
	}
	key := item{}
	for _, name := range []string{"PK", "SK", r.attribute, r.sort} {
		part := p.Key[name]
		if part == "" || len(part) > longestKey {
			return place{}, nil, ErrCursor
		}
		key[name] = text(part)
	}
	return p, key, nil
}
