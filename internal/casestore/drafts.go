package casestore

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

// DraftLife is how long a draft is kept after it was last saved.
const DraftLife = 28 * 24 * time.Hour

// Draft is a referral that is not sent yet.
type Draft struct {
	ID      string             `json:"id"`
	Version int                `json:"version"` // counts the saves
	SentAs  referral.Reference `json:"sentAs"`  // "" until it is sent
	Started time.Time          `json:"started"`
	Saved   time.Time          `json:"saved"`
	// Expires is the second after which it counts as gone.
	Expires int64 `json:"Expires"`
	// Answers of every saved section, by section; filled in by Store.Draft.
	Sections map[string]referral.Answers `json:"-"`
}

// Answers returns the answers of all sections together.
func (d Draft) Answers() referral.Answers {
	all := referral.Answers{}
	for _, section := range d.Sections {
		for field, values := range section {
			all[field] = values
		}
	}
	return all
}

type sectionRecord struct {
	Answers referral.Answers `json:"answers"`
	Expires int64            `json:"Expires"`
}

// StartDraft makes an empty draft. Starting the same one twice is one draft.
func (s *Store) StartDraft(ctx context.Context, referrer, id string) error {
	now := s.now().UTC()
	encoded, err := encode(draftKey(referrer, id), Draft{ID: id, Version: 1, Started: now, Saved: now, Expires: now.Add(DraftLife).Unix()})
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encoded, ConditionExpression: aws.String("attribute_not_exists(PK)"),
	})
	if err != nil && !conditionFailed(err) {
		return fmt.Errorf("start a draft: %w", err)
	}
	return nil
}

// Draft returns a referrer's draft with its saved sections. It returns
// ErrNotFound if there is none, if it is someone else's, or if it expired.
func (s *Store) Draft(ctx context.Context, referrer, id string) (Draft, error) {
	draft := Draft{Sections: map[string]referral.Answers{}}
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
		var record sectionRecord
		if err := decode(i, &record); err != nil {
			return err
		}
		draft.Sections[section] = record.Answers
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

// Drafts returns a referrer's drafts that are neither sent nor expired, without
// their answers but for what says whose they are: the sections named by show.
func (s *Store) Drafts(ctx context.Context, referrer string) ([]Draft, error) {
	var drafts []Draft
	byID := map[string]int{}
	err := s.everyPage(ctx, partition(prefixDraft+referrer), "", func(i item) error {
		var k struct{ SK string }
		if err := decode(i, &k); err != nil {
			return err
		}
		id, section, isSection := strings.Cut(k.SK, "#")
		if !isSection {
			draft := Draft{Sections: map[string]referral.Answers{}}
			if err := decode(i, &draft); err != nil {
				return err
			}
			byID[id] = len(drafts)
			drafts = append(drafts, draft)
			return nil
		}
		var record sectionRecord
		if err := decode(i, &record); err != nil {
			return err
		}
		if n, known := byID[id]; known {
			drafts[n].Sections[section] = record.Answers
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

// SaveSection saves a section's answers, and raises the draft's version so that
// nothing is sent that was saved meanwhile. It returns ErrNotFound if there is no
// such draft, or it was sent.
func (s *Store) SaveSection(ctx context.Context, referrer, id, section string, answers referral.Answers) error {
	for attempt := range attempts {
		now := s.now().UTC()
		expires := now.Add(DraftLife).Unix()
		w := writer{store: s}
		header := draftKey(referrer, id)
		w.update(header, "SET version = version + :one, saved = :saved, Expires = :expires",
			"attribute_exists(PK) AND sentAs = :none",
			item{":one": number(1), ":saved": text(now.Format(time.RFC3339Nano)), ":expires": number(expires), ":none": text("")})
		w.replace(encode(sectionKey(referrer, id, section), sectionRecord{Answers: answers, Expires: expires}))
		if w.err != nil {
			return w.err
		}
		_, err := s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: w.writes})
		if err == nil {
			return nil
		}
		reasons, ok := cancelled(err)
		if !ok {
			return fmt.Errorf("save a section: %w", err)
		}
		if len(reasons) > 0 && because(reasons[0], failedCondition) {
			return ErrNotFound
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
	return fmt.Errorf("save a section: cancelled %d times", attempts)
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
		w.add(deletion(s.table, sectionKey(referrer, id, section)), nil)
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
