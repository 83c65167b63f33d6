package contract

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
)

// flowCases: what a state makes of its input.
func flowCases() []Case {
	var rows []row
	for _, c := range []struct{ operation, rule, source, state, input, want string }{
		{"Pass", "its input is its output, numbers included", docPass, pass, `{"a":1.5,"b":[true,null]}`, `{"a":1.5,"b":[true,null]}`},
		{"Pass", "Result replaces it", docPass, `{"Type":"Pass","Result":[1],"End":true}`, `{}`, `[1]`},
		{"Pass", "ResultPath puts the result into the input", docFlow, `{"Type":"Pass","Result":1,"ResultPath":"$.b.c","End":true}`, `{"a":2}`, `{"a":2,"b":{"c":1}}`},
		{"Pass", "a null ResultPath keeps the input", docFlow, `{"Type":"Pass","Result":1,"ResultPath":null,"End":true}`, `{"a":2}`, `{"a":2}`},
		{"Pass", "InputPath chooses; ResultPath goes into the whole input", docFlow, `{"Type":"Pass","InputPath":"$.a","ResultPath":"$.b","End":true}`, `{"a":{"x":1}}`, `{"a":{"x":1},"b":{"x":1}}`},
		{"Pass", "OutputPath chooses", docFlow, `{"Type":"Pass","OutputPath":"$['a'][1]","End":true}`, `{"a":[1,2]}`, `2`},
		{"Pass", "a null OutputPath gives an empty object", docLanguage, `{"Type":"Pass","OutputPath":null,"End":true}`, `{"a":1}`, `{}`},
		{"Pass", "Parameters picks by path", docFlow, `{"Type":"Pass","Parameters":{"x.$":"$.a","y":{"z":"$.a"}},"End":true}`, `{"a":1}`, `{"x":1,"y":{"z":"$.a"}}`},
		{"Pass", "the Context object has the execution's input and the state's name", docContext, `{"Type":"Pass","Parameters":{"x.$":"$$.Execution.Input.a","y.$":"$$.State.Name"},"End":true}`, `{"a":1}`, `{"x":1,"y":"S"}`},
		{"Pass", "States.Format", docIntrinsic, `{"Type":"Pass","Parameters":{"x.$":"States.Format('{}-{}', $.a, $.b)"},"End":true}`, `{"a":"k","b":7}`, `{"x":"k-7"}`},
		{"Pass", "a path that names nothing: States.Runtime", docErrors, `{"Type":"Pass","Parameters":{"x.$":"$.none"},"End":true}`, `{}`, `failed: States.Runtime`},
		{"Pass", "an OutputPath that names nothing: States.Runtime", docErrors, `{"Type":"Pass","OutputPath":"$.none","End":true}`, `{}`, `failed: States.Runtime`},
		{"Pass", "a ResultPath that cannot be applied: States.ResultPathMatchFailure", docErrors, `{"Type":"Pass","Result":1,"ResultPath":"$.a.b","End":true}`, `{"a":1}`, `failed: States.ResultPathMatchFailure`},
		{"Succeed", "its input is the output", docLanguage, `{"Type":"Succeed"}`, `{"a":1}`, `{"a":1}`},
		{"Fail", "error by path", docFail, `{"Type":"Fail","ErrorPath":"$.e","Cause":"because"}`, `{"e":"Mine"}`, `failed: Mine`},
	} {
		rows = append(rows, row{c.operation + ": " + c.rule, c.source, func(p *probe) { p.gives(alone(c.state), c.input, c.want) }})
	}
	return append(table("States", "Flow", rows), table("States", "Flow", []row{
		{"Fail: says error and cause", docFail, func(p *probe) {
			got := p.ended(p.begin(alone(`{"Type":"Fail","Error":"Mine","Cause":"because"}`), `{}`), time.Second)
			p.equal("outcome", outcome(got)+" "+aws.ToString(got.Cause), "failed: Mine because")
		}},
		{"Task: what a message carries is what the execution has", docContext, func(p *probe) {
			url := p.queue("")
			p.begin(alone(callback(url, `,"End":true`)), `{}`)
			m := p.called(url, time.Second)
			if age := p.now().Sub(m.Entered); age < -time.Second || age > 10*time.Second {
				p.fail("$$.State.EnteredTime is %v ago", age)
			}
		}},
		{"Task: sqs:sendMessage gives SQS's answer and goes on", "Step Functions Developer Guide, Send messages to an Amazon SQS queue", func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(`{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Parameters":{"QueueUrl":"`+url+`","MessageBody":{"a.$":"$.a"}},"ResultSelector":{"id.$":"$.MessageId"},"End":true}`), `{"a":1}`)
			got := p.one(time.Second, url)
			p.sameJSON("body", *got.Body, `{"a":1}`)
			p.sameJSON("output", outcome(p.ended(arn, time.Second)), `{"id":"`+*got.MessageId+`"}`)
		}},
	})...)
}

