package smoke

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"assistive-referrals/infra/stack"
	"assistive-referrals/internal/casestore"
)

// empty takes away what the story before left: a story begins in an empty system.
func (w *world) empty(ctx context.Context) error {
	machine := sfn.NewFromConfig(w.stack.Config())
	pages := sfn.NewListExecutionsPaginator(machine, &sfn.ListExecutionsInput{
		StateMachineArn: aws.String(w.stack.Outputs[stack.OutputMachine]), StatusFilter: sfntypes.ExecutionStatusRunning,
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("list the executions: %w", err)
		}
		for _, e := range page.Executions {
			if _, err := machine.StopExecution(ctx, &sfn.StopExecutionInput{ExecutionArn: e.ExecutionArn}); err != nil {
				return fmt.Errorf("stop %s: %w", aws.ToString(e.Name), err)
			}
		}
	}
	schema := casestore.Schema()
	items, err := w.scan(ctx, "attribute_exists(SK)", nil)
	if err != nil {
		return err
	}
	for _, item := range items {
		_, err := w.table.DeleteItem(ctx, &dynamodb.DeleteItemInput{
			TableName: aws.String(w.stack.Outputs[stack.OutputTable]),
			Key:       map[string]types.AttributeValue{schema.PartitionKey: item[schema.PartitionKey], schema.SortKey: item[schema.SortKey]},
		})
		if err != nil {
			return fmt.Errorf("empty the table: %w", err)
		}
	}
	return nil
}
