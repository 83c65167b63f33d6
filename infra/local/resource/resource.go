// Package resource makes what infra.Topology names on the double of AWS.
package resource

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	secrettypes "github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"assistive-referrals/infra"
	"assistive-referrals/internal/casestore"
)

// Made is what the resources of the topology are called where they were made.
type Made struct {
	Table   string
	Bucket  string
	Machine string            // ARN
	Keys    map[string]string // ARN by the topology's name
	Queues  map[string]string // URL by the topology's name
}

// Make creates what is not there yet, through the same calls as on AWS. The secrets
// get these values, by their names.
func Make(ctx context.Context, cfg aws.Config, t infra.Topology, secrets map[string]string) (Made, error) {
	made := Made{Table: t.Table, Bucket: "assistive-referrals-" + t.Bucket, Queues: map[string]string{}, Keys: map[string]string{}}
	if err := makeTable(ctx, dynamodb.NewFromConfig(cfg), t.Table); err != nil {
		return made, err
	}
	if err := makeBucket(ctx, cfg, made.Bucket); err != nil {
		return made, err
	}
	if err := makeSecrets(ctx, secretsmanager.NewFromConfig(cfg), t.Secrets, secrets); err != nil {
		return made, err
	}
	for _, k := range t.Keys {
		arn, err := makeKey(ctx, kms.NewFromConfig(cfg), k)
		if err != nil {
			return made, err
		}
		made.Keys[k.Name] = arn
	}
	queues := sqs.NewFromConfig(cfg)
	for _, q := range t.Queues {
		address, err := makeQueue(ctx, queues, q)
		if err != nil {
			return made, err
		}
		made.Queues[q.Name] = address
	}
	var err error
	made.Machine, err = makeMachine(ctx, sfn.NewFromConfig(cfg), t.Machine, made.Queues)
	return made, err
}

func makeTable(ctx context.Context, client *dynamodb.Client, name string) error {
	_, err := client.CreateTable(ctx, casestore.CreateTableInput(name))
	var exists *dynamodbtypes.ResourceInUseException
	if errors.As(err, &exists) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create the table: %w", err)
	}
	_, err = client.UpdateTimeToLive(ctx, &dynamodb.UpdateTimeToLiveInput{TableName: &name,
		TimeToLiveSpecification: &dynamodbtypes.TimeToLiveSpecification{AttributeName: aws.String(casestore.Schema().Expires), Enabled: aws.Bool(true)}})
	if err != nil {
		return fmt.Errorf("let items of the table expire: %w", err)
	}
	return nil
}

func makeBucket(ctx context.Context, cfg aws.Config, name string) error {
	client := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
	_, err := client.CreateBucket(ctx, &s3.CreateBucketInput{
		Bucket: &name, CreateBucketConfiguration: &s3types.CreateBucketConfiguration{LocationConstraint: s3types.BucketLocationConstraint(cfg.Region)},
	})
	var exists *s3types.BucketAlreadyOwnedByYou
	if err != nil && !errors.As(err, &exists) {
		return fmt.Errorf("create the bucket: %w", err)
	}
	return nil
}

func makeSecrets(ctx context.Context, client *secretsmanager.Client, all []infra.Secret, values map[string]string) error {
	for _, secret := range all {
		_, err := client.CreateSecret(ctx, &secretsmanager.CreateSecretInput{Name: &secret.Name, SecretString: aws.String(values[secret.Name])})
		var exists *secrettypes.ResourceExistsException
		if err != nil && !errors.As(err, &exists) {
			return fmt.Errorf("create the secret %s: %w", secret.Name, err)
		}
	}
	return nil
}

// makeKey makes a key, or finds by its alias the one that was made before.
func makeKey(ctx context.Context, client *kms.Client, k infra.Key) (string, error) {
	alias := aws.String("alias/assistive-referrals-" + k.Name)
	found, err := client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: alias})
	var missing *kmstypes.NotFoundException
	switch {
	case err == nil:
		return aws.ToString(found.KeyMetadata.Arn), nil
	case !errors.As(err, &missing):
		return "", fmt.Errorf("look for the key %s: %w", k.Name, err)
	}
	made, err := client.CreateKey(ctx, &kms.CreateKeyInput{Description: &k.Purpose})
	if err != nil {
		return "", fmt.Errorf("create the key %s: %w", k.Name, err)
	}
	if _, err := client.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: alias, TargetKeyId: made.KeyMetadata.KeyId}); err != nil {
		return "", fmt.Errorf("name the key %s: %w", k.Name, err)
	}
	return aws.ToString(made.KeyMetadata.Arn), nil
}

func makeQueue(ctx context.Context, client *sqs.Client, q infra.Queue) (string, error) {
	dead, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String(q.DeadLetters()),
		Attributes: map[string]string{"MessageRetentionPeriod": "1209600"}})
	if err != nil {
		return "", fmt.Errorf("create the queue %s: %w", q.DeadLetters(), err)
	}
	attributes, err := client.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{QueueUrl: dead.QueueUrl, AttributeNames: []sqstypes.QueueAttributeName{sqstypes.QueueAttributeNameQueueArn}})
	if err != nil {
		return "", fmt.Errorf("find the queue %s: %w", q.DeadLetters(), err)
	}
	redrive := fmt.Sprintf(`{"deadLetterTargetArn":%q,"maxReceiveCount":%d}`, attributes.Attributes["QueueArn"], q.Receives)
	made, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: &q.Name, Attributes: map[string]string{
		"VisibilityTimeout": fmt.Sprint(int(q.Visibility.Seconds())), "RedrivePolicy": redrive,
	}})
	if err != nil {
		return "", fmt.Errorf("create the queue %s: %w", q.Name, err)
	}
	return aws.ToString(made.QueueUrl), nil
}

// makeMachine creates the workflow, or gives it the definition of this build.
func makeMachine(ctx context.Context, client *sfn.Client, name string, queues map[string]string) (string, error) {
	arn := func(function string) string {
		return "arn:aws:lambda:eu-west-2:000000000000:function:" + function
	}
	definition := strings.NewReplacer(
		"${triage}", arn(infra.TriageFunction), "${arrange}", arn(infra.ArrangeFunction), "${assessments}", queues[infra.AssessmentsQueue],
	).Replace(infra.Workflow)
	machines, err := client.ListStateMachines(ctx, &sfn.ListStateMachinesInput{})
	if err != nil {
		return "", fmt.Errorf("look for the workflow: %w", err)
	}
	role := aws.String("arn:aws:iam::000000000000:role/referral")
	for _, m := range machines.StateMachines {
		if aws.ToString(m.Name) == name {
			_, err := client.UpdateStateMachine(ctx, &sfn.UpdateStateMachineInput{StateMachineArn: m.StateMachineArn, Definition: &definition, RoleArn: role})
			if err != nil {
				return "", fmt.Errorf("update the workflow: %w", err)
			}
			return aws.ToString(m.StateMachineArn), nil
		}
	}
	made, err := client.CreateStateMachine(ctx, &sfn.CreateStateMachineInput{Name: &name, Definition: &definition, RoleArn: role})
	if err != nil {
		return "", fmt.Errorf("create the workflow: %w", err)
	}
	return aws.ToString(made.StateMachineArn), nil
}
