package contract

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// call makes the request that an SDK input stands for.
func (p *probe) call(in any) (any, error) {
	switch in := in.(type) {
	case *dynamodb.CreateTableInput:
		return p.tables.CreateTable(p.ctx, in)
	case *dynamodb.DescribeTableInput:
		return p.tables.DescribeTable(p.ctx, in)
	case *dynamodb.PutItemInput:
		return p.tables.PutItem(p.ctx, in)
	case *dynamodb.GetItemInput:
		return p.tables.GetItem(p.ctx, in)
	case *dynamodb.UpdateItemInput:
		return p.tables.UpdateItem(p.ctx, in)
	case *dynamodb.DeleteItemInput:
		return p.tables.DeleteItem(p.ctx, in)
	case *dynamodb.QueryInput:
		return p.tables.Query(p.ctx, in)
	case *dynamodb.TransactWriteItemsInput:
		return p.tables.TransactWriteItems(p.ctx, in)
	case *dynamodb.TransactGetItemsInput:
		return p.tables.TransactGetItems(p.ctx, in)
	case *dynamodb.BatchWriteItemInput:
		return p.tables.BatchWriteItem(p.ctx, in)
	case *dynamodb.BatchGetItemInput:
		return p.tables.BatchGetItem(p.ctx, in)
	case *dynamodb.UpdateTimeToLiveInput:
		return p.tables.UpdateTimeToLive(p.ctx, in)
	case *sqs.CreateQueueInput:
		return p.queues.CreateQueue(p.ctx, in)
	case *sqs.GetQueueUrlInput:
		return p.queues.GetQueueUrl(p.ctx, in)
	case *sqs.SendMessageInput:
		return p.queues.SendMessage(p.ctx, in)
	case *sqs.SendMessageBatchInput:
		return p.queues.SendMessageBatch(p.ctx, in)
	case *sqs.ReceiveMessageInput:
		return p.queues.ReceiveMessage(p.ctx, in)
	case *sqs.DeleteMessageInput:
		return p.queues.DeleteMessage(p.ctx, in)
	case *sqs.DeleteMessageBatchInput:
		return p.queues.DeleteMessageBatch(p.ctx, in)
	case *sqs.ChangeMessageVisibilityInput:
		return p.queues.ChangeMessageVisibility(p.ctx, in)
	case *sqs.StartMessageMoveTaskInput:
		return p.queues.StartMessageMoveTask(p.ctx, in)
	case *sfn.CreateStateMachineInput:
		return p.states.CreateStateMachine(p.ctx, in)
	case *sfn.StartExecutionInput:
		return p.states.StartExecution(p.ctx, in)
	case *sfn.DescribeExecutionInput:
		return p.states.DescribeExecution(p.ctx, in)
	case *sfn.StopExecutionInput:
		return p.states.StopExecution(p.ctx, in)
	case *sfn.SendTaskSuccessInput:
		return p.states.SendTaskSuccess(p.ctx, in)
	case *sfn.SendTaskFailureInput:
		return p.states.SendTaskFailure(p.ctx, in)
	case *sfn.SendTaskHeartbeatInput:
		return p.states.SendTaskHeartbeat(p.ctx, in)
	}
	panic(fmt.Sprintf("contract: no call for %T", in))
}
