package waits_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/workingtime"
)

var (
	rules     = referral.DefaultRules()
	calendar  = rules.Calendar
	monday    = time.Date(2026, 11, 16, 10, 0, 0, 0, workingtime.London())
	therapist = referral.Actor{ID: "ot-1", Name: "Occupational Therapist One", Role: referral.OccupationalTherapist}
	other     = referral.Actor{ID: "ot-2", Name: "Occupational Therapist Two", Role: referral.OccupationalTherapist}
)

const team = referral.OccupationalTherapyTeam

// line is one strand with what its changes moved, by team and date.
type line struct {
	t      testing.TB
	c      referral.Case
	s      referral.Strand
	events []referral.Event
	moved  map[referral.Team]map[referral.Date][]waits.Flow
}

func newLine(t testing.TB, reference referral.Reference, sent time.Time, concerns ...referral.Concern) *line {
	c, strands, first, err := referral.Open(referral.Referral{
		Reference: reference, Sent: sent, Kinds: []referral.Kind{referral.AssistiveTechnology},
		Facts: referral.Facts{Person: referral.Person{Name: "Alpha Testcase"}, Equipment: []catalogue.Code{"falls-detector"}, Concerns: concerns},
	}, "DRAFT", "request")
	if err != nil {
		t.Fatal(err)
	}
	return &line{t: t, c: c, s: strands[0], events: []referral.Event{first}, moved: map[referral.Team]map[referral.Date][]waits.Flow{}}
}

// at makes a change, and tells whether it was allowed.
func (l *line) at(when time.Time, by referral.Actor, change referral.Recorded) bool {
	was, all := l.s, []referral.Strand{l.s}
	var event referral.Event
	var err error
	switch change := change.(type) {
	case referral.Change:
		event, err = l.c.Change(&all[0], change, by, when, "")
	case referral.CaseChange:
		event, err = l.c.ChangeCase(all, change, by, when, "")
	}
	if err != nil {
		return false
	}
	l.s = all[0]
	l.events = append(l.events, event)
	for _, m := range waits.Flows(was, l.s, event, calendar) {
		if l.moved[m.Team] == nil {
			l.moved[m.Team] = map[referral.Date][]waits.Flow{}
		}
		l.moved[m.Team][waits.Date(m.At)] = append(l.moved[m.Team][waits.Date(m.At)], m)
	}
	return true
}

// answered is an answer that triages the strand again.
func answered(to *referral.Triage, from referral.Priority) referral.Answer {
	return referral.Answer{Strands: map[referral.Kind]referral.TriagedAgain{referral.AssistiveTechnology: {Triage: to, From: from}}}
}

func (l *line) must(when time.Time, by referral.Actor, changes ...referral.Recorded) {
	l.t.Helper()
	for _, change := range changes {
		if !l.at(when, by, change) {
			l.t.Fatalf("%s was refused", change.Name())
		}
	}
}

func triage(sent time.Time, priority referral.Priority) referral.Triage {
	from := calendar.CountsFrom(sent, 13*time.Hour)
	days := rules.Policy.Days[priority]
	return referral.Triage{Priority: priority, Team: team, Targets: referral.Targets{
		Contact: calendar.After(from, days.Contact).UTC(), Assessed: calendar.After(from, days.Assessed).UTC()}}
}

// close closes a team's days from the first movement until a date, and returns them.
func close(t testing.TB, of referral.Team, until referral.Date, lines ...*line) ([]waits.Day, waits.Stock) {
	t.Helper()
	standing := waits.Stock{Team: of, Date: "2026-11-15"}
	var days []waits.Day
	for standing.Date < until {
		var movements []waits.Flow
		for _, l := range lines {
			movements = append(movements, l.moved[of][waits.Next(standing.Date)]...)
		}
		var day waits.Day
		day, standing = standing.Close(movements, monday.AddDate(1, 0, 0))
		days = append(days, day)
	}
	return days, standing
}

// text writes counts in order, for comparing.
func text(c waits.Counts) string {
	var all []string
	for _, k := range slices.Sorted(maps.Keys(c)) {
		all = append(all, fmt.Sprintf("%s=%d", k, c[k]))
	}
	return strings.Join(all, " ")
}

