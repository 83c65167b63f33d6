package referral

import (
	"testing"
	"time"

	"assistive-referrals/internal/workingtime"
)

func TestDraftDates(t *testing.T) {
	for _, test := range []struct{ saved, until, notice string }{
		{"2026-11-23 10:04", "2026-12-22 00:00", "2026-12-16 08:00"},
		{"2026-11-23 00:00", "2026-12-22 00:00", "2026-12-16 08:00"},
		{"2026-11-23 23:59", "2026-12-22 00:00", "2026-12-16 08:00"},
		// The clocks go forward in between.
		{"2027-03-10 10:04", "2027-04-08 00:00", "2027-04-02 08:00"},
	} {
		parse := func(text string) time.Time {
			at, err := time.ParseInLocation("2006-01-02 15:04", text, workingtime.London())
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		until, notice := DefaultRules().DraftDates(parse(test.saved).UTC())
		if !until.Equal(parse(test.until)) || !notice.Equal(parse(test.notice)) {
			t.Errorf("saved at %s: until %s, notice %s", test.saved, until, notice)
		}
	}
}
