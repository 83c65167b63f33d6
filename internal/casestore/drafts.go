package casestore

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
)

const prefixDraft = "DRAFT#"

func draftKey(referrer, draft string) key {
	return key{partition(prefixDraft + referrer), sort(draft)}
}

// Draft is a referral that is not sent yet.
type Draft struct {
	ID      string             `json:"id"`
	Version int                `json:"version"` // counts the saves that changed an answer
	SentAs  referral.Reference `json:"sentAs"`  // "" until it is sent
	Started time.Time          `json:"started"`
	Saved   time.Time          `json:"saved"`
	Last    string             `json:"lastSection"` // what was saved last
	Tell    string             `json:"tell"`        // the referrer's email address
	// Expires is the second after which it counts as gone.
	Expires int64 `json:"Expires"`
	// Sections are those that were saved, by slug, and Secrets what is kept sealed with
	// them; filled in by Store.Draft.
	Sections map[string]Section `json:"-"`
	Secrets  []Secret           `json:"-"`
}

// draftRecord is the header of a draft as it is stored: due when whoever began it is
// told that it will go.
type draftRecord struct {
	Draft
	index
}

// A draft with answers is in the due index until whoever began it was told that it
// will go: each save puts it there anew, and sending or deleting it takes it out.
// draftDue returns the due index's keys of a draft.
func draftDue(id string, notice time.Time) index { return dueOn(notice, id, "DRAFT") }

// Answers returns the answers of all sections together.
func (d Draft) Answers() referral.Answers {
	all := referral.Answers{}
	for _, section := range d.Sections {
		for field, values := range section.Answers {
			all[field] = values
		}
	}
	return all
}

// StartDraft makes an empty draft. Starting the same one twice is one draft.
func (s *Store) StartDraft(ctx context.Context, referrer, id string) error {
	return s.BeginDraft(ctx, Beginning{Referrer: referral.Referrer{Actor: referral.Actor{ID: referrer}}, ID: id})
}

// Beginning is a draft that is begun, perhaps with answers.
type Beginning struct {
	Referrer referral.Referrer
	ID       string
	Sections map[string]referral.Answers
	Document string // what it was handed over with: see DocumentID; "" if it was not
}

// BeginDraft makes a draft. Beginning the same one twice is one draft. It returns
// ErrUsedBefore if another draft was begun with the same document.
func (s *Store) BeginDraft(ctx context.Context, b Beginning) error {
	writes := beginItems(s.rules, b, s.now().UTC())
	err := s.commit(ctx, writes)
	if lost, is := errors.AsType[lostError](err); is {
		switch {
		case slices.Contains(lost.unmet, draftKey(b.Referrer.ID, b.ID)):
			return nil
		case slices.Contains(lost.unmet, usedKey(b.Document)):
			return ErrUsedBefore
		}
	}
	return wrapped(err, "begin a draft")
}

// beginItems returns what the beginning of a draft writes.
func beginItems(rules referral.Rules, b Beginning, now time.Time) []write {
	until, notice := rules.DraftDates(now)
	header := draftRecord{Draft: Draft{ID: b.ID, Version: 1, Started: now, Saved: now, Tell: b.Referrer.Email, Expires: until.Unix()}}
	if len(b.Sections) > 0 {
		header.index = draftDue(b.ID, notice)
	}
	writes := []write{{key: draftKey(b.Referrer.ID, b.ID), put: header, when: absent}}
	for _, slug := range slices.Sorted(maps.Keys(b.Sections)) {
		section := Section{Version: 1, Answers: b.Sections[slug], Saved: now, Expires: outlives(until.Unix())}
		writes = append(writes, write{key: sectionKey(b.Referrer.ID, b.ID, slug), put: section, when: absent})
	}
	if b.Document != "" {
		writes = append(writes, usedItem(b.Document, UsedAssertion{Referrer: b.Referrer.ID, Draft: b.ID}, now))
	}
	return writes
}

