package dynamodb

import (
	"encoding/binary"
	"math"
	"strconv"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

// oldestExpiry: an item that expired longer ago than this is left alone ("Using
// time to live in DynamoDB": a safeguard against a wrongly set attribute).
const oldestExpiry = 5 * 365 * 24 * time.Hour

// Expire removes the items whose time to live has passed at that instant, and
// returns how many. The records in the stream say that the service did it.
// Nothing else removes them: until the host calls Expire, reads show expired
// items, as they do in AWS for up to some days.
func (s *Service) Expire(now time.Time) int {
	removed := 0
	for _, name := range s.tableNames() {
		t := s.tables[name]
		var due []string
		t.expiring.Ascend(expiryKey(max(0, now.Add(-oldestExpiry).Unix())), func(at, place string) bool {
			if int64(binary.BigEndian.Uint64([]byte(at[:8]))) > now.Unix() {
				return false
			}
			due = append(due, place)
			return true
		})
		for _, place := range due {
			item, _ := t.items.Get(place)
			s.commit(write{table: t, place: place, before: item, expired: true})
		}
		removed += len(due)
	}
	return removed
}

// wholeSeconds reads an expiry time; false if it is not one.
func wholeSeconds(text string) (int64, bool) {
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
		return seconds, seconds >= 0
	}
	seconds, err := strconv.ParseFloat(text, 64)
	return int64(seconds), err == nil && seconds >= 0 && seconds < math.MaxInt64
}

type timeToLiveSpecification struct {
	AttributeName *string
	Enabled       *bool
}

type updateTimeToLiveInput struct {
	TableName               *string
	TimeToLiveSpecification *timeToLiveSpecification
}

func (s *Service) updateTimeToLive(in *updateTimeToLiveInput) (any, error) {
	t, err := s.table(in.TableName)
	if err != nil {
		return nil, err
	}
	wanted := in.TimeToLiveSpecification
	switch {
	case wanted == nil:
		return nil, missing("timeToLiveSpecification")
	case wanted.AttributeName == nil || *wanted.AttributeName == "":
		return nil, missing("timeToLiveSpecification.attributeName")
	case wanted.Enabled == nil:
		return nil, missing("timeToLiveSpecification.enabled")
	}
	current := t.definition.TTLAttribute
	switch {
	case *wanted.Enabled && current == *wanted.AttributeName:
		return nil, invalid("TimeToLive is already enabled")
	case *wanted.Enabled && current != "":
		return nil, invalid("TimeToLive is active on a different AttributeName: current AttributeName is %s", current)
	case !*wanted.Enabled && current == "":
		return nil, invalid("TimeToLive is already disabled")
	case !*wanted.Enabled && current != *wanted.AttributeName:
		return nil, invalid("TimeToLive is active on a different AttributeName: current AttributeName is %s", current)
	}
	t.definition.TTLAttribute = ""
	if *wanted.Enabled {
		t.definition.TTLAttribute = *wanted.AttributeName
	}
	t.indexExpiry()
	if err := s.keep(t); err != nil {
		return nil, err
	}
	return map[string]any{"TimeToLiveSpecification": map[string]any{
		"AttributeName": *wanted.AttributeName, "Enabled": *wanted.Enabled,
	}}, nil
}

// indexExpiry sorts the items by expiry anew.
func (t *table) indexExpiry() {
	t.expiring.Clear()
	t.items.Scan(func(place string, item *document) bool {
		if at, expires := t.expiry(item); expires {
			t.expiring.Set(at+place, place)
		}
		return true
	})
}

type describeTimeToLiveInput struct{ TableName *string }

func (s *Service) describeTimeToLive(in *describeTimeToLiveInput) (any, error) {
	t, err := s.table(in.TableName)
	if err != nil {
		return nil, err
	}
	description := map[string]any{"TimeToLiveStatus": "DISABLED"}
	if name := t.definition.TTLAttribute; name != "" {
		description = map[string]any{"TimeToLiveStatus": "ENABLED", "AttributeName": name}
	}
	return map[string]any{"TimeToLiveDescription": description}, nil
}

var _ wire.Service = (*Service)(nil)
