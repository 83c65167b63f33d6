package casestore

import (
	"cmp"
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
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
	until, _ := referral.DraftDates(s.now())
	w.update(draftKey(sub.Sent.Referrer.ID, sub.Draft.ID),
		// What it was sent as is looked up for as long as a draft is kept.
		"SET sentAs = :reference, Expires = :expires REMOVE DueKey, DueAt", "version = :version AND sentAs = :none",
		item{":reference": text(string(c.Reference)), ":version": number(int64(sub.Draft.Version)), ":none": text(""),
			":expires": number(until.Unix())})
	w.create(caseItem(c))
	w.create(encode(referralKey(c.Reference), sub.Sent))
	w.create(eventItem(event))
	for _, strand := range strands {
		w.create(strandItem(c, strand))
		w.create(owedItem(s.owedFor(c.Reference, strand)))
	}
	for _, notice := range referral.Notices(c, event) {
		w.create(notificationItem(notificationFor(event, notice)))
	}
	rows := s.personRows(c, sub.Sent.Facts.Person)
	for _, k := range inOrder(rows) {
		w.create(encode(k, rows[k]))
	}
	for _, secret := range secrets {
		w.create(secretItem(c.Reference, secret))
	}
	for _, secret := range sub.Draft.Secrets {
		w.add(deletion(s.table, draftSecretKey(sub.Sent.Referrer.ID, sub.Draft.ID, secret)), nil)
	}
	return w.writes, w.err
}

func (s *Store) owedFor(r referral.Reference, strand referral.Strand) Owed {
	now := s.now()
	return Owed{Reference: r, Kind: strand.Kind, Effect: strand.State.Owes(), Run: strand.Run, Look: now.Add(firstLook).UTC(), Since: now.UTC()}
}

func notificationFor(e referral.Event, n referral.Notice) Notification {
	return Notification{Reference: e.Reference, ID: notificationID(e.Version, n), Version: e.Version, Kind: cmp.Or(n.Strand, e.Strand), Notice: n, Owed: e.At, Look: e.At.Add(firstLook)}
}

// writer gathers the writes of one transaction and keeps the first error.
type writer struct {
	store  *Store
	waits  bool // whether the change waits until nothing is owed
	writes []types.TransactWriteItem
	err    error
}

func (w *writer) add(write types.TransactWriteItem, err error) {
	if err != nil && w.err == nil {
		w.err = err
	}
	w.writes = append(w.writes, write)
}

// create puts an item that must not exist yet.
func (w *writer) create(i item, err error) {
	w.add(types.TransactWriteItem{Put: &types.Put{
		TableName: &w.store.table, Item: i, ConditionExpression: aws.String("attribute_not_exists(PK)"),
	}}, err)
}

// owe puts what is owed in place of what was, or where nothing is if the change
// waits for that.
func (w *writer) owe(i item, err error) {
	if w.waits {
		w.create(i, err)
		return
	}
	w.replace(i, err)
}

// replace puts an item, whatever is there.
func (w *writer) replace(i item, err error) {
	w.add(types.TransactWriteItem{Put: &types.Put{TableName: &w.store.table, Item: i}}, err)
}

// put puts an item under a condition.
func (w *writer) put(i item, condition string, values item, err error) {
	w.add(types.TransactWriteItem{Put: &types.Put{
		TableName: &w.store.table, Item: i, ConditionExpression: &condition, ExpressionAttributeValues: values,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureNone,
	}}, err)
}

func (w *writer) update(k key, update, condition string, values item) {
	w.add(types.TransactWriteItem{Update: &types.Update{
		TableName: &w.store.table, Key: k.item(), UpdateExpression: &update, ConditionExpression: &condition, ExpressionAttributeValues: values,
	}}, nil)
}

func (w *writer) remove(k key, condition string, values item) {
	w.add(types.TransactWriteItem{Delete: &types.Delete{
		TableName: &w.store.table, Key: k.item(), ConditionExpression: &condition, ExpressionAttributeValues: values,
	}}, nil)
}

func (w *writer) check(k key, condition string, names map[string]string, values item) {
	w.add(types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &w.store.table, Key: k.item(), ConditionExpression: &condition, ExpressionAttributeNames: names, ExpressionAttributeValues: values,
	}}, nil)
}
