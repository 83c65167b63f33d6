package contract

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

const (
	invalidDefinition = "InvalidDefinition"
	pass              = `{"Type":"Pass","End":true}`
	waits             = `{"Type":"Wait","Seconds":60,"End":true}`
)

// machineCases: what is wrong with a definition is refused when it is created.
func machineCases() []Case {
	create := func(definition string) func(*probe) any {
		return func(p *probe) any {
			return &sfn.CreateStateMachineInput{Name: &p.id, Definition: &definition, RoleArn: aws.String(roleARN)}
		}
	}
	invoke := func(more string) string {
		return alone(`{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f","Payload.$":"$"},"End":true` + more + `}`)
	}
	return append(asks("States", "CreateStateMachine", nil, nil, []ask{
		{"text that is not JSON is refused", docCreateMachine, create(`{`), invalidDefinition},
		{"no StartAt is refused", docLanguage, create(`{"States":{"S":` + pass + `}}`), invalidDefinition},
		{"a StartAt that names no state is refused", docLanguage, create(`{"StartAt":"X","States":{"S":` + pass + `}}`), invalidDefinition},
		{"a Next that names no state is refused", docLanguage, create(alone(`{"Type":"Pass","Next":"X"}`)), invalidDefinition},
		{"a Catch that names no state is refused", docLanguage, create(invoke(`,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"X"}]`)), invalidDefinition},
		{"a Choice that names no state is refused", docLanguage, create(alone(`{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"X"}]}`)), invalidDefinition},
		{"neither Next nor End is refused", docLanguage, create(alone(`{"Type":"Pass"}`)), invalidDefinition},
		{"an unknown type is refused", docLanguage, create(alone(`{"Type":"Dance","End":true}`)), invalidDefinition},
		{"a state that cannot be reached is refused", docLanguage, create(`{"StartAt":"S","States":{"S":` + pass + `,"T":` + pass + `}}`), invalidDefinition},
		{"States.ALL beside another name is refused", docLanguage, create(invoke(`,"Retry":[{"ErrorEquals":["States.ALL","X"]}]`)), invalidDefinition},
		{"States.ALL before another retrier is refused", docLanguage, create(invoke(`,"Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["X"]}]`)), invalidDefinition},
		{"a heartbeat that is not below the timeout is refused", docTask, create(invoke(`,"TimeoutSeconds":5,"HeartbeatSeconds":5`)), invalidDefinition},
		{"a path that is none is refused", docLanguage, create(alone(`{"Type":"Pass","InputPath":"a","End":true}`)), invalidDefinition},
		{"a Choice without rules is refused", docChoice, create(alone(`{"Type":"Choice","Choices":[]}`)), invalidDefinition},
		{"a comparison with the wrong type is refused", docChoice, create(`{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":"x","Next":"S"}]},"S":` + pass + `}}`), invalidDefinition},
		{"a Wait that says not how long is refused", docWait, create(alone(`{"Type":"Wait","End":true}`)), invalidDefinition},
		{"a Wait that says it twice is refused", docWait, create(alone(`{"Type":"Wait","Seconds":1,"SecondsPath":"$.s","End":true}`)), invalidDefinition},
		{"a retrier's BackoffRate below 1 is refused", docErrors, create(invoke(`,"Retry":[{"ErrorEquals":["X"],"BackoffRate":0.5}]`)), invalidDefinition},
		{"IntervalSeconds 0 is refused", docErrors, create(invoke(`,"Retry":[{"ErrorEquals":["X"],"IntervalSeconds":0}]`)), invalidDefinition},
		{"a negative MaxAttempts is refused", docErrors, create(invoke(`,"Retry":[{"ErrorEquals":["X"],"MaxAttempts":-1}]`)), invalidDefinition},
		{"an unknown JitterStrategy is refused", docErrors, create(invoke(`,"Retry":[{"ErrorEquals":["X"],"JitterStrategy":"SOME"}]`)), invalidDefinition},
		{"a retrier without names is refused", docLanguage, create(invoke(`,"Retry":[{"ErrorEquals":[]}]`)), invalidDefinition},
		{"TimeoutSeconds 0 is refused", docTask, create(invoke(`,"TimeoutSeconds":0`)), invalidDefinition},
		{"a Task without a Resource is refused", docTask, create(alone(`{"Type":"Task","End":true}`)), invalidDefinition},
		{"a Succeed with a Next is refused", docLanguage, create(`{"StartAt":"S","States":{"S":{"Type":"Succeed","Next":"T"},"T":` + pass + `}}`), invalidDefinition},
		{"a Fail that says its error twice is refused", docFail, create(alone(`{"Type":"Fail","Error":"a","ErrorPath":"$.b"}`)), invalidDefinition},
		{"a Choice with an End is refused", docChoice, create(`{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"S"}],"End":true},"S":` + pass + `}}`), invalidDefinition},
		{"a Default that names no state is refused", docLanguage, create(`{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"S"}],"Default":"X"},"S":` + pass + `}}`), invalidDefinition},
		{"a nested rule with a Next is refused", docChoice, create(`{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Not":{"Variable":"$.a","IsNull":true,"Next":"S"},"Next":"S"}]},"S":` + pass + `}}`), invalidDefinition},
		{"a rule with two comparisons is refused", docChoice, create(`{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"IsString":true,"Next":"S"}]},"S":` + pass + `}}`), invalidDefinition},
		{"a Timestamp that is none is refused", docWait, create(alone(`{"Type":"Wait","Timestamp":"tomorrow","End":true}`)), invalidDefinition},
		{"a negative number of Seconds is refused", docWait, create(alone(`{"Type":"Wait","Seconds":-1,"End":true}`)), invalidDefinition},
		{"a state's name of 81 characters is refused", docLanguage, create(strings.ReplaceAll(alone(pass), `"S"`, `"`+strings.Repeat("S", 81)+`"`)), invalidDefinition},
		{"a state's name of 80 characters is the longest", docLanguage, create(strings.ReplaceAll(alone(pass), `"S"`, `"`+strings.Repeat("S", 80)+`"`)), ""},
		{"a name of 81 characters is refused", docCreateMachine, func(*probe) any {
			return &sfn.CreateStateMachineInput{Name: aws.String(strings.Repeat("a", 81)), Definition: aws.String(alone(pass)), RoleArn: aws.String(roleARN)}
		}, invalid},
		{"a name with a space is refused", docCreateMachine, func(*probe) any {
			return &sfn.CreateStateMachineInput{Name: aws.String("a b"), Definition: aws.String(alone(pass)), RoleArn: aws.String(roleARN)}
		}, "InvalidName"},
	}), table("States", "CreateStateMachine", []row{
		{"is idempotent for the same definition, and refused for another", docCreateMachine, func(p *probe) {
			make := func(definition string) (*sfn.CreateStateMachineOutput, error) {
				return p.states.CreateStateMachine(p.ctx, &sfn.CreateStateMachineInput{Name: &p.id, Definition: &definition, RoleArn: aws.String(roleARN)})
			}
			first, err := make(alone(pass))
			p.must(err)
			again, err := make(alone(pass))
			p.must(err)
			p.equal("ARN", *again.StateMachineArn, *first.StateMachineArn)
			_, err = make(alone(waits))
			p.code(err, "StateMachineAlreadyExists")
		}},
		{"an execution under way keeps its definition when it is updated", "Step Functions API Reference, UpdateStateMachine", func(p *probe) {
			machine := p.machine(alone(`{"Type":"Wait","Seconds":2,"Next":"T"},"T":{"Type":"Pass","Result":"old","End":true}`))
			old, err := p.start(machine, "old", `{}`)
			p.must(err)
			_, err = p.states.UpdateStateMachine(p.ctx, &sfn.UpdateStateMachineInput{StateMachineArn: &machine, Definition: aws.String(alone(`{"Type":"Pass","Result":"new","End":true}`))})
			p.must(err)
			p.equal("the one under way", outcome(p.ended(old, 3*time.Second)), `"old"`)
			p.until(3*time.Second, "the new definition in effect", func() bool {
				young, err := p.start(machine, unique(), `{}`)
				p.must(err)
				return outcome(p.ended(young, 3*time.Second)) == `"new"`
			})
		}},
	})...)
}

