package casestore

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/workingtime"
)

const (
	prefixDay          = "DAY#"
	prefixSummary      = "SUMMARY#"
	sortStock     sort = "STANDING"
)

func dayPartition(team referral.Team, date referral.Date) partition {
	return partition(prefixDay + string(team) + "#" + string(date))
}

func flowKey(f waits.Flow) key {
	return key{dayPartition(f.Team, waits.Date(f.At)), sort(fmt.Sprintf("%s#%s#%08d", f.Reference, f.Kind, f.Version))}
}

func summaryKey(team referral.Team, date referral.Date) key {
	return key{partition(prefixSummary + string(team)), sort(date)}
}

func stockKey(team referral.Team) key { return key{summaryKey(team, "").PK, sortStock} }

// flowLife is how long a flow is kept after its day was closed: as long as anybody
// could want to close a day of the last twelve months again.
const flowLife = 400 * 24 * time.Hour

// flowRecord is what an event did to the counts of a team, as it is stored.
type flowRecord struct {
	waits.Flow
	Expires int64 `json:"Expires"`
}

// flowItems writes what an event does to the counts of teams. Each item is of this
// event alone, so that no two changes wait for each other, and is written once, because
// the event is.
func flowItems(calendar *workingtime.Calendar, was, is referral.Strand, e referral.Event) []write {
	var writes []write
	for _, f := range waits.Flows(was, is, e, calendar) {
		writes = append(writes, write{key: flowKey(f), put: flowRecord{f, f.At.Add(flowLife).Unix()}, when: absent})
	}
	return writes
}

// closingItems writes a day that is over, and what is open at its end in place of what
// was open before it.
func closingItems(day waits.Day, before, after waits.Stock) []write {
	return []write{
		{key: summaryKey(day.Team, day.Date), put: day, when: absent},
		{key: stockKey(after.Team), put: after, when: absent + " OR asOf = :was", values: values{":was": before.Date}},
	}
}

// closing is how long after its end a day is closed. By then no transaction can
// still be under way that took its time from that day: no function runs so long.
const closing = time.Hour

// LastDay returns the date of the last day that is over, and can be closed.
func (s *Store) LastDay() referral.Date {
	return waits.Date(s.now().Add(-closing).In(workingtime.London()).AddDate(0, 0, -1))
}

// CloseDays closes every day of every team up to LastDay. Each day is closed once, after the one before it, in one
// transaction of two items; an outage skips nothing. It costs the same for any number
// of cases, and nothing but a read for each team if there is nothing to close.
func (s *Store) CloseDays(ctx context.Context) error {
	last, now := s.LastDay(), s.now()
	for _, team := range referral.Teams() {
		stock, err := stockOf(ctx, s.db, team, now)
		for err == nil && stock.Date < last {
			stock, err = closeDay(ctx, s.db, stock, now)
		}
		if err != nil {
			return fmt.Errorf("close the days of %s: %w", team, err)
		}
	}
	return nil
}

// stockOf returns what a team had open at the end of its last closed day. A team that
// has none begins empty, two days ago: nothing was written before the first sweep but
// what the minutes before it brought.
func stockOf(ctx context.Context, d db, team referral.Team, now time.Time) (waits.Stock, error) {
	var stock waits.Stock
	err := d.get(ctx, stockKey(team), &stock)
	if IsNotFound(err) {
		return waits.Stock{Team: team, Date: waits.Date(now.AddDate(0, 0, -2)), Open: waits.Counts{}, Due: waits.Counts{}}, nil
	}
	return stock, err
}

// closeDay closes the day after a stock, and returns the stock at its end. Whoever was
// quicker has written the same.
func closeDay(ctx context.Context, d db, stock waits.Stock, now time.Time) (waits.Stock, error) {
	flows, err := flowsOf(ctx, d, stock.Team, waits.Next(stock.Date))
	if err != nil {
		return stock, err
	}
	day, after := stock.Close(flows, now)
	doing := "write " + string(day.Date)
	return after, retry(ctx, doing, func() error {
		return wrapped(unlessUnmet(d.commit(ctx, closingItems(day, stock, after))), doing)
	})
}

// flowsOf reads what moved in a team's day.
func flowsOf(ctx context.Context, d db, team referral.Team, date referral.Date) ([]waits.Flow, error) {
	return all[waits.Flow](ctx, d, dayPartition(team, date), "")
}

// Waits returns a team's series from a date until now. What is closed is read as it
// was written; the days since, today among them, are counted up from their flows.
func (s *Store) Waits(ctx context.Context, team referral.Team, from referral.Date) (waits.Series, error) {
	series, now := waits.Series{Team: team}, s.now()
	var err error
	if series.Now, err = stockOf(ctx, s.db, team, now); err != nil {
		return series, err
	}
	if series.Days, err = closedDays(ctx, s.db, team, from, series.Now.Date); err != nil {
		return series, err
	}
	today := waits.Date(now)
	for date := waits.Next(series.Now.Date); date <= today; date = waits.Next(date) {
		flows, err := flowsOf(ctx, s.db, team, date)
		if err != nil {
			return series, err
		}
		series = series.Open(flows, now)
	}
	return series, nil
}

// closedDays reads the closed days of a team from one date to another.
func closedDays(ctx context.Context, d db, team referral.Team, from, to referral.Date) ([]waits.Day, error) {
	if from > to {
		return nil, nil
	}
	var days []waits.Day
	pages := dynamodb.NewQueryPaginator(d.client, &dynamodb.QueryInput{
		TableName: &d.table, ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk AND SK BETWEEN :from AND :to"),
		ExpressionAttributeValues: item{":pk": text(string(summaryKey(team, "").PK)), ":from": text(string(from)), ":to": text(string(to))},
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("query the days of %s: %w", team, err)
		}
		some, err := decodeAll[waits.Day](page.Items)
		if err != nil {
			return nil, err
		}
		days = append(days, some...)
	}
	return days, nil
}
