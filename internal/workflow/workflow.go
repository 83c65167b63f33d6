// Package workflow does outside the table what the table says is owed: it
// starts, resumes and stops the executions of the workflow, and queues
// notifications. It is the only package that calls Step Functions and SQS.
//
// Two functions use it. relay calls Dispatch at once, for every change that the
// table's stream tells of. sweep calls Reconcile for what is overdue. Both look at
// what is owed now and never at what an event said, and everything they do may
// be done twice.
package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
)

// Options are what a Workflow is made from.
type Options struct {
	Config        aws.Config
	Store         *casestore.Store
	Rules         referral.Rules
	Machine       string // ARN of the state machine
	Notifications string // URL of the notifications queue
	Log           *slog.Logger
}

// Workflow is the line outside the table.
type Workflow struct {
	store         *casestore.Store
	executions    *sfn.Client
	queues        *sqs.Client
	machine       string
	notifications string
	rules         referral.Rules
	log           *slog.Logger
}

// New returns the workflow.
func New(o Options) *Workflow {
	return &Workflow{
		store: o.Store, executions: sfn.NewFromConfig(o.Config), queues: sqs.NewFromConfig(o.Config),
		machine: o.Machine, notifications: o.Notifications, rules: o.Rules, log: o.Log,
	}
}

// Start starts the execution of a run. Starting the same run again is no error,
// whether it still runs or has ended.
func (w *Workflow) Start(ctx context.Context, s message.Strand) error {
	input, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("start %s: %w", s.Execution(), err)
	}
	_, err = w.executions.StartExecution(ctx, &sfn.StartExecutionInput{
		StateMachineArn: &w.machine, Name: aws.String(s.Execution()), Input: aws.String(string(input)),
	})
	var exists *types.ExecutionAlreadyExists
	if err != nil && !errors.As(err, &exists) {
		return fmt.Errorf("start %s: %w", s.Execution(), err)
	}
	return nil
}

// errDeadToken says that a token was used, or its task is over.
var errDeadToken = errors.New("the task token is dead")

// Resume tells the execution that waits on a token that the decision is made.
func (w *Workflow) Resume(ctx context.Context, token casestore.Token) error {
	output, err := json.Marshal(message.Step{State: referral.Decided, Done: "decided"})
	if err != nil {
		return fmt.Errorf("resume: %w", err)
	}
	_, err = w.executions.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: &token.Value, Output: aws.String(string(output))})
	var gone *types.TaskDoesNotExist
	var late *types.TaskTimedOut
	var invalid *types.InvalidToken
	switch {
	case errors.As(err, &gone), errors.As(err, &late), errors.As(err, &invalid):
		return errDeadToken
	case err != nil:
		return fmt.Errorf("resume %s: %w", token.Reference, err)
	}
	return nil
}

// Stop stops the execution of a run. Nothing to stop is done.
func (w *Workflow) Stop(ctx context.Context, s message.Strand, why string) error {
	_, err := w.executions.StopExecution(ctx, &sfn.StopExecutionInput{ExecutionArn: aws.String(w.arn(s)), Cause: &why})
	var missing *types.ExecutionDoesNotExist
	if err != nil && !errors.As(err, &missing) {
		return fmt.Errorf("stop %s: %w", s.Execution(), err)
	}
	return nil
}

// executionStatus is what a look at an execution finds.
type executionStatus string

const (
	missing executionStatus = "missing"
	running executionStatus = "running"
	ended   executionStatus = "ended"
)

func (w *Workflow) describe(ctx context.Context, s message.Strand) (executionStatus, error) {
	answer, err := w.executions.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: aws.String(w.arn(s))})
	var none *types.ExecutionDoesNotExist
	switch {
	case errors.As(err, &none):
		return missing, nil
	case err != nil:
		return "", fmt.Errorf("look at %s: %w", s.Execution(), err)
	case answer.Status == types.ExecutionStatusRunning:
		return running, nil
	}
	return ended, nil
}

func (w *Workflow) arn(s message.Strand) string {
	return strings.Replace(w.machine, ":stateMachine:", ":execution:", 1) + ":" + s.Execution()
}

// Queue asks for a notification to be sent.
func (w *Workflow) Queue(ctx context.Context, n casestore.NotificationKey) error {
	body, err := json.Marshal(message.Notification(n))
	if err != nil {
		return fmt.Errorf("queue a notification: %w", err)
	}
	_, err = w.queues.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &w.notifications, MessageBody: aws.String(string(body))})
	if err != nil {
		return fmt.Errorf("queue a notification of %s: %w", n.Reference, err)
	}
	return nil
}
