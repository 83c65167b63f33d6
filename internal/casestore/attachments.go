package casestore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
)

const (
	prefixAttachments = "ATTACHMENTS#"
	prefixAttachment  = "ATTACHMENT#"
)

func attachmentKey(draft, id string) key {
	return key{partition(prefixAttachments + draft), sort(prefixAttachment + id)}
}

// Attachment is what is known of a file that was added to a draft, or to the case
// that it became. It belongs to the draft for good, so that sending moves nothing.
type Attachment struct {
	referral.Attachment
	Draft   string    `json:"draft"`
	Owner   string    `json:"owner"`   // whose draft it is
	Version int       `json:"version"` // counts the changes
	Look    time.Time `json:"look"`    // when the sweep looks at it; zero for never
}

// Prefixes of the keys of files in the bucket. Only browsers write under the first;
// what was judged clean is copied under the second, where no browser can replace it.
const (
	PrefixIncoming = "incoming/"
	PrefixKept     = "kept/"
)

// Incoming returns the key under which the browser sends the file: identifiers only.
func (a Attachment) Incoming() string { return PrefixIncoming + a.Draft + "/" + a.ID }

// Kept returns the key under which the file is kept once it was judged clean.
func (a Attachment) Kept() string { return PrefixKept + a.Draft + "/" + a.ID }

// ParseIncoming returns the draft and the identifier of a file that a browser sent,
// and whether the key is of one.
func ParseIncoming(object string) (draft, id string, ok bool) {
	path, found := strings.CutPrefix(object, PrefixIncoming)
	draft, id, ok = strings.Cut(path, "/")
	return draft, id, ok && found && draft != "" && id != "" && !strings.Contains(id, "/")
}

const (
	// uploadLife is how long a file may take from the page that asks for it to the
	// scanner's verdict, before it counts as never sent.
	uploadLife = 24 * time.Hour
	// orphanLook is how often it is looked whether the draft of a file is still there.
	// It is shorter than what was sent is known by its draft: no look misses that.
	orphanLook = 7 * 24 * time.Hour
)

// ErrTooManyAttachments says that a referral has as many files as it may have.
var ErrTooManyAttachments = errors.New("no more attachments")

// attachmentRecord is what is known of a file as it is stored: due when the sweep looks
// at it.
type attachmentRecord struct {
	Attachment
	index
}

func (a Attachment) record() attachmentRecord {
	if a.Look.IsZero() {
		return attachmentRecord{a, index{}}
	}
	return attachmentRecord{a, dueOn(a.Look, a.Draft, prefixAttachment+a.ID)}
}

// AddAttachment makes a place for a file. Adding the same one twice is one.
func (s *Store) AddAttachment(ctx context.Context, owner, draft string, a referral.Attachment) error {
	there, err := s.Attachments(ctx, draft)
	if err != nil {
		return err
	}
	same := func(b Attachment) bool { return b.ID == a.ID }
	gone := func(b Attachment) bool { return b.Removed != nil }
	if !slices.ContainsFunc(there, same) && len(slices.DeleteFunc(there, gone)) >= s.rules.Policy.Attachments.Most {
		return ErrTooManyAttachments
	}
	now := s.now().UTC()
	a.State, a.Added = referral.AttachmentExpected, now
	is := Attachment{Attachment: a, Draft: draft, Owner: owner, Version: 1, Look: now.Add(uploadLife)}
	err = s.send(ctx, write{key: attachmentKey(draft, a.ID), put: is.record(), when: absent})
	return wrapped(unless(err, errUnmet), "add an attachment")
}

// Attachments returns the files of a draft, or of the case that it became, the
// first one first.
func (s *Store) Attachments(ctx context.Context, draft string) ([]Attachment, error) {
	files, err := all[Attachment](ctx, s.db, attachmentKey(draft, "").PK, prefixAttachment)
	slices.SortStableFunc(files, func(a, b Attachment) int { return a.Added.Compare(b.Added) })
	return files, err
}

// Attachment returns one of them, or ErrNotFound.
func (s *Store) Attachment(ctx context.Context, draft, id string) (Attachment, error) {
	var a Attachment
	err := s.get(ctx, attachmentKey(draft, id), &a)
	return a, err
}

// RecordScan records what the scanner found of a file that was expected. A verdict that
// comes twice, or on a file that was removed meanwhile, changes nothing.
func (s *Store) RecordScan(ctx context.Context, draft, id string, verdict referral.AttachmentState, media string) error {
	return changeAttachment(ctx, s.db, draft, id, func(a *Attachment) bool {
		if a.State != referral.AttachmentExpected {
			return false
		}
		a.State, a.Media, a.Checked = verdict, media, s.now().UTC()
		if a.Removed == nil {
			a.Look = a.Checked.Add(orphanLook)
		}
		return true
	})
}

// RemoveAttachment takes a file away. The sweep deletes it; that it was there stays
// written down with a case.
func (s *Store) RemoveAttachment(ctx context.Context, draft, id string, by referral.Actor, reason string) error {
	return changeAttachment(ctx, s.db, draft, id, func(a *Attachment) bool {
		if a.Removed != nil {
			return false
		}
		a.Removed = &referral.Removal{By: by, At: s.now().UTC(), Reason: reason}
		a.Look = a.Removed.At
		return true
	})
}

// AttachmentKept tells whether the draft of a file is still there, or was sent.
func (s *Store) AttachmentKept(ctx context.Context, a Attachment) (kept, sent bool, err error) {
	draft, err := s.draftHeader(ctx, a.Owner, a.Draft)
	if IsNotFound(err) {
		return false, false, nil
	}
	return err == nil, draft.SentAs != "", err
}

// SettleAttachment records that the sweep has looked: that the file of one that was
// removed, or never judged, is gone, or that it need not look again for now.
func (s *Store) SettleAttachment(ctx context.Context, due Attachment, sent bool) error {
	return changeAttachment(ctx, s.db, due.Draft, due.ID, func(a *Attachment) bool {
		if a.Version != due.Version {
			return false
		}
		if a.State == referral.AttachmentExpected {
			a.State, a.Checked = referral.AttachmentUnchecked, s.now().UTC()
		}
		a.Look = time.Time{}
		if !sent {
			a.Look = s.now().UTC().Add(orphanLook)
		}
		return true
	})
}

// ForgetAttachment removes what is known of a file whose draft is gone.
func (s *Store) ForgetAttachment(ctx context.Context, a Attachment) error {
	return wrapped(s.send(ctx, write{key: attachmentKey(a.Draft, a.ID), remove: true}), "forget an attachment")
}

// changeAttachment changes what is known of a file as it is now, or leaves it if
// change says so.
func changeAttachment(ctx context.Context, d db, draft, id string, change func(*Attachment) bool) error {
	for attempt := range attempts {
		var a Attachment
		if err := d.get(ctx, attachmentKey(draft, id), &a); err != nil {
			return err
		}
		was := a.Version
		if !change(&a) {
			return nil
		}
		a.Version++
		err := d.send(ctx, write{key: attachmentKey(draft, id), put: a.record(), when: sameVersion, values: version(was)})
		if !errors.Is(err, errUnmet) {
			return wrapped(err, "change an attachment")
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
	return fmt.Errorf("change an attachment: somebody else was quicker %d times", attempts)
}
