package casestore

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"assistive-referrals/internal/referral"
)

// ClosedFor is how long a strand that ended is on its team's list of those.
const ClosedFor = 30 * 24 * time.Hour

// Browse says which page of a list is wanted: a team's, or what somebody holds. A page
// costs the same whatever the list's length: there is no order and no filter that
// needs more than the rows that it examines, and what came before a page since the
// first one was read is looked for among the rows of the pages before it.
type Browse struct {
	Team referral.Team
	List List
	// Holder is whose strands are wanted, in place of a team's list.
	Holder string
	// NotHolder is whose strands are left out of a team's list.
	NotHolder string
	// ByAge orders by days since referral, the longest first, where a list is not
	// in rank order. What is overdue or closed has its own order.
	ByAge bool
	// Keep tells whether an entry is wanted; nil for all.
	Keep func(Entry) bool
	From Cursor
	Size int
	// Glance reads with one query whatever is kept, and does not look for what came
	// before the page: enough to see whether anything changed.
	Glance bool
}

// Page is a page of a list.
type Page struct {
	Entries []Entry
	Next    Cursor // "" on the last page
	// Anew tells whether the next page begins a new reading, because this one has
	// become too long to remember.
	Anew bool
	// Began is when the first page was read; zero on that.
	Began time.Time
	// Before are rows that came before this page since then, and were on no page.
	Before []Entry
	// Unlooked tells whether more stands before this page than was looked at for them.
	Unlooked bool
}

// MostExamined is how many rows a filter examines before it offers to continue.
const MostExamined = 500

// indexLag is how far back "since the first page was read" goes: an index shows a
// change a moment after it was made.
const indexLag = 5 * time.Second

func (b Browse) wants(e Entry) bool {
	if b.NotHolder != "" && e.Strand.Holder != nil && e.Strand.Holder.ID == b.NotHolder {
		return false
	}
	return b.Keep == nil || b.Keep(e)
}

// perCall is how many rows a query reads: as many as are shown, more where some will
// not be.
func (b Browse) perCall() int {
	switch {
	case b.Keep != nil:
		return MostExamined / 5
	case b.NotHolder != "":
		return b.Size + 10
	}
	return b.Size
}

// Browse returns a page of a list. With a filter it may have fewer entries than asked
// for and yet a next page: the rest of the list has not been examined. No row is on
// two pages of one reading, and one that came before this page is among page.Before,
// whatever others change meanwhile.
func (s *Store) Browse(ctx context.Context, b Browse) (Page, error) {
	r := b.in(s.now())
	at, start, err := b.From.decode(r)
	if err != nil {
		return Page{}, err
	}
	page := Page{}
	if start != nil && r.passed(at.Key[r.sort]) {
		return page, nil // an old address: time has moved the end of the list before it
	}
	switch {
	case at.Began == 0:
		at.Began = s.now().Add(-indexLag).UnixMilli()
	case !b.Glance:
		page.Began = at.began().Add(indexLag)
		if page.Before, page.Unlooked, err = cameBefore(ctx, s.db, b, r, at); err != nil {
			return Page{}, err
		}
	}
	for examined := 0; ; {
		input := r.query(s.table)
		input.Limit, input.ExclusiveStartKey = aws.Int32(int32(min(b.perCall(), MostExamined-examined))), start
		answer, err := s.client.Query(ctx, input)
		if err != nil {
			return Page{}, fmt.Errorf("query %s: %w", r.index, err)
		}
		for n, i := range answer.Items {
			var entry Entry
			if err := decode(i, &entry); err != nil {
				return Page{}, err
			}
			if !b.wants(entry) || at.moved(entry) && at.knows(entry) {
				continue
			}
			page.Entries = append(page.Entries, entry)
			if len(page.Entries) == b.Size && (n < len(answer.Items)-1 || answer.LastEvaluatedKey != nil) {
				page.Next, page.Anew, err = at.next(r.keys(i), page.Entries)
				return page, err
			}
		}
		examined += len(answer.Items)
		start = answer.LastEvaluatedKey
		if start == nil || examined >= MostExamined || b.Glance {
			page.Next, page.Anew, err = at.next(start, page.Entries)
			return page, err
		}
	}
}

