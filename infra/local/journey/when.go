package journey

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/workingtime"
)

// when is an instant as a story says it: so much later, or at a time on a day.
type when struct {
	count int
	unit  string // of count: minutes, hours, days, weeks or working days

	hour, minute int
	weekday      time.Weekday
	onWeekday    bool
	date         time.Time // zero if no date is named
}

var (
	laterForm = regexp.MustCompile(`^(\d{1,4}) (minute|hour|day|week|working day)s? later$`)
	atForm    = regexp.MustCompile(`^at (\d\d):(\d\d)(?: on (?:(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?: |$))?(\d{1,2} [A-Z][a-z]+ \d{4})?)?$`)
	weekdays  = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
)

// parseWhen reads "3 working days later", "at 09:30 on Monday", "at 14:00" or
// "at 10:00 on Monday 23 November 2026".
func parseWhen(text string) (when, error) {
	if groups := laterForm.FindStringSubmatch(text); groups != nil {
		count, _ := strconv.Atoi(groups[1]) // up to four digits
		return when{count: count, unit: groups[2]}, nil
	}
	groups := atForm.FindStringSubmatch(text)
	if groups == nil || strings.HasSuffix(text, " ") || strings.HasSuffix(text, " on") {
		return when{}, fmt.Errorf("not a time: %s. Say “2 hours later”, “3 working days later”, “at 09:30”, “at 09:30 on Monday” or “at 09:30 on 1 December 2026”", shown(text))
	}
	w := when{}
	w.hour, _ = strconv.Atoi(groups[1])
	w.minute, _ = strconv.Atoi(groups[2])
	if w.hour > 23 || w.minute > 59 {
		return when{}, fmt.Errorf("there is no time %s:%s", groups[1], groups[2])
	}
	if groups[3] != "" {
		w.onWeekday, w.weekday = true, time.Weekday(slices.Index(weekdays, groups[3]))
	}
	if groups[4] == "" {
		return w, nil
	}
	var err error
	if w.date, err = time.ParseInLocation("2 January 2006", groups[4], workingtime.London()); err != nil {
		return when{}, fmt.Errorf("there is no date %s", groups[4])
	}
	if w.onWeekday && w.date.Weekday() != w.weekday {
		return when{}, fmt.Errorf("%s is a %s", groups[4], w.date.Weekday())
	}
	return w, nil
}

// after returns the instant, counted from now. Days count on the wall clock.
func (w when) after(now time.Time, calendar *workingtime.Calendar) time.Time {
	local := now.In(workingtime.London())
	wall := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, w.hour, w.minute, 0, 0, workingtime.London())
	}
	switch w.unit {
	case "minute":
		return now.Add(time.Duration(w.count) * time.Minute)
	case "hour":
		return now.Add(time.Duration(w.count) * time.Hour)
	case "day":
		return local.AddDate(0, 0, w.count)
	case "week":
		return local.AddDate(0, 0, 7*w.count)
	case "working day":
		for left := w.count; left > 0; {
			if local = local.AddDate(0, 0, 1); calendar.WorkingDay(local) {
				left--
			}
		}
		return local
	}
	if !w.date.IsZero() {
		return wall(w.date.Date())
	}
	next := wall(local.Date())
	for !next.After(now) || w.onWeekday && next.Weekday() != w.weekday {
		next = wall(next.Year(), next.Month(), next.Day()+1)
	}
	return next
}
