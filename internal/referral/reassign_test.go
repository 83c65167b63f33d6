package referral_test

import (
	"testing"

	"assistive-referrals/internal/referral"
)

func TestReassign(t *testing.T) {
	at, later := london("2026-11-16", "10:00"), london("2026-11-18", "10:00")
	give := rules.Reassign(other, "ot-2@example.org", "She is on leave.", later)
	begin := func() *walk {
		return claimedOn(t, at).do(at, referral.Release{}).do(at, rules.Claim("ot-1@example.org", at))
	}
	w := begin().do(later, give)
	if w.s.Holder.ID != other.ID || w.s.HolderTell != "ot-2@example.org" || day(w.s.Lapses) != "2026-12-02 17:00" || !w.s.ClaimedAt.Equal(later) {
		t.Errorf("a claim that nobody had begun: %+v", w.s)
	}
	if err := referral.Allowed(referral.Note{Text: "x"}, w.s, other); err != nil {
		t.Error(err)
	}
	w = begin().do(at, referral.Note{Text: "Rang."}).do(later, give)
	if !w.s.Lapses.IsZero() || !w.s.Warns.IsZero() {
		t.Errorf("what was begun lapses at %s", w.s.Lapses)
	}
	w = begin().do(at, rules.Hold("2026-12-01", "Away.")).do(later, give)
	if w.s.State != referral.OnHold || w.s.Holder.ID != other.ID {
		t.Errorf("what was on hold is %s with %s", w.s.State, w.s.Holder.Name)
	}
	for want, c := range map[string]struct {
		change referral.Reassign
		strand referral.Strand
	}{
		"Nobody has this now: it is waiting to be claimed.": {give, begin().do(at, referral.Release{}).s},
		"Occupational Therapist Two has this already.":      {give, begin().do(later, give).s},
		"Select who is to have it.":                         {referral.Reassign{Note: "x"}, begin().s},
		"Enter a note for whoever is to have it.":           {referral.Reassign{To: other}, begin().s},
	} {
		if err := referral.Allowed(c.change, c.strand, system); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