// Draft returns a referrer's draft with its saved sections. It returns
// ErrNotFound if there is none, if it is someone else's, or if it expired.
func (s *Store) Draft(ctx context.Context, referrer, id string) (Draft, error) {
	draft := Draft{Sections: map[string]Section{}}
	found := false
	err := s.each(ctx, draftKey(referrer, id).PK, id, func(k sort, i item) error {
		section, isSection := strings.CutPrefix(string(k), id+"#")
		if !isSection {
			found = true
			return decode(i, &draft)
		}
		if strings.HasPrefix(section, prefixSecret) {
			var secret Secret
			err := decode(i, &secret)
			draft.Secrets = append(draft.Secrets, secret)
			return err
		}
		var saved Section
		if err := decode(i, &saved); err != nil {
			return err
		}
		draft.Sections[section] = saved
		return nil
	})
	if err == nil && (!found || draft.ID != id || draft.Expires <= s.now().Unix()) {
		return Draft{}, ErrNotFound
	}
	return draft, err
}

func (s *Store) draftHeader(ctx context.Context, referrer, id string) (Draft, error) {
	var draft Draft
	err := s.get(ctx, draftKey(referrer, id), &draft)
	if err == nil && draft.SentAs == "" && draft.Expires <= s.now().Unix() {
		return draft, ErrNotFound
	}
	return draft, err
}

// Drafts returns a referrer's drafts that are neither sent nor expired.
func (s *Store) Drafts(ctx context.Context, referrer string) ([]Draft, error) {
	var drafts []Draft
	byID := map[string]int{}
	err := s.each(ctx, draftKey(referrer, "").PK, "", func(k sort, i item) error {
		id, section, isSection := strings.Cut(string(k), "#")
		if strings.HasPrefix(string(k), PrefixNotification) || strings.HasPrefix(section, prefixSecret) {
			return nil
		}
		if !isSection {
			draft := Draft{Sections: map[string]Section{}}
			if err := decode(i, &draft); err != nil {
				return err
			}
			byID[id] = len(drafts)
			drafts = append(drafts, draft)
			return nil
		}
		var saved Section
		if err := decode(i, &saved); err != nil {
			return err
		}
		if n, known := byID[id]; known {
			drafts[n].Sections[section] = saved
		}
		return nil
	})
	var open []Draft
	for _, draft := range drafts {
		if draft.SentAs == "" && draft.Expires > s.now().Unix() {
			open = append(open, draft)
		}
	}
	return open, err
}

// sentItem notes as which case a draft was sent. That is looked up for as long as a
// draft is kept.
func sentItem(rules referral.Rules, referrer string, d Draft, as referral.Reference, now time.Time) write {
	until, _ := rules.DraftDates(now)
	return write{
		key: draftKey(referrer, d.ID), set: "SET sentAs = :reference, Expires = :expires REMOVE DueKey, DueAt",
		when: sameVersion + " AND sentAs = :none", values: values{":reference": as, ":version": d.Version, ":none": "", ":expires": until.Unix()},
	}
}

// outlives returns the second after which a section of a draft may be removed,
// which is a while after the draft's own: so whoever saves one section need not
// write all the others each time, and none goes before the draft does.
func outlives(draft int64) int64 { return time.Unix(draft, 0).Add(7 * 24 * time.Hour).Unix() }

func same(a, b referral.Answers) bool {
	return maps.EqualFunc(a, b, func(x, y []string) bool { return slices.Equal(x, y) })
}

// DeleteDraft removes a draft that was not sent, with its answers.
func (s *Store) DeleteDraft(ctx context.Context, referrer, id string) error {
	draft, err := s.Draft(ctx, referrer, id)
	if err != nil {
		return err
	}
	writes := []write{{key: draftKey(referrer, id), remove: true, when: "sentAs = :none", values: values{":none": ""}}}
	for section := range draft.Sections {
		writes = append(writes, write{key: sectionKey(referrer, id, section), remove: true})
	}
	for _, secret := range draft.Secrets {
		writes = append(writes, write{key: draftSecretKey(referrer, id, secret), remove: true})
	}
	err = s.commit(ctx, writes)
	if _, lost := errors.AsType[lostError](err); lost {
		return ErrNotFound
	}
	return wrapped(err, "delete a draft")
}
