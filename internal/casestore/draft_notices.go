package casestore

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/internal/referral"
)

// A draft with answers is in the due index until whoever began it was told that it
// will go: each save puts it there anew, and sending or deleting it takes it out.

// draftDue returns the due index's keys of a draft.
func draftDue(id string, notice time.Time) (key, at types.AttributeValue) {
	about := referral.Reference(id) // only tells rows apart
	return text(duePartition(about)), text(dueAt(notice, about, "DRAFT"))
}

// DueDraft is a draft of which somebody is to be told that it will go.
type DueDraft struct {
	Draft
	Referrer string `json:"-"`
	Notice   string `json:"DueAt"` // when it is due, as the index has it; "" if it is not
}

func decodeDueDraft(i item, pk string) (DueDraft, error) {
	due := DueDraft{Referrer: strings.TrimPrefix(pk, prefixDraft)}
	err := decode(i, &due)
	return due, err
}

// OweDraftNotice writes down that the notification of a due draft is owed, once. It
// does nothing if the draft was saved, sent or deleted meanwhile, and no more than
// take it out of the index if it is gone already.
func (s *Store) OweDraftNotice(ctx context.Context, due DueDraft) error {
	var is DueDraft
	switch err := s.get(ctx, draftKey(due.Referrer, due.ID), &is); {
	case IsNotFound(err):
		return nil
	case err != nil:
		return err
	case is.Notice != due.Notice:
		return nil
	}
	now := s.now().UTC()
	w := writer{store: s}
	w.update(draftKey(due.Referrer, due.ID), "REMOVE DueKey, DueAt", "DueAt = :at AND Expires = :expires",
		item{":at": text(due.Notice), ":expires": number(is.Expires)})
	if is.SentAs == "" && is.Expires > now.Unix() {
		w.create(notificationItem(Notification{
			ID:       is.ID + "#" + referral.NoticeDraft + "#" + strconv.FormatInt(is.Expires, 10),
			Referrer: due.Referrer, Draft: is.ID, Until: is.Expires, Expires: outlives(is.Expires),
			Notice: referral.Notice{Type: referral.NoticeDraft, To: referral.ToReferrer}, Owed: now, Look: now.Add(firstRetry),
		}))
	}
	writes, err := w.done()
	if err != nil {
		return err
	}
	_, err = s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
	if reasons, ok := cancelled(err); ok {
		for _, reason := range reasons {
			if because(reason, failedCondition) {
				return nil // it moved, and comes due by itself if it does
			}
		}
	}
	if err != nil {
		return fmt.Errorf("owe the notice of a draft: %w", err)
	}
	return nil
}

// DraftToTell returns the draft of a notification, and false if there is nothing to
// tell any more: it was saved, sent or deleted since.
func (s *Store) DraftToTell(ctx context.Context, n Notification) (Draft, bool, error) {
	d, err := s.draftHeader(ctx, n.Referrer, n.Draft)
	if IsNotFound(err) {
		return d, false, nil
	}
	return d, err == nil && d.SentAs == "" && d.Expires == n.Until, err
}
