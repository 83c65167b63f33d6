package awslocal_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

const callback = `{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
	"Parameters":{"QueueUrl":"https://sqs.eu-west-2.amazonaws.com/000000000000/assessments","MessageBody":{"token.$":"$$.Task.Token","retries.$":"$$.State.RetryCount"}}%s}`

// token receives the message of a callback task and returns its token.
func (w *world) token(url string) string {
	w.t.Helper()
	got := w.receive(url)
	if len(got) != 1 {
		w.t.Fatalf("%d messages", len(got))
	}
	var body struct{ Token string }
	w.must(json.Unmarshal([]byte(*got[0].Body), &body))
	return body.Token
}

func TestTaskTokens(t *testing.T) {
	w := newWorld(t, "")
	url := w.queue("assessments", nil)
	machine := w.machine("m", one(fmt.Sprintf(callback, `,"TimeoutSeconds":3600,"HeartbeatSeconds":600,"Retry":[{"ErrorEquals":["States.Timeout"],"MaxAttempts":1}],"End":true`)))
	arn := w.start(machine, "a", `{}`)
	w.settle()
	first := w.token(url)
	succeed := func(token, output string) error {
		_, err := w.states.SendTaskSuccess(w.ctx, &sfn.SendTaskSuccessInput{TaskToken: &token, Output: &output})
		return err
	}
	var invalidOutput *types.InvalidOutput
	if err := succeed(first, "{"); !errors.As(err, &invalidOutput) {
		t.Errorf("output that is not JSON: %v", err)
	}
	var invalidToken *types.InvalidToken
	if err := succeed("nonsense", "{}"); !errors.As(err, &invalidToken) {
		t.Errorf("a token of nobody's: %v", err)
	}
	w.advance(9 * time.Minute)
	_, err := w.states.SendTaskHeartbeat(w.ctx, &sfn.SendTaskHeartbeatInput{TaskToken: &first})
	w.must(err)
	w.advance(9 * time.Minute)
	if got := w.execution(arn); got.Status != types.ExecutionStatusRunning {
		t.Fatalf("status %s in spite of the heartbeat", got.Status)
	}
	w.advance(2 * time.Minute) // no heartbeat for ten minutes, then the retry
	var timedOut *types.TaskTimedOut
	if err := succeed(first, "{}"); !errors.As(err, &timedOut) {
		t.Errorf("the token of an earlier attempt: %v", err)
	}
	// The first message is visible again too; the newest token is the other.
	var tokens []string
	for _, message := range w.receive(url) {
		var body struct{ Token string }
		w.must(json.Unmarshal([]byte(*message.Body), &body))
		tokens = append(tokens, body.Token)
	}
	if len(tokens) != 2 || tokens[0] == tokens[1] {
		t.Fatalf("tokens %v", tokens)
	}
	second := tokens[slices.IndexFunc(tokens, func(s string) bool { return s != first })]
	w.must(succeed(second, `"ok"`))
	if err := succeed(second, `"ok"`); !errors.As(err, &timedOut) {
		t.Errorf("a token dies once: %v", err)
	}
	w.settle()
	if got := w.execution(arn); got.Status != types.ExecutionStatusSucceeded || *got.Output != `"ok"` {
		t.Errorf("%s %s", got.Status, aws.ToString(got.Output))
	}
	// Failure by token, and a stopped execution.
	b := w.start(machine, "b", `{}`)
	w.settle()
	_, err = w.states.SendTaskFailure(w.ctx, &sfn.SendTaskFailureInput{TaskToken: aws.String(w.token(url)), Error: aws.String("Refused"), Cause: aws.String("why")})
	w.must(err)
	if got := w.execution(b); got.Status != types.ExecutionStatusFailed || *got.Error != "Refused" || *got.Cause != "why" {
		t.Errorf("%s %v", got.Status, got.Error)
	}
	c := w.start(machine, "c", `{}`)
	w.settle()
	token := w.token(url)
	for range 2 {
		_, err = w.states.StopExecution(w.ctx, &sfn.StopExecutionInput{ExecutionArn: &c})
		w.must(err)
	}
	if got := w.execution(c); got.Status != types.ExecutionStatusAborted {
		t.Errorf("status %s", got.Status)
	}
	if err := succeed(token, "{}"); !errors.As(err, &timedOut) {
		t.Errorf("the token of a stopped execution: %v", err)
	}
}

