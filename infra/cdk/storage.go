package cdk

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	dynamodb "github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	kms "github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	secrets "github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	sqs "github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/infra"
)

// fixed gives a resource the logical identifier that it keeps: a change of
// CloudFormation's identifier replaces what it names.
func fixed(child any, id string) {
	child.(awscdk.CfnElement).OverrideLogicalId(jsii.String(id))
}

func text(name string) *dynamodb.Attribute {
	return &dynamodb.Attribute{Name: jsii.String(name), Type: dynamodb.AttributeType_STRING}
}

func (s *stack) makeTable() {
	schema := s.line.Schema()
	var indexes []*dynamodb.GlobalSecondaryIndexPropsV2
	for _, index := range schema.Indexes {
		indexes = append(indexes, &dynamodb.GlobalSecondaryIndexPropsV2{
			IndexName: jsii.String(index.Name), PartitionKey: text(index.PartitionKey), SortKey: text(index.SortKey),
			ProjectionType: dynamodb.ProjectionType_ALL,
		})
	}
	s.table = dynamodb.NewTableV2(s.in, jsii.String(s.line.Table), &dynamodb.TablePropsV2{
		PartitionKey: text(schema.PartitionKey), SortKey: text(schema.SortKey), GlobalSecondaryIndexes: &indexes,
		Billing: dynamodb.Billing_OnDemand(nil), DynamoStream: dynamodb.StreamViewType_NEW_AND_OLD_IMAGES,
		TimeToLiveAttribute:              jsii.String(schema.Expires),
		PointInTimeRecoverySpecification: &dynamodb.PointInTimeRecoverySpecification{PointInTimeRecoveryEnabled: jsii.Bool(true)},
		DeletionProtection:               jsii.Bool(s.protect), RemovalPolicy: s.removal(),
	})
	fixed(s.table.Node().DefaultChild(), logicalID(s.line.Table)+"Table")
}

// makeQueues makes each queue with its dead-letter queue. Messages that nobody
// takes by themselves are kept as long as SQS keeps any.
func (s *stack) makeQueues() {
	longest := awscdk.Duration_Days(jsii.Number(14))
	taken := map[string]bool{}
	for _, f := range s.line.Functions {
		if f.Queue != nil {
			taken[f.Queue.Queue] = true
		}
	}
	for _, q := range s.line.Queues {
		dead := sqs.NewQueue(s.in, jsii.String(q.DeadLetters()), &sqs.QueueProps{RetentionPeriod: longest, EnforceSSL: jsii.Bool(true)})
		props := &sqs.QueueProps{
			VisibilityTimeout: awscdk.Duration_Seconds(jsii.Number(q.Visibility.Seconds())), EnforceSSL: jsii.Bool(true),
			DeadLetterQueue: &sqs.DeadLetterQueue{Queue: dead, MaxReceiveCount: jsii.Number(q.Receives)},
		}
		if !taken[q.Name] {
			props.RetentionPeriod = longest
		}
		s.queues[q.DeadLetters()] = dead
		s.queues[q.Name] = sqs.NewQueue(s.in, jsii.String(q.Name), props)
	}
}

// makeSecrets makes the secrets. The key for person rows is random and never
// changes: with another one nobody is found any more. The client secret comes
// from the pool if people sign in there. Every other value is for the operator to
// put in; until then it is a random one, with which nothing can be done. A secret is
// known by the ARN that it was given, which goes wherever a name does.
func (s *stack) makeSecrets() {
	for _, secret := range s.line.Secrets {
		props := &secrets.SecretProps{Description: jsii.String(secret.Purpose), RemovalPolicy: s.removal()}
		switch {
		case secret.Name == infra.ClientSecret && s.people != nil:
			props.SecretStringValue = awscdk.SecretValue_ResourceAttribute(s.people.secret)
		default:
			props.GenerateSecretString = &secrets.SecretStringGenerator{PasswordLength: jsii.Number(64), ExcludePunctuation: jsii.Bool(true)}
		}
		made := secrets.NewSecret(s.in, jsii.String(secret.Name), props)
		fixed(made.Node().DefaultChild(), logicalID(secret.Name)+"Secret")
		s.secrets[secret.Name] = made.Node().DefaultChild().(secrets.CfnSecret).AttrId()
	}
}

// makeKeys makes the keys. Each is changed by itself every year. Whether somebody may
// use one is said by their role alone: what only the key could open must not be lost
// with a role that its own policy names.
func (s *stack) makeKeys() {
	for _, k := range s.line.Keys {
		made := kms.NewKey(s.in, jsii.String(k.Name+"-key"), &kms.KeyProps{
			Description: jsii.String(k.Purpose), EnableKeyRotation: jsii.Bool(true), RemovalPolicy: s.removal(),
			PendingWindow: awscdk.Duration_Days(jsii.Number(30)),
		})
		fixed(made.Node().DefaultChild(), logicalID(k.Name)+"Key")
		s.keys[k.Name] = made.KeyArn()
	}
}
