package casestore

import (
	"context"
	"time"

	"assistive-referrals/internal/referral"
)

const prefixSearches = "SEARCHES#"

func searchKey(who string, at time.Time, request string) key {
	return key{partition(prefixSearches + who), sort(instant(at) + "#" + request)}
}

// Search is that somebody looked for a person or a referral. What they looked for is
// kept as keyed hashes: it can be told whether a person was looked for, and not who was.
type Search struct {
	By      referral.Actor `json:"by"`
	At      time.Time      `json:"at"`
	What    string         `json:"what"`    // a code: what they looked by
	Request string         `json:"request"` // identifier of the request
	For     []string       `json:"for"`
}

// RecordSearch writes down a search for those identifiers, before it is made. The same
// request is recorded once.
func (s *Store) RecordSearch(ctx context.Context, search Search, by []referral.Identifier) error {
	for _, i := range by {
		search.For = append(search.For, s.persons.of(i.Text))
	}
	err := s.send(ctx, write{key: searchKey(search.By.ID, search.At, search.Request), put: search, when: absent})
	return wrapped(unless(err, errUnmet), "record a search")
}

// Searches returns every search that somebody made, the first one first.
func (s *Store) Searches(ctx context.Context, who string) ([]Search, error) {
	return all[Search](ctx, s.db, partition(prefixSearches+who), "")
}
