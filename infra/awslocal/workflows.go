package awslocal

import (
	"context"
	"encoding/json"
	"errors"

	"assistive-referrals/infra/awslocal/stepfunctions"
	"assistive-referrals/infra/awslocal/wire"
)

// stepWorkflows does one task of one execution.
func (c *Cloud) stepWorkflows(ctx context.Context) (bool, error) {
	var task *stepfunctions.Task
	worked := false
	err := c.locked(func() (err error) {
		if worked = c.states.Ready(); worked {
			task, err = c.states.Work()
		}
		return err
	})
	if err != nil || task == nil {
		return worked, err
	}
	if task.Function == "" {
		return true, c.send(task)
	}
	outcome := c.invokeTask(ctx, task)
	return true, c.locked(func() error { return c.states.Done(task.ID, outcome) })
}

// invokeTask runs a function for a workflow and names what went wrong as Step
// Functions does.
func (c *Cloud) invokeTask(ctx context.Context, task *stepfunctions.Task) stepfunctions.Outcome {
	result, failed, err := c.invoke(ctx, "states", task.Function, task.Payload)
	if failed != nil {
		name := failed.Type
		if name == "" {
			name = "Lambda.Unknown"
		}
		return stepfunctions.Outcome{Error: name, Cause: string(failed.Payload)}
	}
	var refused *wire.Error
	switch {
	case err == nil:
		return stepfunctions.Outcome{Result: result}
	case !errors.As(err, &refused):
		return stepfunctions.Outcome{Error: "Lambda.Unknown", Cause: err.Error()}
	case refused.Status == 503:
		return stepfunctions.Outcome{Error: "Lambda.ServiceException", Cause: refused.Message}
	case refused.Status == 500:
		return stepfunctions.Outcome{Error: "Lambda.SdkClientException", Cause: refused.Message}
	}
	return stepfunctions.Outcome{Error: "Lambda." + refused.Code, Cause: refused.Message}
}

// send sends a message for a workflow. Message and workflow change together, so
// that a process killed in between leaves neither or both.
func (c *Cloud) send(task *stepfunctions.Task) error {
	call := Call{
		Caller: "states", Service: "SQS", Operation: "SendMessage", Invocation: c.random.id(),
		Input: task.Send,
	}
	fault := c.hooks.fault(call)
	return c.locked(func() error {
		if fault == FailBefore {
			return c.states.Done(task.ID, stepfunctions.Outcome{Error: "SQS.AmazonSQSException", Cause: unavailable().Message})
		}
		output, err := c.sqs.Call("SendMessage", task.Send)
		var refused *wire.Error
		if errors.As(err, &refused) {
			return c.states.Done(task.ID, stepfunctions.Outcome{Error: sqsError(refused), Cause: refused.Message})
		}
		if err != nil {
			return err
		}
		if fault != None {
			// Step Functions has no process to crash; its answer is lost instead.
			return c.states.Done(task.ID, stepfunctions.Outcome{Error: "SQS.SdkClientException", Cause: answerLost().Message})
		}
		result, err := json.Marshal(output)
		if err != nil {
			return err
		}
		return c.states.Done(task.ID, stepfunctions.Outcome{Result: result})
	})
}

func sqsError(refused *wire.Error) string {
	if refused.Code == "QueueDoesNotExist" {
		return "SQS.QueueDoesNotExistException"
	}
	return "SQS.AmazonSQSException"
}
