package awslocal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambda/messages"
	"github.com/aws/aws-lambda-go/lambdacontext"

	"assistive-referrals/infra/awslocal/wire"
)

// Function is a Lambda function whose code is in this process.
type Function struct {
	Name    string
	Handler lambda.Handler
	// Timeout is how long an invocation may take in real time: from 1 second to
	// 15 minutes; 3 seconds, as on AWS, if zero.
	Timeout time.Duration
}

// FunctionError is what a function's caller is told when the function itself
// failed: it returned an error, panicked, timed out or its process died.
type FunctionError struct {
	Type    string // errorType, such as the name of the Go error's type
	Message string
	Payload []byte // the JSON document that AWS returns
}

func (e *FunctionError) Error() string { return e.Type + ": " + e.Message }

// largestPayload is Lambda's limit of a synchronous request or answer, in bytes.
const largestPayload = 6 * 1024 * 1024

var functionName = regexp.MustCompile(`^[a-zA-Z0-9-_]{1,64}$`)

// CreateFunction registers a function, replacing one of the same name. It
// returns an error if the name or timeout would be refused by AWS.
func (c *Cloud) CreateFunction(f Function) error {
	if !functionName.MatchString(f.Name) {
		return fmt.Errorf("awslocal: function name %q is not valid", f.Name)
	}
	if f.Handler == nil {
		return fmt.Errorf("awslocal: function %s has no handler", f.Name)
	}
	if f.Timeout == 0 {
		f.Timeout = 3 * time.Second
	}
	if f.Timeout < time.Second || f.Timeout > 15*time.Minute {
		return fmt.Errorf("awslocal: function %s: timeout %v is not between 1 second and 15 minutes", f.Name, f.Timeout)
	}
	return c.locked(func() error {
		c.functions[f.Name] = &f
		return nil
	})
}

// Invoke runs a function and waits for its answer. functionError is set if the
// function itself failed; err if it could not be invoked or its answer was lost.
// A cancelled ctx does not stop a function that runs, as on AWS.
func (c *Cloud) Invoke(ctx context.Context, name string, payload []byte) (result []byte, functionError *FunctionError, err error) {
	caller := ""
	if inv := invocationOf(ctx); inv != nil {
		caller = inv.function
	}
	return c.invoke(ctx, caller, name, payload)
}

func (c *Cloud) invoke(ctx context.Context, caller, name string, payload []byte) ([]byte, *FunctionError, error) {
	name = functionOf(name)
	c.mu.Lock()
	f := c.functions[name]
	c.mu.Unlock()
	if f == nil {
		return nil, nil, &wire.Error{Status: 404, Code: "ResourceNotFoundException", Message: "Function not found: " + c.functionARN(name)}
	}
	if len(payload) == 0 {
		payload = []byte("{}")
	}
	if len(payload) > largestPayload {
		return nil, nil, &wire.Error{Status: 413, Code: "RequestTooLargeException", Message: fmt.Sprintf("Request must be smaller than %d bytes for the InvokeFunction operation", largestPayload)}
	}
	if !json.Valid(payload) {
		return nil, nil, wire.Refuse("InvalidRequestContentException", "Could not parse request body into json")
	}
	inv := &invocation{id: c.random.id(), function: name, killed: make(chan struct{})}
	fault := c.hooks.fault(Call{Caller: caller, Service: "Lambda", Operation: "Invoke", Invocation: inv.id, Resource: name, Input: payload})
	if fault == FailBefore {
		return nil, nil, unavailable()
	}
	result, functionError := c.execute(ctx, inv, f, payload)
	switch fault {
	case FailAfter:
		return nil, nil, answerLost()
	case Crash:
		return nil, inv.exitError(), nil
	}
	if functionError != nil {
		c.log.Warn("function failed", "function", name, "type", functionError.Type, "message", functionError.Message)
	}
	return result, functionError, nil
}

type outcome struct {
	result []byte
	err    error
	failed *FunctionError
}

