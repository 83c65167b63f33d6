package workingtime_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/workingtime"
)

// bankHolidays is what GOV.UK published for England and Wales for 2022 to 2027, and
// what the same rules give for 2028. It is written out by hand, so that it is no
// copy of what it checks.
const bankHolidays = `
2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27
2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26
2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26
`

func TestWorkingDaysAreWeekdaysWithoutBankHolidays(t *testing.T) {
	calendar, closed := workingtime.England(), strings.Fields(bankHolidays)
	for day := parse(t, "2022-01-01 12:00"); day.Year() <= 2028; day = day.AddDate(0, 0, 1) {
		weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		want := !weekend && !slices.Contains(closed, day.Format(time.DateOnly))
		if got := calendar.WorkingDay(day); got != want {
			t.Errorf("%s: working day is %v, want %v", day.Format("Mon 2006-01-02"), got, want)
		}
	}
}

func TestOpens(t *testing.T) {
	for _, test := range []struct{ name, at, want string }{
		{"before work", "2026-03-11 08:59", "2026-03-11 09:00"},
		{"as work begins", "2026-03-11 09:00", "2026-03-11 09:00"},
		{"during work", "2026-03-11 09:01", "2026-03-12 09:00"},
		{"Friday evening", "2026-03-13 18:00", "2026-03-16 09:00"},
		{"Saturday morning", "2026-03-14 07:00", "2026-03-16 09:00"},
		{"before Easter", "2026-04-02 17:01", "2026-04-07 09:00"},
		{"over Christmas with a substitute day", "2026-12-24 17:01", "2026-12-29 09:00"},
		{"clocks go forward", "2026-03-27 17:01", "2026-03-30 09:00"},
		{"clocks go back", "2026-10-23 17:01", "2026-10-26 09:00"},
		{"just before midnight", "2026-03-11 23:59", "2026-03-12 09:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			same(t, workingtime.England().Opens(parse(t, test.at)), test.want)
		})
	}
}

func TestCountsFrom(t *testing.T) {
	for _, test := range []struct{ name, sent, want string }{
		{"morning", "2026-03-11 10:30", "2026-03-11 10:30"},
		{"before work", "2026-03-11 06:00", "2026-03-11 06:00"},
		{"at the cut-off", "2026-03-11 13:00", "2026-03-11 13:00"},
		{"after the cut-off", "2026-03-11 13:01", "2026-03-12 09:00"},
		{"Friday afternoon", "2026-03-13 15:00", "2026-03-16 09:00"},
		{"Saturday before nine", "2026-03-14 08:00", "2026-03-16 09:00"},
		{"Good Friday", "2026-04-03 10:00", "2026-04-07 09:00"},
		{"Christmas Eve afternoon", "2027-12-24 14:00", "2027-12-29 09:00"},
		{"summer time, sent at 12:30", "2026-07-01 12:30", "2026-07-01 12:30"},
	} {
		t.Run(test.name, func(t *testing.T) {
			same(t, workingtime.England().CountsFrom(parse(t, test.sent), 13*time.Hour), test.want)
		})
	}
	t.Run("an instant in another location", func(t *testing.T) {
		utc := time.Date(2026, 7, 1, 12, 30, 0, 0, time.UTC) // 13:30 in London
		same(t, workingtime.England().CountsFrom(utc, 13*time.Hour), "2026-07-02 09:00")
	})
}

func TestAfter(t *testing.T) {
	for _, test := range []struct {
		name, from string
		days       int
		want       string
	}{
		{"the same day", "2026-03-11 10:00", 0, "2026-03-11 17:00"},
		{"the same day, from one that is not worked", "2026-03-14 10:00", 0, "2026-03-16 17:00"},
		{"one", "2026-03-11 10:00", 1, "2026-03-12 17:00"},
		{"one, from a Saturday", "2026-03-14 10:00", 1, "2026-03-17 17:00"},
		{"over a weekend", "2026-03-13 10:00", 1, "2026-03-16 17:00"},
		{"over Easter", "2026-04-01 10:00", 5, "2026-04-10 17:00"},
		{"over Christmas and New Year", "2026-12-23 10:00", 5, "2027-01-04 17:00"},
		{"twenty", "2026-03-02 09:00", 20, "2026-03-30 17:00"},
		{"as the clocks go forward", "2026-03-27 09:00", 1, "2026-03-30 17:00"},
		{"as the clocks go back", "2026-10-23 09:00", 1, "2026-10-26 17:00"},
		{"late on a summer evening", "2026-07-01 23:30", 1, "2026-07-02 17:00"},
		{"back", "2026-04-07 09:00", -1, "2026-04-02 17:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			same(t, workingtime.England().After(parse(t, test.from), test.days), test.want)
		})
	}
}

