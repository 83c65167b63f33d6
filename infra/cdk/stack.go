// Package cdk makes CloudFormation of what infra states: the table of
// casestore.Schema, the queues, functions, triggers and grants of infra.Line, and
// the workflow. It decides nothing that they state already; what it adds is what
// only AWS needs: roles, logs, the HTTP API, and the pool of people who sign in.
//
// What differs between two places where this is deployed is context: see
// cdk.json for the names and what they are unless they are given (-c name=value).
//
//	architecture   arm64 or x86_64: of the functions, and the folder that they are taken from
//	lambda         folder with a folder for each architecture, as `make lambda` fills it
//	protect        whether the table, the secrets and the people outlive the stack
//	scanner        whether GuardDuty looks at attached files
//	kms-context    whether keys are granted only for calls that say what is sealed
//	people         whether people sign in at a user pool of the stack's own
//	ISSUER ...     every infra.Parameter has its own name; parameters.go says what each is if not given
package cdk

import (
	"fmt"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	apigateway "github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	integrations "github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2integrations"
	dynamodb "github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	lambda "github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	sqs "github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	states "github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/infra"
	"assistive-referrals/internal/host"
)

// Name is the name of the stack.
const Name = "assistive-referrals"

// Names of the stack's outputs.
const (
	OutputURL     = "ServiceURL"
	OutputTable   = "TableName"
	OutputBucket  = "BucketName"
	OutputMachine = "MachineARN"
	OutputPool    = "UserPoolID"
)

// OutputQueue is the name of the output with a queue's URL, of the topology's
// queues and their dead-letter queues.
func OutputQueue(name string) string { return logicalID(name) + "QueueURL" }

// OutputSecret is the name of the output with a secret's ARN.
func OutputSecret(name string) string { return logicalID(name) + "SecretARN" }

// FunctionID is the logical identifier of a function of the topology.
func FunctionID(name string) string { return logicalID(name) + "Function" }

// stack is what has been made so far.
type stack struct {
	in           awscdk.Stack
	line         infra.Topology
	architecture string
	code         string // folder with the functions of this architecture
	protect      bool

	api       apigateway.HttpApi
	people    *people // nil: another identity provider signs in
	table     dynamodb.TableV2
	bucket    awss3.Bucket
	queues    map[string]sqs.Queue
	secrets   map[string]*string // ARNs
	keys      map[string]*string // ARNs
	functions map[string]lambda.Function
	machine   states.StateMachine
	asked     map[string]awscdk.CfnParameter
}

// New makes the stack. It panics, as the CDK does, where the context is wrong.
func New(scope constructs.Construct) awscdk.Stack {
	s := &stack{
		in: awscdk.NewStack(scope, jsii.String(Name), &awscdk.StackProps{
			Description: jsii.String("Assistive technology referrals: the table, its one way out, the workflow and the pages."),
		}),
		line: infra.Build(), queues: map[string]sqs.Queue{}, secrets: map[string]*string{}, keys: map[string]*string{},
		functions: map[string]lambda.Function{}, asked: map[string]awscdk.CfnParameter{},
	}
	s.architecture = s.oneOf("architecture", "arm64", "x86_64")
	s.code = s.given("lambda") + "/" + s.architecture
	s.protect = s.oneOf("protect", "true", "false") == "true"

	// The CDK always writes dependencies that cfn-lint finds needless.
	s.in.AddMetadata(jsii.String("cfn-lint"), map[string]any{"config": map[string]any{"ignore_checks": []string{"W3005"}}})

	s.makeTable()
	s.makeBucket()
	s.makeQueues()
	s.api = apigateway.NewHttpApi(s.in, jsii.String("api"), &apigateway.HttpApiProps{ApiName: jsii.String(Name)})
	if s.oneOf("people", "true", "false") == "true" {
		s.people = s.makePeople()
	}
	s.makeSecrets()
	s.makeKeys()
	for _, f := range s.line.Functions {
		if f.Workflow {
			s.makeFunction(f)
		}
	}
	s.makeMachine()
	for _, f := range s.line.Functions {
		if !f.Workflow {
			s.makeFunction(f)
		}
		s.trigger(f)
	}
	s.outputs()
	return s.in
}

func (s *stack) oneOf(name string, values ...string) string {
	value := s.given(name)
	for _, v := range values {
		if v == value {
			return value
		}
	}
	panic(fmt.Sprintf("the context says %s=%q: it is one of %s", name, value, strings.Join(values, ", ")))
}

// removal is what becomes of something that cannot be made again.
func (s *stack) removal() awscdk.RemovalPolicy {
	if s.protect {
		return awscdk.RemovalPolicy_RETAIN
	}
	return awscdk.RemovalPolicy_DESTROY
}

// route sends every request to the function: its own routes say what is a page.
func (s *stack) route(f lambda.Function) {
	apigateway.NewHttpRoute(s.in, jsii.String("every-request"), &apigateway.HttpRouteProps{
		HttpApi: s.api, RouteKey: apigateway.HttpRouteKey_DEFAULT(),
		Integration: integrations.NewHttpLambdaIntegration(jsii.String("web"), f, &integrations.HttpLambdaIntegrationProps{
			PayloadFormatVersion: apigateway.PayloadFormatVersion_VERSION_2_0(),
		}),
	})
}

func (s *stack) outputs() {
	output := func(name string, value *string, what string) {
		awscdk.NewCfnOutput(s.in, jsii.String(name), &awscdk.CfnOutputProps{Value: value, Description: jsii.String(what)})
	}
	output(OutputURL, s.parameter(host.ServiceURL), "Where people find the pages")
	output(OutputTable, s.table.TableName(), "The table")
	output(OutputBucket, s.bucket.BucketName(), "The attached files")
	output(OutputMachine, s.machine.StateMachineArn(), "The workflow")
	for _, q := range s.line.Queues {
		output(OutputQueue(q.Name), s.queues[q.Name].QueueUrl(), "The queue "+q.Name)
		output(OutputQueue(q.DeadLetters()), s.queues[q.DeadLetters()].QueueUrl(), "What could not be done of "+q.Name)
	}
	for _, secret := range s.line.Secrets {
		output(OutputSecret(secret.Name), s.secrets[secret.Name], "Secret: "+secret.Purpose)
	}
	if s.people != nil {
		output(OutputPool, s.people.pool.UserPoolId(), "The people who can sign in")
	}
}

// logicalID makes a CloudFormation identifier of a topology's name.
func logicalID(name string) string {
	id := ""
	for _, word := range strings.Split(name, "-") {
		id += strings.ToUpper(word[:1]) + word[1:]
	}
	return id
}