// One strand from the list to its end, late in places, with a pause: what each of the
// teams' days says of it.
func TestTheDaysOfOneStrand(t *testing.T) {
	l := newLine(t, "7K3Q-9M2P", monday)
	day := func(n int) time.Time { return monday.AddDate(0, 0, n) }
	l.must(monday, referral.System("triage"), triage(monday, referral.High), referral.AddToWorklist{})
	l.must(day(1), therapist, referral.Claim{})
	l.must(day(3), therapist, referral.Contact{When: day(3), How: "telephone", Reached: true}) // due on day 2
	l.must(day(4), therapist, referral.Ask{Questions: []string{"Who has the key?"}})
	l.must(day(8), other, rules.Reply([]string{"The neighbour."}, l.s, day(8)))
	l.must(day(9), therapist, referral.Assess{Assessment: referral.Assessment{Method: "visit", On: "2026-11-24", Findings: "As described."}})
	decision := referral.Decision{Outcome: referral.Provide, Rationale: "It helps.", Equipment: []catalogue.Code{"falls-detector"}}
	l.must(day(9), therapist, rules.Decide(decision, l.s, day(9)))
	l.must(day(9), referral.System("arrange"), referral.Arrange{})
	l.must(day(16), other, referral.PutInPlace{On: "2026-12-01", ReviewBy: "2027-01-12"})
	l.must(day(18), therapist, referral.Close{Benefit: "avoids"})

	days, standing := close(t, team, "2026-12-04", l)
	for date, want := range map[referral.Date][2]string{
		"2026-11-16": {"came/high=1", "waiting/high/0=1"},
		"2026-11-17": {"", "claimed/high/0=1"},
		"2026-11-18": {"missed/contact/high=1", "claimed/high/0=1 overdue/contact/high=1"},
		"2026-11-19": {"contact/high/3=1 late/contact/high=1", "claimed/high/0=1"},
		"2026-11-20": {"stopped/asked=1", "asked/high/0=1"},
		"2026-11-23": {"", "asked/high/1=1"},
		"2026-11-24": {"resumed/asked/2=1", "claimed/high/1=1"},
		"2026-11-25": {"assessed/high/6=1 decided/high/7=1", ""},
		"2026-12-01": {"", ""},
		"2026-12-02": {"arranged/high/4=1 in-place/high/11=1", "review/high/2=1"},
		"2026-12-04": {"ended/high=1", ""},
	} {
		i := slices.IndexFunc(days, func(d waits.Day) bool { return d.Date == date })
		if got := days[i]; text(got.Flows) != want[0] || text(got.Closing) != want[1] {
			t.Errorf("%s: %q, at its end %q; want %q", date, text(got.Flows), text(got.Closing), want)
		}
	}
	if len(standing.Open)+len(standing.Due) > 0 {
		t.Errorf("afterwards there stand open %v, due %v", standing.Open, standing.Due)
	}
	days, _ = close(t, referral.InstallationTeam, "2026-12-04", l)
	if got := text(waits.Sum(days)); got != "arranged/high/4=1 came/high=1 in-place/high/11=1" {
		t.Errorf("the team that put it in place: %s", got)
	}
}

// What is overdue and becomes more urgent, or goes to another team, is not missed anew.
func TestWhatIsMissedIsMissedOnce(t *testing.T) {
	l := newLine(t, "7K3Q-9M2P", monday)
	l.must(monday, referral.System("triage"), triage(monday, referral.High), referral.AddToWorklist{})
	urgent := triage(monday, referral.Urgent)
	l.must(monday.AddDate(0, 0, 7), therapist, answered(&urgent, referral.High))
	elsewhere := urgent
	elsewhere.Team = referral.ActivityTeam
	l.must(monday.AddDate(0, 0, 8), therapist, answered(&elsewhere, referral.Urgent))
	days, _ := close(t, team, "2026-11-30", l)
	if got := text(waits.Sum(days)); got != "came/high=1 missed/contact/high=1" {
		t.Errorf("the first team: %s", got)
	}
	if got := text(days[7].Closing); got != "overdue/contact/urgent=1 waiting/urgent/1=1" {
		t.Errorf("at the end of the day on which it became urgent: %s", got)
	}
	days, _ = close(t, referral.ActivityTeam, "2026-11-30", l)
	if got := text(waits.Sum(days)); got != "came/urgent=1" {
		t.Errorf("the second team: %s", got)
	}
}

// Until a day is over, what is due later that day is not overdue.
func TestADayThatIsNotOver(t *testing.T) {
	l := newLine(t, "7K3Q-9M2P", monday)
	l.must(monday, referral.System("triage"), triage(monday, referral.Urgent), referral.AddToWorklist{})
	standing := waits.Stock{Team: team, Date: "2026-11-15"}
	for hour, want := range map[int]string{16: "", 17: "", 18: "overdue/contact/urgent=1"} {
		day, _ := standing.Close(l.moved[team]["2026-11-16"], time.Date(2026, 11, 16, hour, 0, 0, 0, workingtime.London()))
		delete(day.Closing, "waiting/urgent/0")
		if got := text(day.Closing); got != want {
			t.Errorf("at %d o’clock: %q, want %q", hour, got, want)
		}
	}
}

