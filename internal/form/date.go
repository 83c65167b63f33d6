package form

import (
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/workingtime"
)

// ParseDate accepts the three parts of a date as people type them and returns it
// as yyyy-mm-dd. The month may be a number or an English name; the year has four
// digits, because two would be a guess.
func ParseDate(day, month, year string) (string, bool) {
	d, dayOK := dateNumber(day, 2)
	m, monthOK := dateNumber(month, 2)
	if !monthOK {
		m, monthOK = monthNamed(month)
	}
	y, yearOK := dateNumber(year, 4)
	if !dayOK || !monthOK || !yearOK || y < 1000 {
		return "", false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	// The library turns 31 February into March; people mistype it.
	if t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// DateParts returns what a page puts into the three inputs of a date: the parts of
// a real date, or what was typed.
func DateParts(values []string) (day, month, year string) {
	if len(values) == 3 {
		return values[0], values[1], values[2]
	}
	if t, ok := realDate(values); ok {
		return strconv.Itoa(t.Day()), strconv.Itoa(int(t.Month())), strconv.Itoa(t.Year())
	}
	return "", "", ""
}

func realDate(values []string) (time.Time, bool) {
	if len(values) != 1 {
		return time.Time{}, false
	}
	t, err := time.ParseInLocation(time.DateOnly, values[0], workingtime.London())
	return t, err == nil
}

func dateNumber(text string, longest int) (int, bool) {
	text = strings.TrimSpace(text)
	if len(text) > longest || !onlyDigits(text) {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// monthNamed finds a month by its English name or at least its first three letters.
func monthNamed(text string) (int, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if len(text) < 3 {
		return 0, false
	}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if strings.HasPrefix(name, text) || m == time.September && text == "sept" {
			return int(m), true
		}
	}
	return 0, false
}

// Age returns the years completed by now of someone born on that date (yyyy-mm-dd),
// and whether it is a date. Who was born on 29 February is a year older on 1 March.
func Age(born string, now time.Time) (int, bool) {
	birth, ok := realDate([]string{born})
	if !ok {
		return 0, false
	}
	today := now.In(workingtime.London())
	years := today.Year() - birth.Year()
	if birthday := birth.AddDate(years, 0, 0); today.Before(birthday) {
		years--
	}
	return years, true
}
