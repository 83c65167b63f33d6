package invariant

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"assistive-referrals/infra/awslocal"
)

// Recorder keeps what leaves no trace in the system itself: log lines, addresses
// that were asked for, what was put on queues and given to the workflow, and what each
// function did in AWS. It is safe for concurrent use.
type Recorder struct {
	mu    sync.Mutex
	log   bytes.Buffer
	seen  []place
	deeds map[deed]bool
}

// NewRecorder returns a recorder that has seen nothing.
func NewRecorder() *Recorder { return &Recorder{deeds: map[deed]bool{}} }

// Log returns a logger that keeps every line, of every level.
func (r *Recorder) Log() *slog.Logger {
	return slog.New(slog.NewTextHandler(writer{r}, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

type writer struct{ r *Recorder }

func (w writer) Write(line []byte) (int, error) {
	w.r.mu.Lock()
	defer w.r.mu.Unlock()
	return w.r.log.Write(line)
}

// Lines returns the log so far.
func (r *Recorder) Lines() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Split(strings.TrimSuffix(r.log.String(), "\n"), "\n")
}

// Address keeps an address that was asked for.
func (r *Recorder) Address(u *url.URL) {
	text := u.String()
	if plain, err := url.QueryUnescape(text); err == nil {
		text = plain
	}
	r.keep("an address", text)
}

// Watch keeps what is put on queues and given to executions, and what functions do. It
// takes the place of any other observer of the cloud.
func (r *Recorder) Watch(cloud *awslocal.Cloud) {
	cloud.Observe(r.Call)
}

// Call keeps one call; for those who observe a cloud themselves.
func (r *Recorder) Call(c awslocal.Call) {
	r.did(c.Caller, actionsOf(c))
	switch c.Service {
	case "SQS", "States":
		r.keep(fmt.Sprintf("%s.%s", c.Service, c.Operation), unquoted(c.Input))
	}
}

// unquoted returns the texts inside a document, so that what JSON has escaped is
// found as well.
func unquoted(document []byte) string {
	var value any
	if json.Unmarshal(document, &value) != nil {
		return string(document)
	}
	var texts []string
	var visit func(any)
	visit = func(v any) {
		switch v := v.(type) {
		case string:
			texts = append(texts, v)
		case []any:
			for _, one := range v {
				visit(one)
			}
		case map[string]any:
			for _, one := range v {
				visit(one)
			}
		}
	}
	visit(value)
	return strings.Join(texts, "\n")
}

func (r *Recorder) keep(where, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = append(r.seen, place{where, text})
}

func (r *Recorder) did(function string, actions []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, action := range actions {
		r.deeds[deed{function, action}] = true
	}
}

// done returns everything that was done.
func (r *Recorder) done() []deed {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Collect(maps.Keys(r.deeds))
}

func (r *Recorder) places() []place {
	var all []place
	for _, line := range r.Lines() {
		all = append(all, place{"a log line", line})
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return append(all, r.seen...)
}
