package kms

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"fmt"

	"assistive-referrals/infra/awslocal/wire"
)

// A ciphertext is the identifier of its key, a nonce, and what AES-GCM makes of the
// data key with the encryption context as its additional data.
const (
	lengthOfID    = 36
	lengthOfNonce = 12
	largestBlob   = 6144
	largestKey    = 1024
)

type generateDataKeyInput struct {
	KeyId, KeySpec    string
	NumberOfBytes     *int
	EncryptionContext map[string]string
}

func (s *Service) generateDataKey(in generateDataKeyInput) (any, error) {
	length := map[string]int{"AES_256": 32, "AES_128": 16}[in.KeySpec]
	switch {
	case (in.KeySpec == "") == (in.NumberOfBytes == nil):
		return nil, invalid("Please specify either number of bytes or key spec.")
	case in.NumberOfBytes != nil:
		if length = *in.NumberOfBytes; length < 1 || length > largestKey {
			return nil, invalid(fmt.Sprintf("1 validation error detected: Value '%d' at 'numberOfBytes' failed to satisfy constraint: Member must have value between 1 and %d", length, largestKey))
		}
	case length == 0:
		return nil, invalid("1 validation error detected: Value '" + in.KeySpec + "' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [AES_256, AES_128]")
	}
	found, err := s.find(in.KeyId)
	if err != nil {
		return nil, err
	}
	plain := make([]byte, length)
	s.Random(plain)
	blob, err := s.encrypt(found, plain, in.EncryptionContext)
	if err != nil {
		return nil, err
	}
	return map[string]any{"CiphertextBlob": blob, "Plaintext": plain, "KeyId": s.arn("key/" + found.ID)}, nil
}

func (s *Service) encrypt(k *key, plain []byte, context map[string]string) ([]byte, error) {
	aead, err := k.cipher()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, lengthOfNonce)
	s.Random(nonce)
	return aead.Seal(append([]byte(k.ID), nonce...), nonce, plain, additional(context)), nil
}

type decryptInput struct {
	CiphertextBlob             []byte
	KeyId, EncryptionAlgorithm string
	EncryptionContext          map[string]string
}

func (s *Service) decrypt(in decryptInput) (any, error) {
	switch {
	case len(in.CiphertextBlob) == 0:
		return nil, invalid("1 validation error detected: Value at 'ciphertextBlob' failed to satisfy constraint: Member must have length greater than or equal to 1")
	case len(in.CiphertextBlob) > largestBlob:
		return nil, invalid(fmt.Sprintf("1 validation error detected: Value at 'ciphertextBlob' failed to satisfy constraint: Member must have length less than or equal to %d", largestBlob))
	case in.EncryptionAlgorithm != "" && in.EncryptionAlgorithm != algorithm:
		return nil, wire.NotEmulated("KMS", "Decrypt with "+in.EncryptionAlgorithm)
	}
	var named *key
	if in.KeyId != "" {
		var err error
		if named, err = s.find(in.KeyId); err != nil {
			return nil, err
		}
	}
	refused := wire.Refuse("InvalidCiphertextException", "%s", "")
	if len(in.CiphertextBlob) < lengthOfID+lengthOfNonce {
		return nil, refused
	}
	used := s.keys[string(in.CiphertextBlob[:lengthOfID])]
	if used == nil {
		return nil, refused
	}
	if named != nil && named != used {
		return nil, wire.Refuse("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.")
	}
	aead, err := used.cipher()
	if err != nil {
		return nil, err
	}
	rest := in.CiphertextBlob[lengthOfID:]
	plain, err := aead.Open(nil, rest[:lengthOfNonce], rest[lengthOfNonce:], additional(in.EncryptionContext))
	if err != nil {
		return nil, refused
	}
	return map[string]any{"Plaintext": plain, "KeyId": s.arn("key/" + used.ID), "EncryptionAlgorithm": algorithm}, nil
}

func (k *key) cipher() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.Material)
	if err != nil {
		return nil, fmt.Errorf("kms: %w", err)
	}
	return cipher.NewGCM(block)
}

// additional writes an encryption context: its order says nothing, and none is as an
// empty one.
func additional(context map[string]string) []byte {
	if len(context) == 0 {
		return nil
	}
	document, _ := json.Marshal(context) // strings always encode, sorted by name
	return document
}
