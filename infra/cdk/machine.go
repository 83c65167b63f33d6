package cdk

import (
	iam "github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	logs "github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	states "github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/infra"
)

// makeMachine makes the workflow. The CDK grants nothing to a machine whose
// definition is text: what the definition uses is granted here. Its log says what
// happened and leaves out what travelled.
func (s *stack) makeMachine() {
	triage, arrange, assessments := s.functions[infra.TriageFunction], s.functions[infra.ArrangeFunction], s.queues[infra.AssessmentsQueue]
	role := iam.NewRole(s.in, jsii.String(s.line.Machine+"-role"), &iam.RoleProps{
		AssumedBy: iam.NewServicePrincipal(jsii.String("states.amazonaws.com"), nil), Description: jsii.String("The workflow"),
	})
	role.AddToPolicy(allow([]string{"lambda:InvokeFunction"}, triage.FunctionArn(), arrange.FunctionArn()))
	role.AddToPolicy(allow([]string{"sqs:SendMessage"}, assessments.QueueArn()))
	s.machine = states.NewStateMachine(s.in, jsii.String(s.line.Machine), &states.StateMachineProps{
		DefinitionBody: states.DefinitionBody_FromString(jsii.String(infra.Workflow)),
		DefinitionSubstitutions: &map[string]*string{
			infra.TriageFunction: triage.FunctionArn(), infra.ArrangeFunction: arrange.FunctionArn(), infra.AssessmentsQueue: assessments.QueueUrl(),
		},
		Role: role, RemovalPolicy: s.removal(),
		Logs: &states.LogOptions{
			Destination: logs.NewLogGroup(s.in, jsii.String(s.line.Machine+"-log"), &logs.LogGroupProps{
				Retention: logs.RetentionDays_THREE_MONTHS, RemovalPolicy: s.removal(),
			}),
			Level: states.LogLevel_ALL, IncludeExecutionData: jsii.Bool(false),
		},
	})
	fixed(s.machine.Node().DefaultChild(), logicalID(s.line.Machine)+"Machine")
}
