package referral_test

import (
	"testing"
	"time"

	"assistive-referrals/internal/referral"
)

// An answer is new until its holder records something; what others write is not that.
func TestAnswerIsNew(t *testing.T) {
	later := monday.Add(time.Hour)
	answered := func() *walk {
		w := claimedOn(t, monday).do(monday, referral.Ask{Questions: []string{"Who?"}})
		if w.s.AnswerIsNew() {
			t.Error("there is an answer before there is one")
		}
		return w.by(other, monday, rules.Reply([]string{"She."}, w.s, monday))
	}
	for _, c := range []struct {
		by     referral.Actor
		change referral.Change
		want   bool
	}{
		{other, referral.Note{Text: "Rang."}, true},
		{therapist, referral.Note{Text: "Read it."}, false},
		{therapist, referral.Contact{When: later}, false},
		{therapist, referral.Assess{Assessment: referral.Assessment{Findings: "Steady."}}, false},
		{therapist, referral.Release{}, false},
	} {
		if got := answered().by(c.by, later, c.change).s.AnswerIsNew(); got != c.want {
			t.Errorf("after %s by %s: %v", c.change.Name(), c.by.Name, got)
		}
	}
}
