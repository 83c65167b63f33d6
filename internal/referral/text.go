package referral

import (
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
