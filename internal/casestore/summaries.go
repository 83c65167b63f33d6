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

// movementLife is how long a movement is kept after its day was closed: as long as
// anybody could want to close a day of the last twelve months again.
const movementLife = 400 * 24 * time.Hour

func movementItem(m waits.Flow) record {
	return record{key: movementKey(m), value: m, index: item{"Expires": number(m.At.Add(movementLife).Unix())}}
}

// movements adds to a transaction what a change does to the counts of teams. Each
// item is of this event alone, so that no two changes wait for each other, and is
// written once, because the event is.
func (w *writer) movements(was, is referral.Strand, e referral.Event) {
	for _, m := range waits.Flows(was, is, e, w.store.rules.Calendar) {
		w.create(movementItem(m))
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
	last := s.LastDay()
	for _, team := range referral.Teams() {
		standing, err := s.standing(ctx, team)
		for err == nil && standing.Date < last {
			standing, err = s.closeDay(ctx, standing)
		}
		if err != nil {
			return fmt.Errorf("close the days of %s: %w", team, err)
		}
	}
	return nil
}

// standing returns how a team stood at the end of its last closed day. A team that
// has none begins empty, two days ago: nothing was written before the first sweep but
// what the minutes before it brought.
func (s *Store) standing(ctx context.Context, team referral.Team) (waits.Stock, error) {
	var standing waits.Stock
	err := s.get(ctx, standingKey(team), &standing)
	if IsNotFound(err) {
		return waits.Stock{Team: team, Date: waits.Date(s.now().AddDate(0, 0, -2)), Open: waits.Counts{}, Due: waits.Counts{}}, nil
	}
	return standing, err
}

// closeDay closes the day after a standing, and returns how the team stood at its
// end. Whoever was quicker has written the same.
func (s *Store) closeDay(ctx context.Context, standing waits.Stock) (waits.Stock, error) {
	movements, err := s.movementsOf(ctx, standing.Team, waits.Next(standing.Date))
	if err != nil {
		return standing, err
	}
	day, after := standing.Close(movements, s.now())
	for attempt := range attempts {
		w := writer{store: s}
		w.create(record{key: summaryKey(day.Team, day.Date), value: day})
		w.put(record{key: standingKey(after.Team), value: after}, "attribute_not_exists(PK) OR asOf = :was", item{":was": text(string(standing.Date))})
		writes, err := w.done()
		if err != nil {
			return standing, err
		}
		_, err = s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes})
		if err == nil {
			return after, nil
		}
		reasons, ok := cancelled(err)
		if !ok {
			return standing, fmt.Errorf("write %s: %w", day.Date, err)
		}
		for _, reason := range reasons {
			if because(reason, failedCondition) {
				return after, nil
			}
		}
		if err := pause(ctx, attempt); err != nil {
			return standing, err
		}
	}
	return standing, fmt.Errorf("write %s: cancelled %d times", day.Date, attempts)
}

// movementsOf reads what moved in a team's day.
func (s *Store) movementsOf(ctx context.Context, team referral.Team, date referral.Date) ([]waits.Flow, error) {
	var all []waits.Flow
	err := s.everyPage(ctx, dayPartition(team, date), "", func(i item) error {
		var m waits.Flow
		err := decode(i, &m)
		all = append(all, m)
		return err
	})
	return all, err
}

// Waits returns a team's book from a date until now. What is closed is read as it
// was written; the days since, today among them, are counted up from their movements.
func (s *Store) Waits(ctx context.Context, team referral.Team, from referral.Date) (waits.Series, error) {
	book := waits.Series{Team: team}
	var err error
	if book.Now, err = s.standing(ctx, team); err != nil {
		return book, err
	}
	if book.Days, err = s.days(ctx, team, from, book.Now.Date); err != nil {
		return book, err
	}
	today := waits.Date(s.now())
	for date := waits.Next(book.Now.Date); date <= today; date = waits.Next(date) {
		movements, err := s.movementsOf(ctx, team, date)
		if err != nil {
			return book, err
		}
		book = book.Open(movements, s.now())
	}
	return book, nil
}

// days reads the closed days of a team from one date to another.
func (s *Store) days(ctx context.Context, team referral.Team, from, to referral.Date) ([]waits.Day, error) {
	var days []waits.Day
	pages := dynamodb.NewQueryPaginator(s.client, &dynamodb.QueryInput{
		TableName: &s.table, ConsistentRead: aws.Bool(true), KeyConditionExpression: aws.String("PK = :pk AND SK BETWEEN :from AND :to"),
		ExpressionAttributeValues: item{":pk": text(string(summaryPartition(team))), ":from": text(string(from)), ":to": text(string(to))},
	})
	for from <= to && pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("query the days of %s: %w", team, err)
		}
		for _, i := range page.Items {
			var day waits.Day
			if err := decode(i, &day); err != nil {
				return nil, err
			}
			days = append(days, day)
		}
	}
	return days, nil
}

func dayPartition(team referral.Team, date referral.Date) partition {
	return partition(prefixDay + string(team) + "#" + string(date))
}

func movementKey(m waits.Flow) key {
	return key{dayPartition(m.Team, waits.Date(m.At)), sort(fmt.Sprintf("%s#%s#%08d", m.Reference, m.Kind, m.Version))}
}

func summaryPartition(team referral.Team) partition { return partition(prefixSummary + string(team)) }

func summaryKey(team referral.Team, date referral.Date) key {
	return key{summaryPartition(team), sort(date)}
}

func standingKey(team referral.Team) key { return key{summaryPartition(team), sortStanding} }
