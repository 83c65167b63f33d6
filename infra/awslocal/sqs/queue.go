package sqs

import (
	"container/heap"
	"fmt"
	"strconv"
	"time"
)

// queue is a standard queue. Its messages are in visible or hidden, as entries
// that are dropped lazily once the message has moved on.
type queue struct {
	Name       string
	Attributes map[string]string
	Created    time.Time
	Modified   time.Time
	Purged     time.Time

	messages map[string]*message
	visible  entries // in order of arrival
	hidden   entries // in order of when they become visible
	inFlight int
}

// message is one message in a queue.
type message struct {
	ID         string
	Serial     uint64
	Body       string
	Attributes map[string]attribute `json:",omitempty"`
	Trace      string               `json:",omitempty"` // AWSTraceHeader
	Sent       time.Time
	First      time.Time // of being received
	Visible    time.Time // hidden until then
	Receives   int
	Receipt    string `json:",omitempty"` // the latest
	Origin     string `json:",omitempty"` // ARN of the queue that gave up on it
	InFlight   bool

	listed bool // among the visible
}

// attribute is a message attribute as sent.
type attribute struct {
	DataType         string
	StringValue      *string  `json:",omitempty"`
	BinaryValue      []byte   `json:",omitempty"`
	StringListValues []string `json:",omitempty"`
	BinaryListValues [][]byte `json:",omitempty"`
}

type entry struct {
	at      time.Time // zero among the visible
	message *message
}

type entries []entry

func (e entries) Len() int      { return len(e) }
func (e entries) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *entries) Push(x any)   { *e = append(*e, x.(entry)) }
func (e entries) Less(i, j int) bool {
	if !e[i].at.Equal(e[j].at) {
		return e[i].at.Before(e[j].at)
	}
	return e[i].message.Serial < e[j].message.Serial
}
func (e *entries) Pop() any {
	last := (*e)[len(*e)-1]
	(*e)[len(*e)-1] = entry{}
	*e = (*e)[:len(*e)-1]
	return last
}

func newQueue(name string) *queue {
	return &queue{Name: name, Attributes: map[string]string{}, messages: map[string]*message{}}
}

func (m *message) key(q *queue) string { return fmt.Sprintf("%s/%020d", q.Name, m.Serial) }

// place puts a message where its Visible says; surface moves it on from there.
func (q *queue) place(m *message) {
	if m.InFlight {
		q.inFlight++
	}
	heap.Push(&q.hidden, entry{m.Visible, m})
}

// surface makes every message visible whose time has come.
func (q *queue) surface(now time.Time) {
	for len(q.hidden) > 0 {
		first := q.hidden[0]
		m := first.message
		if q.messages[m.ID] == m && m.Visible.Equal(first.at) {
			if first.at.After(now) {
				return
			}
			q.leaveFlight(m)
			if !m.listed {
				m.listed = true
				heap.Push(&q.visible, entry{time.Time{}, m})
			}
		}
		heap.Pop(&q.hidden)
	}
}

// next takes the first visible message out of the visible ones; nil if none.
func (q *queue) next(now time.Time) *message {
	for len(q.visible) > 0 {
		m := heap.Pop(&q.visible).(entry).message
		m.listed = false
		if q.messages[m.ID] == m && !m.Visible.After(now) {
			return m
		}
	}
	return nil
}

// hide keeps a message from being received until then.
func (q *queue) hide(m *message, until time.Time) {
	m.Visible = until
	heap.Push(&q.hidden, entry{until, m})
}

func (q *queue) enterFlight(m *message) {
	if !m.InFlight {
		m.InFlight = true
		q.inFlight++
	}
}

func (q *queue) leaveFlight(m *message) {
	if m.InFlight {
		m.InFlight = false
		q.inFlight--
	}
}

// nextVisible returns when the next hidden message becomes visible.
func (q *queue) nextVisible() (time.Time, bool) {
	for len(q.hidden) > 0 {
		first := q.hidden[0]
		if q.messages[first.message.ID] == first.message && first.message.Visible.Equal(first.at) {
			return first.at, true
		}
		heap.Pop(&q.hidden)
	}
	return time.Time{}, false
}

// seconds returns an attribute that counts seconds. Attributes are validated
// when they are set.
func (q *queue) seconds(attribute string) time.Duration {
	n, err := strconv.Atoi(q.Attributes[attribute])
	if err != nil {
		n, _ = strconv.Atoi(defaults[attribute])
	}
	return time.Duration(n) * time.Second
}

func (q *queue) expired(m *message, now time.Time) bool {
	return !now.Before(m.Sent.Add(q.seconds("MessageRetentionPeriod")))
}
