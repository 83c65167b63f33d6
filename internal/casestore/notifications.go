package casestore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"assistive-referrals/internal/referral"
)

// NotificationKey says which notification: of a case, or of a draft of the referrer,
// which has no reference yet.
type NotificationKey struct {
	Reference referral.Reference
	Referrer  string // opaque
	ID        string
}

// Notification is one notice that is owed to one recipient.
type Notification struct {
	Reference    referral.Reference `json:"reference"`
	ID           string             `json:"id"`
	Version      int                `json:"version"` // of the event that it tells of
	Kind         referral.Kind      `json:"kind"`    // "" where it is about the whole case
	Notice       referral.Notice    `json:"notice"`
	Owed         time.Time          `json:"owed"`
	Attempts     int                `json:"attempts"` // looks by the sweep
	Look         time.Time          `json:"look"`     // when the sweep looks whether it was lost
	ClaimedUntil time.Time          `json:"claimedUntil"`
	Sent         time.Time          `json:"sent"`    // zero until it is
	Receipt      string             `json:"receipt"` // GOV.UK Notify's identifier, or why it cannot be sent
	// A notification of a draft has no reference, and is kept with its referrer's drafts.
	Referrer string `json:"referrer,omitempty"`
	Draft    string `json:"draft,omitempty"`
	Until    int64  `json:"until,omitempty"`   // the second until when it says that the draft is kept
	Expires  int64  `json:"Expires,omitempty"` // the second after which it may be removed
}

// Key says which notification it is.
func (n Notification) Key() NotificationKey {
	return NotificationKey{Reference: n.Reference, Referrer: n.Referrer, ID: n.ID}
}

func notificationKey(n NotificationKey) key {
	if n.Referrer != "" {
		return key{draftKey(n.Referrer, "").PK, sort(PrefixNotification + n.ID)}
	}
	return key{casePartition(n.Reference), sort(PrefixNotification + n.ID)}
}

// notificationRecord is a notification as it is stored: due at the sweep's next look
// until it was sent or, after the last one, on the list of operations.
type notificationRecord struct {
	Notification
	index
}

func (n Notification) record() notificationRecord {
	about := cmp.Or(n.Reference, referral.Reference(n.Draft)) // only tells rows apart
	switch {
	case !n.Sent.IsZero():
		return notificationRecord{n, index{}}
	case n.Attempts >= MaxAttempts:
		return notificationRecord{n, index{WorklistKey: listKey(OperationsTeam, ListOutbox), RankKey: rankKey(n.Owed, about, n.ID)}}
	}
	return notificationRecord{n, dueOn(n.Look, about, PrefixNotification+n.ID)}
}

// noticeItems writes that each of those who must hear of an event is owed a
// notification of it.
func noticeItems(e referral.Event, notices []referral.Notice) []write {
	writes := make([]write, len(notices))
	for i, notice := range notices {
		id := fmt.Sprintf("%08d#%s#%s", e.Version, notice.Type, notice.To)
		if notice.Strand != "" {
			id += "#" + string(notice.Strand)
		}
		n := Notification{
			Reference: e.Reference, ID: id, Version: e.Version, Kind: cmp.Or(notice.Strand, e.Strand), Notice: notice,
			Owed: e.At, Look: e.At.Add(firstRetry),
		}
		writes[i] = write{key: notificationKey(n.Key()), put: n.record(), when: absent}
	}
	return writes
}

// ErrClaimedElsewhere says that another delivery is sending that notification now.
var ErrClaimedElsewhere = errors.New("another delivery is sending this notification")

// Notification returns the notification of that key, or ErrNotFound.
func (s *Store) Notification(ctx context.Context, k NotificationKey) (Notification, error) {
	var n Notification
	err := s.get(ctx, notificationKey(k), &n)
	return n, err
}

// Notifications returns every notification of a case, in the order of the events.
func (s *Store) Notifications(ctx context.Context, r referral.Reference) ([]Notification, error) {
	return all[Notification](ctx, s.db, casePartition(r), PrefixNotification)
}

// ClaimNotification reserves a notification for the one who will send it now. It
// returns ErrClaimedElsewhere while another has it, and the notification as it is
// (with Sent set) if it was sent already.
func (s *Store) ClaimNotification(ctx context.Context, k NotificationKey, reserve time.Duration) (Notification, error) {
	n, err := s.Notification(ctx, k)
	if err != nil || !n.Sent.IsZero() {
		return n, err
	}
	now := s.now()
	if n.ClaimedUntil.After(now) {
		return n, ErrClaimedElsewhere
	}
	was := n
	n.ClaimedUntil = now.Add(reserve).UTC()
	return n, replaceNotification(ctx, s.db, was, n)
}

// MarkSent records that a claimed notification was sent, or that it never can be,
// with the receipt.
func (s *Store) MarkSent(ctx context.Context, n Notification, receipt string) error {
	was := n
	n.Sent, n.Receipt = s.now().UTC(), receipt
	return replaceNotification(ctx, s.db, was, n)
}

// replaceNotification puts a notification in place of what it was, if nobody has
// claimed it since. It returns ErrClaimedElsewhere otherwise.
func replaceNotification(ctx context.Context, d db, was, is Notification) error {
	err := d.send(ctx, write{
		key: notificationKey(is.Key()), put: is.record(), when: "claimedUntil = :was", values: values{":was": was.ClaimedUntil},
	})
	if errors.Is(err, errUnmet) {
		return ErrClaimedElsewhere
	}
	return wrapped(err, "keep notification of "+string(is.Reference))
}

// PostponeNotification moves the sweep's next look at a notification that it is
// about to queue again. After the last attempt it is on the list of operations.
func (s *Store) PostponeNotification(ctx context.Context, n Notification) error {
	was := n
	n.Attempts++
	n.Look = s.now().Add(firstRetry << n.Attempts).UTC()
	err := s.send(ctx, write{
		key: notificationKey(n.Key()), put: n.record(), when: "attempts = :attempts AND claimedUntil = :claimed AND sent = :unsent",
		values: values{":attempts": was.Attempts, ":claimed": was.ClaimedUntil, ":unsent": time.Time{}},
	})
	return wrapped(unless(err, errUnmet), "postpone notification of "+string(n.Reference))
}

// GiveUpNotification records that a claimed notification cannot be sent as it is,
// and why, in codes. It goes on the list of operations.
func (s *Store) GiveUpNotification(ctx context.Context, n Notification, why string) error {
	was := n
	n.Attempts, n.Receipt = MaxAttempts, why
	return replaceNotification(ctx, s.db, was, n)
}

// TryNotificationAgain starts the count of attempts anew, for operations, after
// the cause was mended: the sweep queues it at its next look. It changes nothing
// if somebody else did so already, or it was sent.
func (s *Store) TryNotificationAgain(ctx context.Context, k NotificationKey) error {
	n, err := s.Notification(ctx, k)
	if err != nil {
		return err
	}
	if !n.Sent.IsZero() || n.Attempts < MaxAttempts {
		return nil
	}
	was := n
	n.Attempts, n.Look, n.Receipt = 0, s.now().UTC(), ""
	return unless(replaceNotification(ctx, s.db, was, n), ErrClaimedElsewhere)
}
