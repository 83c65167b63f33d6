package sqs

import (
	"crypto/md5"
	"encoding/binary"
	"encoding/hex"
	"strings"
)

// digest is the MD5 of a body, in hexadecimal.
func digest(body string) string {
	sum := md5.Sum([]byte(body))
	return hex.EncodeToString(sum[:])
}

// digestAttributes is the MD5 that SQS reports of message attributes: of every
// name, type and value in order of the names, each after its length in four
// bytes, the value also after a byte that tells text from binary. It is "" for
// no attributes.
func digestAttributes(attributes map[string]attribute) string {
	if len(attributes) == 0 {
		return ""
	}
	hash := md5.New()
	field := func(value []byte) {
		var length [4]byte
		binary.BigEndian.PutUint32(length[:], uint32(len(value)))
		hash.Write(length[:])
		hash.Write(value)
	}
	for _, name := range sortedKeys(attributes) {
		a := attributes[name]
		field([]byte(name))
		field([]byte(a.DataType))
		if strings.HasPrefix(a.DataType, "Binary") {
			hash.Write([]byte{2})
			field(a.BinaryValue)
			continue
		}
		hash.Write([]byte{1})
		if a.StringValue != nil {
			field([]byte(*a.StringValue))
		}
	}
	return hex.EncodeToString(hash.Sum(nil))
}
