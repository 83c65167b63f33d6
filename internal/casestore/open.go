package casestore

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

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
	referrer := sub.Sent.Referrer.ID
	earlier, err := s.SamePerson(ctx, sub.Sent.Facts.Person, "")
	if err != nil {
		return "", err
	}
	sub.Sent.Earlier = referral.EarlierOf(earlier)
	for attempt := range attempts {
		draft, err := s.draftHeader(ctx, referrer, sub.Draft.ID)
		if err != nil {
			return "", err
		}
		if draft.SentAs != "" {
			return draft.SentAs, nil
		}
		if draft.Version != sub.Draft.Version {
			return "", ErrStaleDraft
		}
		if sub.Sent.Reference, err = referral.MintReference(s.random); err != nil {
			return "", fmt.Errorf("mint a reference: %w", err)
		}
		writes, err := s.opening(sub)
		if err != nil {
			return "", err
		}
		_, err = s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
		if err == nil {
			return sub.Sent.Reference, nil
		}
		if _, ok := cancelled(err); !ok {
			return "", fmt.Errorf("open a case: %w", err)
		}
		// Either the draft moved or the reference is taken; reading again tells which.
		if err := pause(ctx, attempt); err != nil {
			return "", err
		}
	}
	return "", fmt.Errorf("open a case: cancelled %d times", attempts)
}

func (s *Store) opening(sub Submission) ([]types.TransactWriteItem, error) {
	secrets := sub.secrets()
	for _, secret := range secrets {
		sub.Sent.Secrets = append(sub.Sent.Secrets, secret.Name)
	}
	c, strands, event, err := referral.Open(sub.Sent, sub.Draft.ID, sub.Request)
	if err != nil {
		return nil, err
	}
	w := writer{store: s}
	until, _ := s.rules.DraftDates(s.now())
	w.update(draftKey(sub.Sent.Referrer.ID, sub.Draft.ID),
		// What it was sent as is looked up for as long as a draft is kept.
		"SET sentAs = :reference, Expires = :expires REMOVE DueKey, DueAt", "version = :version AND sentAs = :none",
		item{":reference": text(string(c.Reference)), ":version": number(int64(sub.Draft.Version)), ":none": text(""),
			":expires": number(until.Unix())})
	w.create(caseItem(c))
	w.create(record{key: referralKey(c.Reference), value: sub.Sent})
	w.create(eventItem(event))
	for _, strand := range strands {
		w.create(strandItem(c, strand, s.rules))
		w.create(outboxItem(s.outboxEntryFor(c.Reference, strand)))
	}
	for _, notice := range referral.Notices(c, event) {
		w.create(notificationItem(notificationFor(event, notice)))
	}
	rows := s.personRows(c, sub.Sent.Facts.Person)
	for _, k := range inOrder(rows) {
		w.create(record{key: k, value: rows[k]})
	}
	for _, secret := range secrets {
		w.create(secretItem(c.Reference, secret))
	}
	for _, secret := range sub.Draft.Secrets {
		w.add(deletion(s.table, draftSecretKey(sub.Sent.Referrer.ID, sub.Draft.ID, secret)))
	}
	return w.done()
}
