package awslocal_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

// run starts an execution of a definition, advances far enough, and returns it.
func (w *world) run(definition, input string, d time.Duration) *sfn.DescribeExecutionOutput {
	w.t.Helper()
	arn := w.start(w.machine("m", definition), "", input)
	w.advance(d)
	return w.execution(arn)
}

func task(function, more string) string {
	return fmt.Sprintf(`{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":%q,"Payload.$":"$"}%s}`, function, more)
}

func one(state string) string { return fmt.Sprintf(`{"StartAt":"S","States":{"S":%s}}`, state) }

// What each rule of the Amazon States Language makes of an input.
func TestDataFlow(t *testing.T) {
	for _, test := range []struct{ rule, state, input, output, err string }{
		{"Pass gives its input", `{"Type":"Pass","End":true}`, `{"a":1.50}`, `{"a":1.50}`, ""},
		{"Result replaces it", `{"Type":"Pass","Result":[1],"End":true}`, `{}`, `[1]`, ""},
		{"ResultPath inserts, making what is missing", `{"Type":"Pass","Result":1,"ResultPath":"$.b.c","End":true}`, `{"a":2}`, `{"a":2,"b":{"c":1}}`, ""},
		{"a null ResultPath discards the result", `{"Type":"Pass","Result":1,"ResultPath":null,"End":true}`, `{"a":2}`, `{"a":2}`, ""},
		{"InputPath chooses, ResultPath goes to the raw input", `{"Type":"Pass","InputPath":"$.a","ResultPath":"$.b","End":true}`, `{"a":{"x":1}}`, `{"a":{"x":1},"b":{"x":1}}`, ""},
		{"OutputPath chooses", `{"Type":"Pass","OutputPath":"$['a'][1]","End":true}`, `{"a":[1,2]}`, `2`, ""},
		{"a null OutputPath gives an empty object", `{"Type":"Pass","OutputPath":null,"End":true}`, `{"a":1}`, `{}`, ""},
		{"Parameters computes", `{"Type":"Pass","Parameters":{"x.$":"$.a","y":{"z.$":"$$.State.Name"}},"End":true}`, `{"a":1}`, `{"x":1,"y":{"z":"S"}}`, ""},
		{"the context object has the execution's input", `{"Type":"Pass","Parameters":{"x.$":"$$.Execution.Input.a","t.$":"$$.State.EnteredTime"},"End":true}`, `{"a":1}`, `{"t":"2026-03-02T09:00:00.000Z","x":1}`, ""},
		{"States.Format fills braces", `{"Type":"Pass","Parameters":{"x.$":"States.Format('{}-{} \\{\\}', $.a, $.b)"},"End":true}`, `{"a":"k","b":7}`, `{"x":"k-7 {}"}`, ""},
		{"States.StringToJson and States.JsonToString", `{"Type":"Pass","Parameters":{"x.$":"States.StringToJson($.a)","y.$":"States.JsonToString($.b)"},"End":true}`, `{"a":"{\"k\":1}","b":[1]}`, `{"x":{"k":1},"y":"[1]"}`, ""},
		{"a path that names nothing ends the execution", `{"Type":"Pass","Parameters":{"x.$":"$.none"},"End":true}`, `{}`, ``, "States.Runtime"},
		{"an OutputPath that names nothing too", `{"Type":"Pass","OutputPath":"$.none","End":true}`, `{}`, ``, "States.Runtime"},
		{"ResultPath through a scalar", `{"Type":"Pass","Result":1,"ResultPath":"$.a.b","End":true}`, `{"a":1}`, ``, "States.ResultPathMatchFailure"},
		{"Fail says error and cause", `{"Type":"Fail","ErrorPath":"$.e","Cause":"because"}`, `{"e":"Mine"}`, ``, "Mine"},
		{"no choice matched", `{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":2,"Next":"S"}]}`, `{"a":1}`, ``, "States.NoChoiceMatched"},
		{"a choice on what is missing", `{"Type":"Choice","Choices":[{"Variable":"$.b","NumericEquals":2,"Next":"S"}]}`, `{"a":1}`, ``, "States.Runtime"},
	} {
		t.Run(test.rule, func(t *testing.T) {
			got := newWorld(t, "").run(one(test.state), test.input, 0)
			if aws.ToString(got.Output) != test.output || aws.ToString(got.Error) != test.err {
				t.Errorf("output %s, error %s (%s)", aws.ToString(got.Output), aws.ToString(got.Error), aws.ToString(got.Cause))
			}
		})
	}
}

