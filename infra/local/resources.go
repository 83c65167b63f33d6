package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
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

	"assistive-referrals/functions/arrange"
	"assistive-referrals/functions/enlist"
	"assistive-referrals/functions/notify"
	"assistive-referrals/functions/relay"
	"assistive-referrals/functions/scan"
	"assistive-referrals/functions/sweep"
	"assistive-referrals/functions/triage"
	"assistive-referrals/functions/web"
	"assistive-referrals/infra"
	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/infra/local/notifyserver"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
)

// Functions is every function's code by its name in the topology.
func Functions() map[string]host.Function {
	return map[string]host.Function{
		"web": host.Of(web.New), "relay": host.Of(relay.New), "triage": host.Of(triage.New), "enlist": host.Of(enlist.New),
		"arrange": host.Of(arrange.New), "notify": host.Of(notify.New), "scan": host.Of(scan.New), "sweep": host.Of(sweep.New),
	}
}

// personKey keys the hashes of person rows here. Real ones are in Secrets Manager.
const personKey = "a key for made-up people only"

// secrets are the values of the topology's secrets here.
func secrets() map[string]string {
	return map[string]string{"person-key": personKey, "notify-key": notifyAPIKey, "client-secret": clientSecret, infra.AddressKey: addressKey, infra.HandOverKeys: casesystem.ReadyKeys()}
}

// parameters are what whoever deploys gives.
func (s *System) parameters() map[string]string {
	templates, _ := json.Marshal(notifyserver.TemplateIDs()) // strings always encode
	mailboxes := map[referral.Team]string{}
	for _, team := range referral.Teams() {
		mailboxes[team] = string(team) + "@council.example.org"
	}
	boxes, _ := json.Marshal(mailboxes)
	return map[string]string{
		host.Issuer: s.options.URL + "/identity", host.Discovery: s.options.URL + "/identity", host.SignInOrigin: origin(s.options.URL),
		host.ClientID: clientID, host.ServiceURL: s.options.URL, host.NotifyURL: s.options.URL + "/notify",
		host.NotifyTemplates: string(templates), host.Mailboxes: string(boxes), host.AddressURL: s.options.URL + "/places", host.HandOverOrigin: casesystem.Origin,
	}
}

// resources are the names that the double gave to what the topology names.
type resources struct {
	assets  string
	table   string
	bucket  string
	machine string            // ARN
	keys    map[string]string // name to ARN
	queues  map[string]string // name to URL
}

func (r resources) resolve(v infra.Value, parameters map[string]string) (string, error) {
	switch v.Kind {
	case infra.Text:
		if v.Of == "assets" {
			return r.assets, nil
		}
		return v.Of, nil
	case infra.TableName:
		return r.table, nil
	case infra.BucketName:
		return r.bucket, nil
	case infra.MachineARN:
		return r.machine, nil
	case infra.QueueURL:
		return r.queues[v.Of], nil
	case infra.SecretName:
		return v.Of, nil
	case infra.KeyARN:
		return r.keys[v.Of], nil
	case infra.Parameter, infra.OptionalParameter:
		if value, known := parameters[v.Of]; known {
			return value, nil
		}
	}
	return "", fmt.Errorf("no value for %q", v.Of)
}

// make creates what is not there yet, through the same calls as on AWS.
func (s *System) make(ctx context.Context, t infra.Topology) (resources, error) {
	cfg := s.Cloud.Config()
	made := resources{assets: s.options.Assets, table: t.Table, bucket: "assistive-referrals-" + t.Bucket, queues: map[string]string{}, keys: map[string]string{}}
	if err := makeTable(ctx, dynamodb.NewFromConfig(cfg), t.Table); err != nil {
		return made, err
	}
	if err := makeBucket(ctx, cfg, made.bucket); err != nil {
		return made, err
	}
	if err := makeSecrets(ctx, secretsmanager.NewFromConfig(cfg), t.Secrets); err != nil {
		return made, err
	}
	for _, k := range t.Keys {
		arn, err := makeKey(ctx, kms.NewFromConfig(cfg), k)
		if err != nil {
			return made, err
		}
		made.keys[k.Name] = arn
	}
	queues := sqs.NewFromConfig(cfg)
	for _, q := range t.Queues {
		address, err := makeQueue(ctx, queues, q)
		if err != nil {
			return made, err
		}
		made.queues[q.Name] = address
	}
	var err error
	made.machine, err = makeMachine(ctx, sfn.NewFromConfig(cfg), t.Machine, made.queues)
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

func makeSecrets(ctx context.Context, client *secretsmanager.Client, all []infra.Secret) error {
	values := secrets()
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

// scanTakes is how long the scanner takes here. GuardDuty takes seconds to minutes.
const scanTakes = 5 * time.Second

// wire makes the functions and states what invokes each.
func (s *System) wire(ctx context.Context, t infra.Topology, outside *http.Client) error {
	code := Functions()
	for _, f := range t.Functions {
		function, known := code[f.Name]
		if !known {
			return fmt.Errorf("the topology names a function %q that there is no code for", f.Name)
		}
		environment, err := s.environment(f)
		if err != nil {
			return err
		}
		h := host.Host{AWS: s.Cloud.ConfigFor(f.Name), HTTP: outside, Now: s.Cloud.Now, Log: s.options.Log.With("function", f.Name)}
		handler, err := newInstances(ctx, func(ctx context.Context) (lambda.Handler, error) {
			return function.New(ctx, h, func(name string) string { return environment[name] })
		})
		if err != nil {
			return fmt.Errorf("make the function %s: %w", f.Name, err)
		}
		if err := s.Cloud.CreateFunction(awslocal.Function{Name: f.Name, Handler: handler, Timeout: f.Timeout}); err != nil {
			return err
		}
		if err := s.trigger(t, f); err != nil {
			return fmt.Errorf("trigger of %s: %w", f.Name, err)
		}
	}
	return nil
}

func (s *System) trigger(t infra.Topology, f infra.Function) error {
	switch {
	case f.Queue != nil:
		return s.Cloud.MapQueue(awslocal.QueueMapping{Function: f.Name, Queue: f.Queue.Queue, BatchSize: f.Queue.BatchSize, ReportBatchItemFailures: true})
	case f.Stream != nil:
		return s.Cloud.MapStream(awslocal.StreamMapping{
			Function: f.Name, Table: t.Table, BatchSize: f.Stream.BatchSize, Filters: f.Stream.Filters, MaximumRetryAttempts: f.Stream.Retries,
			BisectBatchOnFunctionError: true, ReportBatchItemFailures: true, OnFailureQueue: f.Stream.Failures,
		})
	case f.Scan != "":
		return s.Cloud.Protect(awslocal.Protection{Bucket: s.resources.bucket, Prefix: f.Scan, Function: f.Name, After: scanTakes})
	case f.Every != 0:
		return s.Cloud.Schedule(awslocal.Schedule{Name: f.Name, Function: f.Name, Every: f.Every, Input: json.RawMessage(`{}`)})
	}
	return nil
}
