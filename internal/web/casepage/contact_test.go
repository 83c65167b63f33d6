package casepage

import (
	"testing"
	"time"
)

func TestAContactInTheMinuteOfTheReferral(t *testing.T) {
	sent := time.Date(2026, 11, 23, 10, 0, 30, 0, time.UTC)
	if got := toTheMinute(sent.Truncate(time.Minute), sent); !got.Equal(sent) {
		t.Errorf("moved to %s", got)
	}
	if early := sent.Add(-time.Hour); !toTheMinute(early, sent).Equal(early) {
		t.Error("an earlier contact was moved")
	}
}
