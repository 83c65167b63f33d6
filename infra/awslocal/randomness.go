package awslocal

import (
	"encoding/binary"
	"fmt"
	"io"
	"sync"
)

// randomness draws identifiers from one source, one at a time, so that a seeded
// source gives the same ones again.
type randomness struct {
	mu     sync.Mutex
	source io.Reader
}

// id returns a version 4 UUID.
func (r *randomness) id() string {
	var b [16]byte
	r.read(b[:])
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// fraction returns a number in [0, 1).
func (r *randomness) fraction() float64 {
	var b [8]byte
	r.read(b[:])
	return float64(binary.BigEndian.Uint64(b[:])>>11) / (1 << 53)
}

func (r *randomness) read(b []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, err := io.ReadFull(r.source, b); err != nil {
		panic(fmt.Sprintf("awslocal: Options.Random: %v", err))
	}
}
