package form

import (
	"strings"
	"time"

	"assistive-referrals/internal/workingtime"
)

// parseTime accepts a time of day as people type it.
func parseTime(typed string) (time.Time, bool) {
	typed = strings.ToLower(strings.NewReplacer(" ", "", ".", ":").Replace(typed))
	for _, layout := range []string{"3:04pm", "3pm", "15:04"} {
		if t, err := time.Parse(layout, typed); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// Instant returns the instant in London that a date and a time of day make, and whether
// both are answered.
func Instant(all Answers, date, at string) (time.Time, bool) {
	day, dated := all.Date(date).In(workingtime.London())
	t, timed := parseTime(all.First(at))
	return time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), 0, 0, workingtime.London()), dated && timed
}

// OnAndAt returns the answers of a date and a time of day that make an instant.
func OnAndAt(date, at string, t time.Time) Answers {
	return Answers{date: {workingtime.InLondon(t, time.DateOnly)}, at: {workingtime.InLondon(t, "3:04pm")}}
}
