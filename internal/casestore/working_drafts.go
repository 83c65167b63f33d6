package casestore

import (
	"context"
	"errors"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
)

const prefixWorking = "WORKING#"

// workingLife is how long what somebody wrote and did not record is kept after it
// was last saved.
const workingLife = 90 * 24 * time.Hour

// WorkingDraft is where one practitioner writes one page about a strand, before it is
// recorded. It is theirs alone: nobody else can see it, and it does not
// go with the strand to somebody else.
type WorkingDraft struct {
	Who       string
	Reference referral.Reference
	Kind      referral.Kind
	Page      string
}

func (d WorkingDraft) key() key {
	return key{partition(prefixWorking + d.Who), sort(string(d.Reference) + "#" + string(d.Kind) + "#" + d.Page)}
}

// ReadWorkingDraft returns what was saved of a page; a Section of version 0 if nothing was.
func (s accounts) ReadWorkingDraft(ctx context.Context, d WorkingDraft) (Section, error) {
	var is Section
	err := s.get(ctx, d.key(), &is)
	if IsNotFound(err) || err == nil && is.Expires <= s.now().Unix() {
		return Section{}, nil
	}
	return is, err
}

// SaveWorkingDraft saves what is written over what was there, and returns what then is.
// It returns ErrStaleDraft if that was saved elsewhere after it was read.
func (s accounts) SaveWorkingDraft(ctx context.Context, d WorkingDraft, was Section, save SectionSave) (Section, error) {
	now := s.now().UTC()
	is := was.next(save, now)
	is.Expires = now.Add(workingLife).Unix()
	w := write{key: d.key(), put: is, when: sameVersion, values: version(was.Version)}
	if was.Version == 0 {
		// What has expired and was not removed yet counts as nothing.
		w.when, w.values = absent+" OR Expires <= :now", values{":now": now.Unix()}
	}
	err := s.send(ctx, w)
	if errors.Is(err, errUnmet) {
		return is, ErrStaleDraft
	}
	return is, wrapped(err, "save what is being written")
}

// DeleteWorkingDraft removes a working draft, unless it was saved elsewhere after that
// version was read.
func (s accounts) DeleteWorkingDraft(ctx context.Context, d WorkingDraft, read int) error {
	err := s.send(ctx, write{key: d.key(), remove: true, when: sameVersion, values: version(read)})
	return wrapped(unless(err, errUnmet), "delete a working draft")
}

// UnsavedDrafts is a page that somebody has written on and not recorded.
type UnsavedDraft struct {
	WorkingDraft
	Saved   time.Time
	SavedBy string // the page that saved it last, by its own identifier
}

// UnsavedDrafts returns somebody's working drafts about a case, or about every
// case if r is "".
func (s accounts) UnsavedDrafts(ctx context.Context, who string, r referral.Reference) ([]UnsavedDraft, error) {
	var all []UnsavedDraft
	err := s.each(ctx, WorkingDraft{Who: who}.key().PK, string(r), func(k sort, i item) error {
		var is Section
		if err := decode(i, &is); err != nil {
			return err
		}
		parts := strings.SplitN(string(k), "#", 3)
		if len(parts) == 3 && is.Expires > s.now().Unix() {
			all = append(all, UnsavedDraft{
				WorkingDraft: WorkingDraft{Who: who, Reference: referral.Reference(parts[0]), Kind: referral.Kind(parts[1]), Page: parts[2]},
				Saved:        is.Saved, SavedBy: is.SavedBy(),
			})
		}
		return nil
	})
	return all, err
}
