package dynamodb

import (
	"encoding/binary"
	"hash/fnv"
)

// Keys are kept as byte strings whose order is the order of the key: by number
// for N, by UTF-8 bytes for S, by bytes for B. No encoded part is the beginning
// of another one, so that parts can be joined.
const (
	tagN = 0x10
	tagS = 0x20
	tagB = 0x30

	// afterAll sorts after every encoded part.
	afterAll = "\xff"
	// afterEverything sorts after every whole key, whatever its hash.
	afterEverything = "\xff\xff\xff\xff\xff\xff\xff\xff\xff"
)

// appendKey appends the encoded form of a key attribute.
func appendKey(to []byte, v value) []byte {
	switch v.kind {
	case kindN:
		return appendNumberKey(append(to, tagN), canonicalNumber(v.text))
	case kindS:
		return append(appendEscaped(append(to, tagS), v.text), 0, 0)
	default:
		return append(appendEscaped(append(to, tagB), v.text), 0, 0)
	}
}

// appendKeyPrefix appends what the encoded form of every key attribute begins
// with that begins with v.
func appendKeyPrefix(to []byte, v value) []byte {
	tag := byte(tagS)
	if v.kind == kindB {
		tag = tagB
	}
	return appendEscaped(append(to, tag), v.text)
}

func appendEscaped(to []byte, text string) []byte {
	for i := range len(text) {
		to = append(to, text[i])
		if text[i] == 0 {
			to = append(to, 0xff)
		}
	}
	return to
}

func appendNumberKey(to []byte, d decimal) []byte {
	if d.digits == "" {
		return append(to, 0x80)
	}
	sign, flip := byte(0x81), byte(0)
	if d.negative {
		sign, flip = 0x7f, 0xff
	}
	exponent := uint16(d.exponent + 1000)
	to = append(to, sign, byte(exponent>>8)^flip, byte(exponent)^flip)
	for i := range len(d.digits) {
		to = append(to, d.digits[i]^flip)
	}
	return append(to, flip)
}

// partitionPrefix is what the keys of one partition begin with. The hash in
// front puts partitions in no useful order, as in AWS: what relies on the order
// of a scan should fail here too.
func partitionPrefix(partition value) []byte {
	encoded := appendKey(make([]byte, 0, 64), partition)
	return append(binary.BigEndian.AppendUint64(make([]byte, 0, 96), hashOf(encoded)), encoded...)
}

func hashOf(encoded []byte) uint64 {
	h := fnv.New64a()
	h.Write(encoded)
	// FNV alone leaves similar keys close together.
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return x
}

// after is the first byte string after all that begin with prefix.
func after(prefix []byte) string {
	for i := len(prefix) - 1; i >= 0; i-- {
		if prefix[i] != 0xff {
			next := append([]byte(nil), prefix[:i+1]...)
			next[i]++
			return string(next)
		}
	}
	return afterAll
}
