// Package wire is what the services of the AWS double have in common: how an
// operation is called, how a refusal is said, and how what changed is kept.
//
// A Service is a plain state machine. It has no lock, no goroutine and no clock
// of its own: the Cloud that hosts it (package awslocal) holds one lock over all
// services while Call runs, and commits everything that was journalled during
// one call together, before the caller gets an answer.
package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Service is one AWS API that speaks AWS-JSON with an X-Amz-Target header.
type Service interface {
	// Target is the X-Amz-Target prefix, such as "DynamoDB_20120810".
	Target() string
	// Call runs one operation on its JSON input and returns what to marshal as
	// its answer. A refusal is an *Error; any other error is a defect of the
	// double and is answered as an internal failure. An operation that is not
	// emulated is refused with NotEmulated.
	Call(operation string, input []byte) (any, error)
	// Restore rebuilds the state from the journal after a restart. It is called
	// once, before the first Call.
	Restore() error
}

// Clock tells the present instant of the double.
type Clock func() time.Time

// Journal keeps what must survive a restart: values under a bucket and a key.
// Put and Delete take effect in memory at once and become durable, all
// together, when the Cloud commits at the end of the call.
type Journal interface {
	Put(bucket, key string, value []byte)
	Delete(bucket, key string)
	// Each visits every key of a bucket in ascending order of bytes.
	Each(bucket string, visit func(key string, value []byte) error) error
}

// Error is a refusal as AWS sends it: an HTTP status, a code that the SDK turns
// into a typed error, a message, and any members that the error's shape has
// beside the message (such as CancellationReasons).
type Error struct {
	Status  int
	Code    string
	Message string
	Members map[string]any
}

func (e *Error) Error() string { return e.Code + ": " + e.Message }

// MarshalJSON writes the AWS-JSON 1.0 error document.
func (e *Error) MarshalJSON() ([]byte, error) {
	document := map[string]any{"__type": e.Code, "message": e.Message}
	for name, value := range e.Members {
		document[name] = value
	}
	return json.Marshal(document)
}

// Refuse returns the client error (HTTP 400) with that code and message.
func Refuse(code, format string, arguments ...any) *Error {
	return &Error{Status: 400, Code: code, Message: fmt.Sprintf(format, arguments...)}
}

// NotEmulated returns the refusal of an operation, or of a part of one, that
// AWS has and the double lacks: "awslocal: DynamoDB.ExecuteStatement is not
// emulated".
func NotEmulated(service, what string) *Error {
	return &Error{Status: 501, Code: "NotEmulated", Message: "awslocal: " + service + "." + what + " is not emulated"}
}

// Decode reads an operation's input. A member that into lacks is refused with
// NotEmulated, by name, and never ignored.
func Decode(service, operation string, input []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(input))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		return nil
	}
	if field, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return NotEmulated(service, operation+"."+strings.Trim(field, `"`))
	}
	return Refuse("SerializationException", "%v", err)
}
