package cdk

import (
	"encoding/json"
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	iam "github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	lambda "github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	sources "github.com/aws/aws-cdk-go/awscdk/v2/awslambdaeventsources"
	logs "github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsscheduler"
	targets "github.com/aws/aws-cdk-go/awscdk/v2/awsschedulertargets"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/infra"
)

// makeFunction makes a function with a role of its own, which may write the
// function's own log, do what the topology grants, and nothing else.
func (s *stack) makeFunction(f infra.Function) {
	log := logs.NewLogGroup(s.in, jsii.String(f.Name+"-log"), &logs.LogGroupProps{
		Retention: logs.RetentionDays_THREE_MONTHS, RemovalPolicy: s.removal(),
	})
	role := iam.NewRole(s.in, jsii.String(f.Name+"-role"), &iam.RoleProps{
		AssumedBy: iam.NewServicePrincipal(jsii.String("lambda.amazonaws.com"), nil), Description: jsii.String("The function " + f.Name),
	})
	role.AddToPolicy(allow([]string{"logs:CreateLogStream", "logs:PutLogEvents"}, log.LogGroupArn()))
	for _, grant := range f.Grants {
		for _, statement := range s.statements(grant) {
			role.AddToPolicy(statement)
		}
	}
	role.AddToPolicy(s.keepTheRecord())

	environment := map[string]*string{}
	for name, value := range f.Environment {
		if resolved := s.resolve(value); resolved != nil {
			environment[name] = resolved
		}
	}
	architecture := lambda.Architecture_ARM_64()
	if s.architecture == "x86_64" {
		architecture = lambda.Architecture_X86_64()
	}
	props := &lambda.FunctionProps{
		Runtime: lambda.Runtime_PROVIDED_AL2023(), Architecture: architecture,
		Code: lambda.Code_FromAsset(jsii.String(s.code+"/"+f.Name), nil), Handler: jsii.String("bootstrap"),
		Timeout: awscdk.Duration_Seconds(jsii.Number(f.Timeout.Seconds())), MemorySize: jsii.Number(f.MemoryMB),
		Environment: &environment, Role: role, LogGroup: log,
	}
	if f.Every != 0 {
		// The next run is the retry.
		props.RetryAttempts = jsii.Number(0)
	}
	made := lambda.NewFunction(s.in, jsii.String(f.Name), props)
	fixed(made.Node().DefaultChild(), FunctionID(f.Name))
	s.functions[f.Name] = made
}

// resolve returns what a function is told, nil if there is nothing to tell.
func (s *stack) resolve(v infra.Value) *string {
	switch v.Kind {
	case infra.Text:
		return jsii.String(v.Of)
	case infra.TableName:
		return s.table.TableName()
	case infra.BucketName:
		return s.bucket.BucketName()
	case infra.MachineARN:
		return s.machine.StateMachineArn()
	case infra.QueueURL:
		return s.queues[v.Of].QueueUrl()
	case infra.SecretName:
		return s.secrets[v.Of]
	case infra.KeyARN:
		return s.keys[v.Of]
	case infra.Parameter:
		return s.parameter(v.Of)
	case infra.OptionalParameter:
		if value := s.given(v.Of); value != "" {
			return jsii.String(value)
		}
		return nil
	}
	panic(fmt.Sprintf("a value of kind %d is not known", v.Kind))
}

// trigger states what invokes a function. The workflow has its own role for that.
func (s *stack) trigger(f infra.Function) {
	made := s.functions[f.Name]
	switch {
	case f.HTTP:
		s.route(made)
	case f.Queue != nil:
		made.AddEventSource(sources.NewSqsEventSource(s.queues[f.Queue.Queue], &sources.SqsEventSourceProps{
			BatchSize: jsii.Number(f.Queue.BatchSize), ReportBatchItemFailures: jsii.Bool(true),
		}))
	case f.Stream != nil:
		made.AddEventSource(sources.NewDynamoEventSource(s.table, &sources.DynamoEventSourceProps{
			// From the oldest record: what is written while this is set up is not missed.
			StartingPosition: lambda.StartingPosition_TRIM_HORIZON,
			BatchSize:        jsii.Number(f.Stream.BatchSize), Filters: filters(f.Stream.Filters), RetryAttempts: jsii.Number(f.Stream.Retries),
			BisectBatchOnError: jsii.Bool(true), ReportBatchItemFailures: jsii.Bool(true),
			OnFailure: sources.NewSqsDlq(s.queues[f.Stream.Failures]),
		}))
	case f.Scan != "":
		s.tellOf(f, made)
	case f.Every != 0:
		awsscheduler.NewSchedule(s.in, jsii.String(f.Name+"-schedule"), &awsscheduler.ScheduleProps{
			Schedule: awsscheduler.ScheduleExpression_Rate(awscdk.Duration_Seconds(jsii.Number(f.Every.Seconds()))),
			Target: targets.NewLambdaInvoke(made, &targets.ScheduleTargetBaseProps{
				Input: awsscheduler.ScheduleTargetInput_FromObject(map[string]any{}), RetryAttempts: jsii.Number(0),
			}),
		})
	}
}

// filters gives the CDK the topology's patterns as it wants them.
func filters(patterns []string) *[]*map[string]any {
	var all []*map[string]any
	for _, pattern := range patterns {
		var document map[string]any
		if err := json.Unmarshal([]byte(pattern), &document); err != nil {
			panic("a filter pattern is not JSON: " + err.Error())
		}
		all = append(all, lambda.FilterCriteria_Filter(&document))
	}
	return &all
}
