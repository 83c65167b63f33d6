package casestore

import (
	"context"
	"slices"
	"time"

	"assistive-referrals/internal/referral"
)

const prefixSecret = "SECRET#"

func secretKey(r referral.Reference, name string) key {
	return key{casePartition(r), sort(prefixSecret + name)}
}

func draftSecretKey(referrer, draft string, s Secret) key {
	return sectionKey(referrer, draft, prefixSecret+s.Name+"#"+s.ID)
}

// Secret is something that is kept sealed, such as the code of a key safe.
type Secret struct {
	Name string         `json:"name"`
	ID   string         `json:"id"` // what the answer holds in its place
	By   referral.Actor `json:"by"`
	At   time.Time      `json:"at"`
	Sealed
	// Expires is the second after which it may be removed, with a draft; 0 in a case.
	Expires int64 `json:"Expires,omitempty"`
}

// Sealed is what only whoever may open it can read; see package envelope.
type Sealed struct {
	Key   []byte `json:"key"`
	Nonce []byte `json:"nonce"`
	Text  []byte `json:"text"`
}

// Secret returns what a case keeps sealed under that name, or ErrNotFound.
func (s *Store) Secret(ctx context.Context, r referral.Reference, name string) (Secret, error) {
	var secret Secret
	err := s.get(ctx, secretKey(r, name), &secret)
	return secret, err
}

// secretItem keeps something sealed with a case, whatever is there.
func secretItem(r referral.Reference, secret Secret) write {
	secret.Expires = 0 // nothing of a case goes by itself
	return write{key: secretKey(r, secret.Name), put: secret}
}

// droppedSecrets removes what a case no longer names: what was taken away, and
// everything of a case that is closed.
func droppedSecrets(before, after referral.Case) []write {
	var writes []write
	for _, name := range before.Secrets {
		if !slices.Contains(after.Secrets, name) {
			writes = append(writes, write{key: secretKey(after.Reference, name), remove: true})
		}
	}
	return writes
}
