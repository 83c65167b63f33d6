package workingtime_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"

	"assistive-referrals/internal/golden"
	"assistive-referrals/internal/workingtime"
)

// The published list and the usual rules agree, but for what was proclaimed for
// once and the library has not heard of. So no line of the list is mistyped.
func TestThePublishedListIsAsTheRulesHaveIt(t *testing.T) {
	rules := cal.NewBusinessCalendar()
	rules.AddHoliday(gb.Holidays...)
	calendar := workingtime.England()
	for day := parse(t, "2022-01-01 12:00"); !day.After(workingtime.KnownUntil()); day = day.AddDate(0, 0, 1) {
		date := day.Format(time.DateOnly)
		if calendar.WorkingDay(day) != rules.IsWorkday(day) && date != "2022-09-19" {
			t.Errorf("%s: working day is %v in the list", date, calendar.WorkingDay(day))
		}
	}
}

// Beyond the list the rules go on, so that a target can be computed; and before it,
// for what is old.
func TestBeyondTheListTheRulesGoOn(t *testing.T) {
	calendar := workingtime.England()
	last := workingtime.KnownUntil()
	for _, c := range []struct {
		date string
		want bool
	}{
		{"2028-01-03", false}, {"2028-01-04", true}, {"2028-04-14", false}, {"2028-04-17", false}, {"2030-12-25", false}, {"2030-12-27", true},
		{"2021-12-27", false}, {"2021-12-28", false}, {"2021-12-29", true},
	} {
		day := parse(t, c.date+" 12:00")
		if got := calendar.WorkingDay(day); got != c.want {
			t.Errorf("%s: working day is %v", c.date, got)
		}
	}
	if last.Format("01-02") != "12-31" {
		t.Errorf("the list ends on %s", last)
	}
}

func TestHolidays(t *testing.T) {
	var got []string
	for _, h := range workingtime.England().Holidays(parse(t, "2026-04-03 23:00"), parse(t, "2027-01-01 01:00")) {
		got = append(got, h.Date.Format("2 Jan 2006: ")+h.Name)
	}
	want := "3 Apr 2026: Good Friday; 6 Apr 2026: Easter Monday; 4 May 2026: Early May bank holiday; 25 May 2026: Spring bank holiday; " +
		"31 Aug 2026: Summer bank holiday; 25 Dec 2026: Christmas Day; 28 Dec 2026: Boxing Day (substitute day); 1 Jan 2027: New Year’s Day"
	if shown := strings.Join(got, "; "); shown != want {
		t.Errorf("holidays: %s", shown)
	}
}

func TestNoticeBeforeTheListEnds(t *testing.T) {
	until := workingtime.KnownUntil()
	for _, c := range []struct {
		now  time.Time
		want workingtime.Notice
	}{
		{until.AddDate(-1, 0, -1), workingtime.Enough}, {until.AddDate(-1, 0, 1), workingtime.Soon},
		{until.AddDate(0, -7, 0), workingtime.Soon}, {until.AddDate(0, -5, 0), workingtime.Pressing}, {until.AddDate(0, 1, 0), workingtime.Pressing},
	} {
		got, words := workingtime.NoticeAt(c.now)
		if got != c.want {
			t.Errorf("on %s: %d, want %d: %s", c.now.Format(time.DateOnly), got, c.want, words)
		}
		if !strings.Contains(words, until.Format("2 January 2006")) || !strings.Contains(words, workingtime.Source) {
			t.Errorf("the words lack the end or the source: %s", words)
		}
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2026-03-11 00:01", "2026-03-11 23:59", 0},
		{"2026-03-11 23:59", "2026-03-12 00:01", 1},
		{"2026-03-28 10:00", "2026-03-29 09:30", 1}, // 22.5 hours, as the clocks go forward
		{"2026-10-24 10:00", "2026-10-25 09:30", 1},
		{"2026-10-24 23:30", "2026-10-26 00:00", 2},
		{"2026-03-12 00:01", "2026-03-11 23:59", -1},
		{"2025-12-31 12:00", "2026-12-31 12:00", 365},
	} {
		if got := workingtime.Days(parse(t, c.from), parse(t, c.to)); got != c.want {
			t.Errorf("from %s to %s: %d days, want %d", c.from, c.to, got, c.want)
		}
	}
	summer := time.Date(2026, 7, 1, 23, 30, 0, 0, time.UTC) // already the 2nd in London
	if got := workingtime.Days(parse(t, "2026-07-01 12:00"), summer); got != 1 {
		t.Errorf("to an instant in another location: %d days", got)
	}
}

