package journey

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/infra"
	"assistive-referrals/infra/awslocal"
)

// A story in which the sweep ends a hold comes out the same whether the sweeps that find
// nothing happen or not: the same events at the same instants, the same messages, and a
// table of the same items.
func TestIdleSweepsChangeNothing(t *testing.T) {
	every, everySweep := outcome(t, func(*Local) {})
	some, someSweeps := outcome(t, (*Local).SkipIdle)
	if every != some {
		t.Errorf("with every sweep:\n%s\nwithout the idle ones:\n%s", every, some)
	}
	if someSweeps > everySweep/20 || someSweeps < 5 {
		t.Errorf("of %d sweeps %d are left", everySweep, someSweeps)
	}
}

// outcome tells the story, and returns what came of it and after how many sweeps.
func outcome(t *testing.T, prepare func(*Local)) (string, int) {
	t.Helper()
	story, err := Load(filepath.Join("..", "..", "..", "testdata", "journeys", "asked-and-on-hold.journey"))
	if err != nil {
		t.Fatal(err)
	}
	world, err := NewLocal(t.Context(), story.Starts)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = world.Close() }()
	sweeps := 0
	world.Cloud.Faults(func(call awslocal.Call) awslocal.Fault {
		if call.Service == "Lambda" && call.Resource == "sweep" {
			sweeps++
		}
		return awslocal.None
	})
	prepare(world)
	if result := Run(t.Context(), story, world); !result.OK() {
		t.Fatal(result.Line())
	}
	answer, err := dynamodb.NewFromConfig(world.Cloud.Config()).Scan(t.Context(), &dynamodb.ScanInput{TableName: aws.String(infra.Build().Table)})
	if err != nil {
		t.Fatal(err)
	}
	text := func(i map[string]types.AttributeValue, name string) string {
		value, _ := i[name].(*types.AttributeValueMemberS)
		if value == nil {
			return ""
		}
		return value.Value
	}
	reference := ""
	var lines []string
	for _, i := range answer.Items {
		if text(i, "SK") == "CASE" {
			reference = strings.TrimPrefix(text(i, "PK"), "CASE#")
		}
	}
	for _, i := range answer.Items {
		kind, _, _ := strings.Cut(text(i, "PK"), "#")
		if kind == "CASE" || kind == "HISTORY" {
			kind = text(i, "PK") + " " + text(i, "SK") // what other keys hold is chance
		}
		lines = append(lines, fmt.Sprint(kind, " ", text(i, "at"), " ", text(i, "name"), " ", text(i, "state"), " ", text(i, "DueAt")))
	}
	sent, err := world.Sent(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range sent {
		lines = append(lines, fmt.Sprint(m.To, " ", m.Subject))
	}
	slices.Sort(lines)
	return strings.ReplaceAll(strings.Join(lines, "\n"), reference, "(reference)"), sweeps
}
