package casepage

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

func TestAContactInTheMinuteOfTheReferral(t *testing.T) {
	sent := time.Date(2026, 11, 23, 10, 0, 30, 0, time.UTC)
	if got := toTheMinute(sent.Truncate(time.Minute), sent); !got.Equal(sent) {
		t.Errorf("moved to %s", got)
	}
	if early := sent.Add(-time.Hour); !toTheMinute(early, sent).Equal(early) {
		t.Error("an earlier contact was moved")
	}
}
