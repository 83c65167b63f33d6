package casestore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
)

// Submission is a draft that is to become a case.
type Submission struct {
	Draft   Draft             // as it was read and checked
	Request string            // identifier of the form that sent it
	Sent    referral.Referral // its Reference is filled in by Open
	Secrets map[string]string // the identifiers of those that the answers name, by name
}

// Open makes a case of a draft, in one transaction, and returns its reference.
// A draft that was sent before gives the reference it was sent as, so that a
// double click, a retry and a crash all end in one case. It returns
// ErrStaleDraft if the draft was saved elsewhere since it was read.
func (s *Store) Open(ctx context.Context, sub Submission) (referral.Reference, error) {
	earlier, err := s.SamePerson(ctx, sub.Sent.Facts.Person, "")
	if err != nil {
		return "", err
	}
	sub.Sent.Earlier = referral.EarlierOf(earlier)
	for _, secret := range sub.named() {
		sub.Sent.Secrets = append(sub.Sent.Secrets, secret.Name)
	}
	// Where a transaction is lost, either the draft moved or the reference is taken;
	// reading again tells which.
	err = retry(ctx, "open a case", func() error {
		draft, err := s.draftHeader(ctx, sub.Sent.Referrer.ID, sub.Draft.ID)
		switch {
		case err != nil:
			return err
		case draft.SentAs != "":
			sub.Sent.Reference = draft.SentAs
			return nil
		case draft.Version != sub.Draft.Version:
			return ErrStaleDraft
		}
		if sub.Sent.Reference, err = referral.MintReference(s.random); err != nil {
			return fmt.Errorf("mint a reference: %w", err)
		}
		c, strands, event, err := referral.Open(sub.Sent, sub.Draft.ID, sub.Request)
		if err != nil {
			return err
		}
		writes := slices.Concat(openItems(s.rules, sub, c, strands, event, s.now()), s.persons.filed(c, sub.Sent.Facts.Person))
		return wrapped(s.commit(ctx, writes), "open a case")
	})
	if err != nil {
		return "", err
	}
	return sub.Sent.Reference, nil
}

// openItems returns what the first event of a case writes: the case, the referral as it
// was sent, its strands and what they owe, what must be notified, and that the draft
// was sent.
func openItems(rules referral.Rules, sub Submission, c referral.Case, strands []referral.Strand, e referral.Event, now time.Time) []write {
	writes := []write{
		sentItem(rules, sub.Sent.Referrer.ID, sub.Draft, c.Reference, now),
		{key: caseKey(c.Reference), put: c, when: absent},
		{key: referralKey(c.Reference), put: sub.Sent, when: absent},
		eventItem(e),
	}
	for _, strand := range strands {
		owed := owedBy(c.Reference, strand, now)
		writes = append(writes,
			write{key: strandKey(c.Reference, strand.Kind), put: strandOf(rules, c, strand), when: absent},
			write{key: outboxKey(c.Reference, strand.Kind), put: owed.record(), when: absent})
	}
	writes = append(writes, noticeItems(e, referral.Notices(c, e))...)
	for _, secret := range sub.named() {
		w := secretItem(c.Reference, secret)
		w.when = absent
		writes = append(writes, w)
	}
	for _, secret := range sub.Draft.Secrets {
		writes = append(writes, write{key: draftSecretKey(sub.Sent.Referrer.ID, sub.Draft.ID, secret), remove: true})
	}
	return writes
}

// named returns those of the draft's that its answers name.
func (sub Submission) named() []Secret {
	var named []Secret
	for _, secret := range sub.Draft.Secrets {
		if id := sub.Secrets[secret.Name]; id != "" && id == secret.ID {
			named = append(named, secret)
		}
	}
	slices.SortFunc(named, func(a, b Secret) int { return strings.Compare(a.Name, b.Name) })
	return named
}
