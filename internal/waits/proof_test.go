package waits_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/workingtime"
)

func (l *line) proof(t fataler, now time.Time) waits.WaitTrace {
	proofs, err := waits.TraceWait(l.events, now, rules)
	if err != nil || len(proofs) != 1 {
		t.Fatalf("%d proofs: %v", len(proofs), err)
	}
	return proofs[0]
}

type fataler interface{ Fatalf(string, ...any) }

// written writes a proof, one line for each spell and target.
func written(p waits.WaitTrace) string {
	var lines []string
	short := func(t time.Time) string { return t.In(workingtime.London()).Format("Mon 02 Jan 15:04") }
	for _, c := range p.Clocks {
		counted, stopped := c.Count()
		lines = append(lines, fmt.Sprintf("%s %d: %d counted, %d stopped, late %v", c.Step, c.Episode, counted, stopped, c.Late(p.Until)))
		for _, s := range c.Spells {
			ended := "lasts"
			if s.Last != nil {
				ended = s.Last.Name
			}
			lines = append(lines, fmt.Sprintf("  %s to %s: %s %d, %s to %s", short(s.From), short(s.To), s.Running, s.Days, s.Event.Name, ended))
		}
		for _, target := range c.Targets {
			lines = append(lines, fmt.Sprintf("  target %s by %s, moved %v by %d, as computed %v", short(target.Is), target.Event.Name, target.Moved, target.Stood, target.Computed))
		}
	}
	for _, place := range p.Places {
		holder := "nobody"
		if place.Holder != nil {
			holder = place.Holder.ID
		}
		lines = append(lines, fmt.Sprintf("%s to %s: %s, %s", short(place.From), short(place.To), place.State, holder))
	}
	return strings.Join(lines, "\n")
}