// cameBefore returns what stands before a page now and came there since the first
// page was read, without what the pages before showed. It tells whether more stands
// there than it looked at.
func cameBefore(ctx context.Context, d db, b Browse, r indexRange, at place) ([]Entry, bool, error) {
	if r.backwards {
		r.above = at.Key[r.sort]
	} else {
		r.below = at.Key[r.sort]
	}
	var came []Entry
	var start item
	for examined := 0; examined < MostExamined; {
		input := r.query(d.table)
		input.Limit, input.ExclusiveStartKey = aws.Int32(int32(MostExamined-examined)), start
		answer, err := d.client.Query(ctx, input)
		if err != nil {
			return nil, false, fmt.Errorf("query %s: %w", r.index, err)
		}
		for _, i := range answer.Items {
			var entry Entry
			if err := decode(i, &entry); err != nil {
				return nil, false, err
			}
			if at.moved(entry) && !at.knows(entry) && b.wants(entry) {
				came = append(came, entry)
			}
		}
		if start = answer.LastEvaluatedKey; start == nil {
			return came, false, nil
		}
		examined += len(answer.Items)
	}
	return came, true, nil
}

// in returns where a list is at an instant.
func (b Browse) in(now time.Time) indexRange {
	switch {
	case b.Holder != "" && b.ByAge:
		return indexRange{index: indexMineByAge, attribute: "HolderKey", value: holderKey(b.Holder), sort: "SentKey"}
	case b.Holder != "":
		return indexRange{index: indexMine, attribute: "HolderKey", value: holderKey(b.Holder), sort: "RankKey"}
	case b.List == ListOverdue:
		return indexRange{index: indexOverdue, attribute: "TargetKey", value: targetKey(b.Team), sort: "TargetAt", below: instant(now)}
	case b.List == ListClosed:
		return indexRange{index: indexWorklist, attribute: "WorklistKey", value: listKey(b.Team, b.List), sort: "RankKey",
			above: instant(now.Add(-ClosedFor)), backwards: true}
	case b.List == ListAgreed || b.List == ListConcern:
		return indexRange{index: indexWorklist, attribute: "WorklistKey", value: listKey(b.Team, b.List), sort: "RankKey", backwards: true}
	case b.ByAge:
		return indexRange{index: indexReceived, attribute: "WorklistKey", value: listKey(b.Team, b.List), sort: "SentKey"}
	}
	return indexRange{index: indexWorklist, attribute: "WorklistKey", value: listKey(b.Team, b.List), sort: "RankKey"}
}

// Worklist returns a page of a team's list in rank order.
func (s *Store) Worklist(ctx context.Context, team referral.Team, list List, from Cursor, size int) (Page, error) {
	return s.Browse(ctx, Browse{Team: team, List: list, From: from, Size: size})
}

// Mine returns a page of the strands that a practitioner holds, in rank order.
func (s *Store) Mine(ctx context.Context, holder string, from Cursor, size int) (Page, error) {
	return s.Browse(ctx, Browse{Holder: holder, From: from, Size: size})
}

// countLimit is where counting stops: "99+".
const countLimit = 100

// Count returns how many strands are on a list, at most 100, which means "99+". Of the
// browse only whose list it is counts, and who is left out of it.
func (s *Store) Count(ctx context.Context, b Browse) (int, error) {
	b.ByAge = false
	count := 0
	var start item
	for examined := 0; ; {
		input := b.in(s.now()).query(s.table)
		input.Limit, input.Select, input.ExclusiveStartKey = aws.Int32(countLimit), "COUNT", start
		if b.NotHolder != "" {
			input.FilterExpression = aws.String("#holder.#id <> :other")
			input.ExpressionAttributeNames = map[string]string{"#holder": "holder", "#id": "id"}
			input.ExpressionAttributeValues[":other"] = text(b.NotHolder)
		}
		answer, err := s.client.Query(ctx, input)
		if err != nil {
			return 0, fmt.Errorf("count a list: %w", err)
		}
		count, examined, start = count+int(answer.Count), examined+int(answer.ScannedCount), answer.LastEvaluatedKey
		if start == nil || count >= countLimit || examined >= MostExamined {
			return min(count, countLimit), nil
		}
	}
}

// Sent returns a page of the strands that a referrer sent, the newest first.
func (s *Store) Sent(ctx context.Context, referrer string, from Cursor, size int) (Page, error) {
	r := indexRange{index: indexSent, attribute: "ReferrerKey", value: referrerKey(referrer), sort: "SentKey", backwards: true}
	at, start, err := from.decode(r)
	if err != nil {
		return Page{}, err
	}
	input := r.query(s.table)
	input.Limit, input.ExclusiveStartKey = aws.Int32(int32(size)), start
	answer, err := s.client.Query(ctx, input)
	if err != nil {
		return Page{}, fmt.Errorf("query %s: %w", r.index, err)
	}
	page := Page{}
	if page.Entries, err = decodeAll[Entry](answer.Items); err != nil {
		return Page{}, err
	}
	page.Next, _, err = at.next(answer.LastEvaluatedKey, nil)
	return page, err
}
