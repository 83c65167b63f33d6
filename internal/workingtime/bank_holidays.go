package workingtime

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Holiday is a day on which nobody works although it is a weekday.
type Holiday struct {
	Date time.Time // 12:00 of it in London
	Name string
}

// Source is where the list of bank holidays is from, for whoever is to check a count.
const Source = "GOV.UK, UK bank holidays: England and Wales (www.gov.uk/bank-holidays)"

//go:embed bank_holidays.txt
var published string

// known is the list as it was published: whole years, in order of date. It is part
// of the program text, and a mistake in it must stop every test.
var known = sync.OnceValue(func() []Holiday { return mustReadHolidays(published) })

func mustReadHolidays(text string) []Holiday {
	var all []Holiday
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		date, name, named := strings.Cut(line, " ")
		day, err := time.ParseInLocation(time.DateOnly, date, London())
		if err != nil || !named || len(all) > 0 && !all[len(all)-1].Date.Before(midday(day)) {
			panic(fmt.Sprintf("bank_holidays.txt: %q is not a date, later than the one before, and a name", line))
		}
		all = append(all, Holiday{Date: midday(day), Name: name})
	}
	return all
}

// KnownUntil returns the last day for which the published list of bank holidays
// says whether it is one. After it the usual rules are applied, which know nothing
// of a holiday that is moved or proclaimed.
func KnownUntil() time.Time {
	all := known()
	return midday(time.Date(all[len(all)-1].Date.Year(), time.December, 31, 12, 0, 0, 0, London()))
}

// Notice is how long the list of bank holidays still lasts.
type Notice int

const (
	// Enough: more than a year.
	Enough Notice = iota
	// Soon: less than a year. GOV.UK publishes about two years ahead, so the next
	// year is there to be added.
	Soon
	// Pressing: less than half a year. Targets are already computed beyond its end.
	Pressing
)

// NoticeAt tells how long the list lasts, seen from an instant, in words too.
func NoticeAt(now time.Time) (Notice, string) {
	until := KnownUntil()
	words := fmt.Sprintf("The list of bank holidays (internal/workingtime/bank_holidays.txt) lasts until %s, %d days from now. "+
		"Its source is %s.", until.Format("2 January 2006"), Days(now, until), Source)
	switch {
	case now.AddDate(0, 6, 0).After(until):
		return Pressing, words + " Add the next year now."
	case now.AddDate(1, 0, 0).After(until):
		return Soon, words + " Add the next year as soon as it is published there."
	}
	return Enough, words
}
