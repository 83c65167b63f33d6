// Package infra states once where the system runs: its queues, functions,
// triggers, schedules and grants (this file), and its workflow
// (referral.asl.json). The table's shape is casestore.Schema. infra/cdk makes
// CloudFormation of them, infra/local makes one process of them.
package infra

import (
	_ "embed"
	"encoding/json"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/secret/envelope"
)

// Workflow is the definition of the state machine, in the Amazon States
// Language. It names functions and queues as ${triage}, ${arrange} and
// ${assessments}, to be replaced by ARN, ARN and URL.
//
//go:embed referral.asl.json
var Workflow string

// Topology is the whole of what runs.
type Topology struct {
	Table     string // logical name; its shape is casestore.Schema
	Bucket    string // logical name of the bucket of attached files
	Machine   string // logical name of the state machine
	Queues    []Queue
	Functions []Function
	Secrets   []Secret
	Keys      []Key
}

// Queue is an SQS queue with a dead-letter queue named after it.
type Queue struct {
	Name string
	// Visibility is how long a message stays out of sight after it was received:
	// six times its function's timeout, as AWS recommends.
	Visibility time.Duration
	// Receives is how often a message is delivered before it goes to the
	// dead-letter queue.
	Receives int
}

// DeadLetters returns the name of the queue's dead-letter queue.
func (q Queue) DeadLetters() string { return q.Name + "-dead-letters" }

// Secret is a value that is kept in Secrets Manager.
type Secret struct {
	Name, Purpose string
}

// Key is a key in KMS that makes and opens data keys. It is changed every year by
// itself; what was sealed before still opens.
type Key struct {
	Name, Purpose string
}

// Function is a Lambda function and what invokes it. It has at most one trigger.
type Function struct {
	Name        string // its folder in functions/
	Timeout     time.Duration
	MemoryMB    int
	Environment map[string]Value // by name; what its Config reads
	Grants      []Grant

	HTTP     bool          // the HTTP API sends every request to it
	Workflow bool          // the state machine invokes it
	Queue    *QueueTrigger // a queue's messages
	Stream   *StreamTrigger
	Every    time.Duration // a schedule
	Scan     string        // prefix in the bucket: it is told what the scanner found of each new file
}

// QueueTrigger delivers a queue's messages, with partial failures reported.
type QueueTrigger struct {
	Queue     string
	BatchSize int
}

// StreamTrigger delivers what changed in the table, with partial failures
// reported and a failed batch halved.
type StreamTrigger struct {
	BatchSize int
	// Filters are event filter patterns; a record that matches any is delivered.
	Filters []string
	// Retries is how often a record is tried before it goes to Failures. What it
	// asked for is not lost with it: the sweep finds what is still owed.
	Retries  int
	Failures string // name of a queue
}

// Value is the value of an environment variable: text, or something that is known
// once it is deployed.
type Value struct {
	Kind ValueKind
	Of   string // the text, or the logical name of what is meant
}

// ValueKind says what a Value is.
type ValueKind int

const (
	Text              ValueKind = iota // as it stands
	TableName                          // name of the table
	BucketName                         // name of the bucket; Of is empty, or the prefix that a grant is for
	MachineARN                         // ARN of the state machine
	QueueURL                           // URL of the queue
	SecretName                         // name of the secret
	KeyARN                             // ARN of the key
	Parameter                          // given by whoever deploys, such as the identity provider's issuer
	OptionalParameter                  // the same, and left out where there is none
)

// Grant allows a function some actions on one thing.
type Grant struct {
	Actions []string
	On      Value
	// Context names what a call on a key must say of what is sealed, and all that it
	// may say.
	Context []string
}

const (
	table         = "referrals"
	attachments   = "attachments"
	machine       = "referral"
	assessments   = "assessments"
	notifications = "notifications"
	unrelayed     = "unrelayed"

	personKey  = "person-key"
	secretsKey = "secrets"
)

// Secrets whose values come from elsewhere: whoever deploys puts them in.
const (
	NotifyKey    = "notify-key"
	ClientSecret = "client-secret"
	AddressKey   = "address-key"
	HandOverKeys = "hand-over-keys"
)

