package awslocal_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"assistive-referrals/infra/awslocal"
)

// One fault at each call and invocation of the line, each kind in turn: the line
// still reaches a live token, and with it its end.
func TestEveryFaultOfTheLine(t *testing.T) {
	calls := 0
	l := newLine(t, "")
	l.cloud.Observe(func(awslocal.Call) { calls++ })
	l.put("cases", "A", "kind", "strand")
	l.settle()
	if calls != 6 {
		t.Fatalf("%d calls; the line has put, relay, start, triage, send, enlist", calls)
	}
	for _, fault := range []awslocal.Fault{awslocal.FailBefore, awslocal.FailAfter, awslocal.Crash} {
		// The put is the test's own; a crash there would be the test's.
		for at := 2; at <= calls; at++ {
			l := newLine(t, "")
			l.retrySending()
			asked := 0
			var struck awslocal.Call
			l.cloud.Faults(func(call awslocal.Call) awslocal.Fault {
				if asked++; asked == at {
					struck = call
					return fault
				}
				return awslocal.None
			})
			l.put("cases", "A", "kind", "strand")
			l.advance(time.Hour)
			arn := "arn:aws:states:eu-west-2:000000000000:execution:referral:A"
			if len(l.tokens) == 0 {
				t.Errorf("fault %d at %s.%s of %s: no token; %v", fault, struck.Service, struck.Operation, struck.Resource, l.steps)
				continue
			}
			done := slices.ContainsFunc(l.tokens, func(token string) bool {
				_, err := l.states.SendTaskSuccess(l.ctx, &sfn.SendTaskSuccessInput{TaskToken: &token, Output: new("{}")})
				return err == nil
			})
			l.settle()
			if got := l.execution(arn); !done || got.Status != types.ExecutionStatusSucceeded {
				t.Errorf("fault %d at %s.%s of %s: %s; %v", fault, struck.Service, struck.Operation, struck.Resource, got.Status, l.steps)
			}
		}
	}
}

// retrySending gives the line's callback state a retrier, which a workflow needs
// for a lost answer of SQS.
func (l *line) retrySending() {
	l.t.Helper()
	definition := lineDefinition
	const before = `"TimeoutSeconds": 25920000,`
	i := strings.Index(definition, before)
	definition = definition[:i] + `"Retry": [{"ErrorEquals": ["States.TaskFailed"]}], ` + definition[i:]
	_, err := l.states.UpdateStateMachine(l.ctx, &sfn.UpdateStateMachineInput{
		StateMachineArn: new("arn:aws:states:eu-west-2:000000000000:stateMachine:referral"), Definition: &definition,
	})
	l.must(err)
}
