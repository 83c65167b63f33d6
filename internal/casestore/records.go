package casestore

import (
	"cmp"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
)

// strandRecord is a strand as it is stored: with what its rows in lists show.
type strandRecord struct {
	referral.Strand
	Reference referral.Reference `json:"reference"`
	Initials  string             `json:"initials"`
	Ward      bool               `json:"ward,omitempty"` // see referral.Case
}

func caseItem(c referral.Case) (item, error) { return encode(caseKey(c.Reference), c) }

// strandItem writes a strand with the index keys that its state calls for. An
// item without an index's keys is not in that index.
func strandItem(c referral.Case, s referral.Strand) (item, error) {
	i, err := encode(strandKey(c.Reference, s.Kind), strandRecord{Strand: s, Reference: c.Reference, Initials: c.Initials, Ward: c.Ward})
	if err != nil {
		return nil, err
	}
	if list, ok := ListOf(s); ok {
		i["WorklistKey"] = text(listKey(s.Team, list))
		i["RankKey"] = text(rankKey(s.Rank(), c.Reference, string(s.Kind)))
		if s.Holder != nil && (list.held() || list == ListArranging && len(s.Planned()) > 0) {
			i["HolderKey"] = text(holderKey(s.Holder.ID))
		}
	}
	if target, runs := s.ClockRuns(); runs && s.Team != "" {
		i["TargetKey"] = text(targetKey(s.Team))
		i["TargetAt"] = text(rankKey(target, c.Reference, string(s.Kind)))
	}
	if wakes := s.Wakes(); !wakes.IsZero() {
		i["DueKey"] = text(duePartition(c.Reference))
		i["DueAt"] = text(dueAt(wakes, c.Reference, prefixStrand+string(s.Kind)))
	}
	if s.State != referral.EnteredInError {
		i["ReferrerKey"] = text("REFERRER#" + c.Referrer.ID)
	}
	i["SentKey"] = text(instant(c.Opened) + "#" + string(c.Reference) + "#" + string(s.Kind))
	return i, nil
}

// auditItem writes the row of a direct order that is in the sample. It is a row of
// its own, because the strand itself is on the list of whoever puts it in place.
func auditItem(c referral.Case, s referral.Strand) (item, error) {
	i, err := encode(auditKey(c.Reference, s.Kind), strandRecord{Strand: s, Reference: c.Reference, Initials: c.Initials})
	if err != nil {
		return nil, err
	}
	if s.State == referral.EnteredInError {
		return i, nil // on no list
	}
	list, since := ListAudit, s.Received
	switch s.Audit.Finding {
	case referral.AuditAgrees:
		list, since = ListAgreed, s.Audit.At
	case referral.AuditConcern:
		list, since = ListConcern, s.Audit.At
	}
	i["WorklistKey"] = text(listKey(referral.AuditTeam, list))
	i["RankKey"] = text(rankKey(since, c.Reference, string(s.Kind)))
	return i, nil
}

func eventItem(e referral.Event) (item, error) { return encode(historyKey(e.Reference, e.Version), e) }

// firstLook is how long an effect or a notification may take before the sweep
// looks whether it was lost.
const firstLook = 5 * time.Minute

// Owed is what must still happen outside the table for a strand.
type Owed struct {
	Reference referral.Reference `json:"reference"`
	Kind      referral.Kind      `json:"kind"`
	Effect    referral.Effect    `json:"effect"`
	Run       int                `json:"run"`
	Attempts  int                `json:"attempts"` // looks by the sweep
	Look      time.Time          `json:"look"`     // when to look again
	Since     time.Time          `json:"since"`
	Seen      string             `json:"seen"` // what the last look saw, in codes
	// Same and Maybe are the person's other cases, where the case itself owes that
	// they hear of something: those that a number says are theirs, and those that name
	// and date of birth do. Kind is "" then.
	Same  []referral.Reference `json:"same,omitempty"`
	Maybe []referral.Reference `json:"maybe,omitempty"`
}

// owedItem writes what is owed. After the last attempt it no longer comes due,
// and is on the list of operations instead.
func owedItem(o Owed) (item, error) {
	i, err := encode(owedKey(o.Reference, o.Kind), o)
	if err != nil {
		return nil, err
	}
	if o.Attempts >= LastAttempt {
		i["WorklistKey"] = text(listKey(OperationsTeam, ListOwed))
		i["RankKey"] = text(rankKey(o.Since, o.Reference, string(o.Kind)))
		return i, nil
	}
	i["DueKey"] = text(duePartition(o.Reference))
	i["DueAt"] = text(dueAt(o.Look, o.Reference, "OWED#"+string(o.Kind)))
	return i, nil
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

func notificationItem(n Notification) (item, error) {
	i, err := encode(notificationKey(n.Message()), n)
	if err != nil {
		return nil, err
	}
	about := cmp.Or(n.Reference, referral.Reference(n.Draft)) // only tells rows apart
	switch {
	case !n.Sent.IsZero():
	case n.Attempts >= LastAttempt:
		i["WorklistKey"] = text(listKey(OperationsTeam, ListOwed))
		i["RankKey"] = text(rankKey(n.Owed, about, n.ID))
	default:
		i["DueKey"] = text(duePartition(about))
		i["DueAt"] = text(dueAt(n.Look, about, prefixNotification+n.ID))
	}
	return i, nil
}
