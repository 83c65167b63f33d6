package awslocal_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/infra/awslocal"
)

// monday is where every simulation begins.
var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// world is a Cloud with SDK clients for it.
type world struct {
	t       testing.TB
	ctx     context.Context
	cloud   *awslocal.Cloud
	tables  *dynamodb.Client
	queues  *sqs.Client
	states  *sfn.Client
	secrets *secretsmanager.Client
}

func newWorld(t testing.TB, path string) *world {
	t.Helper()
	cloud, err := awslocal.New(awslocal.Options{
		Path: path, Now: func() time.Time { return monday },
		Random: rand.NewChaCha8([32]byte{byte(len(t.Name()))}),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cloud.Close() })
	return newClients(t, cloud)
}

func newClients(t testing.TB, cloud *awslocal.Cloud) *world {
	c := cloud.Config()
	return &world{
		t: t, ctx: t.Context(), cloud: cloud,
		tables: dynamodb.NewFromConfig(c), queues: sqs.NewFromConfig(c), states: sfn.NewFromConfig(c), secrets: secretsmanager.NewFromConfig(c),
	}
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) settle() {
	w.t.Helper()
	w.must(w.cloud.Settle(w.ctx))
}

func (w *world) advance(d time.Duration) {
	w.t.Helper()
	w.must(w.cloud.Advance(w.ctx, d))
}

// queue creates a queue and returns its URL.
func (w *world) queue(name string, attributes map[string]string) string {
	w.t.Helper()
	out, err := w.queues.CreateQueue(w.ctx, &sqs.CreateQueueInput{QueueName: &name, Attributes: attributes})
	w.must(err)
	return *out.QueueUrl
}

func queueARN(name string) string { return "arn:aws:sqs:eu-west-2:000000000000:" + name }

func (w *world) send(url, body string) string {
	w.t.Helper()
	out, err := w.queues.SendMessage(w.ctx, &sqs.SendMessageInput{QueueUrl: &url, MessageBody: &body})
	w.must(err)
	return *out.MessageId
}

func (w *world) function(name string, handler any) {
	w.t.Helper()
	w.must(w.cloud.CreateFunction(awslocal.Function{Name: name, Handler: lambda.NewHandler(handler)}))
}

// table creates a table with a stream and the key PK.
func (w *world) table(name string) {
	w.t.Helper()
	_, err := w.tables.CreateTable(w.ctx, &dynamodb.CreateTableInput{
		TableName:            &name,
		BillingMode:          ddbtypes.BillingModePayPerRequest,
		AttributeDefinitions: []ddbtypes.AttributeDefinition{{AttributeName: aws.String("PK"), AttributeType: ddbtypes.ScalarAttributeTypeS}},
		KeySchema:            []ddbtypes.KeySchemaElement{{AttributeName: aws.String("PK"), KeyType: ddbtypes.KeyTypeHash}},
		StreamSpecification:  &ddbtypes.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: ddbtypes.StreamViewTypeNewAndOldImages},
	})
	w.must(err)
}

func (w *world) put(table, key string, more ...string) {
	w.t.Helper()
	item := map[string]ddbtypes.AttributeValue{"PK": &ddbtypes.AttributeValueMemberS{Value: key}}
	for i := 0; i+1 < len(more); i += 2 {
		item[more[i]] = &ddbtypes.AttributeValueMemberS{Value: more[i+1]}
	}
	_, err := w.tables.PutItem(w.ctx, &dynamodb.PutItemInput{TableName: &table, Item: item})
	w.must(err)
}

const roleARN = "arn:aws:iam::000000000000:role/workflow"

func (w *world) machine(name, definition string) string {
	w.t.Helper()
	out, err := w.states.CreateStateMachine(w.ctx, &sfn.CreateStateMachineInput{
		Name: &name, Definition: &definition, RoleArn: aws.String(roleARN),
	})
	w.must(err)
	return *out.StateMachineArn
}

func (w *world) start(machine, name, input string) string {
	w.t.Helper()
	in := &sfn.StartExecutionInput{StateMachineArn: &machine, Input: &input}
	if name != "" {
		in.Name = &name
	}
	out, err := w.states.StartExecution(w.ctx, in)
	w.must(err)
	return *out.ExecutionArn
}

func (w *world) execution(arn string) *sfn.DescribeExecutionOutput {
	w.t.Helper()
	out, err := w.states.DescribeExecution(w.ctx, &sfn.DescribeExecutionInput{ExecutionArn: &arn})
	w.must(err)
	return out
}

// line is a small workflow with everything that a referral's has: a change of a
// table starts an execution, a step runs, a message carries a token, and a
// function brings it back.
type line struct {
	*world
	steps  []string
	tokens []string
}

const lineDefinition = `{
  "StartAt": "triage",
  "States": {
    "triage": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "triage", "Payload": {"reference.$": "$.reference"}},
      "ResultSelector": {"team.$": "$.Payload.team"}, "ResultPath": "$.triage",
      "Retry": [{"ErrorEquals": ["Lambda.ServiceException", "Lambda.SdkClientException", "Runtime.ExitError"], "IntervalSeconds": 2}],
      "Next": "assess"},
    "assess": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Parameters": {"QueueUrl": "https://sqs.eu-west-2.amazonaws.com/000000000000/assessments",
        "MessageBody": {"reference.$": "$.reference", "token.$": "$$.Task.Token", "entered.$": "$$.State.EnteredTime", "retries.$": "$$.State.RetryCount"}},
      "TimeoutSeconds": 25920000, "ResultPath": "$.outcome",
      "Next": "done"},
    "done": {"Type": "Succeed"}
  }
}`

// wire declares the line's functions and mappings, as a program does at start.
func (l *line) wire() {
	l.t.Helper()
	states := sfn.NewFromConfig(l.cloud.ConfigFor("relay"))
	l.function("relay", func(ctx context.Context, event events.DynamoDBEvent) error {
		for _, record := range event.Records {
			name := record.Change.NewImage["PK"].String()
			_, err := states.StartExecution(ctx, &sfn.StartExecutionInput{
				StateMachineArn: aws.String("arn:aws:states:eu-west-2:000000000000:stateMachine:referral"),
				Name:            &name, Input: aws.String(fmt.Sprintf(`{"reference":%q}`, name)),
			})
			if err != nil {
				return err
			}
			l.steps = append(l.steps, "relay "+name)
		}
		return nil
	})
	l.function("triage", func(_ context.Context, in struct{ Reference string }) (map[string]string, error) {
		l.steps = append(l.steps, "triage "+in.Reference)
		return map[string]string{"team": "north"}, nil
	})
	l.function("enlist", func(_ context.Context, event events.SQSEvent) error {
		for _, record := range event.Records {
			var body struct{ Reference, Token string }
			if err := json.Unmarshal([]byte(record.Body), &body); err != nil {
				return err
			}
			l.steps = append(l.steps, "enlist "+body.Reference)
			l.tokens = append(l.tokens, body.Token)
		}
		return nil
	})
	l.must(l.cloud.MapStream(awslocal.StreamMapping{Function: "relay", Table: "cases", MaximumRetryAttempts: -1,
		Filters: []string{`{"dynamodb":{"NewImage":{"kind":{"S":["strand"]}}}}`}}))
	l.must(l.cloud.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: "assessments"}))
}

func newLine(t *testing.T, path string) *line {
	t.Helper()
	l := &line{world: newWorld(t, path)}
	l.table("cases")
	l.queue("assessments", nil)
	l.machine("referral", lineDefinition)
	l.wire()
	return l
}