// Names that the workflow's definition uses.
const (
	TriageFunction   = "triage"
	ArrangeFunction  = "arrange"
	AssessmentsQueue = assessments
)

var (
	readTable  = Grant{Actions: []string{"dynamodb:GetItem", "dynamodb:Query"}, On: Value{TableName, table}}
	readMany   = Grant{Actions: []string{"dynamodb:BatchGetItem"}, On: Value{TableName, table}}
	writeTable = Grant{Actions: []string{"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"}, On: Value{TableName, table}}
	executions = Grant{Actions: []string{"states:StartExecution", "states:DescribeExecution", "states:StopExecution", "states:SendTaskSuccess"}, On: Value{MachineARN, machine}}
	enqueue    = Grant{Actions: []string{"sqs:SendMessage"}, On: Value{QueueURL, notifications}}
)

// onFiles allows actions on the files under a prefix of the bucket.
func onFiles(prefix string, actions ...string) Grant {
	return Grant{Actions: actions, On: Value{BucketName, prefix}}
}

func readSecret(name string) Grant {
	return Grant{Actions: []string{"secretsmanager:GetSecretValue"}, On: Value{SecretName, name}}
}

// sealAndOpen allows what a secret of a referral needs. A key's own policy leaves who
// may use it to the roles of the account.
func sealAndOpen() Grant {
	return Grant{Actions: []string{"kms:GenerateDataKey", "kms:Decrypt"}, On: Value{KeyARN, secretsKey},
		Context: []string{envelope.ContextDraft, envelope.ContextSecret}}
}

