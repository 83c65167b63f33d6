package cdk_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/infra"
	"assistive-referrals/infra/cdk"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/golden"
)

func TestMain(m *testing.M) {
	os.Setenv("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20") // a warning that fills the screen
	code := m.Run()
	jsii.Close()
	os.Exit(code)
}

// synthesised makes the template with placeholders for the functions' code: what
// is tested here is where they run.
func synthesised(t *testing.T, more map[string]any) assertions.Template {
	t.Helper()
	code := t.TempDir()
	for _, architecture := range []string{"arm64", "x86_64"} {
		for _, f := range infra.Build().Functions {
			folder := filepath.Join(code, architecture, f.Name)
			if err := os.MkdirAll(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, "bootstrap"), []byte(f.Name), 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	given := map[string]any{"lambda": code, "aws:cdk:disable-asset-staging": true}
	for name, value := range more {
		given[name] = value
	}
	settings, err := cdk.Context("../../cdk.json", given)
	if err != nil {
		t.Fatal(err)
	}
	app := awscdk.NewApp(&awscdk.AppProps{Context: settings, AnalyticsReporting: jsii.Bool(false), Outdir: jsii.String(t.TempDir())})
	return assertions.Template_FromStack(cdk.New(app), nil)
}

var (
	once   sync.Once
	usual  assertions.Template
	parsed document
)

// document is a template as CloudFormation reads it.
type document struct {
	Resources  map[string]resource
	Parameters map[string]any
}

type resource struct {
	Type           string
	Properties     map[string]any
	DeletionPolicy string
}

// asDeployed returns the template that cdk.json alone gives.
func asDeployed(t *testing.T) (assertions.Template, document) {
	t.Helper()
	once.Do(func() {
		usual = synthesised(t, nil)
		parsed = read(t, usual)
	})
	if parsed.Resources == nil {
		t.Fatal("there is no template")
	}
	return usual, parsed
}

func read(t *testing.T, template assertions.Template) document {
	t.Helper()
	var d document
	if err := json.Unmarshal(encode(t, template.ToJSON()), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	out, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

func flat(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(out)
}

// TestTemplate compares the template with the one that was last agreed, without
// the hashes of code and the workflow's definition (another test holds that).
func TestTemplate(t *testing.T) {
	template, _ := asDeployed(t)
	document := *template.ToJSON()
	document["Resources"].(map[string]any)["ReferralMachine"].(map[string]any)["Properties"].(map[string]any)["DefinitionString"] = "infra.Workflow"
	got := regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAll(encode(t, document), []byte("HASH"))
	golden.Compare(t, filepath.Join("testdata", "template.golden.json"), string(got))
}

func TestTableIsOfTheSchema(t *testing.T) {
	template, _ := asDeployed(t)
	schema := casestore.Schema()
	key := func(name, kind string) map[string]any { return map[string]any{"AttributeName": name, "KeyType": kind} }
	var indexes []any
	for _, index := range schema.Indexes {
		indexes = append(indexes, map[string]any{
			"IndexName": index.Name, "KeySchema": []any{key(index.PartitionKey, "HASH"), key(index.SortKey, "RANGE")},
			"Projection": map[string]any{"ProjectionType": "ALL"},
		})
	}
	template.HasResource(jsii.String("AWS::DynamoDB::GlobalTable"), map[string]any{
		"DeletionPolicy": "Retain",
		"Properties": map[string]any{
			"BillingMode":             "PAY_PER_REQUEST",
			"KeySchema":               []any{key(schema.PartitionKey, "HASH"), key(schema.SortKey, "RANGE")},
			"GlobalSecondaryIndexes":  indexes,
			"StreamSpecification":     map[string]any{"StreamViewType": "NEW_AND_OLD_IMAGES"},
			"TimeToLiveSpecification": map[string]any{"AttributeName": schema.Expires, "Enabled": true},
			"Replicas": []any{assertions.Match_ObjectLike(&map[string]any{
				"DeletionProtectionEnabled":        true,
				"PointInTimeRecoverySpecification": map[string]any{"PointInTimeRecoveryEnabled": true},
			})},
		},
	})
}

func TestEveryQueueGivesUpIntoItsDeadLetters(t *testing.T) {
	_, d := asDeployed(t)
	read := map[string]bool{}
	for _, f := range infra.Build().Functions {
		if f.Queue != nil {
			read[f.Queue.Queue] = true
		}
	}
	for _, q := range infra.Build().Queues {
		properties := one(t, d, "AWS::SQS::Queue", q.Name).Properties
		if got := flat(properties["VisibilityTimeout"]); got != flat(q.Visibility.Seconds()) {
			t.Errorf("%s: messages are visible again after %s", q.Name, got)
		}
		redrive := properties["RedrivePolicy"].(map[string]any)
		dead := named(t, d, "AWS::SQS::Queue", q.DeadLetters())
		if flat(redrive["maxReceiveCount"]) != flat(q.Receives) || !strings.Contains(flat(redrive["deadLetterTargetArn"]), dead) {
			t.Errorf("%s gives up like this: %s", q.Name, flat(redrive))
		}
		if flat(d.Resources[dead].Properties["MessageRetentionPeriod"]) != "1209600" {
			t.Errorf("%s does not keep messages for 14 days", dead)
		}
		if kept := flat(properties["MessageRetentionPeriod"]); (kept == "1209600") == read[q.Name] {
			t.Errorf("%s keeps messages for %s", q.Name, kept)
		}
	}
}

// What differs between places changes what it should and nothing else.
func TestContext(t *testing.T) {
	given := read(t, synthesised(t, map[string]any{
		"architecture": "x86_64", "protect": "false", "people": "false", "ISSUER": "https://sign-in.example.org", "CLIENT_ID": "ours", "SERVICE_URL": "https://referrals.example.org",
	}))
	_, usual := asDeployed(t)
	for id, r := range given.Resources {
		switch {
		case strings.HasPrefix(r.Type, "AWS::Cognito::"):
			t.Errorf("%s is made although people sign in elsewhere", id)
		case r.DeletionPolicy == "Retain":
			t.Errorf("%s outlives a stack that is not protected", id)
		case r.Type == "AWS::Lambda::Function" && flat(r.Properties["Architectures"]) != `["x86_64"]`:
			t.Errorf("%s is for %s", id, flat(r.Properties["Architectures"]))
		}
	}
	web := flat(given.Resources[cdk.FunctionID("web")].Properties["Environment"])
	for _, want := range []string{`"ISSUER":"https://sign-in.example.org"`, `"CLIENT_ID":"ours"`, `"SERVICE_URL":"https://referrals.example.org"`, `"SIGN_IN_ORIGIN":{"Ref":"SignInOrigin"}`} {
		if !strings.Contains(web, want) {
			t.Errorf("web is not told %s: %s", want, web)
		}
	}
	if given.Parameters["SignInOrigin"] == nil || usual.Parameters["SignInOrigin"] != nil || usual.Parameters["Mailboxes"] == nil || usual.Parameters["NotifyTemplates"] == nil {
		t.Errorf("asked for: %s with the issuer given, %s without", flat(given.Parameters), flat(usual.Parameters))
	}
	for id, r := range usual.Resources {
		kept := r.DeletionPolicy == "Retain"
		mustBe := r.Type == "AWS::DynamoDB::GlobalTable" || r.Type == "AWS::SecretsManager::Secret" || r.Type == "AWS::KMS::Key" || r.Type == "AWS::Cognito::UserPool" || r.Type == "AWS::Logs::LogGroup"
		if mustBe && !kept {
			t.Errorf("%s does not outlive the stack", id)
		}
	}
}

func TestWrongContextIsRefused(t *testing.T) {
	defer func() {
		if said := recover(); said == nil || !strings.Contains(said.(string), "arm64, x86_64") {
			t.Errorf("an architecture that there is not: %v", said)
		}
	}()
	synthesised(t, map[string]any{"architecture": "arm"})
}

func TestPeopleSignInWithTheirRoles(t *testing.T) {
	template, d := asDeployed(t)
	template.HasResourceProperties(jsii.String("AWS::Cognito::UserPool"), map[string]any{
		"AdminCreateUserConfig": map[string]any{"AllowAdminCreateUserOnly": true}, "MfaConfiguration": "ON", "DeletionProtection": "ACTIVE",
	})
	template.HasResourceProperties(jsii.String("AWS::Cognito::UserPoolClient"), map[string]any{
		"AllowedOAuthFlows": []any{"code"}, "GenerateSecret": true, "PreventUserExistenceErrors": "ENABLED",
		"CallbackURLs": []any{map[string]any{"Fn::Join": []any{"", []any{map[string]any{"Fn::GetAtt": []any{named(t, d, "AWS::ApiGatewayV2::Api", "api"), "ApiEndpoint"}}, "/sign-in/complete"}}}},
	})
	client := d.Resources[named(t, d, "AWS::Cognito::UserPoolClient", "people")].Properties
	if strings.Contains(flat(client["WriteAttributes"]), "custom:") || strings.Contains(flat(client["ExplicitAuthFlows"]), "PASSWORD") {
		t.Errorf("people write their own team, or sign in past the page: %s", flat(client))
	}
	template.ResourceCountIs(jsii.String("AWS::Cognito::UserPoolGroup"), jsii.Number(10))
	secret := d.Resources["ClientSecretSecret"].Properties
	if !strings.Contains(flat(secret["SecretString"]), `"ClientSecret"`) {
		t.Errorf("the client secret is %s", flat(secret))
	}
}

// named returns the logical identifier of the only resource of a type whose
// construct has this name.
func named(t *testing.T, d document, kind, name string) string {
	t.Helper()
	var found []string
	pattern := regexp.MustCompile("^" + strings.ReplaceAll(name, "-", "") + "[A-Za-z]*[0-9A-F]{8}$")
	for id, r := range d.Resources {
		rest := strings.TrimPrefix(id, strings.ReplaceAll(name, "-", ""))
		if r.Type == kind && (strings.EqualFold(id, logical(name)) || pattern.MatchString(id) && (len(rest) == 8 || kind != "AWS::SQS::Queue")) {
			found = append(found, id)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s %s: found %v", kind, name, found)
	}
	return found[0]
}

func logical(name string) string { return strings.ReplaceAll(name, "-", "") }

func one(t *testing.T, d document, kind, name string) resource {
	t.Helper()
	return d.Resources[named(t, d, kind, name)]
}

// Nothing that was attached is ever public or travels in the clear, what nobody
// judged goes by itself, and every new file is scanned.
func TestAttachedFilesAreGuarded(t *testing.T) {
	_, d := asDeployed(t)
	bucket := d.Resources["AttachmentsBucket"].Properties
	for name, want := range map[string]string{
		"PublicAccessBlockConfiguration": `{"BlockPublicAcls":true,"BlockPublicPolicy":true,"IgnorePublicAcls":true,"RestrictPublicBuckets":true}`,
		"OwnershipControls":              `{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}`,
		"LifecycleConfiguration":         `{"Rules":[{"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":1},"ExpirationInDays":2,"Id":"never-judged","Prefix":"incoming/","Status":"Enabled"}]}`,
	} {
		if got := flat(bucket[name]); got != want {
			t.Errorf("%s is %s; want %s", name, got, want)
		}
	}
	scanned, guarded := false, false
	for _, r := range d.Resources {
		switch r.Type {
		case "AWS::GuardDuty::MalwareProtectionPlan":
			scanned = flat(r.Properties["ProtectedResource"]) == `{"S3Bucket":{"BucketName":{"Ref":"AttachmentsBucket"},"ObjectPrefixes":["incoming/"]}}`
		case "AWS::S3::BucketPolicy":
			guarded = strings.Contains(flat(r.Properties), `"aws:SecureTransport":"false"`)
		}
	}
	if !scanned || !guarded {
		t.Errorf("every new file is scanned: %v; what is not encrypted on its way is refused: %v", scanned, guarded)
	}
}
