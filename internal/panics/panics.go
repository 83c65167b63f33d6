// Package panics makes an error of a panic, so that what met it can be tried again
// and nothing else dies with it.
package panics

import (
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
)

// Error is a panic that was recovered. It says what kind of value it carried and
// where it came from, and never the value itself: that may be about a person. What
// the Go runtime says of a fault names types and indexes only, and is kept.
type Error struct {
	What  string
	Stack []string // function and line, the innermost first
}

func (e *Error) Error() string { return "panic: " + e.What }

// Try returns f's error, or an *Error if f panics.
func Try(f func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = Recovered(value)
		}
	}()
	return f()
}

// Recovered makes an error of what recover returned. It is called in the deferred
// function itself, where the stack still is that of the panic.
func Recovered(value any) *Error {
	what := fmt.Sprintf("%T", value)
	if fault, ok := value.(runtime.Error); ok {
		what = fault.Error()
	}
	return &Error{What: what, Stack: stack()}
}

const (
	deepest = 256 // calls of a stack that are looked at
	nearest = 12  // of them kept, whosever they are
	module  = "assistive-referrals/"
)

// stack returns the nearest calls and all of this module: between the two lie a
// hundred of a client's own.
func stack() []string {
	callers := make([]uintptr, deepest)
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers)])
	var calls []string
	panicked := false
	for {
		frame, more := frames.Next()
		// What comes before is the recovery.
		switch {
		case !panicked && frame.Function == "runtime.gopanic":
			calls, panicked = nil, true
		case len(calls) < nearest || strings.HasPrefix(frame.Function, module):
			calls = append(calls, fmt.Sprintf("%s %s:%d", frame.Function, file(frame.File), frame.Line))
		}
		if !more {
			return calls
		}
	}
}

// file is the last two parts of a path: where a program was built tells nothing.
func file(path string) string {
	parts := strings.Split(path, "/")
	return strings.Join(parts[max(0, len(parts)-2):], "/")
}

// Attributes are what a log says of an error: where it came from if it was a panic.
func Attributes(err error) []any {
	attributes := []any{"error", err.Error()}
	if panicked, ok := errors.AsType[*Error](err); ok {
		attributes = append(attributes, "stack", panicked.Stack)
	}
	return attributes
}

// Log writes down an error.
func Log(log *slog.Logger, message string, err error, attributes ...any) {
	log.Error(message, append(attributes, Attributes(err)...)...)
}
