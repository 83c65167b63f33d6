package stepfunctions

import (
	"encoding/json"
	"fmt"
	"time"
)

// event is one entry of an execution's history.
type event struct {
	ID       int
	Time     time.Time
	Type     string
	Key      string          `json:",omitempty"` // of the details, such as taskStartedEventDetails
	Details  json.RawMessage `json:",omitempty"`
	Previous int             `json:",omitempty"`
}

type details map[string]any

func (d details) optional(name, value string) {
	if value != "" {
		d[name] = value
	}
}

// untruncated is what AWS says of data that is shown whole.
func untruncated() map[string]any { return map[string]any{"truncated": false} }

// log appends an event to the history.
func (s *Service) log(e *execution, kind, key string, what details) {
	e.Events++
	happened := event{ID: e.Events, Time: s.Clock(), Type: kind, Key: key, Previous: e.Events - 1}
	if e.Events == 2 {
		// AWS lets the first state follow on nothing.
		happened.Previous = 0
	}
	if key != "" {
		happened.Details = json.RawMessage(text(map[string]any(what)))
	}
	e.history = append(e.history, happened)
	s.Journal.Put(historyBucket, eventKey(e, happened.ID), []byte(text(happened)))
}

func eventKey(e *execution, id int) string { return fmt.Sprintf("%s#%06d", e.ARN, id) }

// view shows an event as GetExecutionHistory does.
func (h event) view(withData bool) map[string]any {
	shown := map[string]any{
		"id": h.ID, "previousEventId": h.Previous, "timestamp": seconds(h.Time), "type": h.Type,
	}
	if h.Key == "" {
		return shown
	}
	what := h.Details
	if !withData {
		var members map[string]json.RawMessage
		if json.Unmarshal(what, &members) == nil {
			for _, name := range []string{"input", "inputDetails", "output", "outputDetails", "parameters", "error", "cause"} {
				delete(members, name)
			}
			if shorter, err := json.Marshal(members); err == nil {
				what = shorter
			}
		}
	}
	shown[h.Key] = what
	return shown
}
