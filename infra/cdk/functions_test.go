package cdk_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/infra"
	"assistive-referrals/infra/cdk"
)

func TestFunctionsAreOfTheTopology(t *testing.T) {
	_, d := asDeployed(t)
	made := 0
	for _, r := range d.Resources {
		if r.Type == "AWS::Lambda::Function" {
			made++
		}
	}
	line := infra.Build()
	if made != len(line.Functions) {
		t.Errorf("%d functions are made, %d are stated", made, len(line.Functions))
	}
	for _, f := range line.Functions {
		p := d.Resources[cdk.FunctionID(f.Name)].Properties
		for name, want := range map[string]any{
			"Runtime": "provided.al2023", "Handler": "bootstrap", "Timeout": f.Timeout.Seconds(), "MemorySize": f.MemoryMB, "Architectures": []string{"arm64"},
		} {
			if flat(p[name]) != flat(want) {
				t.Errorf("%s: %s is %s, want %s", f.Name, name, flat(p[name]), flat(want))
			}
		}
		environment := p["Environment"].(map[string]any)["Variables"].(map[string]any)
		for name, value := range f.Environment {
			if told, isTold := environment[name]; !isTold && value.Kind != infra.OptionalParameter || value.Kind == infra.Text && told != value.Of {
				t.Errorf("%s: %s is %s", f.Name, name, flat(told))
			}
		}
		if len(environment) > len(f.Environment) {
			t.Errorf("%s is told more than the topology says: %s", f.Name, flat(environment))
		}
	}
}

func TestTriggersAreOfTheTopology(t *testing.T) {
	_, d := asDeployed(t)
	of := func(kind, function string) []map[string]any {
		var found []map[string]any
		for _, r := range d.Resources {
			if r.Type == kind && strings.Contains(flat(r.Properties), `"`+cdk.FunctionID(function)+`"`) {
				found = append(found, r.Properties)
			}
		}
		return found
	}
	for _, f := range infra.Build().Functions {
		mappings, schedules, integrations := of("AWS::Lambda::EventSourceMapping", f.Name), of("AWS::Scheduler::Schedule", f.Name), of("AWS::ApiGatewayV2::Integration", f.Name)
		rules := of("AWS::Events::Rule", f.Name)
		count := func(is bool) int {
			if is {
				return 1
			}
			return 0
		}
		if len(mappings) != count(f.Queue != nil || f.Stream != nil) || len(schedules) != count(f.Every != 0) || len(integrations) != count(f.HTTP) || len(rules) != count(f.Scan != "") {
			t.Errorf("%s has %d mappings, %d schedules, %d integrations, %d rules", f.Name, len(mappings), len(schedules), len(integrations), len(rules))
			continue
		}
		want := map[string]any{}
		switch {
		case f.Queue != nil:
			queue := named(t, d, "AWS::SQS::Queue", f.Queue.Queue)
			want = map[string]any{"BatchSize": f.Queue.BatchSize, "EventSourceArn": map[string]any{"Fn::GetAtt": []string{queue, "Arn"}}, "FunctionResponseTypes": []string{"ReportBatchItemFailures"}}
		case f.Stream != nil:
			failures := named(t, d, "AWS::SQS::Queue", f.Stream.Failures)
			want = map[string]any{
				"BatchSize": f.Stream.BatchSize, "EventSourceArn": map[string]any{"Fn::GetAtt": []string{"ReferralsTable", "StreamArn"}},
				"FunctionResponseTypes": []string{"ReportBatchItemFailures"}, "BisectBatchOnFunctionError": true, "MaximumRetryAttempts": f.Stream.Retries,
				"StartingPosition":  "TRIM_HORIZON",
				"DestinationConfig": map[string]any{"OnFailure": map[string]any{"Destination": map[string]any{"Fn::GetAtt": []string{failures, "Arn"}}}},
			}
			sameFilters(t, mappings[0]["FilterCriteria"], f.Stream.Filters)
		case f.Every != 0:
			if got := flat(schedules[0]["ScheduleExpression"]); got != fmt.Sprintf(`"rate(%d minutes)"`, int(f.Every.Minutes())) {
				t.Errorf("%s runs at %s", f.Name, got)
			}
		case f.Scan != "":
			pattern := flat(rules[0]["EventPattern"])
			for _, wanted := range []string{`"aws.guardduty"`, `"GuardDuty Malware Protection Object Scan Result"`, `{"Ref":"AttachmentsBucket"}`, `{"prefix":"` + f.Scan + `"}`} {
				if !strings.Contains(pattern, wanted) {
					t.Errorf("%s is told of %s, without %s", f.Name, pattern, wanted)
				}
			}
		case f.HTTP:
			if flat(integrations[0]["PayloadFormatVersion"]) != `"2.0"` {
				t.Errorf("%s is called with %s", f.Name, flat(integrations[0]))
			}
		}
		for name, value := range want {
			if flat(mappings[0][name]) != flat(value) {
				t.Errorf("%s: %s is %s, want %s", f.Name, name, flat(mappings[0][name]), flat(value))
			}
		}
	}
	for _, r := range d.Resources {
		if r.Type == "AWS::ApiGatewayV2::Route" && (r.Properties["RouteKey"] != "$default" || r.Properties["AuthorizationType"] != "NONE") {
			t.Errorf("a route: %s", flat(r.Properties))
		}
	}
}

