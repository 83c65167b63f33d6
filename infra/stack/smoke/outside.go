package smoke

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"assistive-referrals/infra/stack"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
)

// calm is how long the servers may take to put away what was done: a message is
// taken off its queue, and an execution ends, after the table says that it is done.
const calm = 10 * time.Second

// Check implements journey.World: it returns what must hold of every case,
// execution and queue, and still does not after a while.
func (w *world) Check(ctx context.Context) ([]string, error) {
	for begun := time.Now(); ; {
		wrong, err := w.look(ctx)
		if err != nil || len(wrong) == 0 || time.Since(begun) > calm {
			return wrong, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func (w *world) look(ctx context.Context) ([]string, error) {
	strands, wrong, err := w.cases(ctx)
	if err != nil {
		return nil, err
	}
	for _, look := range []func(context.Context, map[string]referral.Strand) ([]string, error){w.executions, w.queues} {
		found, err := look(ctx, strands)
		if err != nil {
			return nil, err
		}
		wrong = append(wrong, found...)
	}
	return wrong, nil
}

// cases replays every history, and returns the strands by the name of their
// current run.
func (w *world) cases(ctx context.Context) (map[string]referral.Strand, []string, error) {
	store := casestore.New(casestore.Options{Config: w.stack.Config(), Table: w.stack.Outputs[stack.OutputTable], Rules: referral.DefaultRules()})
	items, err := w.scan(ctx, "SK = :case", map[string]types.AttributeValue{":case": text("CASE")})
	if err != nil {
		return nil, nil, err
	}
	byRun, wrong := map[string]referral.Strand{}, []string{}
	for _, item := range items {
		reference := referral.Reference(strings.TrimPrefix(textOf(item, "PK"), "CASE#"))
		c, strands, err := store.Case(ctx, reference)
		if err != nil {
			return nil, nil, err
		}
		events, err := store.History(ctx, reference)
		if err != nil {
			return nil, nil, err
		}
		replayed, states, err := referral.Replay(events)
		if err != nil || replayed.Version != c.Version {
			wrong = append(wrong, fmt.Sprintf("%s: the history replays to version %d of %d (%v)", reference, replayed.Version, c.Version, err))
		}
		for _, s := range strands {
			byRun[message.Strand{Reference: reference, Kind: s.Kind, Run: s.Run}.Execution()] = s
			if states[s.Kind].State != s.State {
				wrong = append(wrong, fmt.Sprintf("%s %s: is %s, by its history %s", reference, s.Kind, s.State, states[s.Kind].State))
			}
		}
	}
	return byRun, wrong, nil
}

// executions holds that the execution of every strand's current run went well, and
// that no strand that has ended has one that goes on.
func (w *world) executions(ctx context.Context, strands map[string]referral.Strand) ([]string, error) {
	client := sfn.NewFromConfig(w.stack.Config())
	var wrong []string
	missing := maps.Clone(strands)
	pages := sfn.NewListExecutionsPaginator(client, &sfn.ListExecutionsInput{StateMachineArn: aws.String(w.stack.Outputs[stack.OutputMachine])})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("list the executions: %w", err)
		}
		for _, e := range page.Executions {
			name := aws.ToString(e.Name)
			s, current := strands[name]
			delete(missing, name)
			switch e.Status {
			case sfntypes.ExecutionStatusRunning:
				if !current || s.State.Final() {
					wrong = append(wrong, fmt.Sprintf("%s runs, and its strand is %q", name, s.State))
				}
			case sfntypes.ExecutionStatusFailed, sfntypes.ExecutionStatusTimedOut:
				wrong = append(wrong, fmt.Sprintf("%s ended as %s", name, e.Status))
			}
		}
	}
	for name := range missing {
		wrong = append(wrong, name+" has no execution")
	}
	return wrong, nil
}

// queues holds that nothing is left in any queue, dead letters least of all.
func (w *world) queues(ctx context.Context, _ map[string]referral.Strand) ([]string, error) {
	client := sqs.NewFromConfig(w.stack.Config())
	var wrong []string
	for _, name := range slices.Sorted(maps.Keys(w.stack.Outputs)) {
		if !strings.HasSuffix(name, "QueueURL") {
			continue
		}
		answer, err := client.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
			QueueUrl: aws.String(w.stack.Outputs[name]), AttributeNames: []sqstypes.QueueAttributeName{sqstypes.QueueAttributeNameAll},
		})
		if err != nil {
			return nil, fmt.Errorf("look at %s: %w", name, err)
		}
		for _, attribute := range []string{"ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"} {
			if n := answer.Attributes[attribute]; n != "0" {
				wrong = append(wrong, fmt.Sprintf("%s: %s is %s", name, attribute, n))
			}
		}
	}
	return wrong, nil
}
