package casestore

import (
	"strings"

	"assistive-referrals/internal/referral"
)

// The sort keys of what the table's stream passes on begin with these: the event
// source mapping is filtered by them.
const (
	PrefixOutbox       = "OWED#"
	PrefixToken        = "TOKEN#"
	PrefixNotification = "NOTIFICATION#"
)

// Streamed is what a record of the stream is about: a notification that is owed, or
// the strand of an effect or a token. Both are nil where nothing follows from it.
type Streamed struct {
	Notification *NotificationKey
	Strand       *StrandName
}

// StrandName says which strand of which case. Kind is "" where it is the case itself
// that owes something.
type StrandName struct {
	Reference referral.Reference
	Kind      referral.Kind
}

// ParseStreamed reads what a record of the stream is about from its item's keys.
func ParseStreamed(pk, sk string) Streamed {
	id, isNotification := strings.CutPrefix(sk, PrefixNotification)
	referrer, isDraft := strings.CutPrefix(pk, prefixDraft)
	reference, isCase := strings.CutPrefix(pk, prefixCase)
	switch {
	case isNotification && isDraft:
		return Streamed{Notification: &NotificationKey{Referrer: referrer, ID: id}}
	case isNotification && isCase:
		return Streamed{Notification: &NotificationKey{Reference: referral.Reference(reference), ID: id}}
	}
	for _, prefix := range []string{PrefixOutbox, PrefixToken} {
		if kind, is := strings.CutPrefix(sk, prefix); is && isCase {
			return Streamed{Strand: &StrandName{Reference: referral.Reference(reference), Kind: referral.Kind(kind)}}
		}
	}
	return Streamed{}
}
