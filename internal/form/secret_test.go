package form

import (
	"strings"
	"testing"
)

func TestCheckSecret(t *testing.T) {
	f := Field{Name: "code", Label: "The code", Control: Secret}
	for typed, good := range map[string]bool{
		"123": true, "C4821Y": true, "C 48-21 then turn": true, "*4821#": true, strings.Repeat("1", 30): true,
		"12": false, "": false, "none": false, strings.Repeat("1", 31): false, "é1": false,
	} {
		if got := f.CheckSecret(typed); (got == "") != good {
			t.Errorf("%q: %q", typed, got)
		}
	}
}
