package casestore

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

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

// Section is what is saved of one section of the form. It has a version of its
// own, so that whoever saves another section meets no conflict.
type Section struct {
	Version int              `json:"version"` // counts its saves
	Answers referral.Answers `json:"answers"`
	Saved   time.Time        `json:"saved"`
	// By says which page changed a field last, by the page's own identifier: "" if
	// no page did.
	By map[string]string `json:"by"`
	// Pages are the last pages that saved it.
	Pages   []PageTurn `json:"pages"`
	Expires int64      `json:"Expires"`
}

// PageTurn is a page that saves a section, and how often it had been sent before:
// what it sent earlier may arrive later, and counts no more.
type PageTurn struct {
	Page string `json:"page"`
	Turn int    `json:"turn"`
}

// rememberedPages is how many pages of a section are told apart.
const rememberedPages = 12

// Late tells whether the same page has already saved something that it sent later.
func (s Section) Late(p PageTurn) bool {
	return slices.ContainsFunc(s.Pages, func(known PageTurn) bool { return known.Page == p.Page && known.Turn > p.Turn })
}

// next returns the section as a page's answers make it.
func (s Section) next(save SectionSave, at time.Time) Section {
	changed := Section{Version: s.Version + 1, Answers: save.Answers, Saved: at, By: maps.Clone(s.By)}
	if changed.By == nil {
		changed.By = map[string]string{}
	}
	for _, all := range []referral.Answers{s.Answers, save.Answers} {
		for field := range all {
			if !slices.Equal(s.Answers[field], save.Answers[field]) {
				changed.By[field] = save.By.Page
			}
		}
	}
	for _, field := range save.Besides {
		changed.By[field] = ""
	}
	others := slices.DeleteFunc(slices.Clone(s.Pages), func(known PageTurn) bool { return known.Page == save.By.Page })
	changed.Pages = append(others, save.By)
	if extra := len(changed.Pages) - rememberedPages; extra > 0 {
		changed.Pages = changed.Pages[extra:]
	}
	return changed
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
	now := s.now().UTC()
	until, notice := s.rules.DraftDates(now)
	header := record{key: draftKey(b.Referrer.ID, b.ID), index: item{}, value: Draft{
		ID: b.ID, Version: 1, Started: now, Saved: now, Tell: b.Referrer.Email, Expires: until.Unix(),
	}}
	if len(b.Sections) > 0 {
		header.index["DueKey"], header.index["DueAt"] = draftDue(b.ID, notice)
	}
	w := writer{store: s}
	w.create(header)
	for _, slug := range slices.Sorted(maps.Keys(b.Sections)) {
		section := Section{Version: 1, Answers: b.Sections[slug], Saved: now, Expires: outlives(until.Unix())}
		w.create(record{key: sectionKey(b.Referrer.ID, b.ID, slug), value: section})
	}
	if b.Document != "" {
		w.used(b.Document, b.Referrer, b.ID)
	}
	writes, err := w.done()
	if err != nil {
		return err
	}
	_, err = s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
	if reasons, ok := cancelled(err); ok {
		switch {
		case because(reasons[0], failedCondition):
			return nil
		case b.Document != "" && because(reasons[len(reasons)-1], failedCondition):
			return ErrUsedBefore
		}
	}
	if err != nil {
		return fmt.Errorf("begin a draft: %w", err)
	}
	return nil
}