// Asked, on hold, given to somebody else, lapsed, died by mistake and reopened: each
// is in the proof where it stops or starts a clock, and nowhere else.
func TestProofOfEverythingThatCanHappen(t *testing.T) {
	friday := time.Date(2026, 11, 13, 15, 0, 0, 0, workingtime.London()) // after the cut-off
	l := newLine(t, "7K3Q-9M2P", friday)
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, workingtime.London()) }
	system := referral.System("sweep")
	l.must(friday, referral.System("triage"), triage(friday, referral.Standard), referral.AddToWorklist{})
	l.must(at(16, 10), therapist, rules.Claim("", at(16, 10)))
	l.must(at(30, 17), system, referral.Lapse{})
	l.must(at(30, 18), therapist, rules.Claim("", at(30, 18)))
	l.must(at(31, 9), therapist, referral.Ask{Questions: []string{"Who has the key?"}})
	l.must(at(33, 9), other, rules.Reply([]string{"The neighbour."}, l.s, at(33, 9)))
	l.must(at(33, 12), therapist, rules.Reassign(other, "", "She is away.", at(33, 12)))
	l.must(at(34, 9), other, referral.Contact{When: at(33, 16), How: "telephone", Reached: true})
	l.must(at(37, 9), other, rules.Hold("2026-12-10", "Away with family."))
	l.must(at(40, 9), system, rules.ResumeWork("Its date has come.", l.s, at(40, 9)))
	l.must(at(41, 9), other, rules.RecordDeath(referral.RecordDeath{ToldBy: "x"}, at(41, 9)))
	l.must(at(44, 9), other, rules.Restore(referral.Restore{Of: referral.Died, Reason: "Somebody else."}, []referral.Strand{l.s}, at(44, 9)))
	l.must(at(45, 9), other, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2026-12-15", Findings: "As described."}})
	refusal := referral.Decision{Outcome: referral.MetOtherwise, Rationale: "Met.", NextStep: "Ask again."}
	l.must(at(45, 10), other, rules.Decide(refusal, l.s, at(45, 10)))
	l.must(at(45, 10), referral.System("arrange"), referral.Arrange{})
	l.must(at(60, 9), therapist, rules.Reopen("The family has moved.", l.s, referral.Referral{}, at(60, 9)))
	l.must(at(60, 9), referral.System("triage"), triage(at(60, 9), referral.High), referral.AddToWorklist{})

	const want = `contact 0: 11 counted, 2 stopped, late true
  Fri 13 Nov 15:00 to Mon 16 Nov 09:00: not-yet 0, sent to sent
  Mon 16 Nov 09:00 to Tue 01 Dec 09:00: counting 11, sent to information-requested
  Tue 01 Dec 09:00 to Thu 03 Dec 09:00: stopped 2, information-requested to information-given
  Thu 03 Dec 09:00 to Thu 03 Dec 16:00: counting 0, information-given to contacted
  target Mon 23 Nov 17:00 by triaged, moved false by 0, as computed false
assessed 0: 15 counted, 6 stopped, late false
  Fri 13 Nov 15:00 to Mon 16 Nov 09:00: not-yet 0, sent to sent
  Mon 16 Nov 09:00 to Tue 01 Dec 09:00: counting 11, sent to information-requested
  Tue 01 Dec 09:00 to Thu 03 Dec 09:00: stopped 2, information-requested to information-given
  Thu 03 Dec 09:00 to Mon 07 Dec 09:00: counting 2, information-given to held
  Mon 07 Dec 09:00 to Thu 10 Dec 09:00: stopped 3, held to returned
  Thu 10 Dec 09:00 to Fri 11 Dec 09:00: counting 1, returned to person-died
  Fri 11 Dec 09:00 to Mon 14 Dec 09:00: not-open 1, person-died to restored
  Mon 14 Dec 09:00 to Tue 15 Dec 09:00: counting 1, restored to assessed
  target Mon 14 Dec 17:00 by triaged, moved false by 0, as computed false
  target Wed 16 Dec 17:00 by information-given, moved true by 2, as computed true
  target Mon 21 Dec 17:00 by returned, moved true by 3, as computed true
  target Tue 22 Dec 17:00 by restored, moved true by 1, as computed true
contact 1: 1 counted, 0 stopped, late false
  Wed 30 Dec 09:00 to Thu 31 Dec 09:00: counting 1, reopened to lasts
  target Mon 04 Jan 17:00 by triaged, moved false by 0, as computed false
assessed 1: 1 counted, 0 stopped, late false
  Wed 30 Dec 09:00 to Thu 31 Dec 09:00: counting 1, reopened to lasts
  target Thu 07 Jan 17:00 by triaged, moved false by 0, as computed false
Fri 13 Nov 15:00 to Fri 13 Nov 15:00: received, nobody
Fri 13 Nov 15:00 to Fri 13 Nov 15:00: triaged, nobody
Fri 13 Nov 15:00 to Mon 16 Nov 10:00: waiting, nobody
Mon 16 Nov 10:00 to Mon 30 Nov 17:00: claimed, ot-1
Mon 30 Nov 17:00 to Mon 30 Nov 18:00: waiting, nobody
Mon 30 Nov 18:00 to Tue 01 Dec 09:00: claimed, ot-1
Tue 01 Dec 09:00 to Thu 03 Dec 09:00: awaiting-referrer, ot-1
Thu 03 Dec 09:00 to Thu 03 Dec 12:00: claimed, ot-1
Thu 03 Dec 12:00 to Mon 07 Dec 09:00: claimed, ot-2
Mon 07 Dec 09:00 to Thu 10 Dec 09:00: on-hold, ot-2
Thu 10 Dec 09:00 to Fri 11 Dec 09:00: claimed, ot-2
Fri 11 Dec 09:00 to Mon 14 Dec 09:00: died, ot-2
Mon 14 Dec 09:00 to Tue 15 Dec 10:00: claimed, ot-2
Tue 15 Dec 10:00 to Tue 15 Dec 10:00: decided, ot-2
Tue 15 Dec 10:00 to Wed 30 Dec 09:00: closed, ot-2
Wed 30 Dec 09:00 to Wed 30 Dec 09:00: received, nobody
Wed 30 Dec 09:00 to Wed 30 Dec 09:00: triaged, nobody
Wed 30 Dec 09:00 to Thu 31 Dec 09:00: waiting, nobody`
	got := written(l.proof(t, at(61, 9)))
	if got != want {
		t.Errorf("it is\n%s", got)
	}
}

