package form

import (
	"strings"

	"assistive-referrals/internal/referral"
)

// ParseNHSNumber accepts an NHS number as people type it, with spaces and dashes,
// and returns its ten digits. It refuses what cannot be one.
func ParseNHSNumber(text string) (string, bool) {
	if digits, ok := tenDigits(text); ok && referral.ValidNHSNumber(digits) {
		return digits, true
	}
	return "", false
}

// tenDigits returns the digits of the text without spaces and dashes, if they are ten.
func tenDigits(text string) (string, bool) {
	digits := compact(text)
	if len(digits) != 10 {
		return "", false
	}
	return digits, onlyDigits(digits)
}

// compact takes out the spaces, dashes and full stops with which people group
// numbers and postcodes.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '\u00a0', '\u2007', '\u2009', '\u202f', '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', '.':
			return -1
		}
		return r
	}, text)
}

func onlyDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

func showNHSNumber(digits string) string {
	if d, ok := tenDigits(digits); ok {
		return d[:3] + " " + d[3:6] + " " + d[6:]
	}
	return digits
}
