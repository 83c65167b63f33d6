package casestore

import (
	"context"
	"fmt"

	"assistive-referrals/internal/referral"
)

const prefixHistory = "HISTORY#"

func historyKey(r referral.Reference, version int) key {
	return key{partition(prefixHistory + string(r)), sort(fmt.Sprintf("%08d", version))}
}

// eventItem adds an event to a history: no version is there twice.
func eventItem(e referral.Event) write {
	return write{key: historyKey(e.Reference, e.Version), put: e.Seal, when: absent}
}

// History returns every event of a case, the first one first.
func (s *Store) History(ctx context.Context, r referral.Reference) ([]referral.Event, error) {
	events, err := all[referral.Event](ctx, s.db, historyKey(r, 0).PK, "")
	if err != nil {
		return nil, err
	}
	for n := range events {
		if err := events[n].Open(); err != nil {
			return nil, err
		}
	}
	return events, nil
}
