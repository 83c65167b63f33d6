package workingtime_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/workingtime"
)

func TestStopped(t *testing.T) {
	for _, test := range []struct{ name, due, from, to, want string }{
		{"within a day", "2026-03-13 17:00", "2026-03-11 10:00", "2026-03-11 16:00", "2026-03-13 17:00"},
		{"overnight", "2026-03-13 17:00", "2026-03-11 10:00", "2026-03-12 09:00", "2026-03-16 17:00"},
		{"due on the day it stopped", "2026-03-11 17:00", "2026-03-11 16:59", "2026-03-12 09:00", "2026-03-12 17:00"},
		{"over a weekend only", "2026-03-16 17:00", "2026-03-14 10:00", "2026-03-15 10:00", "2026-03-16 17:00"},
		{"from Friday to Monday", "2026-03-16 17:00", "2026-03-13 10:00", "2026-03-16 09:00", "2026-03-17 17:00"},
		{"over Easter", "2026-04-09 17:00", "2026-04-02 10:00", "2026-04-08 10:00", "2026-04-13 17:00"},
		{"into Easter", "2026-04-02 17:00", "2026-04-01 10:00", "2026-04-02 10:00", "2026-04-07 17:00"},
		{"over Christmas and New Year", "2026-12-29 17:00", "2026-12-23 10:00", "2027-01-04 09:00", "2027-01-06 17:00"},
		{"over a bank holiday of May", "2026-05-05 17:00", "2026-05-01 10:00", "2026-05-05 10:00", "2026-05-06 17:00"},
		{"as the clocks go forward", "2026-03-30 17:00", "2026-03-27 10:00", "2026-03-30 10:00", "2026-03-31 17:00"},
		{"as the clocks go back", "2026-10-26 17:00", "2026-10-23 10:00", "2026-10-26 10:00", "2026-10-27 17:00"},
		{"due when the team opens", "2026-03-16 09:00", "2026-03-13 16:00", "2026-03-16 08:00", "2026-03-17 09:00"},
		{"due on a Saturday, such as a discharge", "2026-03-14 17:00", "2026-03-12 10:00", "2026-03-13 10:00", "2026-03-16 17:00"},
		{"late already", "2026-03-10 17:00", "2026-03-11 10:00", "2026-03-20 10:00", "2026-03-10 17:00"},
		{"backwards", "2026-03-20 17:00", "2026-03-12 10:00", "2026-03-11 10:00", "2026-03-20 17:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			same(t, workingtime.England().Stopped(parse(t, test.due), parse(t, test.from), parse(t, test.to)), test.want)
		})
	}
	if got := workingtime.England().Stopped(time.Time{}, parse(t, "2026-03-11 10:00"), parse(t, "2026-03-20 10:00")); !got.IsZero() {
		t.Errorf("no due time moved to %s", got)
	}
}

// However long the clock was stopped, as many working days are left as before; and
// two stops, one after the other, move it as far as one that lasts as long.
func TestStoppedKeepsTheDaysThatAreLeft(t *testing.T) {
	calendar := workingtime.England()
	rapid.Check(t, func(t *rapid.T) {
		from := time.Unix(rapid.Int64Range(1640995200, 1893456000).Draw(t, "from"), 0)
		due := calendar.After(from, rapid.IntRange(1, 40).Draw(t, "left"))
		hours := func(name string) time.Duration {
			return time.Duration(rapid.IntRange(0, 24*60).Draw(t, name)) * time.Hour
		}
		middle := from.Add(hours("first"))
		to := middle.Add(hours("second"))
		moved := calendar.Stopped(due, from, to)
		if left := calendar.Between(to, moved); left != calendar.Between(from, due) {
			t.Fatalf("%d working days were left, then %d", calendar.Between(from, due), left)
		}
		if twice := calendar.Stopped(calendar.Stopped(due, from, middle), middle, to); !twice.Equal(moved) {
			t.Fatalf("stopped twice: %s; once: %s", twice, moved)
		}
	})
}