func TestChoice(t *testing.T) {
	for _, test := range []struct {
		rule, input string
		want        bool
	}{
		{`"Variable":"$.a","StringEquals":"x"`, `{"a":"x"}`, true},
		{`"Variable":"$.a","StringEquals":"1"`, `{"a":1}`, false},
		{`"Variable":"$.a","StringLessThan":"b"`, `{"a":"a"}`, true},
		{`"Variable":"$.a","StringGreaterThanEqualsPath":"$.b"`, `{"a":"b","b":"b"}`, true},
		{`"Variable":"$.a","StringMatches":"log-*.txt"`, `{"a":"log-1.txt"}`, true},
		{`"Variable":"$.a","StringMatches":"a\\*"`, `{"a":"ab"}`, false},
		{`"Variable":"$.a","NumericEquals":1`, `{"a":1.0}`, true},
		{`"Variable":"$.a","NumericLessThanEquals":1`, `{"a":2}`, false},
		{`"Variable":"$.a","NumericGreaterThanPath":"$.b"`, `{"a":10,"b":9}`, true},
		{`"Variable":"$.a","BooleanEquals":false`, `{"a":false}`, true},
		{`"Variable":"$.a","BooleanEqualsPath":"$.b"`, `{"a":false,"b":true}`, false},
		{`"Variable":"$.a","TimestampLessThan":"2026-03-02T10:00:00Z"`, `{"a":"2026-03-02T10:30:00+01:00"}`, true},
		{`"Variable":"$.a","TimestampEqualsPath":"$.b"`, `{"a":"2026-03-02T10:00:00Z","b":"2026-03-02T11:00:00+01:00"}`, true},
		{`"Variable":"$.a","IsPresent":false`, `{}`, true},
		{`"Variable":"$.a","IsNull":true`, `{"a":null}`, true},
		{`"Variable":"$.a","IsString":true`, `{"a":1}`, false},
		{`"Variable":"$.a","IsNumeric":true`, `{"a":1}`, true},
		{`"Variable":"$.a","IsBoolean":true`, `{"a":true}`, true},
		{`"Variable":"$.a","IsTimestamp":true`, `{"a":"2026-03-02"}`, false},
		{`"Not":{"Variable":"$.a","IsNull":true}`, `{"a":1}`, true},
		{`"And":[{"Variable":"$.a","IsPresent":true},{"Variable":"$.a","NumericEquals":1}]`, `{}`, false},
		{`"Or":[{"Variable":"$.a","IsPresent":false},{"Variable":"$.a","NumericEquals":1}]`, `{}`, true},
	} {
		t.Run(test.rule, func(t *testing.T) {
			definition := fmt.Sprintf(`{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{%s,"Next":"Yes"}],"Default":"No"},
				"Yes":{"Type":"Pass","Result":true,"End":true},"No":{"Type":"Pass","Result":false,"End":true}}}`, test.rule)
			if got := newWorld(t, "").run(definition, test.input, 0); aws.ToString(got.Output) != fmt.Sprint(test.want) {
				t.Errorf("output %s, error %s", aws.ToString(got.Output), aws.ToString(got.Cause))
			}
		})
	}
}

