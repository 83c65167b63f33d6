package referral_test

import (
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

func TestMissesSameDay(t *testing.T) {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, workingtime.London())
	}
	for _, c := range []struct {
		name    string
		sent    time.Time
		concern referral.Concern
		misses  bool
	}{
		{"Monday morning", at(23, 10, 0), referral.RiskToLife, false},
		{"after the cut-off hour, which never applies to what is urgent", at(23, 15, 0), referral.RiskToLife, false},
		{"just before five", at(23, 16, 59), referral.RiskToLife, false},
		{"at five", at(23, 17, 0), referral.RiskToLife, true},
		{"Saturday", at(28, 10, 0), referral.RiskToLife, true},
		{"Saturday, not urgent", at(28, 10, 0), referral.FallLastMonth, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			sent := referral.Referral{Sent: c.sent, Facts: referral.Facts{Concerns: []referral.Concern{c.concern}}}
			triage := rules.Triage(sent, referral.DigitalSupport)
			if got := triage.MissesSameDay(c.sent); got != c.misses {
				t.Errorf("got %v, want %v; contact by %v", got, c.misses, triage.Targets.Contact)
			}
		})
	}
}
