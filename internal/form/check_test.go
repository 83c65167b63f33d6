package form

import (
	"strings"
	"testing"
)

func TestLooksLikeKeySafeCode(t *testing.T) {
	for text, want := range map[string]bool{
		"":                                  false,
		"key safe 1234":                     true,
		"The keysafe code is 48213":         true,
		"4821 opens the key-safe":           true,
		"Key safe: 4 8 2 1":                 true,
		"code 4821":                         true,
		"code4821":                          true,
		"Needs a key safe by the back door": false,
		"Postcode AB1 2CD, born 1948":       false,
		"Code: ask the daughter":            false,
		"key safe was fitted some time ago, as the file says, and she moved in 1998": false,
		"key safe 123":                            false,
		"1 2 3 4 is the code":                     true,
		"key safe 1 2 3 4 5 6 7":                  false,
		"code 12 34":                              false,
		"6 June: key safe by 2 doors":             false,
		"4821" + strings.Repeat(" ", 41) + "code": false,
		"key safe 1234567":                        false,
	} {
		if got := LooksLikeKeySafeCode(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