// The days on which clocks have gone wrong elsewhere, each with what counts from
// when, what is due when, and where a pause of three working days moves it. The whole
// is in a golden file, to be read.
func TestTheClockOnDifficultDays(t *testing.T) {
	calendar := workingtime.England()
	var table strings.Builder
	for _, section := range []struct {
		title string
		sent  []string
	}{
		{"Easter 2026 (Good Friday 3 April, Easter Monday 6 April)", []string{"2026-04-01 10:00", "2026-04-02 12:59", "2026-04-02 13:00", "2026-04-02 13:01", "2026-04-03 10:00", "2026-04-06 09:00", "2026-04-07 09:00"}},
		{"Christmas 2026 and New Year 2027 (substitute day 28 December)", []string{"2026-12-23 10:00", "2026-12-24 12:00", "2026-12-24 15:00", "2026-12-25 10:00", "2026-12-28 10:00", "2026-12-31 14:00", "2027-01-01 00:30"}},
		{"Christmas 2027 (both substitute days, 27 and 28 December)", []string{"2027-12-24 10:00", "2027-12-24 14:00", "2027-12-27 10:00", "2027-12-29 09:00"}},
		{"New Year’s Day on a Saturday and on a Sunday", []string{"2021-12-31 14:00", "2022-01-03 10:00", "2022-12-30 14:00", "2023-01-02 10:00"}},
		{"Clocks go forward, 29 March 2026", []string{"2026-03-27 10:00", "2026-03-27 13:30", "2026-03-28 23:59", "2026-03-29 00:30", "2026-03-29 02:30", "2026-03-30 08:00"}},
		{"Clocks go back, 25 October 2026", []string{"2026-10-23 10:00", "2026-10-23 13:30", "2026-10-24 23:59", "2026-10-25 00:30", "2026-10-25 02:30", "2026-10-26 08:00"}},
		{"Proclaimed for once: jubilee, funeral, coronation", []string{"2022-06-01 14:00", "2022-06-03 10:00", "2022-09-16 10:00", "2022-09-19 10:00", "2023-05-05 14:00", "2023-05-08 10:00"}},
		{"Beyond the published list", []string{"2027-12-31 14:00", "2028-01-03 10:00", "2028-04-13 14:00"}},
	} {
		fmt.Fprintf(&table, "%s\n", section.title)
		fmt.Fprintf(&table, "  %-20s %-20s %-16s %-16s %-16s %-16s %s\n", "sent", "counts from", "0 days", "2 days", "5 days", "20 days", "2 days, paused for three")
		for _, sent := range section.sent {
			at := parse(t, sent)
			from := calendar.CountsFrom(at, 13*time.Hour)
			due := calendar.After(from, 2)
			paused := calendar.Stopped(due, from, calendar.After(from, 3))
			const full, short = "Mon 2006-01-02 15:04", "Mon 02 Jan 15:04"
			fmt.Fprintf(&table, "  %-20s %-20s %-16s %-16s %-16s %-16s %s\n", at.Format(full), from.Format(full), calendar.After(from, 0).Format(short),
				due.Format(short), calendar.After(from, 5).Format(short), calendar.After(from, 20).Format(short), paused.Format(short))
		}
	}
	golden.Compare(t, filepath.Join("testdata", "difficult_days.golden.txt"), table.String())
}