func sameFilters(t *testing.T, criteria any, want []string) {
	t.Helper()
	var got struct{ Filters []struct{ Pattern string } }
	if err := json.Unmarshal([]byte(flat(criteria)), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Filters) != len(want) {
		t.Fatalf("%d filters, want %d", len(got.Filters), len(want))
	}
	for i, pattern := range want {
		var a, b any
		if json.Unmarshal([]byte(pattern), &a) != nil || json.Unmarshal([]byte(got.Filters[i].Pattern), &b) != nil || flat(a) != flat(b) {
			t.Errorf("filter %d is %s, want %s", i, got.Filters[i].Pattern, pattern)
		}
	}
}

// statement is one of a role's.
type statement struct {
	role, effect string
	actions      []string
	resources    []string // as JSON
	condition    string
}

func statements(d document, role string) []statement {
	var found []statement
	for _, r := range d.Resources {
		if r.Type != "AWS::IAM::Policy" || !strings.Contains(flat(r.Properties["Roles"]), `"`+role) {
			continue
		}
		for _, one := range r.Properties["PolicyDocument"].(map[string]any)["Statement"].([]any) {
			s := one.(map[string]any)
			found = append(found, statement{role: role, effect: s["Effect"].(string), actions: list(s["Action"]), resources: list(s["Resource"]), condition: flat(s["Condition"])})
		}
	}
	return found
}

// list is a value that may stand alone, as texts.
func list(v any) []string {
	several, isList := v.([]any)
	if !isList {
		several = []any{v}
	}
	var all []string
	for _, one := range several {
		if text, isText := one.(string); isText {
			all = append(all, text)
		} else {
			all = append(all, flat(one))
		}
	}
	return all
}

