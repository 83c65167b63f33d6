package casestore

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"assistive-referrals/internal/referral"
)

// SaveSection saves a section's answers over those of the draft as it was read. It
// raises the section's version and, where an answer changed, the draft's, so that
// nothing is sent that was saved meanwhile. The draft is kept for longer. It
// returns the section as it then is; ErrStaleDraft if it was saved elsewhere after
// the draft was read; and ErrNotFound if there is no such draft, or it was sent.
func (s *Store) SaveSection(ctx context.Context, referrer string, d Draft, save SectionSave) (Section, error) {
	var saved Section
	err := retry(ctx, "save a section", func() error {
		var writes []write
		saved, writes = saveItems(s.rules, referrer, d, save, s.now().UTC())
		err := s.commit(ctx, writes)
		if lost, is := errors.AsType[lostError](err); is && len(lost.unmet) > 0 {
			if slices.Contains(lost.unmet, draftKey(referrer, d.ID)) {
				return ErrNotFound
			}
			return ErrStaleDraft
		}
		return wrapped(err, "save a section")
	})
	return saved, err
}

// saveItems returns a section as it is once it is saved, and what that writes.
func saveItems(rules referral.Rules, referrer string, d Draft, save SectionSave, now time.Time) (Section, []write) {
	until, notice := rules.DraftDates(now)
	expires, due := until.Unix(), draftDue(d.ID, notice)
	was, changed := d.Sections[save.Section], 1
	if same(was.Answers, save.Answers) {
		changed = 0
	}
	is := was.next(save, now)
	is.Expires = outlives(expires)
	writes := []write{
		{
			key:  draftKey(referrer, d.ID),
			set:  "SET version = version + :changed, saved = :saved, lastSection = :last, Expires = :expires, DueKey = :key, DueAt = :at",
			when: "attribute_exists(PK) AND sentAs = :none",
			values: values{":changed": changed, ":saved": now, ":last": save.Section,
				":expires": expires, ":key": due.DueKey, ":at": due.DueAt, ":none": ""},
		},
		{key: sectionKey(referrer, d.ID, save.Section), put: is, when: absent + " OR attribute_not_exists(version) OR " + sameVersion, values: version(was.Version)},
	}
	for _, slug := range slices.Sorted(maps.Keys(d.Sections)) {
		if slug != save.Section && d.Sections[slug].Expires < expires {
			writes = append(writes, prolong(sectionKey(referrer, d.ID, slug), expires))
		}
	}
	return is, append(writes, draftSecretItems(referrer, d, save, expires)...)
}

// prolong keeps what belongs to a draft for as long as the draft.
func prolong(k key, expires int64) write {
	return write{key: k, set: "SET Expires = :expires", when: "attribute_exists(PK)", values: values{":expires": outlives(expires)}}
}

// mostDraftSecrets bounds what a draft keeps that its answers no longer name.
const mostDraftSecrets = 10

// draftSecretItems writes what a saved section newly names, keeps what there is for as
// long as the draft, and lets go of the oldest that no answer names: a page in another
// tab may still name one of the last.
func draftSecretItems(referrer string, d Draft, save SectionSave, expires int64) []write {
	var writes []write
	for _, secret := range save.Secrets {
		secret.Expires = outlives(expires)
		writes = append(writes, write{key: draftSecretKey(referrer, d.ID, secret), put: secret})
	}
	extra := len(d.Secrets) + len(save.Secrets) - mostDraftSecrets
	slices.SortFunc(d.Secrets, func(a, b Secret) int { return a.At.Compare(b.At) })
	for _, secret := range d.Secrets {
		k := draftSecretKey(referrer, d.ID, secret)
		switch named := names(d, save, secret); {
		case extra > 0 && !named:
			extra--
			writes = append(writes, write{key: k, remove: true})
		case secret.Expires < expires:
			writes = append(writes, prolong(k, expires))
		}
	}
	return writes
}

// names tells whether an answer of the draft names that secret.
func names(d Draft, save SectionSave, secret Secret) bool {
	named := func(answers referral.Answers) bool { return slices.Contains(answers[secret.Name], secret.ID) }
	for slug, section := range d.Sections {
		if slug != save.Section && named(section.Answers) {
			return true
		}
	}
	return named(save.Answers)
}
