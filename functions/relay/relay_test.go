package relay_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/functions/relay"
	"assistive-referrals/infra/local/functiontest"
	"assistive-referrals/internal/host"
)

// The sample tells of a strand that is to start, and of a notification.
func TestRelay(t *testing.T) {
	const first, second = `{"batchItemFailures":[{"itemIdentifier":"100000000000000000001"}]}`, `{"batchItemFailures":[{"itemIdentifier":"100000000000000000002"}]}`
	for name, c := range map[string]struct {
		given           func(w *functiontest.World)
		event           func(sample string) string
		want            string
		started, queued int
	}{
		"the sample":                    {want: `{"batchItemFailures":[]}`, started: 1, queued: 1},
		"of something else":             {event: func(s string) string { return strings.ReplaceAll(s, "CASE#", "PERSON#") }, want: `{"batchItemFailures":[]}`},
		"without our keys":              {event: func(s string) string { return strings.ReplaceAll(s, `"PK"`, `"id"`) }, want: first},
		"the workflow does not answer":  {given: func(w *functiontest.World) { w.Fail("StartExecution") }, want: first},
		"it panics":                     {given: func(w *functiontest.World) { w.PanicAt = w.Made.Machine }, want: first},
		"the queue does not answer":     {given: func(w *functiontest.World) { w.Fail("SendMessage") }, want: second, started: 1},
		"it panics at the second thing": {given: func(w *functiontest.World) { w.PanicAt = "MessageBody" }, want: second, started: 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := functiontest.New(t)
			handler := w.Start(host.Of(relay.New), map[string]string{
				"TABLE": w.Made.Table, "MACHINE": w.Made.Machine, "NOTIFICATIONS_QUEUE": w.Made.Queues["notifications"]})
			if c.given != nil {
				c.given(w)
			}
			event := w.Sample("relay")
			if c.event != nil {
				event = c.event(event)
			}
			if answer, err := w.Invoke(handler, event); answer != c.want || err != nil {
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
