package casestore

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

// workingLife is how long what somebody wrote and did not record is kept after it
// was last saved.
const workingLife = 90 * 24 * time.Hour

// WorkingDraft is where one practitioner writes one page about a strand, before it is
// recorded. What lies there is theirs alone: nobody else can see it, and it does not
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

// ReadWorkingDraft returns what lies on a desk; a Section of version 0 if nothing does.
func (s *Store) ReadWorkingDraft(ctx context.Context, d WorkingDraft) (Section, error) {
	var is Section
	err := s.get(ctx, d.key(), &is)
	if IsNotFound(err) || err == nil && is.Expires <= s.now().Unix() {
		return Section{}, nil
	}
	return is, err
}

// SaveWorkingDraft saves what is written over what lay there, and returns what then does.
// It returns ErrStaleDraft if that was saved elsewhere after it was read.
func (s *Store) SaveWorkingDraft(ctx context.Context, d WorkingDraft, was Section, save SectionSave) (Section, error) {
	now := s.now().UTC()
	is := was.next(save, now)
	is.Expires = now.Add(workingLife).Unix()
	encoded, err := encode(d.key(), is)
	if err != nil {
		return is, err
	}
	condition, values := "version = :version", item{":version": number(int64(was.Version))}
	if was.Version == 0 {
		// What has expired and was not removed yet counts as nothing.
		condition, values = "attribute_not_exists(PK) OR Expires <= :now", item{":now": number(now.Unix())}
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.table, Item: encoded, ConditionExpression: &condition, ExpressionAttributeValues: values,
	})
	if conditionFailed(err) {
		return is, ErrStaleDraft
	}
	if err != nil {
		return is, fmt.Errorf("save what is being written: %w", err)
	}
	return is, nil
}

// DeleteWorkingDraft removes what lies on a desk, unless it was saved elsewhere after that
// version was read.
func (s *Store) DeleteWorkingDraft(ctx context.Context, d WorkingDraft, version int) error {
	condition := "version = :version"
	_, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &s.table, Key: d.key().item(), ConditionExpression: &condition,
		ExpressionAttributeValues: item{":version": number(int64(version))},
	})
	if err != nil && !conditionFailed(err) {
		return fmt.Errorf("clear a desk: %w", err)
	}
	return nil
}

// SavedBy returns the page that saved a section last, by its own identifier; "" if
// none did.
func (s Section) SavedBy() string {
	if len(s.Pages) == 0 {
		return ""
	}
	return s.Pages[len(s.Pages)-1].Page
}

// UnsavedDrafts is a page that somebody has written on and not recorded.
type UnsavedDraft struct {
	WorkingDraft
	Saved   time.Time
	SavedBy string // the page that saved it last, by its own identifier
}

// UnsavedDrafts returns what somebody has on their desks about a case, or about every
// case if r is "".
func (s *Store) UnsavedDrafts(ctx context.Context, who string, r referral.Reference) ([]UnsavedDraft, error) {
	var all []UnsavedDraft
	err := s.everyPage(ctx, WorkingDraft{Who: who}.key().PK, string(r), func(i item) error {
		var k struct{ SK string }
		var is Section
		if err := decode(i, &k); err != nil {
			return err
		}
		if err := decode(i, &is); err != nil {
			return err
		}
		parts := strings.SplitN(k.SK, "#", 3)
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
