package contract

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

// Where AWS's documentation of Step Functions says something.
const (
	docCreateMachine = "Step Functions API Reference, CreateStateMachine"
	docStart         = "Step Functions API Reference, StartExecution"
	docStop          = "Step Functions API Reference, StopExecution"
	docDescribe      = "Step Functions API Reference, DescribeExecution"
	docTaskSuccess   = "Step Functions API Reference, SendTaskSuccess"
	docTaskFailure   = "Step Functions API Reference, SendTaskFailure"
	docHeartbeat     = "Step Functions API Reference, SendTaskHeartbeat"
	docHistory       = "Step Functions API Reference, GetExecutionHistory and HistoryEvent"
	docCallback      = "Step Functions Developer Guide, Wait for a Callback with Task Token"
	docErrors        = "Step Functions Developer Guide, Handling errors in Step Functions workflows"
	docTask          = "Step Functions Developer Guide, Task workflow state"
	docChoice        = "Step Functions Developer Guide, Choice workflow state"
	docWait          = "Step Functions Developer Guide, Wait workflow state"
	docPass          = "Step Functions Developer Guide, Pass workflow state"
	docFail          = "Step Functions Developer Guide, Fail workflow state"
	docFlow          = "Step Functions Developer Guide, Input and output processing in JSONPath states"
	docContext       = "Step Functions Developer Guide, Accessing execution data from the Context object"
	docIntrinsic     = "Step Functions Developer Guide, Intrinsic functions for JSONPath states"
	docLanguage      = "Amazon States Language specification"
	docStatesQuotas  = "Step Functions Developer Guide, Service quotas"
)

const roleARN = "arn:aws:iam::000000000000:role/workflow"

// alone is a definition of one state named S.
func alone(state string) string { return fmt.Sprintf(`{"StartAt":"S","States":{"S":%s}}`, state) }

// machine makes a state machine of the case's own and returns its ARN.
func (p *probe) machine(definition string) string {
	out, err := p.states.CreateStateMachine(p.ctx, &sfn.CreateStateMachineInput{Name: aws.String(p.id + "-" + unique()), Definition: &definition, RoleArn: aws.String(roleARN)})
	p.must(err)
	return *out.StateMachineArn
}

func (p *probe) start(machine, name, input string) (string, error) {
	out, err := p.states.StartExecution(p.ctx, &sfn.StartExecutionInput{StateMachineArn: &machine, Name: &name, Input: &input})
	if err != nil {
		return "", err
	}
	return *out.ExecutionArn, nil
}

// begin starts an execution of a definition.
func (p *probe) begin(definition, input string) string {
	arn, err := p.start(p.machine(definition), p.id, input)
	p.must(err)
	p.settle()
	return arn
}

func (p *probe) execution(arn string) *sfn.DescribeExecutionOutput {
	out, err := p.states.DescribeExecution(p.ctx, &sfn.DescribeExecutionInput{ExecutionArn: &arn})
	p.must(err)
	return out
}

// ended waits for an execution to end.
func (p *probe) ended(arn string, limit time.Duration) *sfn.DescribeExecutionOutput {
	var got *sfn.DescribeExecutionOutput
	p.until(limit, "the end of the execution", func() bool {
		got = p.execution(arn)
		return got.Status != types.ExecutionStatusRunning
	})
	return got
}

// outcome is an execution's end in a word: its output, or the error with which it
// failed.
func outcome(e *sfn.DescribeExecutionOutput) string {
	switch e.Status {
	case types.ExecutionStatusSucceeded:
		return aws.ToString(e.Output)
	case types.ExecutionStatusFailed:
		return "failed: " + aws.ToString(e.Error)
	}
	return string(e.Status)
}

// gives runs a definition and compares what comes of it: JSON, or "failed: " and
// an error's name.
func (p *probe) gives(definition, input, want string) {
	got := outcome(p.ended(p.begin(definition, input), time.Second))
	if json.Valid([]byte(want)) && json.Valid([]byte(got)) {
		p.sameJSON("output", got, want)
		return
	}
	p.equal("outcome", got, want)
}

// now is the instant at which the server is.
func (p *probe) now() time.Time {
	if p.double != nil {
		return p.double.Now()
	}
	return time.Now()
}

// callback is a state that sends its token to a queue and waits; more is further
// fields, beginning with a comma.
func callback(url, more string) string {
	return fmt.Sprintf(`{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","Parameters":{"QueueUrl":%q,
		"MessageBody":{"token.$":"$$.Task.Token","retry.$":"$$.State.RetryCount","entered.$":"$$.State.EnteredTime"}}%s}`, url, more)
}

type callbackMessage struct {
	Token   string
	Retry   int
	Entered time.Time
}

// called receives the next message of a callback state and deletes it.
func (p *probe) called(url string, limit time.Duration) callbackMessage {
	got := p.one(limit, url)
	p.must(p.delete(url, got.ReceiptHandle))
	var m callbackMessage
	if err := json.Unmarshal([]byte(*got.Body), &m); err != nil {
		p.fail("the message %s: %v", *got.Body, err)
	}
	return m
}

func (p *probe) succeed(token, output string) error {
	_, err := p.states.SendTaskSuccess(p.ctx, &sfn.SendTaskSuccessInput{TaskToken: &token, Output: &output})
	return err
}

func (p *probe) failTask(token, name, cause string) error {
	_, err := p.states.SendTaskFailure(p.ctx, &sfn.SendTaskFailureInput{TaskToken: &token, Error: &name, Cause: &cause})
	return err
}

// told returns the history's event types.
func (p *probe) told(arn string) (kinds []string, events []types.HistoryEvent) {
	out, err := p.states.GetExecutionHistory(p.ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: &arn})
	p.must(err)
	for _, e := range out.Events {
		kinds = append(kinds, string(e.Type))
	}
	return kinds, out.Events
}