// execute runs the handler on a goroutine of its own, so that a crash or a
// timeout can leave it behind as AWS leaves a sandbox.
func (c *Cloud) execute(ctx context.Context, inv *invocation, f *Function, payload []byte) ([]byte, *FunctionError) {
	ctx = context.WithValue(context.WithoutCancel(ctx), invocationKey{}, inv)
	ctx = lambdacontext.NewContext(ctx, &lambdacontext.LambdaContext{AwsRequestID: inv.id, InvokedFunctionArn: c.functionARN(f.Name)})
	ctx, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	done := make(chan outcome, 1)
	go func() {
		// A goroutine that ends without returning or panicking was told to.
		end := outcome{failed: inv.exitError()}
		defer func() {
			if value := recover(); value != nil {
				end = outcome{failed: panicError(inv, value)}
			}
			done <- end
		}()
		result, err := f.Handler.Invoke(ctx, append([]byte(nil), payload...))
		end = outcome{result: result, err: err}
	}()
	var end outcome
	select {
	case end = <-done:
	case <-inv.killed:
	case <-ctx.Done():
	}
	switch {
	case inv.isKilled():
		return nil, inv.exitError()
	case ctx.Err() != nil:
		inv.kill()
		return nil, newFunctionError("Sandbox.Timedout", fmt.Sprintf("RequestId: %s Error: Task timed out after %.2f seconds", inv.id, f.Timeout.Seconds()), nil)
	case end.failed != nil:
		return nil, end.failed
	case end.err != nil:
		return nil, handlerError(end.err)
	case len(end.result) > largestPayload:
		return nil, newFunctionError("Function.ResponseSizeTooLarge", fmt.Sprintf("Response payload size exceeded maximum allowed payload size (%d bytes).", largestPayload), nil)
	case len(end.result) == 0:
		return []byte("null"), nil
	}
	return append([]byte(nil), end.result...), nil
}

// invocation is one run of a function. It outlives the run only to refuse calls
// of code that still runs after its process is deemed gone.
type invocation struct {
	id, function string
	once         sync.Once
	killed       chan struct{}
}

type invocationKey struct{}

func invocationOf(ctx context.Context) *invocation {
	inv, _ := ctx.Value(invocationKey{}).(*invocation)
	return inv
}

func (i *invocation) kill() { i.once.Do(func() { close(i.killed) }) }

func (i *invocation) isKilled() bool {
	select {
	case <-i.killed:
		return true
	default:
		return false
	}
}

func (i *invocation) exitError() *FunctionError {
	return newFunctionError("Runtime.ExitError", "RequestId: "+i.id+" Error: Runtime exited with error: signal: killed", nil)
}

func panicError(inv *invocation, value any) *FunctionError {
	if _, ok := value.(crash); ok {
		return inv.exitError()
	}
	if own, ok := value.(messages.InvokeResponse_Error); ok {
		return newFunctionError(own.Type, own.Message, nil)
	}
	return newFunctionError(typeName(value), fmt.Sprint(value), stackFrames())
}

func handlerError(err error) *FunctionError {
	var own messages.InvokeResponse_Error
	if errors.As(err, &own) {
		return newFunctionError(own.Type, own.Message, nil)
	}
	return newFunctionError(typeName(err), err.Error(), nil)
}

type stackFrame struct {
	Path  string `json:"path"`
	Line  int    `json:"line"`
	Label string `json:"label"`
}

// stackFrames returns where a panic that is being recovered came from. Paths are
// cut to the file's name so that two machines report the same.
func stackFrames() []stackFrame {
	callers := make([]uintptr, 32)
	frames := runtime.CallersFrames(callers[:runtime.Callers(4, callers)])
	stack := []stackFrame{}
	for {
		frame, more := frames.Next()
		stack = append(stack, stackFrame{Path: path.Base(frame.File), Line: frame.Line, Label: path.Base(frame.Function)})
		if !more {
			return stack
		}
	}
}

// typeName names a type as aws-lambda-go does: without its package or pointer.
func typeName(value any) string {
	t := reflect.TypeOf(value)
	if t.Kind() == reflect.Pointer {
		return t.Elem().Name()
	}
	return t.Name()
}

func newFunctionError(kind, message string, stack []stackFrame) *FunctionError {
	document := map[string]any{"errorType": kind, "errorMessage": message}
	if stack != nil {
		document["stackTrace"] = stack
	}
	payload, err := json.Marshal(document)
	if err != nil {
		payload = []byte(`{}`)
	}
	return &FunctionError{Type: kind, Message: message, Payload: payload}
}

func (c *Cloud) functionARN(name string) string {
	return "arn:aws:lambda:" + c.options.Region + ":" + c.options.Account + ":function:" + name
}

// functionOf takes the name out of a function's ARN, full or partial.
func functionOf(name string) string {
	if _, after, ok := strings.Cut(name, ":function:"); ok {
		name = after
	}
	name, _, _ = strings.Cut(name, ":")
	return name
}

func unavailable() *wire.Error {
	return &wire.Error{Status: 503, Code: "ServiceUnavailable", Message: "awslocal: injected failure before the effect"}
}

func answerLost() *wire.Error {
	return &wire.Error{Status: 500, Code: "InternalServerError", Message: "awslocal: injected loss of the answer"}
}
