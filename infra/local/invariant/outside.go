package invariant

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"assistive-referrals/infra"
	"assistive-referrals/internal/workflow/message"
)

func cut(reference string) (about, id string, found bool) { return strings.Cut(reference, "#") }

// executions holds that what runs is the current run of a strand that has not
// ended, once; and gathers what the workflow has seen.
func (c *checker) executions(ctx context.Context) error {
	client := sfn.NewFromConfig(c.system.Cloud.Config())
	machines, err := client.ListStateMachines(ctx, &sfn.ListStateMachinesInput{})
	if err != nil {
		return fmt.Errorf("list the workflows: %w", err)
	}
	live := map[string]int{}
	for _, machine := range machines.StateMachines {
		pages := sfn.NewListExecutionsPaginator(client, &sfn.ListExecutionsInput{StateMachineArn: machine.StateMachineArn})
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return fmt.Errorf("list the executions: %w", err)
			}
			for _, e := range page.Executions {
				if err := c.execution(ctx, client, e, live); err != nil {
					return err
				}
			}
		}
	}
	for name, n := range live {
		if n > 1 {
			c.say(OneExecution, name, "%d executions run", n)
		}
	}
	return nil
}

func (c *checker) execution(ctx context.Context, client *sfn.Client, e sfntypes.ExecutionListItem, live map[string]int) error {
	if err := c.seen(ctx, client, e); err != nil {
		return err
	}
	run, err := message.ParseExecution(aws.ToString(e.Name))
	if err != nil {
		c.say(OneExecution, aws.ToString(e.Name), "is not the name of a strand's execution")
		return nil
	}
	if e.Status == sfntypes.ExecutionStatusFailed || e.Status == sfntypes.ExecutionStatusTimedOut {
		if !c.options.FaultsInjected {
			c.say(OneExecution, aws.ToString(e.Name), "ended as %s", e.Status)
		}
		return nil
	}
	if e.Status != sfntypes.ExecutionStatusRunning {
		return nil
	}
	r := c.cases[run.Reference]
	if r == nil {
		c.say(OneExecution, aws.ToString(e.Name), "runs, and there is no such case")
		return nil
	}
	for _, s := range r.strands {
		if s.Kind != run.Kind {
			continue
		}
		live[s.name()]++
		switch {
		case s.State.Final():
			c.say(OneExecution, s.name(), "run %d is live, and the strand is %s", run.Run, s.State)
		case s.Run != run.Run:
			c.say(OneExecution, s.name(), "run %d is live, and run %d counts", run.Run, s.Run)
		}
		return nil
	}
	c.say(OneExecution, aws.ToString(e.Name), "runs, and there is no such strand")
	return nil
}

// seen gathers what an execution was given, gave and did.
func (c *checker) seen(ctx context.Context, client *sfn.Client, e sfntypes.ExecutionListItem) error {
	where := "execution " + aws.ToString(e.Name)
	about, err := client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: e.ExecutionArn})
	if err != nil {
		return fmt.Errorf("look at %s: %w", where, err)
	}
	c.texts = append(c.texts, place{where, aws.ToString(e.Name)}, place{where + ", input", aws.ToString(about.Input)},
		place{where + ", output", aws.ToString(about.Output)}, place{where + ", cause", aws.ToString(about.Cause)})
	pages := sfn.NewGetExecutionHistoryPaginator(client, &sfn.GetExecutionHistoryInput{ExecutionArn: e.ExecutionArn})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("read the history of %s: %w", where, err)
		}
		document, err := json.Marshal(page.Events)
		if err != nil {
			return fmt.Errorf("read the history of %s: %w", where, err)
		}
		c.texts = append(c.texts, place{where + ", history", string(document)})
	}
	return nil
}

// deadLetters holds that no queue has given anything up.
func (c *checker) deadLetters(ctx context.Context) error {
	client := sqs.NewFromConfig(c.system.Cloud.Config())
	names := []string{}
	for _, q := range infra.Build().Queues {
		names = append(names, q.DeadLetters())
	}
	for _, f := range infra.Build().Functions {
		if f.Stream != nil {
			names = append(names, f.Stream.Failures)
		}
	}
	for _, name := range names {
		queue, err := client.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: &name})
		if err != nil {
			return fmt.Errorf("find %s: %w", name, err)
		}
		answer, err := client.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{QueueUrl: queue.QueueUrl, AttributeNames: []sqstypes.QueueAttributeName{
			sqstypes.QueueAttributeNameApproximateNumberOfMessages, sqstypes.QueueAttributeNameApproximateNumberOfMessagesNotVisible,
			sqstypes.QueueAttributeNameApproximateNumberOfMessagesDelayed,
		}})
		if err != nil {
			return fmt.Errorf("look at %s: %w", name, err)
		}
		for what, n := range answer.Attributes {
			if n != "0" {
				c.say(NoDeadLetter, name, "%s is %s", what, n)
			}
		}
	}
	return nil
}
