package webtest

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"sync"
	"time"
)

// meter counts what is asked of the table: calls, and read and write units as AWS
// bills them. It can make calls take time, which is the clock's own in a bubble of
// testing/synctest.
type meter struct {
	mu          sync.Mutex
	Calls       map[string]int
	Read, Write float64
	Took        *rand.Rand    // makes calls take time; nil: they take none
	Travelled   time.Duration // of all calls together
	Done        func(operation string, input []byte)
}

func NewMeter() *meter { return &meter{Calls: map[string]int{}} }

// Total is how many calls there were.
func (m *meter) Total() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	sum := 0
	for _, n := range m.Calls {
		sum += n
	}
	return sum
}

// travel is half the time that a call takes: milliseconds, more for what does more.
func (m *meter) travel(operation string) {
	if m == nil || m.Took == nil {
		return
	}
	most := map[string]int{"GetItem": 3, "Query": 5, "BatchGetItem": 5, "TransactWriteItems": 10}[operation]
	m.mu.Lock()
	d := time.Duration(1+m.Took.IntN(1000*max(most, 3))) * time.Microsecond
	m.Travelled += d
	m.mu.Unlock()
	time.Sleep(d)
}

// asking returns a request that asks for its bill too.
func (m *meter) asking(input []byte) []byte {
	if m == nil || !bytes.HasPrefix(input, []byte("{")) {
		return input
	}
	return append([]byte(`{"ReturnConsumedCapacity":"TOTAL",`), input[1:]...)
}

// bill counts a call. A transaction that was cancelled is billed as if its items had
// been written, but in no index.
func (m *meter) bill(operation string, input, output []byte, refused bool) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Calls[operation]++
	if m.Done != nil && !refused {
		m.Done(operation, input)
	}
	units := billed(output)
	switch {
	case refused && operation == "TransactWriteItems":
		var in struct{ TransactItems []json.RawMessage }
		_ = json.Unmarshal(input, &in) // it was a request a moment ago
		for _, item := range in.TransactItems {
			m.Write += 2 * float64(1+len(item)/1024)
		}
	case operation == "GetItem", operation == "Query", operation == "BatchGetItem":
		m.Read += units
	default:
		m.Write += units
	}
}

// billed reads the units of an answer about one table or several.
func billed(output []byte) float64 {
	type consumed struct{ CapacityUnits float64 }
	var one struct{ ConsumedCapacity consumed }
	var several struct{ ConsumedCapacity []consumed }
	if json.Unmarshal(output, &one) == nil {
		return one.ConsumedCapacity.CapacityUnits
	}
	sum := 0.0
	if json.Unmarshal(output, &several) == nil {
		for _, c := range several.ConsumedCapacity {
			sum += c.CapacityUnits
		}
	}
	return sum
}
