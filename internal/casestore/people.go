package casestore

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/internal/referral"
)

// MostRelated is how many other cases of a person are looked at, the newest ones, and
// MostFound how many of a search.
const (
	MostRelated = 10
	MostFound   = 24
)

// personRow says that a case is about whoever has the identifier of its partition.
type personRow struct {
	Reference referral.Reference `json:"reference"`
	Opened    time.Time          `json:"opened"`
	Exchanged bool               `json:"exchanged"` // see referral.Identifier
	Number    string             `json:"number"`    // keyed hash of the NHS number; "" without one
	Words     string             `json:"words"`     // keyed hash of the words of the name
}

// keyed returns a text as it may stand in a key: nobody without the secret can tell
// which text it is, or try some.
func (s *Store) keyed(text string) string {
	mac := hmac.New(sha256.New, s.personKey)
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil))
}

// personRows returns the rows by which a case is found by its person.
func (s *Store) personRows(c referral.Case, p referral.Person) map[key]personRow {
	rows := map[key]personRow{}
	for _, i := range p.Identifiers() {
		row := personRow{Reference: c.Reference, Opened: c.Opened, Exchanged: i.Exchanged, Words: s.keyed("words:" + p.SameWords())}
		for _, number := range referral.ByNHSNumber(p.NHSNumber) {
			row.Number = s.keyed(number.Text)
		}
		rows[personKey(s.keyed(i.Text), c.Opened, c.Reference)] = row
	}
	return rows
}

// aboutPerson is a change after which a case is about a person otherwise described.
type aboutPerson interface {
	Describes() (was, is referral.Person)
}

// refile writes to a transaction the rows of a case whose person was corrected. What
// no longer holds is taken away: found by it, somebody else's case would be shown.
func (s *Store) refile(w *writer, c referral.Case, change referral.Recorded) {
	described, about := change.(aboutPerson)
	if !about {
		return
	}
	was, is := described.Describes()
	if was == is {
		return
	}
	before, after := s.personRows(c, was), s.personRows(c, is)
	for _, k := range inOrder(after) {
		w.replace(record{key: k, value: after[k]})
	}
	for _, k := range inOrder(before) {
		if _, stays := after[k]; !stays {
			w.add(deletion(s.table, k))
		}
	}
}

func inOrder(rows map[key]personRow) []key {
	var keys []key
	for k := range rows {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(a.PK, b.PK), cmp.Compare(a.SK, b.SK)) })
	return keys
}

// SamePerson returns the other cases about a person, the newest first and at most
// MostRelated, whoever may see them. It makes the same calls whether or not there are
// any, so that nobody learns from the time it takes what they may not see.
//
// A case counts whose NHS number or record number is the same; or whose surname and
// date of birth are, in whatever order the name was entered, and whose NHS number is
// not another.
func (s *Store) SamePerson(ctx context.Context, p referral.Person, except referral.Reference) ([]referral.Related, error) {
	words, number := s.keyed("words:"+p.SameWords()), ""
	for _, i := range referral.ByNHSNumber(p.NHSNumber) {
		number = s.keyed(i.Text)
	}
	return s.related(ctx, p.Identifiers(), MostRelated, func(by referral.Identifier, row personRow) bool {
		switch {
		case row.Reference == except:
			return false
		case by.IsNumber():
			return true
		case row.Number != "" && number != "" && row.Number != number:
			return false
		}
		return !by.Exchanged && !row.Exchanged || row.Words == words
	})
}

// Find returns the cases that any of those identifiers leads to, the newest first and
// at most MostFound, whoever may see them. Like SamePerson it takes the same time
// whatever there is.
func (s *Store) Find(ctx context.Context, by []referral.Identifier) ([]referral.Related, error) {
	return s.related(ctx, by, MostFound, func(referral.Identifier, personRow) bool { return true })
}