// Draft returns a referrer's draft with its saved sections. It returns
// ErrNotFound if there is none, if it is someone else's, or if it expired.
func (s *Store) Draft(ctx context.Context, referrer, id string) (Draft, error) {
	draft := Draft{Sections: map[string]Section{}}
	found := false
	err := s.everyPage(ctx, draftKey(referrer, id).PK, id, func(i item) error {
		var k struct{ SK string }
		if err := decode(i, &k); err != nil {
			return err
		}
		section, isSection := strings.CutPrefix(k.SK, id+"#")
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
	err := s.everyPage(ctx, partition(prefixDraft+referrer), "", func(i item) error {
		var k struct{ SK string }
		if err := decode(i, &k); err != nil {
			return err
		}
		id, section, isSection := strings.Cut(k.SK, "#")
		if strings.HasPrefix(k.SK, prefixNotification) || strings.HasPrefix(section, prefixSecret) {
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

// SectionSave is what a page saves of one section.
type SectionSave struct {
	Section string
	Answers referral.Answers
	By      PageTurn
	Besides []string // fields that went because others changed: no page changed them
	Secrets []Secret // that the answers newly name
}

// SaveSection saves a section's answers over those of the draft as it was read. It
// raises the section's version and, where an answer changed, the draft's, so that
// nothing is sent that was saved meanwhile. The draft is kept for longer. It
// returns the section as it then is; ErrStaleDraft if it was saved elsewhere after
// the draft was read; and ErrNotFound if there is no such draft, or it was sent.
func (s *Store) SaveSection(ctx context.Context, referrer string, d Draft, save SectionSave) (Section, error) {
	for attempt := range attempts {
		saved, w := s.savingSection(referrer, d, save)
		writes, err := w.done()
		if err != nil {
			return saved, err
		}
		_, err = s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
		if err == nil {
			return saved, nil
		}
		reasons, ok := cancelled(err)
		if !ok {
			return saved, fmt.Errorf("save a section: %w", err)
		}
		for n, reason := range reasons {
			if because(reason, failedCondition) {
				if n == 0 {
					return saved, ErrNotFound
				}
				return saved, ErrStaleDraft
			}
		}
		if err := pause(ctx, attempt); err != nil {
			return saved, err
		}
	}
	return Section{}, fmt.Errorf("save a section: cancelled %d times", attempts)
}

// savingSection makes the writes, the header's first.
func (s *Store) savingSection(referrer string, d Draft, save SectionSave) (Section, writer) {
	now := s.now().UTC()
	until, notice := s.rules.DraftDates(now)
	expires := until.Unix()
	was, changed := d.Sections[save.Section], 1
	if same(was.Answers, save.Answers) {
		changed = 0
	}
	is := was.next(save, now)
	is.Expires = outlives(expires)
	w := writer{store: s}
	dueKey, dueAt := draftDue(d.ID, notice)
	w.update(draftKey(referrer, d.ID), "SET version = version + :changed, saved = :saved, lastSection = :last, Expires = :expires, DueKey = :key, DueAt = :at",
		"attribute_exists(PK) AND sentAs = :none",
		item{":changed": number(int64(changed)), ":saved": text(now.Format(time.RFC3339Nano)), ":last": text(save.Section),
			":expires": number(expires), ":key": dueKey, ":at": dueAt, ":none": text("")})
	w.put(record{key: sectionKey(referrer, d.ID, save.Section), value: is}, "attribute_not_exists(PK) OR attribute_not_exists(version) OR version = :version", item{":version": number(int64(was.Version))})
	for _, slug := range slices.Sorted(maps.Keys(d.Sections)) {
		if slug != save.Section && d.Sections[slug].Expires < expires {
			w.update(sectionKey(referrer, d.ID, slug), "SET Expires = :expires", "attribute_exists(PK)",
				item{":expires": number(outlives(expires))})
		}
	}
	s.keepDraftSecrets(&w, referrer, d, save, expires)
	return is, w
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
	w := writer{store: s}
	w.remove(draftKey(referrer, id), "sentAs = :none", item{":none": text("")})
	for section := range draft.Sections {
		w.add(deletion(s.table, sectionKey(referrer, id, section)))
	}
	for _, secret := range draft.Secrets {
		w.add(deletion(s.table, draftSecretKey(referrer, id, secret)))
	}
	_, err = s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: w.writes})
	if _, ok := cancelled(err); ok {
		return ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("delete a draft: %w", err)
	}
	return nil
}