// Whatever happens: the spells of a clock follow on each other, what is counted and
// what is left is what the policy gives, each target that a stopped clock moved is as
// it is computed again, and the last is what the strand has.
func TestProofAgreesWithTheStrand(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sent := monday.Add(time.Duration(rapid.IntRange(0, 14*24).Draw(rt, "sent")) * time.Hour)
		priority := rapid.SampledFrom([]referral.Priority{referral.High, referral.Standard}).Draw(rt, "priority")
		l := newLine(t, "7K3Q-9M2P", sent)
		now := sent
		l.must(now, referral.System("triage"), triage(sent, priority), referral.AddToWorklist{})
		for range rapid.IntRange(0, 25).Draw(rt, "changes") {
			now = now.Add(time.Duration(rapid.IntRange(1, 60).Draw(rt, "hours")) * time.Hour)
			changes := []referral.Recorded{
				rules.Claim("", now), referral.Release{Reason: "x"}, referral.Lapse{}, referral.Note{Text: "x"},
				rules.Reassign(other, "", "x", now), referral.Contact{When: now, Reached: true}, referral.Contact{When: now},
				referral.Assess{Assessment: referral.Assessment{Findings: "x", On: waits.Date(now)}},
				rules.Decide(referral.Decision{Outcome: referral.Provide, Rationale: "x", Equipment: []catalogue.Code{"falls-detector"}}, l.s, now),
				referral.Arrange{}, referral.PutInPlace{On: waits.Date(now)},
				referral.Ask{Questions: []string{"x"}}, rules.Reply([]string{"x"}, l.s, now),
				rules.Hold(waits.Date(now.AddDate(0, 0, 3)), "x"), rules.ResumeWork("x", l.s, now),
				rules.RecordDeath(referral.RecordDeath{ToldBy: "x"}, now),
				rules.Restore(referral.Restore{Of: referral.Died, Reason: "x"}, []referral.Strand{l.s}, now),
			}
			by := therapist
			if l.s.Holder != nil {
				by = *l.s.Holder
			}
			l.at(now, by, changes[rapid.IntRange(0, len(changes)-1).Draw(rt, "change")])
		}
		now = now.Add(time.Hour)
		p := l.proof(rt, now)
		days := rules.Policy.Days[priority]
		for _, c := range p.Clocks {
			for i, s := range c.Spells {
				if s.To.Before(s.From) || i > 0 && !c.Spells[i-1].To.Equal(s.From) {
					rt.Fatalf("spell %d of %s does not follow:\n%s", i, c.Step, written(p))
				}
			}
			for i, target := range c.Targets {
				if i > 0 && !(target.Moved && target.Computed) {
					rt.Fatalf("target %d of %s is not as it is computed:\n%s", i, c.Step, written(p))
				}
			}
			stored, n := l.s.Targets.Contact, days.Contact
			switch c.Step {
			case waits.Assessed:
				stored, n = l.s.Targets.Assessed, days.Assessed
			case waits.InPlace:
				stored, n = l.s.Targets.InPlace, days.InPlace
			}
			if !c.Target().Equal(stored) {
				rt.Fatalf("the last target of %s is %s, the strand has %s:\n%s", c.Step, c.Target(), stored, written(p))
			}
			last := c.Spells[len(c.Spells)-1]
			counted, _ := c.Count()
			if !c.Late(last.To) && last.Running == waits.Counting && counted+calendar.Between(last.To, c.Target()) != n {
				rt.Fatalf("%s: %d counted and %d left are not %d:\n%s", c.Step, counted, calendar.Between(last.To, c.Target()), n, written(p))
			}
		}
		if p.Days() != workingtime.Days(sent, p.Until) || p.Open == l.s.State.Final() {
			rt.Fatalf("%d days, open %v", p.Days(), p.Open)
		}
	})
}