func historyCases() []Case {
	const begins = "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSubmitted"
	tells := func(p *probe, arn, want string) {
		kinds, events := p.told(arn)
		p.inOrder("events", kinds, strings.Fields(want)...)
		for i, e := range events {
			p.equal("id", e.Id, int64(i+1))
		}
	}
	return table("States", "GetExecutionHistory", []row{
		{"a Pass", docHistory, func(p *probe) {
			arn := p.begin(alone(pass), `{}`)
			p.ended(arn, time.Second)
			tells(p, arn, "ExecutionStarted PassStateEntered PassStateExited ExecutionSucceeded")
		}},
		{"Choice, Wait and Succeed", docHistory, func(p *probe) {
			arn := p.begin(`{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","IsPresent":false,"Next":"W"}],"Default":"S"},"W":{"Type":"Wait","Seconds":1,"Next":"S"},"S":{"Type":"Succeed"}}}`, `{}`)
			p.ended(arn, 2*time.Second)
			tells(p, arn, "ExecutionStarted ChoiceStateEntered ChoiceStateExited WaitStateEntered WaitStateExited SucceedStateEntered SucceedStateExited ExecutionSucceeded")
		}},
		{"a Fail", docHistory, func(p *probe) {
			arn := p.begin(alone(`{"Type":"Fail","Error":"Mine"}`), `{}`)
			p.ended(arn, time.Second)
			tells(p, arn, "ExecutionStarted FailStateEntered ExecutionFailed")
		}},
		{"a callback that succeeds", docHistory, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"End":true`)
			p.must(p.succeed(token, `{}`))
			p.ended(arn, time.Second)
			tells(p, arn, begins+" TaskSucceeded TaskStateExited ExecutionSucceeded")
		}},
		{"a callback that fails, is tried again, and is caught", docHistory, func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(callback(url, `,"Retry":[{"ErrorEquals":["Busy"],"MaxAttempts":1}],"Catch":[{"ErrorEquals":["Busy"],"Next":"T"}],"End":true},"T":{"Type":"Succeed"`)), `{}`)
			p.must(p.failTask(p.called(url, time.Second).Token, "Busy", "first"))
			p.must(p.failTask(p.called(url, 3*time.Second).Token, "Busy", "second"))
			p.ended(arn, time.Second)
			tells(p, arn, begins+" TaskFailed TaskScheduled TaskStarted TaskSubmitted TaskFailed TaskStateExited SucceedStateEntered SucceedStateExited ExecutionSucceeded")
		}},
		{"a callback that times out", docHistory, func(p *probe) {
			arn, _ := p.waiting(p.queue(""), `,"TimeoutSeconds":1,"End":true`)
			p.ended(arn, 3*time.Second)
			tells(p, arn, begins+" TaskTimedOut ExecutionFailed")
		}},
		{"a stopped execution", docHistory, func(p *probe) {
			arn, _ := p.waiting(p.queue(""), `,"End":true`)
			p.until(2*time.Second, "TaskSubmitted", func() bool {
				kinds, _ := p.told(arn)
				return kinds[len(kinds)-1] == "TaskSubmitted"
			})
			_, err := p.states.StopExecution(p.ctx, &sfn.StopExecutionInput{ExecutionArn: &arn})
			p.must(err)
			p.ended(arn, time.Second)
			tells(p, arn, begins+" ExecutionAborted")
		}},
		{"an execution that times out", docHistory, func(p *probe) {
			arn := p.begin(`{"TimeoutSeconds":1,"StartAt":"S","States":{"S":`+waits+`}}`, `{}`)
			p.ended(arn, 3*time.Second)
			tells(p, arn, "ExecutionStarted WaitStateEntered ExecutionTimedOut")
		}},
		{"each event names the one before it", docHistory, func(p *probe) {
			arn := p.begin(alone(pass), `{"a":1}`)
			p.ended(arn, time.Second)
			_, events := p.told(arn)
			for i, e := range events {
				if want := []int64{0, 0, 2, 3}[i]; e.PreviousEventId != want {
					p.fail("event %d follows on %d; want %d", e.Id, e.PreviousEventId, want)
				}
			}
			p.sameJSON("input of the first", aws.ToString(events[0].ExecutionStartedEventDetails.Input), `{"a":1}`)
			p.equal("name of the second", aws.ToString(events[1].StateEnteredEventDetails.Name), "S")
			p.sameJSON("output of the last", aws.ToString(events[3].ExecutionSucceededEventDetails.Output), `{"a":1}`)
		}},
		{"backwards and in pages", docHistory, func(p *probe) {
			arn := p.begin(alone(pass), `{}`)
			p.ended(arn, time.Second)
			first, err := p.states.GetExecutionHistory(p.ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: &arn, ReverseOrder: true, MaxResults: 3})
			p.must(err)
			if len(first.Events) != 3 || first.Events[0].Type != "ExecutionSucceeded" || first.NextToken == nil {
				p.fail("first page %s", show(first.Events))
			}
			rest, err := p.states.GetExecutionHistory(p.ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: &arn, ReverseOrder: true, MaxResults: 3, NextToken: first.NextToken})
			p.must(err)
			if len(rest.Events) != 1 || rest.Events[0].Type != "ExecutionStarted" || rest.NextToken != nil {
				p.fail("second page %s", show(rest.Events))
			}
		}},
	})
}
