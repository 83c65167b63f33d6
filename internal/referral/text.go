package referral

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"assistive-referrals/internal/workingtime"
)

// moment writes an instant as people in England read it.
func moment(t time.Time) string {
	return t.In(workingtime.London()).Format("3:04pm on 2 January 2006")
}

// dateAndTime writes an instant as the history has it, or "" for none.
func dateAndTime(t time.Time) string { return workingtime.InLondon(t, "2 January 2006 at 3:04pm") }

// dayOf writes the date of an instant, or "" for none.
func dayOf(t time.Time) string { return workingtime.InLondon(t, "2 January 2006") }

// lower makes the first letter small, for a label inside a sentence; but not of an
// abbreviation such as GPS.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); size == 0 || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

// Pounds writes an amount of pence as people read it: £425, or £4.50.
func Pounds(pence int) string {
	if pence%100 == 0 {
		return fmt.Sprintf("£%d", pence/100)
	}
	return fmt.Sprintf("£%d.%02d", pence/100, pence%100)
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// line returns the text after its label as the only line, or no line if there is no text.
func line(label, text string) []string {
	if text == "" {
		return nil
	}
	return []string{label + text}
}

// label returns the label of a code, or "" if it is none of them.
func label(options [][2]string, code string) string {
	for _, option := range options {
		if option[0] == code {
			return option[1]
		}
	}
	return ""
}

// labelOrCode returns the label of a code, or a code that is none of them as it is.
func labelOrCode(options [][2]string, code string) string { return cmp.Or(label(options, code), code) }
