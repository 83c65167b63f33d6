package casestore

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// List is one of a team's lists.
type List string

const (
	ListWaiting   List = "waiting"   // nobody has claimed it
	ListClaimed   List = "claimed"   // a practitioner has it
	ListAsked     List = "asked"     // the referrer was asked something
	ListHeld      List = "on-hold"   // put aside until a date
	ListApproval  List = "approval"  // a decision waits for a second person
	ListArranging List = "arranging" // to be put in place
	ListReview    List = "review"    // in place, to be reviewed
	ListCollect   List = "collect"   // the person has died: to be collected
	ListClosed    List = "closed"    // ended in the last 30 days
	ListOverdue   List = "overdue"   // a range of what is open: its target has passed
	ListAudit     List = "audit"     // direct orders in the sample that nobody has looked at
	ListAgreed    List = "agreed"    // those that were agreed with
	ListConcern   List = "concern"   // those about which there was a concern
	ListOutbox    List = "owed"      // for operations: could not be repaired
)

// ListOf returns the list that a strand is on, and false if it is on none.
func ListOf(s referral.Strand) (List, bool) {
	list := List(s.State.List())
	return list, list != "" && (list != ListClosed || s.Team != "") // without one it ended before anybody saw it
}

// held tells whether what is on a list is somebody's to go on with, so that it is
// among what they hold.
func (l List) held() bool { return l != ListArranging && l != ListCollect && l != ListClosed }

// Entry is a strand's row in a list. It shows a person by their initials only.
type Entry struct {
	referral.Strand
	Reference referral.Reference `json:"reference"`
	Initials  string             `json:"initials"`
	Ward      bool               `json:"ward"` // see referral.Case
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
		input := s.rangeOf(b).query(s.table)
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
	r := indexRange{index: indexSent, attribute: "ReferrerKey", value: "REFERRER#" + referrer, sort: "SentKey", backwards: true}
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
	for _, i := range answer.Items {
		var entry Entry
		if err := decode(i, &entry); err != nil {
			return Page{}, err
		}
		page.Entries = append(page.Entries, entry)
	}
	page.Next, _, err = at.next(answer.LastEvaluatedKey, nil)
	return page, err
}

// Due is something that must be looked at now: what a strand owes, a
// notification that may be lost, a strand whose own date has come, a file that may
// have to go, or a draft that will go.
type Due struct {
	Owed         *OutboxEntry
	Notification *Notification
	Strand       *Entry
	Attachment   *Attachment
	Draft        *DueDraft
}

// Due visits everything in one of the DuePartitions whose instant has come, the
// longest overdue first. An outage skips nothing: it asks for all up to now.
func (s *Store) Due(ctx context.Context, part int, visit func(Due) error) error {
	until := instant(s.now()) + "~"
	pages := dynamodb.NewQueryPaginator(s.client, &dynamodb.QueryInput{
		TableName: &s.table, IndexName: aws.String(indexDue), KeyConditionExpression: aws.String("DueKey = :key AND DueAt < :until"),
		ExpressionAttributeValues: item{":key": text(fmt.Sprintf("DUE#%d", part)), ":until": text(until)},
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("query what is due: %w", err)
		}
		for _, i := range page.Items {
			due, err := decodeDue(i)
			if err != nil {
				return err
			}
			if err := visit(due); err != nil {
				return err
			}
		}
	}
	return nil
}

func decodeDue(i item) (Due, error) {
	var k struct{ PK, SK string }
	if err := decode(i, &k); err != nil {
		return Due{}, err
	}
	if strings.HasPrefix(k.SK, prefixNotification) {
		var n Notification
		err := decode(i, &n)
		return Due{Notification: &n}, err
	}
	if strings.HasPrefix(k.SK, prefixAttachment) {
		var a Attachment
		err := decode(i, &a)
		return Due{Attachment: &a}, err
	}
	if strings.HasPrefix(k.PK, prefixDraft) {
		d, err := decodeDueDraft(i, k.PK)
		return Due{Draft: &d}, err
	}
	if strings.HasPrefix(k.SK, prefixStrand) {
		var e Entry
		err := decode(i, &e)
		return Due{Strand: &e}, err
	}
	var o OutboxEntry
	err := decode(i, &o)
	return Due{Owed: &o}, err
}

// Unrepaired returns what the sweep has given up on, for operations, the oldest
// first, at most size.
func (s *Store) Unrepaired(ctx context.Context, size int) ([]Due, error) {
	answer, err := s.client.Query(ctx, &dynamodb.QueryInput{
		TableName: &s.table, IndexName: aws.String(indexWorklist), Limit: aws.Int32(int32(size)),
		KeyConditionExpression:    aws.String("WorklistKey = :key"),
		ExpressionAttributeValues: item{":key": text(listKey(OperationsTeam, ListOutbox))},
	})
	if err != nil {
		return nil, fmt.Errorf("query what could not be repaired: %w", err)
	}
	var all []Due
	for _, i := range answer.Items {
		due, err := decodeDue(i)
		if err != nil {
			return nil, err
		}
		all = append(all, due)
	}
	return all, nil
}

// Age returns how many days ago a strand was received, by the date.
func (e Entry) Age(now time.Time) int { return workingtime.Days(e.Received, now) }
