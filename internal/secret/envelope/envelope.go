// Package envelope seals short secrets, such as the code of a key safe, so that they
// can be opened only on purpose: each with a data key of its own, which AWS KMS makes
// and opens for whoever may use the service's key. What is sealed belongs to one place
// and opens nowhere else.
package envelope

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// Place is what a secret belongs to. It stands in the record of calls to KMS, so
// nothing of a person may be in it.
type Place struct {
	Draft string // identifier of the draft that became, or becomes, the case
	Name  string // of the secret, such as "key-safe-code"
}

// Names of the parts of a place in a call's encryption context. The key's grant
// wants both.
const (
	ContextDraft  = "draft"
	ContextSecret = "secret"
)

func (p Place) context() map[string]string {
	return map[string]string{ContextDraft: p.Draft, ContextSecret: p.Name}
}

// bytes says the place to the cipher. Neither part can hold a zero byte.
func (p Place) bytes() []byte { return []byte(p.Draft + "\x00" + p.Name) }

// Sealed is a secret as it is kept: with its data key, which KMS alone can open.
type Sealed struct {
	Key   []byte `json:"key"`
	Nonce []byte `json:"nonce"`
	Text  []byte `json:"text"`
}

// Box seals and opens with one key of KMS.
type Box struct {
	client *kms.Client
	key    string
	random io.Reader
}

// New returns the box of the key with that ARN.
func New(cfg aws.Config, key string) *Box {
	return &Box{client: kms.NewFromConfig(cfg), key: key, random: rand.Reader}
}

// ErrElsewhere says that something was altered, or was sealed for another place or
// with another key.
var ErrElsewhere = errors.New("it cannot be opened here")

// Longest is how many bytes a secret may have.
const Longest = padded - 1

// padded is the length of what is encrypted, whatever the secret's own.
const padded = 128

// Seal returns the secret sealed for that place.
func (b *Box) Seal(ctx context.Context, place Place, secret string) (Sealed, error) {
	if len(secret) > Longest {
		return Sealed{}, fmt.Errorf("a secret has at most %d bytes", Longest)
	}
	answer, err := b.client.GenerateDataKey(ctx, &kms.GenerateDataKeyInput{
		KeyId: &b.key, KeySpec: types.DataKeySpecAes256, EncryptionContext: place.context(),
	})
	if err != nil {
		return Sealed{}, fmt.Errorf("make a data key: %w", err)
	}
	defer clear(answer.Plaintext)
	aead, err := newCipher(answer.Plaintext)
	if err != nil {
		return Sealed{}, err
	}
	sealed := Sealed{Key: answer.CiphertextBlob, Nonce: make([]byte, aead.NonceSize())}
	if _, err := io.ReadFull(b.random, sealed.Nonce); err != nil {
		return Sealed{}, fmt.Errorf("make a nonce: %w", err)
	}
	plain := make([]byte, padded)
	defer clear(plain)
	plain[0] = byte(len(secret))
	copy(plain[1:], secret)
	sealed.Text = aead.Seal(nil, sealed.Nonce, plain, place.bytes())
	return sealed, nil
}

// Open returns the secret, or ErrElsewhere if it does not belong to that place.
func (b *Box) Open(ctx context.Context, place Place, sealed Sealed) (string, error) {
	answer, err := b.client.Decrypt(ctx, &kms.DecryptInput{
		KeyId: &b.key, CiphertextBlob: sealed.Key, EncryptionContext: place.context(),
	})
	var invalid *types.InvalidCiphertextException
	var other *types.IncorrectKeyException
	switch {
	case errors.As(err, &invalid), errors.As(err, &other):
		return "", fmt.Errorf("%w: %w", ErrElsewhere, err)
	case err != nil:
		return "", fmt.Errorf("open a data key: %w", err)
	}
	defer clear(answer.Plaintext)
	aead, err := newCipher(answer.Plaintext)
	if err != nil {
		return "", err
	}
	if len(sealed.Nonce) != aead.NonceSize() {
		return "", ErrElsewhere
	}
	plain, err := aead.Open(nil, sealed.Nonce, sealed.Text, place.bytes())
	defer clear(plain)
	if err != nil || len(plain) != padded || int(plain[0]) > Longest {
		return "", ErrElsewhere
	}
	return string(plain[1 : 1+plain[0]]), nil
}

func newCipher(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("a data key of %d bytes: %w", len(key), err)
	}
	return cipher.NewGCM(block)
}
