package workflow_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow"
	"assistive-referrals/internal/workflow/message"
)

var (
	monday    = time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)
	therapist = referral.Actor{ID: "u-04", Name: "Occupational Therapist One", Role: referral.OccupationalTherapist}
)

var rules = referral.DefaultRules()

const technology = referral.AssistiveTechnology

// machine is a workflow with the one state that matters here: it waits for its token.
const machine = `{"StartAt": "assess", "States": {"assess": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
	"Parameters": {"QueueUrl": "https://sqs.eu-west-2.amazonaws.com/000000000000/assessments", "MessageBody": {"token.$": "$$.Task.Token"}}, "End": true}}}`

// world is a table, a queue and a workflow, and what is asked of them.
type world struct {
	*workflow.Workflow
	t      *testing.T
	cloud  *awslocal.Cloud
	store  *casestore.Store
	tables *dynamodb.Client
	states *sfn.Client
	queues *sqs.Client
	arn    string
	calls  []string // of the workflow and the queue, since the last look
	drafts int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	cloud, err := awslocal.New(awslocal.Options{Now: func() time.Time { return monday }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cloud.Close() })
	config := cloud.Config()
	w := &world{t: t, cloud: cloud, tables: dynamodb.NewFromConfig(config), states: sfn.NewFromConfig(config), queues: sqs.NewFromConfig(config)}
	_, err = w.tables.CreateTable(t.Context(), casestore.CreateTableInput("cases"))
	w.must(err)
	for _, name := range []string{"assessments", "notifications"} {
		_, err = w.queues.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: &name})
		w.must(err)
	}
	made, err := w.states.CreateStateMachine(t.Context(), &sfn.CreateStateMachineInput{
		Name: aws.String("referral"), Definition: aws.String(machine), RoleArn: aws.String("arn:aws:iam::000000000000:role/workflow"),
	})
	w.must(err)
	w.arn = *made.StateMachineArn
	w.store = casestore.New(casestore.Options{Config: config, Table: "cases", Now: cloud.Now, Rules: rules})
	w.Workflow = workflow.New(workflow.Options{
		Config: config, Store: w.store, Rules: rules, Machine: w.arn, Notifications: queueURL("notifications"), Log: slog.New(slog.DiscardHandler),
	})
	cloud.Observe(w.see)
	return w
}

func queueURL(name string) string {
	return "https://sqs.eu-west-2.amazonaws.com/000000000000/" + name
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// see writes down a call of Step Functions or SQS, and which run it is about.
func (w *world) see(c awslocal.Call) {
	if c.Service != "States" && c.Service != "SQS" || c.Caller != "" {
		return
	}
	var in struct {
		Name         string `json:"name"`
		ExecutionArn string `json:"executionArn"`
	}
	_ = json.Unmarshal(c.Input, &in) // an operation of ours is JSON
	said := strings.ToLower(strings.TrimSuffix(c.Operation, "Execution"))
	if name := in.Name + in.ExecutionArn; name != "" {
		said += " " + name[strings.LastIndex(name, "-")+1:]
	}
	w.calls = append(w.calls, said)
}

// asked returns what was asked of the workflow and the queue since the last look.
func (w *world) asked() string {
	said := strings.Join(w.calls, ", ")
	w.calls = nil
	return said
}

// opened is a case of one strand, about a person of that name.
func (w *world) opened(name string) referral.Reference {
	w.t.Helper()
	w.drafts++
	referrer := referral.Referrer{Actor: referral.Actor{ID: "u-01", Name: "Social Worker One", Role: referral.SocialWorker}}
	id := fmt.Sprintf("D%d", w.drafts)
	w.must(w.store.StartDraft(w.t.Context(), referrer.ID, id))
	draft, err := w.store.Draft(w.t.Context(), referrer.ID, id)
	w.must(err)
	r, err := w.store.Open(w.t.Context(), casestore.Submission{Draft: draft, Request: "send", Sent: referral.Referral{
		Sent: w.cloud.Now(), Referrer: referrer, Kinds: []referral.Kind{technology}, Answers: referral.Answers{},
		Facts: referral.Facts{Person: referral.Person{Name: name, DateOfBirth: "1950-02-03"}},
	}})
	w.must(err)
	return r
}

func (w *world) change(r referral.Reference, change referral.Change) {
	w.t.Helper()
	_, err := w.store.UpdateStrand(w.t.Context(), casestore.StrandRevision{Reference: r, Kind: technology, By: therapist},
		func(referral.Case, referral.Strand) (referral.Change, error) { return change, nil })
	w.must(err)
}

// owing is a case whose strand owes that effect.
func (w *world) owing(effect referral.Effect) referral.Reference {
	w.t.Helper()
	triage := referral.Triage{Priority: referral.High, Team: referral.OccupationalTherapyTeam}
	changes := map[referral.Effect][]referral.Change{
		referral.Start:  nil,
		referral.Enlist: {triage},
		referral.Resume: {triage, referral.AddToWorklist{}, referral.Claim{}, referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "As described."}},
			rules.Decide(referral.Decision{Outcome: referral.Declined, Rationale: "They said so.", NextStep: "They ask again."}, referral.Strand{}, monday)},
		referral.Stop: {triage, referral.Withdraw{Reason: "No longer wanted."}},
	}[effect]
	r := w.opened("Alpha Testcase")
	for _, change := range changes {
		w.change(r, change)
	}
	if o := w.owed(r, technology); o.Effect != effect {
		w.t.Fatalf("it owes %s", o.Effect)
	}
	return r
}

