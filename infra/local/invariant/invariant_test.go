package invariant_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/infra"
	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/local/invariant"
	"assistive-referrals/infra/local/journey"
)

type item = map[string]types.AttributeValue

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

// spoiled is a system after a story, to be spoiled in one place.
type spoiled struct {
	*journey.Local
	t     *testing.T
	items []item
}

func told(t *testing.T, story string) spoiled {
	t.Helper()
	s, err := journey.Load(filepath.Join("..", "..", "..", "testdata", "journeys", story))
	if err != nil {
		t.Fatal(err)
	}
	world, err := journey.NewLocal(t.Context(), s.Starts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = world.Close() })
	world.SkipIdle()
	if result := journey.Run(t.Context(), s, world); !result.OK() {
		t.Fatal(result.Line())
	}
	answer, err := dynamodb.NewFromConfig(world.Cloud.Config()).Scan(t.Context(), &dynamodb.ScanInput{TableName: aws.String(infra.Build().Table)})
	if err != nil {
		t.Fatal(err)
	}
	return spoiled{world, t, answer.Items}
}

// find returns a copy of the one item whose keys begin like that.
func (s spoiled) find(pk, sk string) item {
	s.t.Helper()
	for _, i := range s.items {
		if strings.HasPrefix(i["PK"].(*types.AttributeValueMemberS).Value, pk) && strings.HasPrefix(i["SK"].(*types.AttributeValueMemberS).Value, sk) {
			copied := item{}
			for name, value := range i {
				copied[name] = value
			}
			return copied
		}
	}
	s.t.Fatalf("there is no %s %s", pk, sk)
	return nil
}

func (s spoiled) put(i item) {
	s.t.Helper()
	if _, err := dynamodb.NewFromConfig(s.Cloud.Config()).PutItem(s.t.Context(), &dynamodb.PutItemInput{TableName: aws.String(infra.Build().Table), Item: i}); err != nil {
		s.t.Fatal(err)
	}
}

func (s spoiled) remove(i item) {
	s.t.Helper()
	if _, err := dynamodb.NewFromConfig(s.Cloud.Config()).DeleteItem(s.t.Context(), &dynamodb.DeleteItemInput{
		TableName: aws.String(infra.Build().Table), Key: item{"PK": i["PK"], "SK": i["SK"]}}); err != nil {
		s.t.Fatal(err)
	}
}

func (s spoiled) reference() string {
	return strings.TrimPrefix(s.find("CASE#", "CASE")["PK"].(*types.AttributeValueMemberS).Value, "CASE#")
}

// with returns the item with attributes changed; nil takes one away.
func with(i item, name string, value types.AttributeValue) item {
	i[name] = value
	if value == nil {
		delete(i, name)
	}
	return i
}

