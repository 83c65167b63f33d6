package sweep_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/functions/sweep"
	"assistive-referrals/infra/local/functiontest"
	"assistive-referrals/internal/host"
)

// The case owes a start and a notification, and the stream told of neither.
func TestSweep(t *testing.T) {
	for name, c := range map[string]struct {
		after           time.Duration
		given           func(w *functiontest.World)
		want            string // the answer, "" for an error
		started, queued int
	}{
		"the sample":                   {after: 10 * time.Minute, want: `{"looked":2,"failed":0}`, started: 1, queued: 1},
		"before anything is due":       {want: `{"looked":0,"failed":0}`},
		"the workflow does not answer": {after: 10 * time.Minute, given: func(w *functiontest.World) { w.Fail("StartExecution") }, queued: 1},
		"it panics at one of the two":  {after: 10 * time.Minute, given: func(w *functiontest.World) { w.PanicAt = w.Made.Machine }, queued: 1},
		"it panics at the other":       {after: 10 * time.Minute, given: func(w *functiontest.World) { w.PanicAt = "MessageBody" }, started: 1},
		"the table does not answer":    {after: 10 * time.Minute, given: func(w *functiontest.World) { w.Fail("Query") }},
	} {
		t.Run(name, func(t *testing.T) {
			w := functiontest.New(t)
			handler := w.Start(host.Of(sweep.New), map[string]string{
				"TABLE": w.Made.Table, "MACHINE": w.Made.Machine, "NOTIFICATIONS_QUEUE": w.Made.Queues["notifications"], "ATTACHMENTS": w.Made.Bucket})
			if err := w.Cloud.Advance(t.Context(), c.after); err != nil {
				t.Fatal(err)
			}
			if c.given != nil {
				c.given(w)
			}
			if answer, err := w.Invoke(handler, w.Sample("sweep")); answer != c.want || (err == nil) != (c.want != "") {
				t.Errorf("answered %s, %v; want %s", answer, err, c.want)
			}
			w.Fail("")
			executions, err := sfn.NewFromConfig(w.Cloud.Config()).ListExecutions(t.Context(), &sfn.ListExecutionsInput{StateMachineArn: &w.Made.Machine})
			if err != nil || len(executions.Executions) != c.started {
				t.Errorf("%d executions, %v; want %d", len(executions.Executions), err, c.started)
			}
			queue := w.Made.Queues["notifications"]
			messages, err := sqs.NewFromConfig(w.Cloud.Config()).ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: &queue})
			if err != nil || len(messages.Messages) != c.queued {
				t.Errorf("%d messages, %v; want %d", len(messages.Messages), err, c.queued)
			}
			if w.Panicked() != (w.PanicAt != "") {
				t.Errorf("the log says %s", &w.Log)
			}
		})
	}
}