// CreateStateMachine refuses what is wrong, and by name what the double lacks.
func TestDefinitions(t *testing.T) {
	pass := `{"Type":"Pass","End":true}`
	for _, test := range []struct{ rule, definition, code, message string }{
		{"not JSON", `{`, "InvalidDefinition", "JSON"},
		{"StartAt names a state", `{"StartAt":"X","States":{"S":` + pass + `}}`, "InvalidDefinition", "MISSING_TRANSITION_TARGET"},
		{"Next names a state", one(`{"Type":"Pass","Next":"X"}`), "InvalidDefinition", "MISSING_TRANSITION_TARGET"},
		{"Catch names a state", one(task("f", `,"End":true,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"X"}]`)), "InvalidDefinition", "MISSING_TRANSITION_TARGET"},
		{"every state can be reached", `{"StartAt":"S","States":{"S":` + pass + `,"T":` + pass + `}}`, "InvalidDefinition", "not reachable"},
		{"Next or End", one(`{"Type":"Pass"}`), "InvalidDefinition", "Next"},
		{"not both", one(`{"Type":"Pass","Next":"S","End":true}`), "InvalidDefinition", "Next"},
		{"unknown type", one(`{"Type":"Dance","End":true}`), "InvalidDefinition", "Dance"},
		{"unknown field", one(`{"Type":"Pass","End":true,"Colour":"red"}`), "InvalidDefinition", "Colour"},
		{"States.ALL stands alone", one(task("f", `,"End":true,"Retry":[{"ErrorEquals":["States.ALL","X"]}]`)), "InvalidDefinition", "States.ALL"},
		{"States.ALL stands last", one(task("f", `,"End":true,"Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["X"]}]`)), "InvalidDefinition", "States.ALL"},
		{"heartbeat below timeout", one(task("f", `,"End":true,"TimeoutSeconds":5,"HeartbeatSeconds":5`)), "InvalidDefinition", "HeartbeatSeconds"},
		{"a bad path", one(`{"Type":"Pass","InputPath":"a","End":true}`), "InvalidDefinition", "InputPath"},
		{"Map", one(`{"Type":"Map","End":true}`), "NotEmulated", "States.Map"},
		{"Parallel", one(`{"Type":"Parallel","End":true}`), "NotEmulated", "States.Parallel"},
		{"JSONata", one(`{"Type":"Pass","QueryLanguage":"JSONata","End":true}`), "NotEmulated", "QueryLanguage"},
		{"Assign", one(`{"Type":"Pass","Assign":{},"End":true}`), "NotEmulated", "Assign"},
		{"other intrinsics", one(`{"Type":"Pass","Parameters":{"x.$":"States.UUID()"},"End":true}`), "NotEmulated", "States.UUID"},
		{"paths to several places", one(`{"Type":"Pass","InputPath":"$.a[*]","End":true}`), "NotEmulated", "JSONPath"},
		{"other integrations", one(`{"Type":"Task","Resource":"arn:aws:states:::sns:publish","Parameters":{},"End":true}`), "NotEmulated", "sns:publish"},
		{"a callback without its token", one(`{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","Parameters":{"QueueUrl":"q","MessageBody":"x"},"End":true}`), "InvalidDefinition", "Token"},
	} {
		t.Run(test.rule, func(t *testing.T) {
			w := newWorld(t, "")
			_, err := w.states.CreateStateMachine(w.ctx, &sfn.CreateStateMachineInput{Name: aws.String("m"), Definition: &test.definition, RoleArn: aws.String(roleARN)})
			if code(err) != test.code || !strings.Contains(err.Error(), test.message) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestRetryAndCatch(t *testing.T) {
	for _, test := range []struct {
		rule, more string
		fails      int // of the function, before it succeeds
		at         []time.Duration
		output     string
		err        string
	}{
		{"one second, doubling, three times", `,"End":true,"Retry":[{"ErrorEquals":["States.TaskFailed"]}]`, 9, []time.Duration{0, 1, 3, 7}, "", "missingCase"},
		{"by the name of the error's type", `,"End":true,"Retry":[{"ErrorEquals":["missingCase"],"IntervalSeconds":5,"BackoffRate":1,"MaxAttempts":2}]`, 2, []time.Duration{0, 5, 10}, `"done"`, ""},
		{"another name does not match", `,"End":true,"Retry":[{"ErrorEquals":["States.Timeout"]}]`, 1, []time.Duration{0}, "", "missingCase"},
		{"MaxDelaySeconds is the longest", `,"End":true,"Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":4,"MaxDelaySeconds":6}]`, 3, []time.Duration{0, 4, 10, 16}, `"done"`, ""},
		{"MaxAttempts 0 never retries", `,"End":true,"Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":0}]`, 1, []time.Duration{0}, "", "missingCase"},
		{"retriers come before catchers", `,"End":true,"Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":1}],"Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.e","Next":"T"}]`, 9, []time.Duration{0, 1},
			`{"a":1,"e":{"Cause":"{\"errorMessage\":\"no such case\",\"errorType\":\"missingCase\"}","Error":"missingCase"}}`, ""},
	} {
		t.Run(test.rule, func(t *testing.T) {
			w := newWorld(t, "")
			var at []time.Duration
			w.function("f", func() (string, error) {
				at = append(at, w.cloud.Now().Sub(monday)/time.Second)
				if len(at) <= test.fails {
					return "", &missingCase{}
				}
				return "done", nil
			})
			more := test.more
			if test.err == "" && !strings.Contains(more, "Catch") {
				more += `,"OutputPath":"$.Payload"`
			}
			definition := one(task("f", more))
			if strings.Contains(more, "Catch") {
				definition = fmt.Sprintf(`{"StartAt":"S","States":{"S":%s,"T":{"Type":"Succeed"}}}`, task("f", more))
			}
			got := w.run(definition, `{"a":1}`, time.Hour)
			if !slices.Equal(at, test.at) || aws.ToString(got.Output) != test.output || aws.ToString(got.Error) != test.err {
				t.Errorf("ran at %v, output %s, error %s %s", at, aws.ToString(got.Output), aws.ToString(got.Error), aws.ToString(got.Cause))
			}
		})
	}
}

func TestWaitAndTimeouts(t *testing.T) {
	for _, test := range []struct {
		rule, definition, input string
		after                   time.Duration
		status                  types.ExecutionStatus
	}{
		{"Seconds", one(`{"Type":"Wait","Seconds":600,"End":true}`), `{}`, 10 * time.Minute, types.ExecutionStatusSucceeded},
		{"SecondsPath", one(`{"Type":"Wait","SecondsPath":"$.s","End":true}`), `{"s":60}`, time.Minute, types.ExecutionStatusSucceeded},
		{"Timestamp", one(`{"Type":"Wait","Timestamp":"2026-03-03T09:00:00Z","End":true}`), `{}`, 24 * time.Hour, types.ExecutionStatusSucceeded},
		{"TimestampPath in the past", one(`{"Type":"Wait","TimestampPath":"$.t","End":true}`), `{"t":"2020-01-01T00:00:00Z"}`, 0, types.ExecutionStatusSucceeded},
		{"an execution's TimeoutSeconds", `{"TimeoutSeconds":60,"StartAt":"S","States":{"S":{"Type":"Wait","Seconds":600,"End":true}}}`, `{}`, time.Minute, types.ExecutionStatusTimedOut},
		{"no execution outlives a year", one(`{"Type":"Wait","Seconds":99999999,"End":true}`), `{}`, 365 * 24 * time.Hour, types.ExecutionStatusTimedOut},
	} {
		t.Run(test.rule, func(t *testing.T) {
			w := newWorld(t, "")
			got := w.run(test.definition, test.input, test.after)
			if got.Status != test.status || !got.StopDate.Equal(monday.Add(test.after)) {
				t.Errorf("status %s at %v", got.Status, aws.ToTime(got.StopDate))
			}
		})
	}
}