// A function may do what the topology grants and what its trigger takes, on the
// one thing that is meant, and nothing else.
func TestGrantsAreOfTheTopology(t *testing.T) {
	_, d := asDeployed(t)
	resource := func(v infra.Value) string {
		switch v.Kind {
		case infra.TableName:
			return "ReferralsTable"
		case infra.MachineARN:
			return "ReferralMachine"
		case infra.BucketName:
			return `AttachmentsBucket","Arn"]},"/` + v.Of + "*"
		case infra.QueueURL:
			return named(t, d, "AWS::SQS::Queue", v.Of)
		case infra.KeyARN:
			return named(t, d, "AWS::KMS::Key", v.Of+"-key")
		default:
			return named(t, d, "AWS::SecretsManager::Secret", v.Of+"-secret")
		}
	}
	for _, f := range infra.Build().Functions {
		want := map[string]bool{}
		may := func(on string, actions ...string) {
			for _, a := range actions {
				want[a+" "+on] = true
			}
		}
		may(f.Name+"log", "logs:CreateLogStream", "logs:PutLogEvents")
		for _, g := range f.Grants {
			may(resource(g.On), g.Actions...)
		}
		if f.Queue != nil {
			may(named(t, d, "AWS::SQS::Queue", f.Queue.Queue), "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
		}
		if f.Stream != nil {
			may("ReferralsTable", "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams")
			may(named(t, d, "AWS::SQS::Queue", f.Stream.Failures), "sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl")
		}
		got := map[string]bool{}
		for _, s := range statements(d, f.Name+"role") {
			if s.effect != "Allow" {
				continue
			}
			for _, action := range s.actions {
				for _, on := range s.resources {
					if on == "*" && action == "states:SendTaskSuccess" {
						on = `"ReferralMachine"` // nothing narrower can be granted
					}
					checkResource(t, f.Name, action, on)
					for w := range want {
						wanted, thing, _ := strings.Cut(w, " ")
						if wanted == action && strings.Contains(on, `"`+thing) {
							got[w], on = true, ""
							break
						}
					}
					if on != "" {
						t.Errorf("%s may do %s on %s, which the topology does not grant", f.Name, action, on)
					}
				}
			}
		}
		for w := range want {
			if !got[w] {
				t.Errorf("%s may not %s", f.Name, w)
			}
		}
	}
}

// checkResource holds each action to the kind of resource that IAM checks it
// against: on another kind the grant would mean nothing.
func checkResource(t *testing.T, function, action, on string) {
	t.Helper()
	index, execution, stream := strings.Contains(on, "/index/*"), strings.Contains(on, ":execution:"), strings.Contains(on, "StreamArn")
	if index && action != "dynamodb:Query" || execution != slices.Contains([]string{"states:DescribeExecution", "states:StopExecution"}, action) ||
		stream != slices.Contains([]string{"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"}, action) {
		t.Errorf("%s: %s on %s", function, action, on)
	}
}

func TestQueriesReachTheIndexes(t *testing.T) {
	_, d := asDeployed(t)
	for _, f := range infra.Build().Functions {
		if !slices.ContainsFunc(statements(d, f.Name+"role"), func(s statement) bool {
			return slices.Contains(s.actions, "dynamodb:Query") && strings.Contains(strings.Join(s.resources, " "), "/index/*")
		}) {
			t.Errorf("%s may not query the indexes", f.Name)
		}
	}
}

// No function may change or remove history or reads, whatever else it may do.
func TestTheRecordIsKept(t *testing.T) {
	_, d := asDeployed(t)
	for _, f := range infra.Build().Functions {
		var denied []statement
		for _, s := range statements(d, f.Name+"role") {
			if s.effect == "Deny" {
				denied = append(denied, s)
			}
		}
		if len(denied) != 1 {
			t.Errorf("%s is denied in %d statements", f.Name, len(denied))
			continue
		}
		s := denied[0]
		for _, action := range []string{"dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:PartiQLUpdate", "dynamodb:PartiQLDelete"} {
			if !slices.Contains(s.actions, action) {
				t.Errorf("%s is not denied %s", f.Name, action)
			}
		}
		// With ForAllValues, one other key in the same request would lift the denial.
		if s.condition != `{"ForAnyValue:StringLike":{"dynamodb:LeadingKeys":["HISTORY#*","READS#*","SEARCHES#*"]}}` || !slices.Equal(s.resources, []string{`{"Fn::GetAtt":["ReferralsTable","Arn"]}`}) {
			t.Errorf("%s is denied %v on %v if %s", f.Name, s.actions, s.resources, s.condition)
		}
	}
}

// What seals and opens key-safe codes is one function's to use, and only for calls that
// say what is sealed; the key is changed every year, and lost last.
func TestOnlyTheWebOpensWhatIsSealed(t *testing.T) {
	_, d := asDeployed(t)
	key := d.Resources[named(t, d, "AWS::KMS::Key", "secrets-key")]
	if key.Properties["EnableKeyRotation"] != true || flat(key.Properties["PendingWindowInDays"]) != "30" || key.DeletionPolicy != "Retain" {
		t.Errorf("the key: %s, %s", flat(key.Properties), key.DeletionPolicy)
	}
	const within = `{"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":["draft","secret"]},"Null":{"kms:EncryptionContext:draft":"false","kms:EncryptionContext:secret":"false"}}`
	for _, f := range infra.Build().Functions {
		for _, s := range statements(d, f.Name+"role") {
			if !strings.Contains(strings.Join(s.actions, " "), "kms:") {
				continue
			}
			if f.Name != "web" || s.condition != within || !slices.Equal(s.actions, []string{"kms:Decrypt", "kms:GenerateDataKey"}) {
				t.Errorf("%s may %v if %s", f.Name, s.actions, s.condition)
			}
		}
	}
}

func TestTheWorkflowMayDoWhatItsDefinitionSays(t *testing.T) {
	_, d := asDeployed(t)
	machine := d.Resources["ReferralMachine"].Properties
	if machine["DefinitionString"] != infra.Workflow {
		t.Error("the definition is not infra's")
	}
	queue := named(t, d, "AWS::SQS::Queue", infra.AssessmentsQueue)
	substitutions := map[string]any{
		"triage": map[string]any{"Fn::GetAtt": []string{"TriageFunction", "Arn"}}, "arrange": map[string]any{"Fn::GetAtt": []string{"ArrangeFunction", "Arn"}},
		"assessments": map[string]any{"Ref": queue},
	}
	if flat(machine["DefinitionSubstitutions"]) != flat(substitutions) {
		t.Errorf("substitutions: %s", flat(machine["DefinitionSubstitutions"]))
	}
	logging := machine["LoggingConfiguration"].(map[string]any)
	if logging["IncludeExecutionData"] != false {
		t.Errorf("what travels is logged: %s", flat(logging))
	}
	want := map[string]string{
		"lambda:InvokeFunction": `{"Fn::GetAtt":["ArrangeFunction","Arn"]} {"Fn::GetAtt":["TriageFunction","Arn"]}`,
		"sqs:SendMessage":       `{"Fn::GetAtt":["` + queue + `","Arn"]}`,
	}
	for _, s := range statements(d, "referralrole") {
		for _, action := range s.actions {
			on := strings.Join(s.resources, " ")
			// The delivery of logs cannot be granted on less.
			if strings.HasPrefix(action, "logs:") && on == "*" {
				continue
			}
			if want[action] != on {
				t.Errorf("the workflow may do %s on %s", action, on)
			}
			delete(want, action)
		}
	}
	if len(want) > 0 {
		t.Errorf("the workflow may not %v", want)
	}
}
