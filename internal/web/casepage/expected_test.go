package casepage

import (
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/workingtime"
)

// monday is a working morning.
var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, workingtime.London())

const tech = referral.AssistiveTechnology

// bookOf is a book of a team in which a step took that many working days, each so
// many times, of late.
func bookOf(team referral.Team, step waits.Step, priority referral.Priority, took map[string]int) waits.Series {
	flows := waits.Counts{}
	for days, n := range took {
		flows[string(step)+"/"+string(priority)+"/"+days] = n
	}
	return waits.Series{Team: team, Days: []waits.Day{{Team: team, Date: "2026-11-02", Flows: flows, Closing: waits.Counts{}}}}
}

func TestWhatCanBeExpected(t *testing.T) {
	team := referral.OccupationalTherapyTeam
	strand := referral.Strand{
		Kind: tech, State: referral.Waiting, Team: team, Priority: referral.Standard, Received: monday,
		Targets: referral.Targets{Contact: monday.AddDate(0, 0, 7), Assessed: monday.AddDate(0, 0, 28)},
	}
	usual := map[string]int{"4": 12, "9": 8, "30": 1}
	asked := strand
	asked.State = referral.AwaitingReferrer
	for name, c := range map[string]struct {
		strand referral.Strand
		took   map[string]int
		now    time.Time
		want   string
	}{
		"on the day": {strand, usual, monday,
			"Expect it between 27 November 2026 and 4 December 2026. Most people like this wait 4 to 9 working days for the assessment."},
		"half of the time is over": {strand, usual, monday.AddDate(0, 0, 8),
			"Expect it by 4 December 2026. Most people like this wait 4 to 9 working days for the assessment."},
		"longer than most": {strand, usual, monday.AddDate(0, 0, 14),
			"This one has taken longer: 10 working days so far. Ask the team if that worries you. Most people like this wait 4 to 9 working days for the assessment."},
		"always the same": {strand, map[string]int{"1": 10}, monday,
			"Expect it by 24 November 2026. Most people like this wait 1 working day for the assessment."},
		"too few": {strand, map[string]int{"4": 9}, monday,
			"Too few people have come this far in the last 12 weeks to say how long it takes. It should be by 21 December 2026."},
		"while the referrer is asked": {asked, usual, monday,
			"Expect it between 27 November 2026 and 4 December 2026. Most people like this wait 4 to 9 working days for the assessment. It moves on for as long as your answer is waited for."},
	} {
		d := progressData{now: c.now, rules: referral.DefaultRules(), books: map[referral.Team]waits.Series{team: bookOf(team, waits.Assessed, referral.Standard, c.took)}}
		if got := strings.Join(d.expected(c.strand, waits.Assessed), " "); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// The day that is expected has as many working days before it as people wait, however
// the wait began.
func TestDayNumberIsAsWaitsAreCounted(t *testing.T) {
	calendar := workingtime.England()
	for from := monday.AddDate(0, 1, 0); from.Before(monday.AddDate(0, 2, 0)); from = from.AddDate(0, 0, 1) {
		for n := 1; n < 12; n++ {
			if day := dayNumber(calendar, from, n); calendar.Between(from, day) != n || !calendar.WorkingDay(day) {
				t.Errorf("from %s, %d working days: %s, %d", from, n, day, calendar.Between(from, day))
			}
		}
	}
}
