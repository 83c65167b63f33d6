package contract

import (
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

const (
	taskTimedOut = "TaskTimedOut"
	invalidToken = "InvalidToken"
)

func (p *probe) delete(url string, handle *string) error {
	_, err := p.queues.DeleteMessage(p.ctx, &sqs.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: handle})
	return err
}

// waiting starts an execution that waits for its token, and returns both.
func (p *probe) waiting(url, more string) (arn, token string) {
	arn = p.begin(alone(callback(url, more)), `{"a":1}`)
	return arn, p.called(url, time.Second).Token
}

func taskTokenCases() []Case {
	return append(table("States", "SendTaskSuccess", []row{
		{"the output becomes the task's result", docTaskSuccess, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"ResultPath":"$.b","End":true`)
			p.must(p.succeed(token, `{"x":[1]}`))
			p.sameJSON("output", outcome(p.ended(arn, time.Second)), `{"a":1,"b":{"x":[1]}}`)
		}},
		{"a null ResultPath keeps the input", docFlow, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"ResultPath":null,"End":true`)
			p.must(p.succeed(token, `{"x":1}`))
			p.sameJSON("output", outcome(p.ended(arn, time.Second)), `{"a":1}`)
		}},
		{"the execution waits until then", docCallback, func(p *probe) {
			arn, _ := p.waiting(p.queue(""), `,"End":true`)
			p.wait(2 * time.Second)
			p.equal("status", p.execution(arn).Status, types.ExecutionStatusRunning)
		}},
		{"a token dies once: TaskTimedOut", docTaskSuccess, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"End":true`)
			p.must(p.succeed(token, `{}`))
			p.ended(arn, time.Second)
			p.code(p.succeed(token, `{}`), taskTimedOut)
		}},
		{"the token of a task that went on is dead while its execution runs", docTaskSuccess, func(p *probe) {
			_, token := p.waiting(p.queue(""), `,"Next":"T"},"T":{"Type":"Wait","Seconds":60,"End":true`)
			p.must(p.succeed(token, `{}`))
			p.settle()
			p.code(p.succeed(token, `{}`), taskTimedOut)
		}},
		{"the token of a stopped execution: TaskTimedOut", docTaskSuccess, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"End":true`)
			_, err := p.states.StopExecution(p.ctx, &sfn.StopExecutionInput{ExecutionArn: &arn})
			p.must(err)
			p.ended(arn, time.Second)
			p.code(p.succeed(token, `{}`), taskTimedOut)
		}},
		{"the token of a task that timed out: TaskTimedOut", docTaskSuccess, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"TimeoutSeconds":1,"End":true`)
			p.ended(arn, 3*time.Second)
			p.code(p.succeed(token, `{}`), taskTimedOut)
		}},
		{"a token that is none: InvalidToken", docTaskSuccess, func(p *probe) {
			p.code(p.succeed("nonsense", `{}`), invalidToken)
		}},
		{"output of more than 262144 bytes is refused", docTaskSuccess, func(p *probe) {
			_, token := p.waiting(p.queue(""), `,"End":true`)
			p.code(p.succeed(token, `"`+strings.Repeat("x", 262144-1)+`"`), invalid)
		}},
		{"output that is not JSON: InvalidOutput, and the token lives", docTaskSuccess, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"End":true`)
			p.code(p.succeed(token, `{`), "InvalidOutput")
			p.must(p.succeed(token, `"ok"`))
			p.equal("outcome", outcome(p.ended(arn, time.Second)), `"ok"`)
		}},
	}), append(table("States", "SendTaskFailure", []row{
		{"error and cause become the task's", docTaskFailure, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"End":true`)
			p.must(p.failTask(token, "Refused", "why"))
			got := p.ended(arn, time.Second)
			p.equal("outcome", outcome(got), "failed: Refused")
			p.equal("cause", aws.ToString(got.Cause), "why")
		}},
		{"an error of 257 characters is refused", docTaskFailure, func(p *probe) {
			_, token := p.waiting(p.queue(""), `,"End":true`)
			p.code(p.failTask(token, strings.Repeat("x", 257), "why"), invalid)
		}},
		{"a token dies once", docTaskFailure, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"End":true`)
			p.must(p.failTask(token, "Refused", "why"))
			p.ended(arn, time.Second)
			p.code(p.failTask(token, "Refused", "why"), taskTimedOut)
			p.code(p.succeed(token, `{}`), taskTimedOut)
		}},
		{"a token that is none: InvalidToken", docTaskFailure, func(p *probe) {
			p.code(p.failTask("nonsense", "a", "b"), invalidToken)
		}},
	}), table("States", "SendTaskHeartbeat", []row{
		{"a task without heartbeat in time fails with States.HeartbeatTimeout", docErrors, func(p *probe) {
			arn, _ := p.waiting(p.queue(""), `,"TimeoutSeconds":60,"HeartbeatSeconds":1,"Catch":[{"ErrorEquals":["States.HeartbeatTimeout"],"ResultPath":null,"Next":"T"}],"End":true},"T":{"Type":"Pass","Result":"late","End":true`)
			p.equal("outcome", outcome(p.ended(arn, 3*time.Second)), `"late"`)
		}},
		{"it is caught as a States.Timeout too", docErrors, func(p *probe) {
			arn, _ := p.waiting(p.queue(""), `,"TimeoutSeconds":60,"HeartbeatSeconds":1,"Catch":[{"ErrorEquals":["States.Timeout"],"ResultPath":null,"Next":"T"}],"End":true},"T":{"Type":"Pass","Result":"late","End":true`)
			p.equal("outcome", outcome(p.ended(arn, 3*time.Second)), `"late"`)
		}},
		{"each heartbeat sets the clock back", docHeartbeat, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"TimeoutSeconds":60,"HeartbeatSeconds":3,"End":true`)
			for range 3 {
				p.wait(1500 * time.Millisecond)
				_, err := p.states.SendTaskHeartbeat(p.ctx, &sfn.SendTaskHeartbeatInput{TaskToken: &token})
				p.must(err)
			}
			p.equal("status", p.execution(arn).Status, types.ExecutionStatusRunning)
		}},
		{"a token that is none: InvalidToken", docHeartbeat, func(p *probe) {
			_, err := p.states.SendTaskHeartbeat(p.ctx, &sfn.SendTaskHeartbeatInput{TaskToken: aws.String("nonsense")})
			p.code(err, invalidToken)
		}},
	})...)...)
}

func retryCases() []Case {
	// attempts fails each attempt and returns when each came, in seconds after the
	// first.
	attempts := func(p *probe, url string, count int) []time.Duration {
		var at []time.Duration
		var first time.Time
		for i := range count {
			m := p.called(url, 10*time.Second)
			if i == 0 {
				first = p.now()
			}
			p.equal("$$.State.RetryCount", m.Retry, i)
			at = append(at, p.now().Sub(first))
			p.must(p.failTask(m.Token, "Busy", "why"))
			p.settle()
		}
		return at
	}
	timed := func(p *probe, got []time.Duration, want ...time.Duration) {
		for i, d := range want {
			p.within(fmt.Sprintf("attempt %d", i+1), got[i], d*time.Second)
		}
	}
	return table("States", "Retry", []row{
		{"1 second, doubling, three times, then it fails", docErrors, func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(callback(url, `,"Retry":[{"ErrorEquals":["Busy"]}],"End":true`)), `{}`)
			timed(p, attempts(p, url, 4), 0, 1, 3, 7)
			p.equal("outcome", outcome(p.ended(arn, time.Second)), "failed: Busy")
		}},
		{"IntervalSeconds, BackoffRate, MaxAttempts", docErrors, func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(callback(url, `,"Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":2,"BackoffRate":1.5,"MaxAttempts":2}],"End":true`)), `{}`)
			timed(p, attempts(p, url, 3), 0, 2, 5)
			p.equal("outcome", outcome(p.ended(arn, time.Second)), "failed: Busy")
		}},
		{"MaxDelaySeconds is the longest", docErrors, func(p *probe) {
			url := p.queue("")
			p.begin(alone(callback(url, `,"Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":2,"MaxDelaySeconds":3,"BackoffRate":3}],"End":true`)), `{}`)
			timed(p, attempts(p, url, 3), 0, 2, 5)
		}},
		{"FULL jitter waits no longer than without", docErrors, func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(callback(url, `,"Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":2,"MaxAttempts":1,"JitterStrategy":"FULL"}],"End":true`)), `{}`)
			at := attempts(p, url, 2)
			if at[1] > 5*time.Second {
				p.fail("attempts at %v", at)
			}
			p.ended(arn, time.Second)
		}},
		{"MaxAttempts 0 never retries, and a later retrier is not asked", docErrors, func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(callback(url, `,"Retry":[{"ErrorEquals":["Busy"],"MaxAttempts":0},{"ErrorEquals":["States.ALL"],"MaxAttempts":3}],"End":true`)), `{}`)
			attempts(p, url, 1)
			p.equal("outcome", outcome(p.ended(arn, time.Second)), "failed: Busy")
		}},
		{"another error's name does not match", docErrors, func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(callback(url, `,"Retry":[{"ErrorEquals":["States.Timeout"]}],"End":true`)), `{}`)
			attempts(p, url, 1)
			p.equal("outcome", outcome(p.ended(arn, time.Second)), "failed: Busy")
		}},
		{"States.TaskFailed matches every error but a timeout", docErrors, func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(callback(url, `,"TimeoutSeconds":2,"Retry":[{"ErrorEquals":["States.TaskFailed"],"MaxAttempts":1}],"End":true`)), `{}`)
			p.must(p.failTask(p.called(url, time.Second).Token, "Busy", "why"))
			p.called(url, 3*time.Second)
			p.equal("outcome", outcome(p.ended(arn, 4*time.Second)), "failed: States.Timeout")
		}},
		{"a retry makes a new token; the old one is dead", docCallback, func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(callback(url, `,"TimeoutSeconds":2,"Retry":[{"ErrorEquals":["States.Timeout"],"MaxAttempts":1}],"End":true`)), `{}`)
			old := p.called(url, time.Second)
			young := p.called(url, 5*time.Second)
			if old.Token == young.Token {
				p.fail("both attempts have the same token")
			}
			p.code(p.succeed(old.Token, `"old"`), taskTimedOut)
			p.must(p.succeed(young.Token, `"new"`))
			p.equal("outcome", outcome(p.ended(arn, time.Second)), `"new"`)
		}},
	})
}