func TestStartExecution(t *testing.T) {
	w := newWorld(t, "")
	machine := w.machine("m", one(`{"Type":"Wait","Seconds":60,"End":true}`))
	start := func(input string) error {
		_, err := w.states.StartExecution(w.ctx, &sfn.StartExecutionInput{StateMachineArn: &machine, Name: aws.String("a"), Input: &input})
		return err
	}
	var exists *types.ExecutionAlreadyExists
	w.must(start(`{"a":1}`))
	w.must(start(`{"a":1}`)) // the same name and input while it runs
	if err := start(`{"a":2}`); !errors.As(err, &exists) {
		t.Errorf("another input while it runs: %v", err)
	}
	w.advance(time.Minute)
	if err := start(`{"a":1}`); !errors.As(err, &exists) {
		t.Errorf("the same input after it closed: %v", err)
	}
	w.advance(90*24*time.Hour - time.Second)
	if err := start(`{"a":1}`); !errors.As(err, &exists) {
		t.Errorf("within 90 days: %v", err)
	}
	w.advance(time.Second)
	w.must(start(`{"a":1}`))
	list, err := w.states.ListExecutions(w.ctx, &sfn.ListExecutionsInput{StateMachineArn: &machine})
	w.must(err)
	if len(list.Executions) != 1 {
		t.Errorf("%d executions", len(list.Executions))
	}
	var badInput *types.InvalidExecutionInput
	if err := start("{"); !errors.As(err, &badInput) {
		t.Errorf("input that is not JSON: %v", err)
	}
	var badName *types.InvalidName
	if _, err := w.states.StartExecution(w.ctx, &sfn.StartExecutionInput{StateMachineArn: &machine, Name: aws.String("a b")}); !errors.As(err, &badName) {
		t.Errorf("a name with a space: %v", err)
	}
	var missing *types.StateMachineDoesNotExist
	if _, err := w.states.StartExecution(w.ctx, &sfn.StartExecutionInput{StateMachineArn: aws.String(machine + "x")}); !errors.As(err, &missing) {
		t.Errorf("no such machine: %v", err)
	}
}

// The events and their order, as the developer guide shows them.
func TestHistory(t *testing.T) {
	l := newLine(t, "")
	l.put("cases", "A", "kind", "strand")
	l.settle()
	_, err := l.states.SendTaskSuccess(l.ctx, &sfn.SendTaskSuccessInput{TaskToken: &l.tokens[0], Output: aws.String(`{}`)})
	l.must(err)
	l.settle()
	out, err := l.states.GetExecutionHistory(l.ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: aws.String("arn:aws:states:eu-west-2:000000000000:execution:referral:A")})
	l.must(err)
	var got []string
	for i, event := range out.Events {
		if event.Id != int64(i+1) {
			t.Errorf("event %d has id %d", i, event.Id)
		}
		got = append(got, string(event.Type))
	}
	want := "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSucceeded TaskStateExited " +
		"TaskStateEntered TaskScheduled TaskStarted TaskSubmitted TaskSucceeded TaskStateExited " +
		"SucceedStateEntered SucceedStateExited ExecutionSucceeded"
	if strings.Join(got, " ") != want {
		t.Errorf("events %v", got)
	}
	if d := out.Events[2].TaskScheduledEventDetails; *d.ResourceType != "lambda" || *d.Resource != "invoke" {
		t.Errorf("details %+v", d)
	}
	page, err := l.states.GetExecutionHistory(l.ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: aws.String("arn:aws:states:eu-west-2:000000000000:execution:referral:A"), ReverseOrder: true, MaxResults: 4})
	l.must(err)
	if len(page.Events) != 4 || page.Events[0].Type != types.HistoryEventTypeExecutionSucceeded || page.NextToken == nil {
		t.Errorf("page %+v", page)
	}
}

func TestMachines(t *testing.T) {
	w := newWorld(t, "")
	wait, pass := one(`{"Type":"Wait","Seconds":60,"End":true}`), one(`{"Type":"Pass","Result":2,"End":true}`)
	machine := w.machine("m", wait)
	if w.machine("m", wait) != machine {
		t.Error("the same definition again is the same machine")
	}
	var exists *types.StateMachineAlreadyExists
	if _, err := w.states.CreateStateMachine(w.ctx, &sfn.CreateStateMachineInput{Name: aws.String("m"), Definition: &pass, RoleArn: aws.String(roleARN)}); !errors.As(err, &exists) {
		t.Errorf("another definition: %v", err)
	}
	old := w.start(machine, "", `{"old":true}`)
	w.settle()
	_, err := w.states.UpdateStateMachine(w.ctx, &sfn.UpdateStateMachineInput{StateMachineArn: &machine, Definition: &pass})
	w.must(err)
	young := w.start(machine, "", `{}`)
	w.advance(time.Minute)
	if *w.execution(old).Output != `{"old":true}` || *w.execution(young).Output != `2` {
		t.Error("executions under way keep their definition, new ones have the new")
	}
	described, err := w.states.DescribeStateMachine(w.ctx, &sfn.DescribeStateMachineInput{StateMachineArn: &machine})
	w.must(err)
	if *described.Definition != pass || described.Status != types.StateMachineStatusActive {
		t.Errorf("described %+v", described)
	}
	_, err = w.states.UpdateStateMachine(w.ctx, &sfn.UpdateStateMachineInput{StateMachineArn: &machine, Definition: &wait})
	w.must(err)
	w.start(machine, "last", `{}`)
	_, err = w.states.DeleteStateMachine(w.ctx, &sfn.DeleteStateMachineInput{StateMachineArn: &machine})
	w.must(err)
	var deleting *types.StateMachineDeleting
	if _, err := w.states.StartExecution(w.ctx, &sfn.StartExecutionInput{StateMachineArn: &machine}); !errors.As(err, &deleting) {
		t.Errorf("while it is deleted: %v", err)
	}
	w.advance(time.Minute)
	list, err := w.states.ListStateMachines(w.ctx, &sfn.ListStateMachinesInput{})
	w.must(err)
	if len(list.StateMachines) != 0 {
		t.Errorf("machines %v", list.StateMachines)
	}
}
