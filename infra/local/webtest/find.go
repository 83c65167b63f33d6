package webtest

import (
	"net/url"
	"strings"
)

// Find asks for what was typed: number, or surname and date of birth as day month year.
func (b Browser) Find(number, surname, born string) Page {
	b.T.Helper()
	form := url.Values{"number": {number}, "surname": {surname}}
	if parts := strings.Fields(born); len(parts) == 3 {
		form["born-day"], form["born-month"], form["born-year"] = parts[:1], parts[1:2], parts[2:]
	}
	return b.Post("/find", form)
}
