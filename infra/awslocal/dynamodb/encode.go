package dynamodb

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
)

// MarshalJSON writes an item with its names in ascending order.
func (a attributes) MarshalJSON() ([]byte, error) { return a.appendJSON(nil), nil }

func (a attributes) appendJSON(to []byte) []byte {
	to = append(to, '{')
	for i, name := range slices.Sorted(maps.Keys(a)) {
		if i > 0 {
			to = append(to, ',')
		}
		to = appendString(to, name)
		to = append(to, ':')
		to = a[name].appendJSON(to)
	}
	return append(to, '}')
}

// MarshalJSON writes the value as {"S":"text"}.
func (v value) MarshalJSON() ([]byte, error) { return v.appendJSON(nil), nil }

func (v value) appendJSON(to []byte) []byte {
	to = append(to, '{', '"')
	to = append(to, v.kind.String()...)
	to = append(to, '"', ':')
	to = v.appendContent(to)
	return append(to, '}')
}

func (v value) appendContent(to []byte) []byte {
	switch v.kind {
	case kindS, kindN:
		return appendString(to, v.text)
	case kindB:
		to = append(to, '"')
		to = base64.StdEncoding.AppendEncode(to, []byte(v.text))
		return append(to, '"')
	case kindBOOL, kindNULL:
		if v.flag {
			return append(to, "true"...)
		}
		return append(to, "false"...)
	case kindM:
		return attributes(v.fields).appendJSON(to)
	}
	to = append(to, '[')
	for i, element := range v.list {
		if i > 0 {
			to = append(to, ',')
		}
		if v.kind == kindL {
			to = element.appendJSON(to)
		} else {
			to = element.appendContent(to)
		}
	}
	return append(to, ']')
}

// appendString writes a JSON string. Almost all text needs no escape.
func appendString(to []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c == 0x7f {
			quoted, _ := json.Marshal(text) // a string cannot fail
			return append(to, quoted...)
		}
	}
	to = append(to, '"')
	to = append(to, text...)
	return append(to, '"')
}
