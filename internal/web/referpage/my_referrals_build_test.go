package referpage

import (
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// monday is a working morning.
var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, workingtime.London())

func TestProgressOfAStrand(t *testing.T) {
	sent := monday.UTC()
	day := 24 * time.Hour
	strand := referral.Strand{
		Kind: referral.DigitalSupport, State: referral.Waiting, Received: sent,
		Targets: referral.Targets{Contact: sent.Add(2 * day), Assessed: sent.Add(5 * day)},
	}
	decided := strand
	decided.State, decided.Decision, decided.Targets.InPlace = referral.Arranging, &referral.Decision{Outcome: referral.Provide}, sent.Add(9*day)
	inPlace := decided
	inPlace.State, inPlace.ReviewBy = referral.InPlace, "2027-01-04"
	ended := inPlace
	ended.State, ended.Ending = referral.Closed, &referral.Ending{At: sent.Add(50 * day)}
	for _, c := range []struct {
		name   string
		strand referral.Strand
		now    time.Time
		want   []string
	}{
		{"waiting", strand, monday.Add(day), []string{"1 day since referral", "First contact due by 10:00am on 25 November 2026"}},
		{"overdue", strand, monday.Add(3 * day), []string{"3 days since referral", "First contact due by 10:00am on 25 November 2026 – overdue"}},
		{"decided", decided, monday.Add(3 * day), []string{"3 days since referral", "Outcome: " + referral.Provide.Label(), "In place due by 10:00am on 2 December 2026"}},
		{"in place", inPlace, monday.Add(10 * day), []string{"10 days since referral", "Outcome: " + referral.Provide.Label(), "Review by 4 January 2027"}},
		{"ended", ended, monday.Add(60 * day), []string{"60 days since referral", "Outcome: " + referral.Provide.Label(), "Ended on 12 January 2027"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(progressOf(casestore.Entry{Strand: c.strand}, c.now), "|"); got != strings.Join(c.want, "|") {
				t.Errorf("got %s", got)
			}
		})
	}
}
