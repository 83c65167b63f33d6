// Package secretsmanager is the double's AWS Secrets Manager: secrets with
// versions and staging labels, as a plain state machine without locks. Secrets
// are kept in the clear: they are local ones.
package secretsmanager

import (
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

const bucket = "secretsmanager/secret"

// Options is what a Service is made of; every field is needed.
type Options struct {
	Clock           wire.Clock
	Journal         wire.Journal
	NewID           func() string // a new UUID
	Region, Account string
}

// Service holds the secrets. It implements wire.Service.
type Service struct {
	Options
	secrets map[string]*secret
}

type secret struct {
	ARN, Name, Description string
	Created, Changed       time.Time
	Versions               map[string]*version
}

type version struct {
	SecretString *string
	SecretBinary []byte
	Created      time.Time
	Stages       []string
}

const (
	current  = "AWSCURRENT"
	previous = "AWSPREVIOUS"
)

// New returns a service without secrets.
func New(options Options) *Service {
	return &Service{Options: options, secrets: map[string]*secret{}}
}

// Target is the prefix of X-Amz-Target.
func (s *Service) Target() string { return "secretsmanager" }

// Restore rebuilds the secrets from the journal.
func (s *Service) Restore() error {
	return s.Journal.Each(bucket, func(name string, value []byte) error {
		kept := &secret{}
		if err := json.Unmarshal(value, kept); err != nil {
			return fmt.Errorf("secretsmanager: %s: %w", name, err)
		}
		s.secrets[name] = kept
		return nil
	})
}

// Call runs one operation; see wire.Service.
func (s *Service) Call(operation string, input []byte) (any, error) {
	switch operation {
	case "CreateSecret":
		return call(input, operation, s.create)
	case "PutSecretValue":
		return call(input, operation, s.put)
	case "GetSecretValue":
		return call(input, operation, s.get)
	case "DescribeSecret":
		return call(input, operation, s.describe)
	case "ListSecrets":
		return call(input, operation, s.list)
	}
	return nil, wire.NotEmulated("SecretsManager", operation)
}

// call decodes an operation's input, refusing members that are not emulated.
func call[In any](input []byte, operation string, do func(In) (any, error)) (any, error) {
	var in In
	if err := wire.Decode("SecretsManager", operation, input, &in); err != nil {
		return nil, err
	}
	return do(in)
}

var name = regexp.MustCompile(`^[A-Za-z0-9/_+=.@-]{1,512}$`)

type createInput struct {
	Name, Description  string
	ClientRequestToken string
	SecretString       *string
	SecretBinary       []byte
	Tags               []map[string]string
}

func (s *Service) create(in createInput) (any, error) {
	if !name.MatchString(in.Name) {
		return nil, wire.Refuse("ValidationException", "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!")
	}
	token := in.ClientRequestToken
	if token == "" {
		token = s.NewID()
	}
	if have := s.secrets[in.Name]; have != nil {
		// The same request again is answered as the first time.
		if v := have.Versions[token]; v != nil && v.same(in.SecretString, in.SecretBinary) {
			return map[string]any{"ARN": have.ARN, "Name": have.Name, "VersionId": token}, nil
		}
		return nil, wire.Refuse("ResourceExistsException", "The operation failed because the secret %s already exists.", in.Name)
	}
	now := s.Clock()
	made := &secret{
		ARN:  "arn:aws:secretsmanager:" + s.Region + ":" + s.Account + ":secret:" + in.Name + "-" + strings.ReplaceAll(s.NewID(), "-", "")[:6],
		Name: in.Name, Description: in.Description, Created: now, Changed: now, Versions: map[string]*version{},
	}
	answer := map[string]any{"ARN": made.ARN, "Name": made.Name}
	if in.SecretString != nil || in.SecretBinary != nil {
		if err := checkValue(in.SecretString, in.SecretBinary); err != nil {
			return nil, err
		}
		made.Versions[token] = &version{in.SecretString, in.SecretBinary, now, []string{current}}
		answer["VersionId"] = token
	}
	s.secrets[in.Name] = made
	return answer, s.keep(made)
}

type putInput struct {
	SecretId, ClientRequestToken string
	SecretString                 *string
	SecretBinary                 []byte
}

func (s *Service) put(in putInput) (any, error) {
	found, err := s.find(in.SecretId)
	if err != nil {
		return nil, err
	}
	if err := checkValue(in.SecretString, in.SecretBinary); err != nil {
		return nil, err
	}
	token := in.ClientRequestToken
	if token == "" {
		token = s.NewID()
	}
	answer := map[string]any{"ARN": found.ARN, "Name": found.Name, "VersionId": token, "VersionStages": []string{current}}
	if have := found.Versions[token]; have != nil {
		if have.same(in.SecretString, in.SecretBinary) {
			return answer, nil
		}
		return nil, wire.Refuse("ResourceExistsException", "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s.", token, found.ARN)
	}
	for _, v := range found.Versions {
		switch {
		case v.has(current):
			v.Stages = []string{previous}
		case v.has(previous):
			v.Stages = nil
		}
	}
	now := s.Clock()
	found.Versions[token] = &version{in.SecretString, in.SecretBinary, now, []string{current}}
	found.Changed = now
	return answer, s.keep(found)
}

type getInput struct{ SecretId, VersionId, VersionStage string }

func (s *Service) get(in getInput) (any, error) {
	found, err := s.find(in.SecretId)
	if err != nil {
		return nil, err
	}
	stage := in.VersionStage
	if stage == "" && in.VersionId == "" {
		stage = current
	}
	for id, v := range found.Versions {
		if in.VersionId != "" && id != in.VersionId || stage != "" && !v.has(stage) {
			continue
		}
		answer := map[string]any{
			"ARN": found.ARN, "Name": found.Name, "VersionId": id,
			"VersionStages": v.Stages, "CreatedDate": seconds(v.Created),
		}
		if v.SecretString != nil {
			answer["SecretString"] = *v.SecretString
		}
		if v.SecretBinary != nil {
			answer["SecretBinary"] = v.SecretBinary
		}
		return answer, nil
	}
	if in.VersionId != "" {
		return nil, wire.Refuse("ResourceNotFoundException", "Secrets Manager can't find the specified secret value for VersionId: %s", in.VersionId)
	}
	return nil, wire.Refuse("ResourceNotFoundException", "Secrets Manager can't find the specified secret value for staging label: %s", stage)
}

type describeInput struct{ SecretId string }

func (s *Service) describe(in describeInput) (any, error) {
	found, err := s.find(in.SecretId)
	if err != nil {
		return nil, err
	}
	answer := found.entry()
	stages := answer["SecretVersionsToStages"]
	delete(answer, "SecretVersionsToStages")
	answer["VersionIdsToStages"] = stages
	return answer, nil
}

type listInput struct {
	MaxResults *int
	NextToken  string
}

func (s *Service) list(in listInput) (any, error) {
	limit := 100
	if in.MaxResults != nil {
		if limit = *in.MaxResults; limit < 1 || limit > 100 {
			return nil, wire.Refuse("ValidationException", "MaxResults must be between 1 and 100")
		}
	}
	names := make([]string, 0, len(s.secrets))
	for name := range s.secrets {
		if name > in.NextToken {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	list := []any{}
	answer := map[string]any{}
	for i, name := range names {
		if i == limit {
			answer["NextToken"] = names[i-1]
			break
		}
		list = append(list, s.secrets[name].entry())
	}
	answer["SecretList"] = list
	return answer, nil
}

func (s *Service) keep(what *secret) error {
	value, err := json.Marshal(what)
	if err != nil {
		return fmt.Errorf("secretsmanager: %w", err)
	}
	s.Journal.Put(bucket, what.Name, value)
	return nil
}

// find returns a secret by its name or its ARN, whole or without the random
// characters at its end.
func (s *Service) find(id string) (*secret, error) {
	if found := s.secrets[id]; found != nil {
		return found, nil
	}
	for _, found := range s.secrets {
		if id == found.ARN || id == found.ARN[:len(found.ARN)-7] {
			return found, nil
		}
	}
	return nil, wire.Refuse("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
}

func (f *secret) entry() map[string]any {
	stages := map[string][]string{}
	for id, v := range f.Versions {
		if len(v.Stages) > 0 {
			stages[id] = v.Stages
		}
	}
	entry := map[string]any{
		"ARN": f.ARN, "Name": f.Name,
		"CreatedDate": seconds(f.Created), "LastChangedDate": seconds(f.Changed),
		"SecretVersionsToStages": stages,
	}
	if f.Description != "" {
		entry["Description"] = f.Description
	}
	return entry
}

func (v *version) has(stage string) bool {
	for _, s := range v.Stages {
		if s == stage {
			return true
		}
	}
	return false
}

func (v *version) same(text *string, binary []byte) bool {
	if (v.SecretString == nil) != (text == nil) || text != nil && *text != *v.SecretString {
		return false
	}
	return string(v.SecretBinary) == string(binary)
}

// checkValue wants exactly one of the two, of at most 65,536 bytes.
func checkValue(text *string, binary []byte) error {
	if (text == nil) == (len(binary) == 0) {
		return wire.Refuse("InvalidParameterException", "You must provide either SecretString or SecretBinary.")
	}
	if text != nil && (len(*text) == 0 || len(*text) > 65536) || len(binary) > 65536 {
		return wire.Refuse("ValidationException", "The secret value must be between 1 and 65536 bytes.")
	}
	return nil
}

// seconds is how AWS-JSON writes a time: seconds since 1970.
func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }
