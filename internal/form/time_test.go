package form

import (
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	for typed, want := range map[string]string{
		"2:30pm": "14:30", "2.30 PM": "14:30", "14:30": "14:30", "9am": "09:00", "09:05": "09:05", "12am": "00:00",
		"": "", "25:00": "", "noon": "", "14": "", "13:00pm": "",
	} {
		got, ok := parseTime(typed)
		if ok != (want != "") || ok && got.Format("15:04") != want {
			t.Errorf("%q: %s %t, want %q", typed, got.Format("15:04"), ok, want)
		}
	}
}

func TestAnInstantIsThatOfLondon(t *testing.T) {
	for typed, want := range map[[2]string]string{
		{"2026-07-01", "2:30pm"}: "2026-07-01T13:30:00Z",
		{"2026-12-01", "2:30pm"}: "2026-12-01T14:30:00Z",
		{"2026-12-01", "half"}:   "",
		{"", "2:30pm"}:           "",
	} {
		got, known := Instant(Answers{"on": {typed[0]}, "at": {typed[1]}}, "on", "at")
		if known != (want != "") || known && got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%q: %s %t, want %q", typed, got, known, want)
		}
		if known {
			if again, _ := Instant(OnAndAt("on", "at", got), "on", "at"); !again.Equal(got) {
				t.Errorf("%s is typed as %s", got, again)
			}
		}
	}
}
