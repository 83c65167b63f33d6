package casestore

import (
	"context"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
)

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

func secretItem(r referral.Reference, secret Secret) record {
	secret.Expires = 0 // nothing of a case goes by itself
	return record{key: secretKey(r, secret.Name), value: secret}
}

// mostDraftSecrets bounds what a draft keeps that its answers no longer name.
const mostDraftSecrets = 10

// keepDraftSecrets writes what a saved section newly names, keeps what there is for as
// long as the draft, and lets go of the oldest that no answer names: a page in another
// tab may still name one of the last.
func (s *Store) keepDraftSecrets(w *writer, referrer string, d Draft, save SectionSave, expires int64) {
	for _, secret := range save.Secrets {
		secret.Expires = outlives(expires)
		w.replace(record{key: draftSecretKey(referrer, d.ID, secret), value: secret})
	}
	extra := len(d.Secrets) + len(save.Secrets) - mostDraftSecrets
	slices.SortFunc(d.Secrets, func(a, b Secret) int { return a.At.Compare(b.At) })
	for _, secret := range d.Secrets {
		switch named := names(d, save, secret); {
		case extra > 0 && !named:
			extra--
			w.add(deletion(s.table, draftSecretKey(referrer, d.ID, secret)))
		case secret.Expires < expires:
			w.update(draftSecretKey(referrer, d.ID, secret), "SET Expires = :expires", "attribute_exists(PK)", item{":expires": number(outlives(expires))})
		}
	}
}

// names tells whether an answer of the draft names that secret.
func names(d Draft, save SectionSave, secret Secret) bool {
	named := func(answers referral.Answers) bool { return slices.Contains(answers[secret.Name], secret.ID) }
	for slug, section := range d.Sections {
		if slug != save.Section && named(section.Answers) {
			return true
		}
	}
	return named(save.Answers)
}

// secrets returns those of the draft's that its answers name.
func (sub Submission) secrets() []Secret {
	var named []Secret
	for _, secret := range sub.Draft.Secrets {
		if id := sub.Secrets[secret.Name]; id != "" && id == secret.ID {
			named = append(named, secret)
		}
	}
	slices.SortFunc(named, func(a, b Secret) int { return strings.Compare(a.Name, b.Name) })
	return named
}

// secrets writes to a change of a case what it keeps sealed from now on, and removes
// what the case no longer names: what was taken away, and everything of a case that is
// closed.
func (w *writer) secrets(before, c referral.Case, kept []Secret) {
	for _, secret := range kept {
		w.replace(secretItem(c.Reference, secret))
	}
	for _, name := range before.Secrets {
		if !slices.Contains(c.Secrets, name) {
			w.add(deletion(w.store.table, secretKey(c.Reference, name)))
		}
	}
}

func secretKey(r referral.Reference, name string) key {
	return key{casePartition(r), sort(prefixSecret + name)}
}

func draftSecretKey(referrer, draft string, s Secret) key {
	return sectionKey(referrer, draft, prefixSecret+s.Name+"#"+s.ID)
}