// TestEachViolationIsFound spoils a sound system in one place at a time.
func TestEachViolationIsFound(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(spoiled)
		rule  string
		saw   string
	}{
		"a second case of a draft": {func(s spoiled) {
			s.put(with(with(s.find("CASE#", "CASE"), "PK", text("CASE#2222-2222")), "reference", text("2222-2222")))
		}, invariant.OneCase, "several cases"},
		"no case of a sent draft": {func(s spoiled) { s.remove(s.find("CASE#", "CASE")) }, invariant.OneCase, "no case"},
		"a hole in the history":   {func(s spoiled) { s.remove(s.find("HISTORY#", "00000002")) }, invariant.WholeHistory, "at place 2"},
		"a forged event": {func(s spoiled) {
			i := s.find("HISTORY#", "00000003")
			sealed := i["sealed"].(*types.AttributeValueMemberS).Value
			s.put(with(i, "sealed", text(strings.Replace(sealed, `"at":"2026`, `"at":"2025`, 1))))
		}, invariant.WholeHistory, "hash of version 3"},
		"a strand that the history does not tell of": {func(s spoiled) {
			s.put(with(s.find("CASE#", "STRAND#"), "priority", text("standard")))
		}, invariant.WholeHistory, "priority"},
		"a strand on no list": {func(s spoiled) {
			s.put(with(with(s.find("CASE#", "STRAND#"), "WorklistKey", nil), "RankKey", nil))
		}, invariant.OneList, "on []"},
		"a strand on another's list": {func(s spoiled) {
			s.put(with(s.find("CASE#", "STRAND#"), "WorklistKey", text("TEAM#activity#claimed")))
		}, invariant.OneList, "TEAM#activity#claimed"},
		"a strand held by another": {func(s spoiled) {
			s.put(with(s.find("CASE#", "STRAND#"), "HolderKey", text("HOLDER#someone")))
		}, invariant.OneList, "HOLDER#someone"},
		"something owed": {func(s spoiled) {
			i := s.find("CASE#", "STRAND#")
			s.put(item{"PK": i["PK"], "SK": text("OWED#assistive-technology"), "kind": text("assistive-technology"), "effect": text("resume"),
				"run": &types.AttributeValueMemberN{Value: "1"}})
		}, invariant.NothingOwed, "owes resume of run 1"},
		"an execution of another run": {func(s spoiled) { s.start(s.reference() + "-assistive-technology-2") }, invariant.OneExecution, "2 executions run"},
		"an execution of nothing":     {func(s spoiled) { s.start("2222-2222-assistive-technology-1") }, invariant.OneExecution, "no such case"},
		"a notification that was not sent": {func(s spoiled) {
			s.put(with(s.find("CASE#", "NOTIFICATION#"), "sent", text("0001-01-01T00:00:00Z")))
		}, invariant.SentOnce, "not recorded as sent"},
		"a notification that nobody owed": {func(s spoiled) { s.remove(s.find("CASE#", "NOTIFICATION#")) }, invariant.SentOnce, "nobody owed it"},
		"a notification to staff that was withheld": {func(s spoiled) {
			s.put(with(s.find("CASE#", "NOTIFICATION#"), "receipt", text("withheld: died")))
		}, invariant.SentOnce, "was withheld, and sent 1 times"},
		"a death that another case never heard of": {func(s spoiled) {
			s.put(with(s.find("CASE#", "CASE"), "died", &types.AttributeValueMemberM{Value: item{
				"told": &types.AttributeValueMemberL{Value: []types.AttributeValue{text("2222-2222")}}}}))
		}, invariant.DeathKnown, "2222-2222 must hear of it"},
		"a death that came from nowhere": {func(s spoiled) {
			s.put(with(s.find("CASE#", "CASE"), "died", &types.AttributeValueMemberM{Value: item{"from": text("2222-2222")}}))
		}, invariant.DeathKnown, "it came from 2222-2222"},
		"a dead letter": {func(s spoiled) {
			client := sqs.NewFromConfig(s.Cloud.Config())
			queue, err := client.GetQueueUrl(t.Context(), &sqs.GetQueueUrlInput{QueueName: aws.String("assessments-dead-letters")})
			if err == nil {
				_, err = client.SendMessage(t.Context(), &sqs.SendMessageInput{QueueUrl: queue.QueueUrl, MessageBody: aws.String("x")})
			}
			if err != nil {
				t.Fatal(err)
			}
		}, invariant.NoDeadLetter, "is 1"},
		"a case that is not found by its person": {func(s spoiled) { s.remove(s.find("PERSON#", "CASE#")) }, invariant.FoundByWho, "a row is missing"},
		"a case that is found by somebody else": {func(s spoiled) {
			s.put(with(s.find("PERSON#", "CASE#"), "PK", text("PERSON#0000")))
		}, invariant.FoundByWho, "no case calls for this row"},
		"a movement that was lost": {func(s spoiled) { s.remove(s.find("DAY#trusted-assessors#2026-11-23", "")) }, invariant.DaysCounted, "the history says 1"},
		"a closed day that says more than happened": {func(s spoiled) {
			s.put(with(s.find("SUMMARY#trusted-assessors", "2026-11-22"), "flows", &types.AttributeValueMemberM{Value: item{"came/high": &types.AttributeValueMemberN{Value: "1"}}}))
		}, invariant.DaysCounted, "came/high is 1"},
		"something sealed that the case does not name": {func(s spoiled) {
			s.put(item{"PK": s.find("CASE#", "CASE")["PK"], "SK": text("SECRET#key-safe-code")})
		}, invariant.Sealed, "keeps [key-safe-code]"},
		"something sealed in a draft that was sent": {func(s spoiled) {
			header := s.find("DRAFT#", "")
			draft, _, _ := strings.Cut(header["SK"].(*types.AttributeValueMemberS).Value, "#")
			s.put(item{"PK": header["PK"], "SK": text(draft + "#SECRET#key-safe-code#x")})
		}, invariant.Sealed, "it was sent"},
		"a name in a key": {func(s spoiled) {
			s.put(item{"PK": text("OTHER#Testcase Alpha"), "SK": text("x")})
		}, invariant.NoPersonal, "Testcase Alpha"},
		"a page that reads the whole table": {func(s spoiled) {
			s.Recorder.Call(awslocal.Call{Caller: "web", Service: "DynamoDB", Operation: "Scan"})
		}, invariant.NoScan, "dynamodb:Scan"},
		"a step that deletes what it may not": {func(s spoiled) {
			s.Recorder.Call(awslocal.Call{Caller: "notify", Service: "S3", Operation: "DeleteObject"})
		}, invariant.OnlyGranted, "s3:DeleteObject"},
		"an NHS number in the log": {func(s spoiled) { s.Recorder.Log().Info("looked up", "nhs", "9990000018") }, invariant.NoPersonal, "a log line"},
		"a telephone number in a queue": {func(s spoiled) {
			client := sqs.NewFromConfig(s.Cloud.Config())
			queue, err := client.GetQueueUrl(t.Context(), &sqs.GetQueueUrlInput{QueueName: aws.String("notifications")})
			if err == nil {
				_, err = client.SendMessage(t.Context(), &sqs.SendMessageInput{QueueUrl: queue.QueueUrl, MessageBody: aws.String(`{"to":"+447700900123"}`)})
			}
			if err != nil {
				t.Fatal(err)
			}
		}, invariant.NoPersonal, "+447700900123"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := told(t, "two-claim-at-once.journey")
			s.t = t
			if found := invariant.Check(t.Context(), s.System, invariant.Options{Recorder: s.Recorder}); len(found) > 0 {
				t.Fatalf("before anything is spoiled: %v", found)
			}
			test.spoil(s)
			found := invariant.Check(t.Context(), s.System, invariant.Options{Recorder: s.Recorder})
			for _, v := range found {
				if v.Rule == test.rule && strings.Contains(v.String(), test.saw) {
					return
				}
			}
			t.Errorf("not found: %s, %q; only %v", test.rule, test.saw, found)
		})
	}
}

// start starts an execution that waits, as one of the line's own does.
func (s spoiled) start(name string) {
	s.t.Helper()
	client := sfn.NewFromConfig(s.Cloud.Config())
	machines, err := client.ListStateMachines(s.t.Context(), &sfn.ListStateMachinesInput{})
	if err == nil {
		_, err = client.StartExecution(s.t.Context(), &sfn.StartExecutionInput{StateMachineArn: machines.StateMachines[0].StateMachineArn,
			Name: &name, Input: aws.String(`{"reference":"2222-2222","strand":"assistive-technology","run":1}`)})
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// TestCallerNamesWhatElseIsPersonal holds that other data than the referral's can
// be looked for.
func TestCallerNamesWhatElseIsPersonal(t *testing.T) {
	s := told(t, "two-claim-at-once.journey")
	s.Recorder.Log().Info("met", "whom", "Someone Else")
	found := invariant.Check(t.Context(), s.System, invariant.Options{Recorder: s.Recorder, Personal: []string{"Someone Else"}})
	if len(found) != 1 || found[0].Rule != invariant.NoPersonal {
		t.Errorf("found %v", found)
	}
}
