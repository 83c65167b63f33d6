package referral_test

import (
	"testing"
	"time"

	"assistive-referrals/internal/referral"
)

// visitOn plans a visit at that hour.
func visitOn(t time.Time) referral.PlanVisit {
	return referral.PlanVisit{When: t, Where: "1 Example Street"}
}

func TestAVisitIsPlannedMovedAndCancelled(t *testing.T) {
	at := london("2026-11-16", "10:00")
	w := claimedOn(t, at).do(at, referral.Release{}).do(at, rules.Claim("", at))
	thursday, friday := london("2026-11-19", "10:30"), london("2026-11-20", "09:00")
	w.do(at, visitOn(friday)).do(at, visitOn(thursday))
	if w.s.Lapses != (time.Time{}) {
		t.Error("a planned visit is no record of work")
	}
	if p := w.s.Planned(); len(p) != 2 || p[0].Number != 2 || p[1].Number != 1 {
		t.Fatalf("planned: %+v", p)
	}
	saturday := london("2026-11-21", "11:00")
	w.do(at, referral.MoveVisit{Number: 2, To: visitOn(saturday), Reason: "Her daughter works on Thursdays."})
	w.do(at, referral.CancelVisit{Number: 1, Reason: "One is enough."})
	if p := w.s.Planned(); len(p) != 1 || !p[0].When.Equal(saturday) || w.s.Visits[0].Off.Reason != "One is enough." {
		t.Fatalf("planned: %+v", p)
	}
	w.do(at, visitOn(friday))
	if n := w.s.Planned()[0].Number; n != 3 {
		t.Errorf("a third visit has the number %d", n)
	}
}

// A visit is over when something was recorded of it; a telephone call is not a visit.
func TestAVisitIsKept(t *testing.T) {
	at, thursday := london("2026-11-16", "10:00"), london("2026-11-19", "10:30")
	for name, c := range map[string]struct {
		change  referral.Change
		planned int
	}{
		"a call":                     {referral.Contact{When: thursday, How: "telephone", Reached: true}, 1},
		"nobody was in":              {referral.Contact{When: thursday, How: "visit"}, 0},
		"earlier on the day":         {referral.Contact{When: thursday.Add(-time.Hour), How: "visit", Reached: true}, 0},
		"the day before":             {referral.Contact{When: thursday.AddDate(0, 0, -1), How: "visit", Reached: true}, 1},
		"the assessment":             {referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2026-11-19", Findings: "x"}}, 0},
		"an assessment by telephone": {referral.Assess{Assessment: referral.Assessment{Method: "telephone", On: "2026-11-19", Findings: "x"}}, 1},
	} {
		w := claimedOn(t, at).do(at, visitOn(thursday)).do(thursday, c.change)
		if got := len(w.s.Planned()); got != c.planned {
			t.Errorf("%s: %d planned, want %d", name, got, c.planned)
		}
	}
}

// Whatever ends the strand calls off what is planned, with who and why. Nobody can put
// it back on the list meanwhile; whom it is given to has the visit.
func TestVisitsStop(t *testing.T) {
	at, thursday := london("2026-11-16", "10:00"), london("2026-11-19", "10:30")
	begun := func() *walk { return claimedOn(t, at).do(at, visitOn(thursday)) }
	w := begun().do(at, referral.Withdraw{Reason: "She moved away."})
	if len(w.s.Planned()) > 0 || w.s.Visits[0].Off == nil || w.s.Visits[0].Off.Reason != "The referral is withdrawn." || w.s.Visits[0].Off.By.ID != therapist.ID {
		t.Errorf("withdrawn: %+v", w.s.Visits)
	}
	w = begun()
	strands := []referral.Strand{w.s}
	if _, err := w.c.ChangeCase(strands, rules.RecordDeath(referral.RecordDeath{On: "2026-11-16", ToldBy: "Her son"}, at), therapist, at, ""); err != nil {
		t.Fatal(err)
	}
	if len(strands[0].Planned()) > 0 || strands[0].Visits[0].Off == nil {
		t.Errorf("died: %+v", strands[0].Visits)
	}
	w = begun()
	if no := referral.Allowed(referral.Release{Reason: "On leave."}, w.s, therapist); no == nil ||
		no.Error() != "A visit is planned at 10:30am on 19 November 2026. Cancel it first, or record what came of it." {
		t.Errorf("putting it back: %v", no)
	}
	w.do(at, rules.Reassign(other, "", "She is away.", at))
	w.by(other, at, referral.CancelVisit{Number: 1, Reason: "I will ring first."})
	if no := referral.Allowed(referral.PlanVisit{When: thursday, Where: "x"}, w.s, therapist); no == nil {
		t.Error("whoever no longer has it can plan a visit")
	}
}

func TestVisitsAreRefused(t *testing.T) {
	at, thursday := london("2026-11-16", "10:00"), london("2026-11-19", "10:30")
	claimed, planned := claimedOn(t, at).s, claimedOn(t, at).do(at, visitOn(thursday)).s
	for _, c := range []struct {
		strand referral.Strand
		change referral.Change
		by     referral.Actor
		want   string
	}{
		{referral.Strand{State: referral.Waiting}, visitOn(thursday), therapist, "No visit can be planned: it is waiting to be claimed."},
		{claimed, visitOn(thursday), other, "Only the practitioner who claimed this can do that."},
		{claimed, visitOn(at.AddDate(0, 0, -1)), therapist, "Enter when the visit is to be."},
		{claimed, referral.PlanVisit{When: thursday, Where: " "}, therapist, "Enter where the visit is to be."},
		{claimed, referral.MoveVisit{Number: 1, To: visitOn(thursday), Reason: "x"}, therapist, "This visit is not planned any more."},
		{planned, referral.MoveVisit{Number: 1, To: visitOn(thursday)}, therapist, "Enter why the visit is moved."},
		{planned, referral.MoveVisit{Number: 1, Reason: "x", To: referral.PlanVisit{When: thursday}}, therapist, "Enter where the visit is to be."},
		{planned, referral.CancelVisit{Number: 2, Reason: "x"}, therapist, "This visit is not planned any more."},
		{planned, referral.CancelVisit{Number: 1}, therapist, "Enter why the visit is cancelled."},
		{planned, referral.CancelVisit{Number: 1, Reason: "x"}, other, "Only the practitioner who claimed this can do that."},
	} {
		if err := referral.Allowed(c.change, c.strand, c.by); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v; want %q", c.change.Name(), err, c.want)
		}
	}
}
