package casestore

import (
	"context"
	"strconv"
	"time"

	"assistive-referrals/internal/referral"
)

// DueDraft is a draft of which somebody is to be told that it will go.
type DueDraft struct {
	Draft
	Referrer string `json:"-"`
	Notice   string `json:"DueAt"` // when it is due, as the index has it; "" if it is not
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
	// Where it moved meanwhile, it comes due by itself if it does.
	err := unlessUnmet(s.commit(ctx, draftNoticeItems(due, is.Draft, s.now().UTC())))
	return wrapped(err, "owe the notice of a draft")
}

// draftNoticeItems takes a draft out of the due index, and writes the notification that
// it will go if there is still something to tell.
func draftNoticeItems(due DueDraft, is Draft, now time.Time) []write {
	writes := []write{{
		key: draftKey(due.Referrer, due.ID), set: "REMOVE DueKey, DueAt", when: "DueAt = :at AND Expires = :expires",
		values: values{":at": due.Notice, ":expires": is.Expires},
	}}
	if is.SentAs == "" && is.Expires > now.Unix() {
		n := Notification{
			ID:       is.ID + "#" + referral.NoticeDraft + "#" + strconv.FormatInt(is.Expires, 10),
			Referrer: due.Referrer, Draft: is.ID, Until: is.Expires, Expires: outlives(is.Expires),
			Notice: referral.Notice{Type: referral.NoticeDraft, To: referral.ToReferrer}, Owed: now, Look: now.Add(firstRetry),
		}
		writes = append(writes, write{key: notificationKey(n.Key()), put: n.record(), when: absent})
	}
	return writes
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
