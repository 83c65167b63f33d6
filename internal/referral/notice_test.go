package referral_test

import (
	"slices"
	"testing"

	"assistive-referrals/internal/referral"
)

func TestColleaguesHearTheOutcome(t *testing.T) {
	c := referral.Case{AlsoTell: []string{"one@example.org", "two@example.org"}}
	var told []string
	for _, notice := range referral.Notices(c, referral.Event{Change: referral.Decide{}}, referral.Strand{}) {
		if address, is := c.Colleague(notice.To); is {
			told = append(told, notice.Type+" "+address)
		}
	}
	if want := []string{"decided one@example.org", "decided two@example.org"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	if address, is := c.Colleague(referral.ToReferrer); is {
		t.Errorf("the referrer is taken for a colleague at %q", address)
	}
	// They hear the outcome and nothing else.
	for _, change := range []referral.Change{referral.Send{}, referral.Withdraw{}} {
		for _, notice := range referral.Notices(c, referral.Event{Change: change}, referral.Strand{}) {
			if _, is := c.Colleague(notice.To); is {
				t.Errorf("a colleague hears of %s", change.Name())
			}
		}
	}
}