func TestBetween(t *testing.T) {
	for _, test := range []struct {
		from, to string
		want     int
	}{
		{"2026-03-11 08:00", "2026-03-11 17:00", 0},
		{"2026-03-11 23:00", "2026-03-12 01:00", 1},
		{"2026-03-13 10:00", "2026-03-16 17:00", 1},
		{"2026-03-14 10:00", "2026-03-16 17:00", 1},
		{"2026-04-02 10:00", "2026-04-07 17:00", 1},
		{"2026-04-07 10:00", "2026-04-02 17:00", -1},
		{"2026-03-16 10:00", "2026-03-09 17:00", -5},
		{"2026-03-14 10:00", "2026-03-13 17:00", 0}, // passed, and no working day has begun since
	} {
		if got := workingtime.England().Between(parse(t, test.from), parse(t, test.to)); got != test.want {
			t.Errorf("Between(%s, %s) = %d, want %d", test.from, test.to, got, test.want)
		}
	}
}

func TestAlsoClosed(t *testing.T) {
	calendar := workingtime.England(parse(t, "2026-12-29 00:00"), parse(t, "2026-12-30 00:00"))
	same(t, calendar.Opens(parse(t, "2026-12-24 17:01")), "2026-12-31 09:00")
}

func TestEndOfDayIsInLondon(t *testing.T) {
	late := time.Date(2026, 7, 1, 23, 30, 0, 0, time.UTC) // already the 2nd in London
	same(t, workingtime.England().EndOfDay(late), "2026-07-02 17:00")
}

func TestAfterAndBetweenAgree(t *testing.T) {
	calendar := workingtime.England()
	rapid.Check(t, func(t *rapid.T) {
		from := time.Unix(rapid.Int64Range(1640995200, 1893456000).Draw(t, "from"), 0)
		n := rapid.IntRange(0, 60).Draw(t, "days")
		due := calendar.After(from, n)
		if !calendar.WorkingDay(due) || due.Hour() != 17 || due.Minute() != 0 {
			t.Fatalf("due %s is not the end of a working day", due)
		}
		if calendar.WorkingDay(from) && calendar.Between(from, due) != n {
			t.Fatalf("Between(%s, %s) = %d, want %d", from, due, calendar.Between(from, due), n)
		}
		if later := calendar.After(from, n+1); !later.After(due) {
			t.Fatalf("one more day gives %s, which is not after %s", later, due)
		}
		if counted := calendar.CountsFrom(from, 13*time.Hour); counted.Before(from) || !calendar.WorkingDay(counted) {
			t.Fatalf("%s counts from %s", from, counted)
		}
	})
}

func parse(t *testing.T, text string) time.Time {
	t.Helper()
	parsed, err := time.ParseInLocation("2006-01-02 15:04", text, workingtime.London())
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func same(t *testing.T, got time.Time, want string) {
	t.Helper()
	if shown := got.Format("2006-01-02 15:04"); shown != want {
		t.Errorf("got %s, want %s", shown, want)
	}
	if got.Location() != workingtime.London() {
		t.Errorf("%s is not in London time", got)
	}
}

func ExampleCalendar_After() {
	calendar := workingtime.England()
	sent := time.Date(2026, 4, 2, 15, 0, 0, 0, workingtime.London()) // Thursday before Easter, after the cut-off
	fmt.Println(calendar.After(calendar.CountsFrom(sent, 13*time.Hour), 2).Format("Mon 2 Jan 15:04"))
	// Output: Thu 9 Apr 17:00
}
