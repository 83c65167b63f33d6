package form

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"assistive-referrals/internal/workingtime"
)

func parameter(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// one applies a rule to the only value there is.
func one(rule func(string) bool) func(question, []string, int) bool {
	return func(_ question, values []string, _ int) bool { return len(values) == 1 && rule(values[0]) }
}

func withoutSpaces(text string) string { return strings.ReplaceAll(text, " ", "") }

func registerIdentifiers(register func(string, func(question, []string, int) bool)) {
	register("letters", one(func(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }))
	register("recordnumber", one(func(text string) bool {
		return !strings.ContainsFunc(text, func(r rune) bool {
			return r != '-' && r != '/' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
		})
	}))
	register("whole", func(_ question, values []string, most int) bool {
		digits := withoutSpaces(strings.Join(values, ","))
		n, err := strconv.Atoi(digits)
		return err == nil && onlyDigits(digits) && n <= most
	})
	register("uprn", one(func(text string) bool {
		digits := withoutSpaces(text)
		return len(digits) <= 12 && onlyDigits(digits) && strings.Trim(digits, "0") != ""
	}))
	register("tendigits", one(func(text string) bool { _, ok := tenDigits(text); return ok }))
	register("nhsnumber", one(func(text string) bool { _, ok := ParseNHSNumber(text); return ok }))
	register("postcode", one(func(text string) bool { _, ok := ParsePostcode(text); return ok }))
	register("telephone", one(func(text string) bool { _, ok := ParseTelephone(text); return ok }))
}

func registerDates(register func(string, func(question, []string, int) bool)) {
	register("timeofday", one(func(text string) bool { _, ok := parseTime(text); return ok }))
	register("realdate", func(_ question, values []string, _ int) bool { _, ok := realDate(values); return ok })
	date := func(rule func(q question, date, today time.Time, n int) bool) func(question, []string, int) bool {
		return func(q question, values []string, n int) bool {
			t, ok := realDate(values)
			year, month, day := q.at.Now.In(workingtime.London()).Date()
			return ok && rule(q, t, time.Date(year, month, day, 0, 0, 0, 0, workingtime.London()), n)
		}
	}
	register("past", date(func(_ question, t, today time.Time, _ int) bool { return t.Before(today) }))
	register("future", date(func(_ question, t, today time.Time, _ int) bool { return t.After(today) }))
	register("notbefore", date(func(_ question, t, today time.Time, n int) bool { return !t.Before(today.AddDate(0, 0, -n)) }))
	register("notafter", date(func(_ question, t, today time.Time, n int) bool { return !t.After(today.AddDate(0, 0, n)) }))
	register("minage", date(func(q question, _, _ time.Time, n int) bool {
		years, ok := Age(q.all.First(q.field.Name), q.at.Now)
		return ok && years >= n
	}))
	register("maxage", date(func(q question, _, _ time.Time, n int) bool {
		years, ok := Age(q.all.First(q.field.Name), q.at.Now)
		return ok && (years <= n || q.all.First(q.field.Name+"-sure") == Yes)
	}))
}
