package notify

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// Error is the one error that a Client's calls return.
type Error struct {
	Status   int       // the HTTP status; 0 if no answer came, or if nothing was asked
	Problems []Problem // what GOV.UK Notify said, if it said it in its usual form

	permanent bool
	cause     error
}

// Problem is one entry of GOV.UK Notify's error document.
type Problem struct {
	Name    string `json:"error"` // such as "BadRequestError"
	Message string `json:"message"`
}

// Permanent reports whether the same message would be refused however often it
// is sent: it should be put before a person instead. Everything else may pass:
// a limit, a fault at GOV.UK Notify, the network, and also a refused key or a
// wrong clock, for then the message is not at fault, and once the key or clock is
// right it can go.
func (e *Error) Permanent() bool { return e.permanent }

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("notify: ")
	if e.Status != 0 {
		fmt.Fprintf(&b, "GOV.UK Notify answered %d", e.Status)
	} else if e.permanent {
		b.WriteString("not sent")
	} else {
		b.WriteString("no answer from GOV.UK Notify")
	}
	for _, p := range e.Problems {
		fmt.Fprintf(&b, ": %s: %s", p.Name, p.Message)
	}
	if e.cause != nil {
		fmt.Fprintf(&b, ": %v", e.cause)
	}
	return b.String()
}

// Unwrap returns what lay beneath: a network error, or the context's.
func (e *Error) Unwrap() error { return e.cause }

// refused is a fault of the message itself, found before anything was asked.
func refused(why string) *Error {
	return &Error{permanent: true, Problems: []Problem{{Name: "Refused", Message: why}}}
}

// unreadable is an answer that says yes and cannot be understood. It is
// temporary: the message may well have been accepted, and Sent will tell.
func unreadable(status int, cause error) *Error {
	return &Error{Status: status, cause: fmt.Errorf("unreadable answer: %w", cause)}
}

// answered is an answer that says no.
func answered(status int, body []byte) *Error {
	e := &Error{Status: status}
	var document struct {
		Errors []Problem `json:"errors"`
	}
	// A gateway in between may answer with a page; its status alone is then kept.
	if json.Unmarshal(body, &document) == nil {
		e.Problems = document.Errors
	}
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestTimeout, http.StatusTooManyRequests:
	default:
		e.permanent = status >= 400 && status < 500
	}
	return e
}
