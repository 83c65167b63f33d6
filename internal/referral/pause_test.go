package referral_test

import (
	"testing"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// walk takes a new strand through changes, each at its instant by the therapist.
type walk struct {
	t *testing.T
	c referral.Case
	s referral.Strand
}

// claimedOn is a strand that was sent and claimed at that instant.
func claimedOn(t *testing.T, at time.Time, concerns ...referral.Concern) *walk {
	t.Helper()
	r := sent(referral.AssistiveTechnology)
	r.Sent, r.Facts.Concerns = at, concerns
	c, strands, _, err := referral.Open(r, "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	w := &walk{t, c, strands[0]}
	w.do(at, rules.Triage(r, referral.AssistiveTechnology))
	w.do(at, referral.AddToWorklist{})
	return w.do(at, referral.Claim{})
}

func (w *walk) do(at time.Time, change referral.Change) *walk {
	w.t.Helper()
	return w.by(therapist, at, change)
}

func (w *walk) by(who referral.Actor, at time.Time, change referral.Change) *walk {
	w.t.Helper()
	if _, err := w.c.Change(&w.s, change, who, at, ""); err != nil {
		w.t.Fatalf("%s: %v", change.Name(), err)
	}
	return w
}

func day(t time.Time) string { return t.In(workingtime.London()).Format("2006-01-02 15:04") }

// A hold stops the clock of the targets, over Christmas as over a weekend; the days
// since the referral go on.
func TestAHoldStopsTheTargets(t *testing.T) {
	calendar := workingtime.England()
	sent := london("2026-12-21", "10:00")
	w := claimedOn(t, sent)
	w.do(london("2026-12-22", "10:00"), rules.Hold("2026-12-25", "Away for Christmas."))
	if got := day(rules.DueAt(w.s)); got != "2026-12-24 09:00" {
		t.Errorf("its holder is told of its end at %s", got)
	}
	w.by(system, london("2026-12-24", "09:00"), rules.DueChange(w.s, london("2026-12-24", "09:00")))
	if got := day(rules.DueAt(w.s)); got != "2026-12-29 09:00" || w.s.State != referral.OnHold {
		t.Errorf("it comes back at %s", got)
	}
	if since, paused := w.s.Paused(); !paused || day(since) != "2026-12-22 10:00" {
		t.Errorf("paused %v since %s", paused, since)
	}
	if got := rules.DueChange(w.s, london("2026-12-29", "08:59")); got != nil {
		t.Errorf("%s falls due before its time", got.Name())
	}
	before := w.s.Targets
	back := london("2026-12-29", "09:00")
	w.by(system, back, rules.DueChange(w.s, back))
	if w.s.State != referral.Claimed || w.s.Holder.ID != therapist.ID || w.s.Hold != nil {
		t.Errorf("it came back as %+v", w.s)
	}
	for name, c := range map[string]struct {
		was, is time.Time
		want    string
	}{
		"contact":  {before.Contact, w.s.Targets.Contact, "2027-01-05 17:00"},
		"assessed": {before.Assessed, w.s.Targets.Assessed, "2027-01-26 17:00"},
	} {
		if day(c.is) != c.want {
			t.Errorf("%s: due %s, then %s; want %s", name, day(c.was), day(c.is), c.want)
		}
		if before, after := calendar.Between(w.s.Pauses[0].From, c.was), calendar.Between(back, c.is); before != after {
			t.Errorf("%s: %d working days were left, then %d", name, before, after)
		}
	}
	if !w.s.Received.Equal(sent) || len(w.s.Pauses) != 1 || !w.s.Pauses[0].To.Equal(back) || w.s.Pauses[0].Why != referral.OnHold {
		t.Errorf("received %s, pauses %+v", w.s.Received, w.s.Pauses)
	}
}

// What is met already, and what was late already, does not move.
func TestWhatIsMetOrLateStays(t *testing.T) {
	w := claimedOn(t, london("2026-11-16", "10:00"), referral.FallLastMonth)
	w.do(london("2026-11-17", "10:00"), referral.Contact{When: london("2026-11-17", "09:50"), Reached: true})
	before := w.s.Targets
	w.do(london("2026-11-18", "10:00"), referral.Ask{Questions: []string{"Who has the key?"}})
	w.by(other, london("2026-11-20", "10:00"), rules.Reply([]string{"The neighbour."}, w.s, london("2026-11-20", "10:00")))
	if !w.s.Targets.Contact.Equal(before.Contact) || day(w.s.Targets.Assessed) != "2026-11-25 17:00" {
		t.Errorf("the targets moved from %+v to %+v", before, w.s.Targets)
	}
	if got := w.s.Asked(); !got.Answered() || got.Answers[0] != "The neighbour." || got.AnsweredBy.ID != other.ID || w.s.State != referral.Claimed {
		t.Errorf("asked %+v, now %s", got, w.s.State)
	}
	late := w.s.Targets.Assessed
	w.do(london("2026-11-30", "10:00"), rules.Hold("2026-12-07", "Away."))
	w.do(london("2026-12-02", "10:00"), rules.ResumeWork("Home early.", w.s, london("2026-12-02", "10:00")))
	if !w.s.Targets.Assessed.Equal(late) {
		t.Errorf("what was late is no longer: %s", day(w.s.Targets.Assessed))
	}
}

// A strand that ends while its clock stands still has no pause that goes on for ever.
func TestTheEndEndsThePause(t *testing.T) {
	w := claimedOn(t, monday)
	w.do(monday, referral.Ask{Questions: []string{"Who?"}})
	w.do(monday.Add(time.Hour), referral.Withdraw{Reason: "Moved away."})
	if _, paused := w.s.Paused(); paused || len(w.s.Pauses) != 1 {
		t.Errorf("pauses %+v", w.s.Pauses)
	}
	if !rules.DueAt(w.s).IsZero() {
		t.Error("the system would look at it again")
	}
}

// Each pause is one in the history too: replay gives the same.
func TestPausesReplay(t *testing.T) {
	r := sent(referral.AssistiveTechnology)
	c, strands, first, err := referral.Open(r, "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	events := []referral.Event{first}
	s := &strands[0]
	for i, change := range []func() referral.Change{
		func() referral.Change { return rules.Triage(r, s.Kind) },
		func() referral.Change { return referral.AddToWorklist{} }, func() referral.Change { return referral.Claim{Tell: "ot-1@example.org"} },
		func() referral.Change { return referral.Ask{Questions: []string{"Who?"}} },
		func() referral.Change {
			return rules.Reply([]string{"She."}, *s, monday.AddDate(0, 0, 4))
		},
		func() referral.Change { return rules.Hold("2026-12-01", "Away.") },
	} {
		event, err := c.Change(s, change(), therapist, monday.AddDate(0, 0, i), "")
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, event)
	}
	_, again, err := referral.Replay(events)
	if err != nil || text(t, again[s.Kind]) != text(t, *s) {
		t.Errorf("%v: the history replays to\n%s\nnot\n%s", err, text(t, again[s.Kind]), text(t, *s))
	}
}

// A clock that does not count yet cannot stop: what was sent after the cut-off, and
// asked back before the next morning, loses nothing of its time.
func TestAClockThatHasNotBegunDoesNotStop(t *testing.T) {
	sent, asked := london("2026-11-16", "14:00"), london("2026-11-16", "16:00")
	w := claimedOn(t, sent).do(asked, referral.Ask{Questions: []string{"Who has the key?"}})
	before := w.s.Targets
	answered := london("2026-11-17", "12:00")
	w.do(answered, rules.Reply([]string{"The neighbour."}, w.s, answered))
	if w.s.Targets != before {
		t.Errorf("targets %+v, before %+v", w.s.Targets, before)
	}
}
