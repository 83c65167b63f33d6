// Package display writes values as people read them: dates, instants, lines.
package display

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// Moment writes an instant, or "" for none.
func Moment(t time.Time) string { return workingtime.InLondon(t, "2 January 2006 at 3:04pm") }

// DayOf writes a date, or "" for none.
func DayOf(d referral.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return t.Format("2 January 2006")
}

// Given returns the text after its label as the only line, or no line if there is
// no text.
func Given(label, text string) []string {
	if text == "" {
		return nil
	}
	return []string{label + text}
}

// Lines writes text as HTML that keeps its line ends.
func Lines(text ...string) template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(strings.Join(text, "\n")), "\n", "<br>"))
}

// Number writes how many there are of something.
func Number(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// LowerFirst makes the first letter small, for a label inside a sentence.
func LowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