func (s *Store) related(ctx context.Context, by []referral.Identifier, most int, counts func(referral.Identifier, personRow) bool) ([]referral.Related, error) {
	opened := map[referral.Reference]time.Time{}
	// As many rows again as cases are wanted, for those that do not count.
	for _, i := range by {
		rows, err := s.rowsOf(ctx, i, int32(2*most))
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if counts(i, row) {
				opened[row.Reference] = row.Opened
			}
		}
	}
	var found []referral.Reference
	for r := range opened {
		found = append(found, r)
	}
	slices.SortFunc(found, func(a, b referral.Reference) int {
		return cmp.Or(opened[b].Compare(opened[a]), cmp.Compare(a, b))
	})
	return s.wholes(ctx, found[:min(len(found), most)], most)
}

// FindReference returns the case with that reference, or nothing; whoever may see it,
// and in the same time.
func (s *Store) FindReference(ctx context.Context, r referral.Reference) ([]referral.Related, error) {
	return s.wholes(ctx, []referral.Reference{r}, 1)
}

// rowsOf returns the newest rows of an identifier.
func (s *Store) rowsOf(ctx context.Context, i referral.Identifier, most int32) ([]personRow, error) {
	answer, err := s.client.Query(ctx, &dynamodb.QueryInput{
		TableName: &s.table, ConsistentRead: aws.Bool(true), ScanIndexForward: aws.Bool(false), Limit: aws.Int32(most),
		KeyConditionExpression:    aws.String("PK = :pk"),
		ExpressionAttributeValues: item{":pk": text(prefixPerson + s.keyed(i.Text))},
	})
	if err != nil {
		return nil, fmt.Errorf("look for the cases of a person: %w", err)
	}
	rows := make([]personRow, len(answer.Items))
	for n, i := range answer.Items {
		if err := decode(i, &rows[n]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// wholes reads cases with their strands, in that order, and as many keys whatever the
// cases are: those that no case needs name nothing.
func (s *Store) wholes(ctx context.Context, found []referral.Reference, most int) ([]referral.Related, error) {
	var keys []key
	for n := range most {
		r := referral.Reference(fmt.Sprintf("none-%d", n))
		if n < len(found) {
			r = found[n]
		}
		keys = append(keys, caseKey(r))
		for _, kind := range referral.Kinds() {
			keys = append(keys, strandKey(r, kind))
		}
	}
	items, err := s.getMany(ctx, keys)
	if err != nil {
		return nil, err
	}
	var all []referral.Related
	for _, r := range found {
		var related referral.Related
		stored, there := items[caseKey(r)]
		if !there {
			continue
		}
		if err := decode(stored, &related.Case); err != nil {
			return nil, err
		}
		for _, kind := range related.Case.Kinds {
			var record strandRecord
			if err := decode(items[strandKey(r, kind)], &record); err != nil {
				return nil, fmt.Errorf("strand %s of %s: %w", kind, r, err)
			}
			related.Strands = append(related.Strands, record.Strand)
		}
		all = append(all, related)
	}
	return all, nil
}

// getMany reads items consistently, those that there are.
func (s *Store) getMany(ctx context.Context, keys []key) (map[key]item, error) {
	wanted := types.KeysAndAttributes{ConsistentRead: aws.Bool(true)}
	for _, k := range keys {
		wanted.Keys = append(wanted.Keys, k.item())
	}
	found := map[key]item{}
	for attempt := range attempts {
		answer, err := s.client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{s.table: wanted}})
		if err != nil {
			return nil, fmt.Errorf("get %d items: %w", len(wanted.Keys), err)
		}
		for _, i := range answer.Responses[s.table] {
			var k key
			if err := decode(i, &k); err != nil {
				return nil, err
			}
			found[k] = i
		}
		left, more := answer.UnprocessedKeys[s.table]
		if !more || len(left.Keys) == 0 {
			return found, nil
		}
		wanted = left
		if err := pause(ctx, attempt); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("items were not returned, however often they were asked for")
}

func personKey(keyed string, opened time.Time, r referral.Reference) key {
	return key{partition(prefixPerson + keyed), sort(prefixCase + instant(opened) + "#" + string(r))}
}
