package cdk

import (
	"fmt"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	iam "github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/infra"
)

func allow(actions []string, resources ...*string) iam.PolicyStatement {
	return iam.NewPolicyStatement(&iam.PolicyStatementProps{Actions: jsii.Strings(actions...), Resources: &resources})
}

// statements says in IAM's words what a grant of the topology allows: each action
// on the kind of resource that IAM checks it against.
func (s *stack) statements(g infra.Grant) []iam.PolicyStatement {
	switch g.On.Kind {
	case infra.TableName:
		queries, items := split(g.Actions, "dynamodb:Query")
		return some(
			statement(queries, s.table.TableArn(), s.indexes()),
			statement(items, s.table.TableArn()),
		)
	case infra.MachineARN:
		// IAM's reference names no resource for the answer to a task: the token, which
		// nobody can guess, says which one is meant.
		answers, others := split(g.Actions, "states:SendTaskSuccess")
		running, machine := split(others, "states:DescribeExecution", "states:StopExecution")
		return some(statement(answers, jsii.String("*")), statement(running, s.executions()), statement(machine, s.machine.StateMachineArn()))
	case infra.QueueURL:
		return some(statement(g.Actions, s.queues[g.On.Of].QueueArn()))
	case infra.BucketName:
		return some(statement(g.Actions, s.files(g.On.Of)))
	case infra.SecretName:
		return some(statement(g.Actions, s.secrets[g.On.Of]))
	case infra.KeyARN:
		return some(s.within(g.Context, statement(g.Actions, s.keys[g.On.Of])))
	case infra.Text, infra.Parameter, infra.OptionalParameter:
	}
	panic(fmt.Sprintf("a grant on a value of kind %d is not known", g.On.Kind))
}

// within allows calls on a key only where they say what is sealed: each of the names
// in the call's encryption context, and no other. Servers that are not AWS may not know
// what such a condition looks at, and then allow nothing: hence the setting.
func (s *stack) within(context []string, allowed iam.PolicyStatement) iam.PolicyStatement {
	if s.oneOf("kms-context", "true", "false") == "false" {
		return allowed
	}
	said := map[string]string{}
	for _, name := range context {
		said["kms:EncryptionContext:"+name] = "false"
	}
	allowed.AddCondition(jsii.String("ForAllValues:StringEquals"), map[string][]string{"kms:EncryptionContextKeys": context})
	allowed.AddCondition(jsii.String("Null"), said)
	return allowed
}

// indexes are all indexes of the table.
func (s *stack) indexes() *string {
	return awscdk.Fn_Join(jsii.String(""), &[]*string{s.table.TableArn(), jsii.String("/index/*")})
}

// executions are all executions of the machine.
func (s *stack) executions() *string {
	return s.in.FormatArn(&awscdk.ArnComponents{
		Service: jsii.String("states"), Resource: jsii.String("execution"), ArnFormat: awscdk.ArnFormat_COLON_RESOURCE_NAME,
		ResourceName: awscdk.Fn_Join(jsii.String(""), &[]*string{s.machine.StateMachineName(), jsii.String(":*")}),
	})
}

// keepTheRecord denies what would change or remove history or the record of
// reads and searches, whatever else is allowed. “Any value”: one such key in a request of many
// is enough, and a request that names no key is not denied.
func (s *stack) keepTheRecord() iam.PolicyStatement {
	return iam.NewPolicyStatement(&iam.PolicyStatementProps{
		Sid: jsii.String("KeepTheRecord"), Effect: iam.Effect_DENY,
		Actions:   jsii.Strings("dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:PartiQLUpdate", "dynamodb:PartiQLDelete"),
		Resources: &[]*string{s.table.TableArn()},
		Conditions: &map[string]any{
			"ForAnyValue:StringLike": map[string]any{"dynamodb:LeadingKeys": []string{"HISTORY#*", "READS#*", "SEARCHES#*"}},
		},
	})
}

// split takes out of the actions those that are named.
func split(actions []string, named ...string) (taken, rest []string) {
	for _, action := range actions {
		if strings.Contains(" "+strings.Join(named, " ")+" ", " "+action+" ") {
			taken = append(taken, action)
		} else {
			rest = append(rest, action)
		}
	}
	return taken, rest
}

func statement(actions []string, resources ...*string) iam.PolicyStatement {
	if len(actions) == 0 {
		return nil
	}
	return allow(actions, resources...)
}

func some(statements ...iam.PolicyStatement) []iam.PolicyStatement {
	var made []iam.PolicyStatement
	for _, s := range statements {
		if s != nil {
			made = append(made, s)
		}
	}
	return made
}
