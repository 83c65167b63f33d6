package awslocal_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/infra/awslocal"
)

func status(err error) int {
	var answered *awshttp.ResponseError
	if errors.As(err, &answered) {
		return answered.HTTPStatusCode()
	}
	return 0
}

// Each kind of fault, on one SendMessage: what the caller sees, how often the
// SDK tried, and how many messages there are.
func TestFaultsOfACall(t *testing.T) {
	for _, test := range []struct {
		fault    awslocal.Fault
		status   int
		attempts int
		messages int
	}{
		{awslocal.None, 0, 1, 1},
		{awslocal.FailBefore, http.StatusServiceUnavailable, 3, 0},
		// Every retry takes effect again: a standard queue has no memory.
		{awslocal.FailAfter, http.StatusInternalServerError, 3, 3},
	} {
		w := newWorld(t, "")
		url := w.queue("notifications", nil)
		attempts, asked := 0, 0
		w.cloud.Observe(func(awslocal.Call) { attempts++ })
		w.cloud.Faults(func(call awslocal.Call) awslocal.Fault {
			asked++
			if call.Operation != "SendMessage" || call.Resource != "notifications" || call.Service != "SQS" {
				t.Errorf("call %+v", call)
			}
			return test.fault
		})
		_, err := w.queues.SendMessage(w.ctx, &sqs.SendMessageInput{QueueUrl: &url, MessageBody: aws.String("x")})
		if status(err) != test.status || attempts != test.attempts || asked != 1 {
			t.Errorf("fault %d: status %d after %d attempts, asked %d times: %v", test.fault, status(err), attempts, asked, err)
		}
		w.cloud.Faults(nil)
		if n := w.count(url, "ApproximateNumberOfMessages"); n != test.messages {
			t.Errorf("fault %d: %d messages, want %d", test.fault, n, test.messages)
		}
	}
}

// A lost answer of a transaction is made good by the SDK's own token.
func TestFailAfterOfATransaction(t *testing.T) {
	w := newWorld(t, "")
	w.table("cases")
	w.cloud.Faults(func(awslocal.Call) awslocal.Fault { return awslocal.FailAfter })
	_, err := w.tables.TransactWriteItems(w.ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []ddbtypes.TransactWriteItem{{
		Put: &ddbtypes.Put{TableName: aws.String("cases"), Item: map[string]ddbtypes.AttributeValue{"PK": &ddbtypes.AttributeValueMemberS{Value: "A"}},
			ConditionExpression: aws.String("attribute_not_exists(PK)")},
	}}})
	if status(err) != http.StatusInternalServerError {
		t.Fatalf("error %v, want the answer to be lost, not the condition to fail", err)
	}
}

// A crash after the effect: the handler does not go on, even through its own
// recovery, and the message comes back.
func TestCrash(t *testing.T) {
	w := newWorld(t, "")
	in, out := w.queue("assessments", nil), w.queue("notifications", nil)
	client := sqs.NewFromConfig(w.cloud.ConfigFor("enlist"))
	var caller string
	runs, survived := 0, 0
	w.function("enlist", func(ctx context.Context, _ events.SQSEvent) error {
		runs++
		defer func() {
			if recover() != nil {
				survived++
			}
		}()
		_, err := client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &out, MessageBody: aws.String("told")})
		if runs == 1 {
			survived++
		}
		return err
	})
	w.must(w.cloud.MapQueue(awslocal.QueueMapping{Function: "enlist", Queue: "assessments"}))
	w.send(in, "x")
	crashed := false
	w.cloud.Faults(func(call awslocal.Call) awslocal.Fault {
		if call.Operation == "SendMessage" && !crashed {
			crashed, caller = true, call.Caller
			return awslocal.Crash
		}
		return awslocal.None
	})
	w.settle()
	if runs != 1 || survived != 0 || caller != "enlist" {
		t.Fatalf("runs %d, survived %d, caller %q", runs, survived, caller)
	}
	if n := w.count(out, "ApproximateNumberOfMessages"); n != 1 {
		t.Fatalf("%d messages: the effect comes before the crash", n)
	}
	w.advance(30 * time.Second)
	if n := w.count(out, "ApproximateNumberOfMessages"); runs != 2 || n != 2 {
		t.Errorf("runs %d, messages %d after redelivery", runs, n)
	}
}

func TestFaultsOfAnInvocation(t *testing.T) {
	for _, test := range []struct {
		fault  awslocal.Fault
		runs   int
		failed string
		err    bool
	}{
		{awslocal.None, 1, "", false},
		{awslocal.FailBefore, 0, "", true},
		{awslocal.FailAfter, 1, "", true},
		{awslocal.Crash, 1, "Runtime.ExitError", false},
	} {
		w := newWorld(t, "")
		runs := 0
		w.function("triage", func() (string, error) { runs++; return "done", nil })
		w.cloud.Faults(func(awslocal.Call) awslocal.Fault { return test.fault })
		_, failed, err := w.cloud.Invoke(w.ctx, "triage", nil)
		got := ""
		if failed != nil {
			got = failed.Type
		}
		if runs != test.runs || got != test.failed || (err != nil) != test.err {
			t.Errorf("fault %d: runs %d, function error %q, error %v", test.fault, runs, got, err)
		}
	}
}

type missingCase struct{}

func (*missingCase) Error() string { return "no such case" }

// "AWS Lambda function errors in Go": the type is the error's or panic value's.
func TestFunctionErrors(t *testing.T) {
	w := newWorld(t, "")
	w.function("returns", func() error { return &missingCase{} })
	w.function("panics", func() error { panic("out of luck") })
	w.must(w.cloud.CreateFunction(awslocal.Function{Name: "hangs", Timeout: time.Second, Handler: hang{}}))
	for name, want := range map[string]string{
		"returns": `missingCase: no such case`,
		"panics":  `string: out of luck`,
		"hangs":   "Sandbox.Timedout: RequestId: ",
	} {
		_, failed, err := w.cloud.Invoke(w.ctx, name, []byte(`{}`))
		if err != nil || failed == nil || !strings.HasPrefix(failed.Error(), want) {
			t.Errorf("%s: %v, %v; want %s", name, failed, err, want)
		}
	}
	if _, _, err := w.cloud.Invoke(w.ctx, "absent", nil); err == nil || !strings.Contains(err.Error(), "ResourceNotFoundException") {
		t.Errorf("error %v", err)
	}
}

type hang struct{}

func (hang) Invoke(context.Context, []byte) ([]byte, error) { select {} }

// What the double lacks is refused by name, at once.
func TestNotEmulated(t *testing.T) {
	w := newWorld(t, "")
	attempts := 0
	w.cloud.Observe(func(awslocal.Call) { attempts++ })
	_, err := w.tables.ExecuteStatement(w.ctx, &dynamodb.ExecuteStatementInput{Statement: aws.String("SELECT 1")})
	if err == nil || !strings.Contains(err.Error(), "awslocal: DynamoDB.ExecuteStatement is not emulated") || status(err) != 501 {
		t.Errorf("error %v", err)
	}
	if attempts != 1 {
		t.Errorf("%d attempts", attempts)
	}
	_, err = w.queues.CreateQueue(w.ctx, &sqs.CreateQueueInput{QueueName: aws.String("q.fifo")})
	if err == nil || !strings.Contains(err.Error(), "SQS.CreateQueue.FifoQueue is not emulated") {
		t.Errorf("error %v", err)
	}
}
