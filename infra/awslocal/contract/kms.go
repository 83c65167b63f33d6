package contract

import (
	"bytes"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// Refusals of KMS.
const (
	badKMSValue  = "ValidationException"
	noKey        = "NotFoundException"
	aliasTaken   = "AlreadyExistsException"
	badCipher    = "InvalidCiphertextException"
	incorrectKey = "IncorrectKeyException"
)

// Where AWS's documentation of KMS says something.
const (
	docCreateAlias = "KMS API Reference, CreateAlias"
	docDescribeKey = "KMS API Reference, DescribeKey"
	docDataKey     = "KMS API Reference, GenerateDataKey"
	docDecrypt     = "KMS API Reference, Decrypt"
	docKMSContext  = "KMS Developer Guide, Encryption context"
)

// key makes a key of the case's own and returns its ARN.
func (p *probe) masterKey() string {
	out, err := p.keys.CreateKey(p.ctx, &kms.CreateKeyInput{Description: &p.id})
	p.must(err)
	return aws.ToString(out.KeyMetadata.Arn)
}

func (p *probe) alias(key string) string {
	name := "alias/" + p.id
	_, err := p.keys.CreateAlias(p.ctx, &kms.CreateAliasInput{AliasName: &name, TargetKeyId: &key})
	p.must(err)
	return name
}

func (p *probe) dataKey(key string, context map[string]string) *kms.GenerateDataKeyOutput {
	out, err := p.keys.GenerateDataKey(p.ctx, &kms.GenerateDataKeyInput{KeyId: &key, KeySpec: types.DataKeySpecAes256, EncryptionContext: context})
	p.must(err)
	return out
}

// place is an encryption context as we give one.
func place() map[string]string { return map[string]string{"draft": "D", "secret": "key-safe-code"} }

func keyCases() []Case {
	return table("KMS", "Keys", []row{
		{"a new key is enabled and encrypts", docDescribeKey, func(p *probe) {
			key := p.masterKey()
			out, err := p.keys.DescribeKey(p.ctx, &kms.DescribeKeyInput{KeyId: &key})
			p.must(err)
			m := out.KeyMetadata
			p.equal("the key", []any{m.Enabled, m.KeyState, m.KeyUsage, m.KeySpec}, []any{true, types.KeyStateEnabled, types.KeyUsageTypeEncryptDecrypt, types.KeySpecSymmetricDefault})
		}},
		{"an alias leads to its key", docDescribeKey, func(p *probe) {
			key := p.masterKey()
			out, err := p.keys.DescribeKey(p.ctx, &kms.DescribeKeyInput{KeyId: aws.String(p.alias(key))})
			p.must(err)
			p.equal("the key", aws.ToString(out.KeyMetadata.Arn), key)
		}},
		{"an alias that there is not is refused", docDescribeKey, func(p *probe) {
			_, err := p.keys.DescribeKey(p.ctx, &kms.DescribeKeyInput{KeyId: aws.String("alias/" + p.id)})
			p.code(err, noKey)
		}},
		{"an alias that there is already is refused", docCreateAlias, func(p *probe) {
			key := p.masterKey()
			name := p.alias(key)
			_, err := p.keys.CreateAlias(p.ctx, &kms.CreateAliasInput{AliasName: &name, TargetKeyId: &key})
			p.code(err, aliasTaken)
		}},
		{"an alias of no key is refused", docCreateAlias, func(p *probe) {
			_, err := p.keys.CreateAlias(p.ctx, &kms.CreateAliasInput{AliasName: aws.String("alias/" + p.id), TargetKeyId: aws.String("1234abcd-12ab-34cd-56ef-1234567890ab")})
			p.code(err, noKey)
		}},
		{"a name that does not begin with alias/ is refused", docCreateAlias, func(p *probe) {
			key := p.masterKey()
			_, err := p.keys.CreateAlias(p.ctx, &kms.CreateAliasInput{AliasName: &p.id, TargetKeyId: &key})
			p.code(err, badKMSValue)
		}},
	})
}

func dataKeyCases() []Case {
	refuse := func(code string, in func(key string) *kms.GenerateDataKeyInput) func(*probe) {
		return func(p *probe) {
			_, err := p.keys.GenerateDataKey(p.ctx, in(p.masterKey()))
			p.code(err, code)
		}
	}
	return table("KMS", "GenerateDataKey", []row{
		{"AES_256 gives 32 bytes, and a ciphertext", docDataKey, func(p *probe) {
			key := p.masterKey()
			out := p.dataKey(key, place())
			p.equal("lengths", []any{len(out.Plaintext), len(out.CiphertextBlob) > 32, aws.ToString(out.KeyId)}, []any{32, true, key})
		}},
		{"each data key is another", docDataKey, func(p *probe) {
			key := p.masterKey()
			if bytes.Equal(p.dataKey(key, nil).Plaintext, p.dataKey(key, nil).Plaintext) {
				p.fail("the same key twice")
			}
		}},
		{"a key is named by its alias too", docDataKey, func(p *probe) {
			key := p.masterKey()
			p.equal("the key", aws.ToString(p.dataKey(p.alias(key), nil).KeyId), key)
		}},
		{"a key that there is not is refused", docDataKey, refuse(noKey, func(string) *kms.GenerateDataKeyInput {
			return &kms.GenerateDataKeyInput{KeyId: aws.String("1234abcd-12ab-34cd-56ef-1234567890ab"), KeySpec: types.DataKeySpecAes256}
		})},
		{"without a length it is refused", docDataKey, refuse(badKMSValue, func(key string) *kms.GenerateDataKeyInput {
			return &kms.GenerateDataKeyInput{KeyId: &key}
		})},
		{"with two lengths it is refused", docDataKey, refuse(badKMSValue, func(key string) *kms.GenerateDataKeyInput {
			return &kms.GenerateDataKeyInput{KeyId: &key, KeySpec: types.DataKeySpecAes256, NumberOfBytes: aws.Int32(32)}
		})},
	})
}

func decryptCases() []Case {
	// open makes a data key for a place, and opens it as the case asks for.
	open := func(code string, ask func(p *probe, key string, made []byte) *kms.DecryptInput) func(*probe) {
		return func(p *probe) {
			key := p.masterKey()
			made := p.dataKey(key, place())
			out, err := p.keys.Decrypt(p.ctx, ask(p, key, made.CiphertextBlob))
			p.code(err, code)
			if code == "" && !bytes.Equal(out.Plaintext, made.Plaintext) {
				p.fail("another key than was made")
			}
		}
	}
	in := func(key string, made []byte, context map[string]string) *kms.DecryptInput {
		return &kms.DecryptInput{KeyId: &key, CiphertextBlob: made, EncryptionContext: context}
	}
	return table("KMS", "Decrypt", []row{
		{"gives the data key back", docDecrypt, open("", func(_ *probe, key string, made []byte) *kms.DecryptInput { return in(key, made, place()) })},
		{"the ciphertext says which key it is of", docDecrypt, open("", func(_ *probe, _ string, made []byte) *kms.DecryptInput {
			return &kms.DecryptInput{CiphertextBlob: made, EncryptionContext: place()}
		})},
		{"another key is refused", docDecrypt, open(incorrectKey, func(p *probe, _ string, made []byte) *kms.DecryptInput { return in(p.masterKey(), made, place()) })},
		{"a key that there is not is refused", docDecrypt, open(noKey, func(_ *probe, _ string, made []byte) *kms.DecryptInput {
			return in("1234abcd-12ab-34cd-56ef-1234567890ab", made, place())
		})},
		{"another context is refused", docKMSContext, open(badCipher, func(_ *probe, key string, made []byte) *kms.DecryptInput {
			return in(key, made, map[string]string{"draft": "E", "secret": "key-safe-code"})
		})},
		{"a part of the context is refused", docKMSContext, open(badCipher, func(_ *probe, key string, made []byte) *kms.DecryptInput {
			return in(key, made, map[string]string{"draft": "D"})
		})},
		{"a context with small letters for capitals is refused", docKMSContext, open(badCipher, func(_ *probe, key string, made []byte) *kms.DecryptInput {
			return in(key, made, map[string]string{"draft": "d", "secret": "key-safe-code"})
		})},
		{"no context is refused where there was one", docKMSContext, open(badCipher, func(_ *probe, key string, made []byte) *kms.DecryptInput { return in(key, made, nil) })},
		{"an altered ciphertext is refused", docDecrypt, open(badCipher, func(_ *probe, key string, made []byte) *kms.DecryptInput {
			altered := bytes.Clone(made)
			altered[len(altered)-1] ^= 1
			return in(key, altered, place())
		})},
		{"what is no ciphertext is refused", docDecrypt, open(badCipher, func(_ *probe, key string, _ []byte) *kms.DecryptInput {
			return in(key, []byte("not a ciphertext of any key, and long enough to be mistaken for one"), place())
		})},
	})
}
