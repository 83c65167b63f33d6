package contract

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"

	"assistive-referrals/infra/awslocal"
)

// inProcess is why cases of functions do not run elsewhere.
const inProcess = "the double's functions are Go values in this process; elsewhere they would have to be built and uploaded"

// Where AWS's documentation of Lambda and Scheduler says something.
const (
	docInvoke      = "Lambda API Reference, Invoke"
	docGoErrors    = "Lambda Developer Guide, AWS Lambda function errors in Go"
	docAsync       = "Lambda Developer Guide, How Lambda handles errors and retries with asynchronous invocation"
	docLambdaQuota = "Lambda Developer Guide, Lambda quotas"
	docMapSQS      = "Lambda Developer Guide, Using Lambda with Amazon SQS"
	docSQSFailures = "Lambda Developer Guide, Handling errors for an SQS event source in Lambda"
	docMapStream   = "Lambda Developer Guide, Using AWS Lambda with Amazon DynamoDB"
	docStreamFail  = "Lambda Developer Guide, Configuring partial batch response with DynamoDB and Lambda"
	docStreamDLQ   = "Lambda Developer Guide, Retain discarded records for a DynamoDB event source in Lambda"
	docMapping     = "Lambda API Reference, CreateEventSourceMapping"
	docFilter      = "Lambda Developer Guide, Control which events Lambda sends to your function"
	docScheduler   = "EventBridge Scheduler User Guide, Schedule types in EventBridge Scheduler"
	docAttributes  = "EventBridge Scheduler User Guide, Adding context attributes in EventBridge Scheduler"
)

func (p *probe) ok(err error) {
	if err != nil {
		p.fail("refused: %v", err)
	}
}

// function makes a function of Go code.
func (p *probe) function(name string, timeout time.Duration, handler any) {
	p.ok(p.double.CreateFunction(awslocal.Function{Name: name, Timeout: timeout, Handler: lambda.NewHandler(handler)}))
}

type missingCase struct{}

func (*missingCase) Error() string { return "no such case" }

// faulty are the ways in which a function fails, and what its caller is told.
func (p *probe) faulty() {
	p.function("returns", 0, func() error { return &missingCase{} })
	p.function("plain", 0, func() error { return errors.New("no") })
	p.function("panics", 0, func() error { panic("out of luck") })
	p.function("panics-with-error", 0, func() error { panic(&missingCase{}) })
	p.function("hangs", time.Second, func() error { select {} })
}

// invocation invokes a function through Lambda's own API.
func (p *probe) invocation(name, payload, kind string) (status int, functionError, body string) {
	request, err := http.NewRequestWithContext(p.ctx, http.MethodPost, "http://lambda.example.org/2015-03-31/functions/"+name+"/invocations", strings.NewReader(payload))
	p.ok(err)
	if kind != "" {
		request.Header.Set("X-Amz-Invocation-Type", kind)
	}
	answer := &answer{header: http.Header{}, status: http.StatusOK}
	p.double.ServeHTTP(answer, request)
	return answer.status, answer.header.Get("X-Amz-Function-Error"), answer.body.String()
}

