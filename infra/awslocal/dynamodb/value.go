package dynamodb

import (
	"strings"
	"unicode/utf8"
)

// kind is the data type of an attribute value, by its name on the wire.
type kind uint8

const (
	kindNone kind = iota
	kindS
	kindN
	kindB
	kindBOOL
	kindNULL
	kindM
	kindL
	kindSS
	kindNS
	kindBS
)

var kindNames = [...]string{"", "S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"}

func (k kind) String() string { return kindNames[k] }

func kindNamed(name string) kind {
	for k := kindS; k <= kindBS; k++ {
		if kindNames[k] == name {
			return k
		}
	}
	return kindNone
}

func (k kind) isSet() bool   { return k >= kindSS }
func (k kind) ordered() bool { return k == kindS || k == kindN || k == kindB }
func (k kind) element() kind { return k - kindSS + kindS }

// value is one attribute value. A value is never changed after it was made, so
// that items, indexes, stream records and answers may share it.
type value struct {
	kind   kind
	flag   bool             // BOOL
	text   string           // S; N in canonical form; B as raw bytes
	list   []value          // L in order; a set in ascending order, without duplicates
	fields map[string]value // M
}

func numberValue(text string) value { return value{kind: kindN, text: text} }

// equal is the equality of expressions: same type, same content. Sets are kept
// in order and numbers in canonical form, so content can be compared directly.
func equal(a, b value) bool {
	if a.kind != b.kind || a.flag != b.flag || a.text != b.text ||
		len(a.list) != len(b.list) || len(a.fields) != len(b.fields) {
		return false
	}
	for i := range a.list {
		if !equal(a.list[i], b.list[i]) {
			return false
		}
	}
	for name, field := range a.fields {
		other, found := b.fields[name]
		if !found || !equal(field, other) {
			return false
		}
	}
	return true
}

// order compares two values of the same ordered type: numbers as numbers,
// strings and binaries by their bytes.
func order(a, b value) int {
	if a.kind == kindN {
		return compareNumbers(a.text, b.text)
	}
	return strings.Compare(a.text, b.text)
}

// contains is the contains function: a substring of S or B, or an element of a
// set or list.
func (v value) contains(part value) bool {
	switch {
	case v.kind == kindS || v.kind == kindB:
		return part.kind == v.kind && strings.Contains(v.text, part.text)
	case v.kind.isSet() || v.kind == kindL:
		for _, element := range v.list {
			if equal(element, part) {
				return true
			}
		}
	}
	return false
}

// length is the size function; false where the type has no size.
func (v value) length() (int, bool) {
	switch v.kind {
	case kindS:
		return utf8.RuneCountInString(v.text), true
	case kindB:
		return len(v.text), true
	case kindM:
		return len(v.fields), true
	case kindL, kindSS, kindNS, kindBS:
		return len(v.list), true
	}
	return 0, false
}

// bytes is what the value counts towards an item's size ("DynamoDB item sizes
// and formats"): a list or map has an overhead of 3 bytes and 1 per element.
func (v value) bytes() int {
	switch v.kind {
	case kindS, kindB:
		return len(v.text)
	case kindN:
		return numberBytes(v.text)
	case kindSS, kindNS, kindBS:
		total := 0
		for _, element := range v.list {
			total += element.bytes()
		}
		return total
	case kindL:
		total := 3
		for _, element := range v.list {
			total += 1 + element.bytes()
		}
		return total
	case kindM:
		return 3 + len(v.fields) + attributes(v.fields).bytes()
	}
	return 1
}

// attributes is the content of an item: values by attribute name.
type attributes map[string]value

// bytes is the size of an item: the UTF-8 length of the names and the values.
func (a attributes) bytes() int {
	total := 0
	for name, v := range a {
		total += len(name) + v.bytes()
	}
	return total
}

// document is one stored item with what is asked of it again and again: its
// JSON, in which names are sorted so that equal items have equal bytes, and its
// size. It is never changed.
type document struct {
	attributes attributes
	json       []byte
	size       int
}

func newDocument(a attributes) *document {
	return &document{attributes: a, json: a.appendJSON(nil), size: a.bytes()}
}

// MarshalJSON writes the item; a missing item is written as null.
func (d *document) MarshalJSON() ([]byte, error) {
	if d == nil {
		return []byte("null"), nil
	}
	return d.json, nil
}
