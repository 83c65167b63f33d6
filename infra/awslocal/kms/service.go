// Package kms is the double's AWS Key Management Service: symmetric keys with aliases
// that make and open data keys, as a plain state machine without locks. Keys are kept
// in the clear: they are local ones. There is one account and no key policy: whoever
// reaches the double may use every key.
package kms

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

const (
	keys    = "kms/key"
	aliases = "kms/alias"
)

// Options is what a Service is made of; every field is needed.
type Options struct {
	Clock           wire.Clock
	Journal         wire.Journal
	NewID           func() string // a new UUID
	Random          func([]byte)  // fills with random bytes
	Region, Account string
}

// Service holds the keys. It implements wire.Service.
type Service struct {
	Options
	keys    map[string]*key   // by identifier
	aliases map[string]string // to identifiers
}

type key struct {
	ID, Description string
	Created         time.Time
	Material        []byte // of AES-256
}

// New returns a service without keys.
func New(options Options) *Service {
	return &Service{Options: options, keys: map[string]*key{}, aliases: map[string]string{}}
}

// Target is the prefix of X-Amz-Target.
func (s *Service) Target() string { return "TrentService" }

// Restore rebuilds the keys from the journal.
func (s *Service) Restore() error {
	err := s.Journal.Each(keys, func(id string, value []byte) error {
		kept := &key{}
		if err := json.Unmarshal(value, kept); err != nil {
			return fmt.Errorf("kms: %s: %w", id, err)
		}
		s.keys[id] = kept
		return nil
	})
	if err != nil {
		return err
	}
	return s.Journal.Each(aliases, func(name string, value []byte) error {
		s.aliases[name] = string(value)
		return nil
	})
}

// Call runs one operation; see wire.Service.
func (s *Service) Call(operation string, input []byte) (any, error) {
	switch operation {
	case "CreateKey":
		return call(input, operation, s.createKey)
	case "CreateAlias":
		return call(input, operation, s.createAlias)
	case "DescribeKey":
		return call(input, operation, s.describeKey)
	case "GenerateDataKey":
		return call(input, operation, s.generateDataKey)
	case "Decrypt":
		return call(input, operation, s.decrypt)
	}
	return nil, wire.NotEmulated("KMS", operation)
}

// call decodes an operation's input, refusing members that are not emulated.
func call[In any](input []byte, operation string, do func(In) (any, error)) (any, error) {
	var in In
	if err := wire.Decode("KMS", operation, input, &in); err != nil {
		return nil, err
	}
	return do(in)
}

const (
	usage     = "ENCRYPT_DECRYPT"
	spec      = "SYMMETRIC_DEFAULT"
	algorithm = "SYMMETRIC_DEFAULT"
)

type createKeyInput struct{ Description, KeyUsage, KeySpec string }

func (s *Service) createKey(in createKeyInput) (any, error) {
	if in.KeyUsage != "" && in.KeyUsage != usage || in.KeySpec != "" && in.KeySpec != spec {
		return nil, wire.NotEmulated("KMS", "CreateKey of "+in.KeyUsage+" "+in.KeySpec)
	}
	made := &key{ID: s.NewID(), Description: in.Description, Created: s.Clock(), Material: make([]byte, 32)}
	s.Random(made.Material)
	value, err := json.Marshal(made)
	if err != nil {
		return nil, fmt.Errorf("kms: %w", err)
	}
	s.keys[made.ID] = made
	s.Journal.Put(keys, made.ID, value)
	return map[string]any{"KeyMetadata": s.metadata(made)}, nil
}

var aliasName = regexp.MustCompile(`^alias/[a-zA-Z0-9/_-]{1,250}$`)

type createAliasInput struct{ AliasName, TargetKeyId string }

func (s *Service) createAlias(in createAliasInput) (any, error) {
	switch {
	case !aliasName.MatchString(in.AliasName):
		return nil, invalid("Alias must start with the prefix \"alias/\" and have letters, digits, '/', '_' and '-' only. Please see AWS documentation.")
	case strings.HasPrefix(in.AliasName, "alias/aws/"):
		return nil, wire.Refuse("NotAuthorizedException", "%s", "")
	case s.aliases[in.AliasName] != "":
		return nil, wire.Refuse("AlreadyExistsException", "An alias with the name %s already exists", s.arn(in.AliasName))
	case strings.Contains(in.TargetKeyId, "alias/"):
		return nil, invalid("Aliases must refer to keys. Not aliases.")
	}
	found, err := s.find(in.TargetKeyId)
	if err != nil {
		return nil, err
	}
	s.aliases[in.AliasName] = found.ID
	s.Journal.Put(aliases, in.AliasName, []byte(found.ID))
	return nil, nil
}

type describeKeyInput struct{ KeyId string }

func (s *Service) describeKey(in describeKeyInput) (any, error) {
	found, err := s.find(in.KeyId)
	if err != nil {
		return nil, err
	}
	return map[string]any{"KeyMetadata": s.metadata(found)}, nil
}

// find returns the key with that identifier or ARN, or the one that an alias or its
// ARN leads to.
func (s *Service) find(id string) (*key, error) {
	if id == "" {
		return nil, invalid("1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null")
	}
	name := id
	if prefix := s.arn(""); strings.HasPrefix(id, prefix) {
		name = strings.TrimPrefix(id, prefix)
	} else if strings.HasPrefix(id, "arn:") {
		return nil, wire.Refuse("NotFoundException", "Invalid arn %s", id)
	}
	if strings.HasPrefix(name, "alias/") {
		if found := s.keys[s.aliases[name]]; found != nil {
			return found, nil
		}
		return nil, wire.Refuse("NotFoundException", "Alias %s is not found.", s.arn(name))
	}
	if found := s.keys[strings.TrimPrefix(name, "key/")]; found != nil {
		return found, nil
	}
	return nil, wire.Refuse("NotFoundException", "Key '%s' does not exist", s.arn("key/"+strings.TrimPrefix(name, "key/")))
}

func (s *Service) arn(name string) string {
	return "arn:aws:kms:" + s.Region + ":" + s.Account + ":" + name
}

func (s *Service) metadata(k *key) map[string]any {
	return map[string]any{
		"KeyId": k.ID, "Arn": s.arn("key/" + k.ID), "AWSAccountId": s.Account, "Description": k.Description,
		"CreationDate": float64(k.Created.UnixMilli()) / 1000, "Enabled": true, "KeyState": "Enabled",
		"KeyManager": "CUSTOMER", "KeyUsage": usage, "KeySpec": spec, "Origin": "AWS_KMS", "MultiRegion": false,
		"EncryptionAlgorithms": []string{algorithm},
	}
}

func invalid(message string) *wire.Error { return wire.Refuse("ValidationException", "%s", message) }
