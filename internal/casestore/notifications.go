package casestore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
)

// ErrClaimedElsewhere says that another delivery is sending that notification now.
var ErrClaimedElsewhere = errors.New("another delivery is sending this notification")

// Notification returns the notification that a message asks for, or ErrNotFound.
func (s *Store) Notification(ctx context.Context, m message.Notification) (Notification, error) {
	var n Notification
	err := s.get(ctx, notificationKey(m), &n)
	return n, err
}

// Notifications returns every notification of a case, in the order of the events.
func (s *Store) Notifications(ctx context.Context, r referral.Reference) ([]Notification, error) {
	var all []Notification
	err := s.everyPage(ctx, casePartition(r), prefixNotification, func(i item) error {
		var n Notification
		err := decode(i, &n)
		all = append(all, n)
		return err
	})
	return all, err
}

// ClaimNotification reserves a notification for the one who will send it now. It
// returns ErrClaimedElsewhere while another has it, and the notification as it is
// (with Sent set) if it was sent already.
func (s *Store) ClaimNotification(ctx context.Context, m message.Notification, reserve time.Duration) (Notification, error) {
	n, err := s.Notification(ctx, m)
	if err != nil || !n.Sent.IsZero() {
		return n, err
	}
	now := s.now()
	if n.ClaimedUntil.After(now) {
		return n, ErrClaimedElsewhere
	}
	was := n.ClaimedUntil
	n.ClaimedUntil = now.Add(reserve).UTC()
	return n, s.putNotification(ctx, n, was)
}

// MarkSent records that a claimed notification was sent, or that it never can be,
// with the receipt.
func (s *Store) MarkSent(ctx context.Context, n Notification, receipt string) error {
	was := n.ClaimedUntil
	n.Sent, n.Receipt = s.now().UTC(), receipt
	return s.putNotification(ctx, n, was)
}

func (s *Store) putNotification(ctx context.Context, n Notification, claimedUntil time.Time) error {
	encoded, err := notificationItem(n).encode()
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encoded, ConditionExpression: aws.String("claimedUntil = :was"),
		ExpressionAttributeValues: item{":was": text(claimedUntil.Format(time.RFC3339Nano))},
	})
	if conditionFailed(err) {
		return ErrClaimedElsewhere
	}
	if err != nil {
		return fmt.Errorf("keep notification of %s: %w", n.Reference, err)
	}
	return nil
}

// PostponeNotification moves the sweep's next look at a notification that it is
// about to queue again. After the last attempt it is on the list of operations.
func (s *Store) PostponeNotification(ctx context.Context, n Notification) error {
	attempts := n.Attempts
	n.Attempts++
	n.Look = s.now().Add(firstRetry << n.Attempts).UTC()
	encoded, err := notificationItem(n).encode()
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encoded, ConditionExpression: aws.String("attempts = :attempts AND claimedUntil = :claimed AND sent = :unsent"),
		ExpressionAttributeValues: item{
			":attempts": number(int64(attempts)), ":claimed": text(n.ClaimedUntil.Format(time.RFC3339Nano)),
			":unsent": text(time.Time{}.Format(time.RFC3339Nano)),
		},
	})
	if err != nil && !conditionFailed(err) {
		return fmt.Errorf("postpone notification of %s: %w", n.Reference, err)
	}
	return nil
}

// GiveUpNotification records that a claimed notification cannot be sent as it is,
// and why, in codes. It goes on the list of operations.
func (s *Store) GiveUpNotification(ctx context.Context, n Notification, why string) error {
	was := n.ClaimedUntil
	n.Attempts, n.Receipt = MaxAttempts, why
	return s.putNotification(ctx, n, was)
}

// TryNotificationAgain starts the count of attempts anew, for operations, after
// the cause was mended: the sweep queues it at its next look. It changes nothing
// if somebody else did so already, or it was sent.
func (s *Store) TryNotificationAgain(ctx context.Context, m message.Notification) error {
	n, err := s.Notification(ctx, m)
	if err != nil {
		return err
	}
	if !n.Sent.IsZero() || n.Attempts < MaxAttempts {
		return nil
	}
	was := n.ClaimedUntil
	n.Attempts, n.Look, n.Receipt = 0, s.now().UTC(), ""
	if err := s.putNotification(ctx, n, was); !errors.Is(err, ErrClaimedElsewhere) {
		return err
	}
	return nil
}

func notificationKey(n message.Notification) key {
	if n.Referrer != "" {
		return key{draftKey(n.Referrer, "").PK, sort(prefixNotification + n.ID)}
	}
	return key{casePartition(n.Reference), sort(prefixNotification + n.ID)}
}

func notificationID(version int, n referral.Notice) string {
	id := fmt.Sprintf("%08d#%s#%s", version, n.Type, n.To)
	if n.Strand != "" {
		id += "#" + string(n.Strand)
	}
	return id
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

// Message is what asks for it to be sent.
func (n Notification) Message() message.Notification {
	return message.Notification{Reference: n.Reference, Referrer: n.Referrer, ID: n.ID}
}

func notificationItem(n Notification) record {
	i := record{key: notificationKey(n.Message()), value: n, index: item{}}
	about := cmp.Or(n.Reference, referral.Reference(n.Draft)) // only tells rows apart
	switch {
	case !n.Sent.IsZero():
	case n.Attempts >= MaxAttempts:
		i.index["WorklistKey"] = text(listKey(OperationsTeam, ListOutbox))
		i.index["RankKey"] = text(rankKey(n.Owed, about, n.ID))
	default:
		i.index["DueKey"] = text(duePartition(about))
		i.index["DueAt"] = text(dueAt(n.Look, about, prefixNotification+n.ID))
	}
	return i
}

func notificationFor(e referral.Event, n referral.Notice) Notification {
	return Notification{Reference: e.Reference, ID: notificationID(e.Version, n), Version: e.Version, Kind: cmp.Or(n.Strand, e.Strand), Notice: n, Owed: e.At, Look: e.At.Add(firstRetry)}
}