// answer keeps what a handler writes.
type answer struct {
	header http.Header
	status int
	body   strings.Builder
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

func invokeCases() []Case {
	fails := func(name, kind, message string) func(*probe) {
		return func(p *probe) {
			p.faulty()
			status, functionError, body := p.invocation(name, `{}`, "")
			p.equal("status and X-Amz-Function-Error", []any{status, functionError}, []any{200, "Unhandled"})
			var told struct{ ErrorType, ErrorMessage string }
			p.ok(json.Unmarshal([]byte(body), &told))
			if told.ErrorType != kind || !strings.Contains(told.ErrorMessage, message) {
				p.fail("told %s; want %s, %s", body, kind, message)
			}
		}
	}
	cases := table("Lambda", "Invoke", []row{
		{"the answer is what the function returns", docInvoke, func(p *probe) {
			p.function("echo", 0, func(in map[string]int) (map[string]int, error) { return in, nil })
			status, functionError, body := p.invocation("echo", `{"a":1}`, "")
			p.equal("answer", []any{status, functionError, body}, []any{200, "", `{"a":1}`})
		}},
		{"a function that returns nothing gives null", docInvoke, func(p *probe) {
			p.function("quiet", 0, func() error { return nil })
			_, _, body := p.invocation("quiet", `{}`, "")
			p.equal("answer", body, "null")
		}},
		{"an error: its type's name and its message", docGoErrors, fails("returns", "missingCase", "no such case")},
		{"an error without a type of its own: errorString", docGoErrors, fails("plain", "errorString", "no")},
		{"a panic: the value's type and text", docGoErrors, fails("panics", "string", "out of luck")},
		{"a panic with an error: its type and message", docGoErrors, fails("panics-with-error", "missingCase", "no such case")},
		{"a panic tells its stack", docGoErrors, func(p *probe) {
			p.faulty()
			_, _, body := p.invocation("panics", `{}`, "")
			if !strings.Contains(body, `"stackTrace":[{"path":`) {
				p.fail("told %s", body)
			}
		}},
		{"a time-out: Sandbox.Timedout", docErrors, fails("hangs", "Sandbox.Timedout", "Task timed out after 1.00 seconds")},
		{"no such function: ResourceNotFoundException", docInvoke, func(p *probe) {
			status, _, body := p.invocation("none", `{}`, "")
			if status != 404 || !strings.Contains(body, "ResourceNotFoundException") {
				p.fail("answered %d %s", status, body)
			}
		}},
		{"a payload that is not JSON: InvalidRequestContentException", docInvoke, func(p *probe) {
			p.faulty()
			status, _, body := p.invocation("plain", `{`, "")
			if status != 400 || !strings.Contains(body, "InvalidRequestContentException") {
				p.fail("answered %d %s", status, body)
			}
		}},
		{"more than 6 MB: RequestTooLargeException", docLambdaQuota, func(p *probe) {
			p.faulty()
			status, _, body := p.invocation("plain", `"`+strings.Repeat("x", 6<<20)+`"`, "")
			if status != 413 || !strings.Contains(body, "RequestTooLargeException") {
				p.fail("answered %d %s", status, body)
			}
		}},
		{"an asynchronous one is answered with 202 and tried three times, after one and two minutes", docAsync, func(p *probe) {
			begun := p.now()
			var at []time.Duration
			p.function("fails", 0, func() error { at = append(at, p.now().Sub(begun)); return errors.New("no") })
			status, _, _ := p.invocation("fails", `{}`, "Event")
			p.equal("status", status, 202)
			p.wait(time.Hour)
			p.equal("runs", at, []time.Duration{0, time.Minute, 3 * time.Minute})
		}},
	})
	return doubleOnly(cases, inProcess)
}

// invokeTaskCases: what a workflow makes of a function's end.
func invokeTaskCases() []Case {
	task := func(function, more string) string {
		return alone(`{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"` + function + `","Payload.$":"$"}` + more + `,"End":true}`)
	}
	fails := func(function, name string) func(*probe) {
		return func(p *probe) {
			p.faulty()
			p.gives(task(function, ""), `{}`, "failed: "+name)
		}
	}
	cases := table("States", "lambda:invoke", []row{
		{"the result has the answer as its Payload", "Step Functions Developer Guide, Invoke an AWS Lambda function with Step Functions", func(p *probe) {
			p.function("echo", 0, func(in map[string]int) (map[string]int, error) { return in, nil })
			p.gives(task("echo", `,"ResultSelector":{"x.$":"$.Payload.a","s.$":"$.StatusCode"}`), `{"a":1}`, `{"x":1,"s":200}`)
		}},
		{"an error is named after its type, with what it said as the cause", docErrors, func(p *probe) {
			p.faulty()
			got := p.ended(p.begin(task("returns", ""), `{}`), time.Second)
			p.equal("outcome", outcome(got), "failed: missingCase")
			p.sameJSON("cause", aws.ToString(got.Cause), `{"errorType":"missingCase","errorMessage":"no such case"}`)
		}},
		{"a panic is named after its value's type", docErrors, fails("panics", "string")},
		{"a time-out is Sandbox.Timedout", docErrors, fails("hangs", "Sandbox.Timedout")},
		{"no such function: Lambda.ResourceNotFoundException", docErrors, fails("none", "Lambda.ResourceNotFoundException")},
		{"a result that lacks what ResultSelector names fails the execution", docFlow, func(p *probe) {
			p.function("echo", 0, func(in map[string]int) (map[string]int, error) { return in, nil })
			got := outcome(p.ended(p.begin(task("echo", `,"ResultSelector":{"x.$":"$.Payload.none"}`), `{}`), time.Second))
			if !strings.HasPrefix(got, "failed: States.") {
				p.fail("outcome %s", got)
			}
		}},
		{"its history: no TaskSubmitted", docHistory, func(p *probe) {
			p.function("echo", 0, func() error { return nil })
			arn := p.begin(task("echo", ""), `{}`)
			kinds, _ := p.told(arn)
			p.inOrder("events", kinds, "ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited", "ExecutionSucceeded")
		}},
		{"is tried again after 1, 2 and 4 seconds", docErrors, func(p *probe) {
			begun := p.now()
			var at []time.Duration
			p.function("fails", 0, func() error { at = append(at, p.now().Sub(begun)); return errors.New("no") })
			arn := p.begin(task("fails", `,"Retry":[{"ErrorEquals":["States.ALL"]}]`), `{}`)
			p.ended(arn, time.Minute)
			p.equal("runs", at, []time.Duration{0, time.Second, 3 * time.Second, 7 * time.Second})
		}},
	})
	return doubleOnly(cases, inProcess)
}