// Whatever happens to some strands: at the end of each day the standing is what the
// strands themselves say, and the order of a day's movements makes no difference.
func TestTheStandingIsWhatTheStrandsSay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var lines []*line
		for n := range rapid.IntRange(1, 4).Draw(rt, "strands") {
			lines = append(lines, newLine(t, referral.Reference(fmt.Sprintf("7K3Q-9M2%d", n)), monday))
		}
		standings := map[referral.Team]waits.Stock{}
		for _, team := range referral.Teams() {
			standings[team] = waits.Stock{Team: team, Date: "2026-11-15"}
		}
		for n := range 12 {
			now := monday.AddDate(0, 0, n)
			for range rapid.IntRange(0, 6).Draw(rt, "changes") {
				now = now.Add(time.Hour)
				l := lines[rapid.IntRange(0, len(lines)-1).Draw(rt, "strand")]
				priority := rapid.SampledFrom(referral.Priorities()).Draw(rt, "priority")
				again := triage(monday, priority)
				again.Team = rapid.SampledFrom(referral.Teams()).Draw(rt, "team")
				changes := []referral.Recorded{
					again, referral.AddToWorklist{}, referral.Claim{}, referral.Release{Reason: "x"}, referral.Contact{When: now, Reached: true},
					referral.Assess{Assessment: referral.Assessment{Findings: "x"}}, answered(&again, l.s.Priority),
					rules.Decide(referral.Decision{Outcome: referral.Provide, Rationale: "x", Equipment: []catalogue.Code{"falls-detector"}}, l.s, now),
					referral.Arrange{}, referral.PutInPlace{On: waits.Date(now)}, referral.Close{Benefit: "avoids"}, referral.Withdraw{Reason: "x"},
					referral.Ask{Questions: []string{"x"}}, rules.Reply([]string{"x"}, l.s, now),
					rules.Hold("2026-12-07", "x"), rules.ResumeWork("x", l.s, now),
					rules.RecordDeath(referral.RecordDeath{ToldBy: "x"}, now), referral.Collect{On: waits.Date(now), Left: "x"},
					referral.MarkError{Kinds: []referral.Kind{referral.AssistiveTechnology}, Why: "test", Reason: "x"},
					rules.Restore(referral.Restore{Of: referral.Died, Reason: "x"}, []referral.Strand{l.s}, now),
					rules.Restore(referral.Restore{Of: referral.EnteredInError, Reason: "x"}, []referral.Strand{l.s}, now),
					rules.Reopen("x", l.s, referral.Referral{}, now),
				}
				l.at(now, therapist, changes[rapid.IntRange(0, len(changes)-1).Draw(rt, "change")])
			}
			date := waits.Date(now)
			for _, of := range referral.Teams() {
				var movements []waits.Flow
				for _, l := range lines {
					movements = append(movements, l.moved[of][date]...)
				}
				day, after := standings[of].Close(movements, now.AddDate(1, 0, 0))
				rand.Shuffle(len(movements), func(i, j int) { movements[i], movements[j] = movements[j], movements[i] })
				if again, _ := standings[of].Close(movements, now.AddDate(1, 0, 0)); !again.Equal(day) {
					rt.Fatalf("in another order: %v, %v; first %v, %v", again.Flows, again.Closing, day.Flows, day.Closing)
				}
				standings[of] = after
				open, overdue := 0, 0
				for _, l := range lines {
					if l.s.Team == of && !l.s.State.Final() {
						open++
						if due, runs := l.s.ClockRuns(); runs && waits.Date(due) <= date {
							overdue++
						}
					}
				}
				total := 0
				for _, n := range after.Open {
					total += n
				}
				if total != open || day.Closing.Under("overdue").Sum() != overdue {
					rt.Fatalf("%s of %s: %d open and %d overdue, the strands say %d and %d", date, of, total, day.Closing.Under("overdue").Sum(), open, overdue)
				}
				for k, n := range day.Flows {
					if n < 0 {
						rt.Fatalf("%s of %s: %s is %d", date, of, k, n)
					}
				}
			}
		}
	})
}

// Median and ninth tenth are what counting through all values in order gives.
func TestWithin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 30), 1, 60).Draw(t, "values")
		h := waits.Histogram{}
		for _, v := range values {
			h[v]++
		}
		slices.Sort(values)
		for part, per := range map[float64]int{0.5: 50, 0.9: 90} {
			got := h.Within(part)
			atMost := 0
			for _, v := range values {
				if v <= got {
					atMost++
				}
			}
			if !slices.Contains(values, got) || atMost*100 < per*len(values) {
				t.Fatalf("%d of %d are within %d days, which is not %d in 100", atMost, len(values), got, per)
			}
			if below := slices.Index(values, got); below*100 >= per*len(values) {
				t.Fatalf("already %d of %d are within less than %d days", below, len(values), got)
			}
		}
	})
	if got := (waits.Histogram{}).Within(0.5); got != 0 {
		t.Errorf("of nothing: %d", got)
	}
}