// Build returns the topology.
func Build() Topology {
	onTable := map[string]Value{host.Table: {TableName, table}}
	outward := map[string]Value{host.Table: {TableName, table}, host.Machine: {MachineARN, machine}, host.NotificationsQueue: {QueueURL, notifications}}
	return Topology{
		Table: table, Bucket: attachments, Machine: machine,
		Queues: []Queue{
			{Name: assessments, Visibility: 3 * time.Minute, Receives: 5},
			{Name: notifications, Visibility: 3 * time.Minute, Receives: 5},
			{Name: unrelayed, Visibility: 30 * time.Second, Receives: 5},
		},
		Secrets: []Secret{
			{personKey, "keys the hashes by which a person's cases are found"},
			{NotifyKey, "the API key of GOV.UK Notify"},
			{ClientSecret, "our client secret at the identity provider"},
			{AddressKey, "the key of Ordnance Survey's OS Places API"},
			{HandOverKeys, "the public keys of the council's case system, as a JSON Web Key Set"},
		},
		Keys: []Key{{secretsKey, "seals the codes of key safes"}},
		Functions: []Function{
			{Name: "web", Timeout: 25 * time.Second, MemoryMB: 512, HTTP: true,
				Environment: map[string]Value{
					host.Table: {TableName, table}, host.PersonKeySecret: {SecretName, personKey}, host.ClientSecretSecret: {SecretName, ClientSecret},
					host.Issuer: {Parameter, host.Issuer}, host.Discovery: {OptionalParameter, host.Discovery}, host.ClientID: {Parameter, host.ClientID}, host.SignInOrigin: {Parameter, host.SignInOrigin},
					host.ServiceURL: {Parameter, host.ServiceURL}, host.Mailboxes: {Parameter, host.Mailboxes}, host.Assets: {Text, "assets"}, host.Attachments: {BucketName, ""}, host.SecretsKey: {KeyARN, secretsKey},
					host.AddressURL: {OptionalParameter, host.AddressURL}, host.AddressKeySecret: {SecretName, AddressKey},
					host.HandOverOrigin: {OptionalParameter, host.HandOverOrigin}, host.HandOverKeysSecret: {SecretName, HandOverKeys},
				},
				Grants: []Grant{readTable, readMany, writeTable, readSecret(personKey), readSecret(ClientSecret), readSecret(AddressKey), readSecret(HandOverKeys), sealAndOpen(),
					// Who is signed for may do what the signer may.
					onFiles(casestore.PrefixIncoming, "s3:PutObject"), onFiles(casestore.PrefixKept, "s3:GetObject")}},
			{Name: "relay", Timeout: 30 * time.Second, MemoryMB: 256, Environment: outward,
				Stream: &StreamTrigger{BatchSize: 10, Filters: relayFilters(), Retries: 10, Failures: unrelayed},
				Grants: []Grant{readTable, writeTable, executions, enqueue}},
			{Name: TriageFunction, Timeout: 20 * time.Second, MemoryMB: 256, Workflow: true, Environment: onTable, Grants: []Grant{readTable, writeTable}},
			{Name: "enlist", Timeout: 30 * time.Second, MemoryMB: 256, Environment: onTable,
				Queue: &QueueTrigger{Queue: assessments, BatchSize: 10}, Grants: []Grant{readTable, writeTable}},
			{Name: ArrangeFunction, Timeout: 20 * time.Second, MemoryMB: 256, Workflow: true, Environment: onTable, Grants: []Grant{readTable, writeTable}},
			{Name: "notify", Timeout: 30 * time.Second, MemoryMB: 256,
				Environment: map[string]Value{
					host.Table: {TableName, table}, host.NotifyKeySecret: {SecretName, NotifyKey}, host.NotifyURL: {Parameter, host.NotifyURL},
					host.NotifyTemplates: {Parameter, host.NotifyTemplates}, host.Mailboxes: {Parameter, host.Mailboxes}, host.ServiceURL: {Parameter, host.ServiceURL},
				},
				Queue: &QueueTrigger{Queue: notifications, BatchSize: 5}, Grants: []Grant{readTable, writeTable, readSecret(NotifyKey)}},
			{Name: "scan", Timeout: 30 * time.Second, MemoryMB: 256, Scan: casestore.PrefixIncoming,
				Environment: map[string]Value{host.Table: {TableName, table}, host.Attachments: {BucketName, ""}},
				Grants: []Grant{readTable, writeTable,
					onFiles(casestore.PrefixIncoming, "s3:GetObject", "s3:DeleteObject"), onFiles(casestore.PrefixKept, "s3:PutObject")}},
			{Name: "sweep", Timeout: 5 * time.Minute, MemoryMB: 256, Every: 5 * time.Minute,
				Environment: map[string]Value{
					host.Table: {TableName, table}, host.Machine: {MachineARN, machine}, host.NotificationsQueue: {QueueURL, notifications},
					host.Attachments: {BucketName, ""},
				},
				Grants: []Grant{readTable, writeTable, executions, enqueue, onFiles(casestore.PrefixKept, "s3:DeleteObject")}},
		},
	}
}

// relayFilters pass what is newly owed (a write that only counts attempts has
// more than none), tokens, and new notifications: never drafts or expiry.
func relayFilters() []string {
	under := func(prefix string) map[string]any {
		return map[string]any{"SK": map[string]any{"S": []any{map[string]any{"prefix": prefix}}}}
	}
	patterns := []map[string]any{
		{"eventName": []string{"INSERT", "MODIFY"}, "dynamodb": map[string]any{
			"Keys": under(casestore.PrefixOutbox), "NewImage": map[string]any{"attempts": map[string]any{"N": []string{"0"}}}}},
		{"eventName": []string{"INSERT", "MODIFY"}, "dynamodb": map[string]any{"Keys": under(casestore.PrefixToken)}},
		{"eventName": []string{"INSERT"}, "dynamodb": map[string]any{"Keys": under(casestore.PrefixNotification)}},
	}
	filters := make([]string, len(patterns))
	for i, pattern := range patterns {
		document, err := json.Marshal(pattern)
		if err != nil {
			panic("a filter pattern of strings and lists cannot fail to encode: " + err.Error())
		}
		filters[i] = string(document)
	}
	return filters
}

// Schema is the shape of the table.
func (t Topology) Schema() casestore.Table { return casestore.Schema() }

// Find returns the function of that name.
func (t Topology) Find(name string) (Function, bool) {
	for _, f := range t.Functions {
		if f.Name == name {
			return f, true
		}
	}
	return Function{}, false
}