// owed is what a case owes; nothing if it owes nothing.
func (w *world) owed(r referral.Reference, kind referral.Kind) casestore.OutboxEntry {
	w.t.Helper()
	o, err := w.store.OutboxEntry(w.t.Context(), r, kind)
	if !errors.Is(err, casestore.ErrNotFound) {
		w.must(err)
	}
	return o
}

// put has a case owe an effect that no change made it owe.
func (w *world) put(r referral.Reference, effect, run string) {
	w.t.Helper()
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	_, err := w.tables.PutItem(w.t.Context(), &dynamodb.PutItemInput{TableName: aws.String("cases"), Item: map[string]types.AttributeValue{
		"PK": text("CASE#" + string(r)), "SK": text("OWED#" + string(technology)), "reference": text(string(r)), "kind": text(string(technology)),
		"effect": text(effect), "run": &types.AttributeValueMemberN{Value: run}, "attempts": &types.AttributeValueMemberN{Value: "0"},
	}})
	w.must(err)
}

// left says what a case still owes.
func (w *world) left(r referral.Reference) string {
	o := w.owed(r, technology)
	if o.Effect == referral.NoEffect {
		return "nothing"
	}
	return fmt.Sprintf("%s %d after %d", o.Effect, o.Run, o.Attempts)
}

// execute has the first run of a strand be missing, running or ended, and returns its
// task token; "" where there is none.
func (w *world) execute(r referral.Reference, status string) string {
	w.t.Helper()
	if status == "missing" {
		return ""
	}
	name := message.Strand{Reference: r, Kind: technology, Run: 1}.Execution()
	started, err := w.states.StartExecution(w.t.Context(), &sfn.StartExecutionInput{StateMachineArn: &w.arn, Name: &name})
	w.must(err)
	w.must(w.cloud.Settle(w.t.Context()))
	var body struct{ Token string }
	w.must(json.Unmarshal([]byte(w.received("assessments")), &body))
	if status == "ended" {
		_, err = w.states.StopExecution(w.t.Context(), &sfn.StopExecutionInput{ExecutionArn: started.ExecutionArn})
		w.must(err)
	}
	return body.Token
}

// received is the next message of a queue.
func (w *world) received(queue string) string {
	w.t.Helper()
	answer, err := w.queues.ReceiveMessage(w.t.Context(), &sqs.ReceiveMessageInput{QueueUrl: aws.String(queueURL(queue))})
	w.must(err)
	if len(answer.Messages) == 0 {
		w.t.Fatalf("%s is empty", queue)
	}
	return *answer.Messages[0].Body
}