func executionCases() []Case {
	const exists = "ExecutionAlreadyExists"
	named := func(name string) func(*probe) any {
		return func(p *probe) any {
			return &sfn.StartExecutionInput{StateMachineArn: aws.String(p.machine(alone(pass))), Name: &name}
		}
	}
	sized := func(extra int) func(*probe) any {
		return func(p *probe) any {
			input := `"` + strings.Repeat("x", 262144-2+extra) + `"`
			return &sfn.StartExecutionInput{StateMachineArn: aws.String(p.machine(alone(waits))), Input: &input}
		}
	}
	return append(asks("States", "StartExecution", nil, nil, []ask{
		{"input that is not JSON: InvalidExecutionInput", docStart, func(p *probe) any {
			return &sfn.StartExecutionInput{StateMachineArn: aws.String(p.machine(alone(pass))), Input: aws.String("{")}
		}, "InvalidExecutionInput"},
		{"a name with a space: InvalidName", docStart, named("a b"), "InvalidName"},
		{"a name with a #: InvalidName", docStart, named("a#b"), "InvalidName"},
		{"a name of 80 characters is the longest", docStart, named(strings.Repeat("a", 80)), ""},
		{"a name of 81 characters is refused", docStart, named(strings.Repeat("a", 81)), invalid},
		{"an ARN that is none: InvalidArn", docStart, func(*probe) any { return &sfn.StartExecutionInput{StateMachineArn: aws.String("nonsense")} }, "InvalidArn"},
		{"input of 262144 bytes is the largest", docStart, sized(0), ""},
		{"larger input is refused", docStart, sized(1), invalid},
		{"no such state machine: StateMachineDoesNotExist", docStart, func(p *probe) any {
			return &sfn.StartExecutionInput{StateMachineArn: aws.String(p.machine(alone(pass)) + "x")}
		}, "StateMachineDoesNotExist"},
	}), append(table("States", "StartExecution", []row{
		{"the same name and input while it runs give the same execution", docStart, func(p *probe) {
			in := &sfn.StartExecutionInput{StateMachineArn: aws.String(p.machine(alone(waits))), Name: aws.String("a"), Input: aws.String(`{"a":1}`)}
			first, err := p.states.StartExecution(p.ctx, in)
			p.must(err)
			again, err := p.states.StartExecution(p.ctx, in)
			p.must(err)
			if *first.ExecutionArn != *again.ExecutionArn || !first.StartDate.Equal(*again.StartDate) {
				p.fail("got %s started %v, then %s started %v", *first.ExecutionArn, first.StartDate, *again.ExecutionArn, again.StartDate)
			}
		}},
		{"another input while it runs: ExecutionAlreadyExists", docStart, func(p *probe) {
			machine := p.machine(alone(waits))
			_, err := p.start(machine, "a", `{"a":1}`)
			p.must(err)
			_, err = p.start(machine, "a", `{"a":2}`)
			p.code(err, exists)
		}},
		{"the same input after it ended: ExecutionAlreadyExists", docStart, func(p *probe) {
			machine := p.machine(alone(pass))
			arn, err := p.start(machine, "a", `{}`)
			p.must(err)
			p.ended(arn, time.Second)
			_, err = p.start(machine, "a", `{}`)
			p.code(err, exists)
		}},
		{"an execution's ARN follows from the machine's and its name", docDescribe, func(p *probe) {
			machine := p.machine(alone(pass))
			arn, err := p.start(machine, "a", `{}`)
			p.must(err)
			p.equal("ARN", arn, strings.Replace(machine, ":stateMachine:", ":execution:", 1)+":a")
		}},
		{"an execution longer than its TimeoutSeconds is TIMED_OUT", docErrors, func(p *probe) {
			got := p.ended(p.begin(`{"TimeoutSeconds":1,"StartAt":"S","States":{"S":`+waits+`}}`, `{}`), 3*time.Second)
			p.equal("status", got.Status, types.ExecutionStatusTimedOut)
		}},
	}), append(doubleOnly(table("States", "StartExecution", []row{
		{"a name is free 90 days after its execution ended", docStart, func(p *probe) {
			machine := p.machine(alone(pass))
			_, err := p.start(machine, "a", `{}`)
			p.must(err)
			p.wait(90*24*time.Hour - time.Second)
			_, err = p.start(machine, "a", `{}`)
			p.code(err, exists)
			p.wait(time.Second)
			_, err = p.start(machine, "a", `{}`)
			p.must(err)
		}},
		{"an execution lasts a year at most", docStatesQuotas, func(p *probe) {
			arn := p.begin(alone(`{"Type":"Wait","Seconds":99999999,"End":true}`), `{}`)
			p.wait(365*24*time.Hour - time.Second)
			p.equal("status", p.execution(arn).Status, types.ExecutionStatusRunning)
			p.wait(time.Second)
			p.equal("status", p.execution(arn).Status, types.ExecutionStatusTimedOut)
		}},
	}), "months are long in real time"), table("States", "StopExecution", []row{
		{"a stopped execution is ABORTED, with error and cause in its history", docStop, func(p *probe) {
			arn := p.begin(alone(waits), `{}`)
			_, err := p.states.StopExecution(p.ctx, &sfn.StopExecutionInput{ExecutionArn: &arn, Error: aws.String("Withdrawn"), Cause: aws.String("why")})
			p.must(err)
			got := p.ended(arn, time.Second)
			p.equal("status", got.Status, types.ExecutionStatusAborted)
			_, events := p.told(arn)
			last := events[len(events)-1].ExecutionAbortedEventDetails
			if last == nil || aws.ToString(last.Error) != "Withdrawn" || aws.ToString(last.Cause) != "why" {
				p.fail("the last event is %s", show(events[len(events)-1]))
			}
		}},
		{"stopping one that has ended changes nothing and is no error", docStop, func(p *probe) {
			arn := p.begin(alone(pass), `{}`)
			p.ended(arn, time.Second)
			_, err := p.states.StopExecution(p.ctx, &sfn.StopExecutionInput{ExecutionArn: &arn})
			p.must(err)
			p.equal("status", p.execution(arn).Status, types.ExecutionStatusSucceeded)
		}},
		{"no such execution: ExecutionDoesNotExist, to stop and to describe", docStop, func(p *probe) {
			arn := strings.Replace(p.machine(alone(pass)), ":stateMachine:", ":execution:", 1) + ":none"
			_, err := p.states.StopExecution(p.ctx, &sfn.StopExecutionInput{ExecutionArn: &arn})
			p.code(err, "ExecutionDoesNotExist")
			_, err = p.states.DescribeExecution(p.ctx, &sfn.DescribeExecutionInput{ExecutionArn: &arn})
			p.code(err, "ExecutionDoesNotExist")
		}},
	})...)...)...)
}
