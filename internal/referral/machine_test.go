package referral_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/referral"
)

// machine is one case, with what the store would keep of what is owed beside it.
type machine struct {
	t       *rapid.T
	c       referral.Case
	strands []referral.Strand
	events  []referral.Event
	owed    map[referral.Kind]debt
	before  map[referral.Kind]referral.State // when the person died
	now     time.Time
}

type debt struct {
	effect referral.Effect
	run    int
}

func newMachine(t *rapid.T) *machine {
	c, strands, first, err := referral.Open(sent(referral.AssistiveTechnology, referral.VRSessions, referral.DigitalSupport), "DRAFT", "request-0")
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{t: t, c: c, strands: strands, events: []referral.Event{first}, owed: map[referral.Kind]debt{}, now: monday}
	for _, s := range strands {
		m.owed[s.Kind] = debt{s.State.Effect(), s.Run}
	}
	return m
}

// patient tells whether a change waits until nothing is owed.
func patient(change referral.Recorded) bool {
	_, is := change.(interface{ RequiresIdle() })
	return is
}

// try makes a change as the store would, and holds what must hold of each step.
func (m *machine) try(n int, change referral.Recorded, by referral.Actor) error {
	kinds := []referral.Kind{m.strands[n].Kind}
	if _, whole := change.(referral.CaseChange); whole {
		kinds = m.c.Kinds
	}
	if patient(change) {
		for _, kind := range kinds {
			if m.owed[kind].effect != referral.NoEffect {
				return errors.New("the store refuses it: something is owed")
			}
		}
	}
	was, wasText := map[referral.Kind]referral.Strand{}, text(m.t, m.c)+text(m.t, m.strands)
	for _, s := range m.strands {
		was[s.Kind] = s
	}
	event, err := make1(&m.c, m.strands, n, change, by, m.now, "")
	if err != nil {
		if !errors.Is(err, referral.ErrRefused) || text(m.t, m.c)+text(m.t, m.strands) != wasText {
			m.t.Fatalf("%s refused with %v, and changed something", change.Name(), err)
		}
		return err
	}
	m.events = append(m.events, event)
	for _, s := range m.strands {
		m.step(change, event, was[s.Kind], s)
	}
	m.whole(change)
	return nil
}

// step holds what must hold of what one event did to one strand.
func (m *machine) step(change referral.Recorded, event referral.Event, was, is referral.Strand) {
	touched := false
	for _, kind := range event.About() {
		touched = touched || kind == is.Kind
	}
	switch {
	case !touched && text(m.t, was) != text(m.t, is):
		m.t.Fatalf("%s changed the %s that it is not about", change.Name(), is.Kind)
	case touched && is.Version != was.Version+1:
		m.t.Fatalf("%s took the strand from version %d to %d", change.Name(), was.Version, is.Version)
	case is.Run < was.Run || is.Run > was.Run+1:
		m.t.Fatalf("%s took the run from %d to %d", change.Name(), was.Run, is.Run)
	case is.State == referral.Died && is.ToCollect():
		m.t.Fatalf("%s left something with somebody who has died", change.Name())
	case is.State.StopsClock() && is.Holder == nil, is.State == referral.Claimed && is.Holder == nil:
		m.t.Fatalf("%s left a strand %s by nobody", change.Name(), is.State)
	}
	if is.State == referral.Died || is.State == referral.EnteredInError || is.State == referral.Collecting {
		if is.Hold != nil || !is.Lapses.IsZero() || !is.ReviewTell.IsZero() || is.ReviewBy != "" {
			m.t.Fatalf("%s left something to fall due: %s", change.Name(), text(m.t, is))
		}
	}
	if raises := opensRun(change, was.State, is.State); touched && raises != (is.Run > was.Run) {
		m.t.Fatalf("%s took the strand from %s to %s and from run %d to %d", change.Name(), was.State, is.State, was.Run, is.Run)
	}
	if was.State.Final() && !is.State.Final() {
		switch change.(type) {
		case referral.Reopen, referral.Restore:
		case referral.RecordDeath:
			if is.State != referral.Collecting {
				m.t.Fatalf("a death took what had ended to %s", is.State)
			}
		default:
			m.t.Fatalf("%s opened what had ended as %s", change.Name(), was.State)
		}
	}
	if is.State != was.State || is.Run != was.Run {
		m.owed[is.Kind] = debt{is.State.Effect(), is.Run}
	}
	if since, paused := is.Paused(); paused != is.State.StopsClock() {
		m.t.Fatalf("it is %s, and its clock stands still since %s", is.State, since)
	}
}

// opensRun tells whether a change must begin a new run: whatever waits for the
// workflow after its execution was stopped.
func opensRun(change referral.Recorded, was, is referral.State) bool {
	switch change.(type) {
	case referral.Restart, referral.Reopen:
		return true
	case referral.Restore:
		return was.Effect() == referral.Stop && !is.Final() && is != referral.Arranging && is != referral.InPlace && is != referral.Collecting
	}
	return false
}

// whole holds what must hold of the case after each event.
func (m *machine) whole(change referral.Recorded) {
	open, wrong := 0, 0
	for _, s := range m.strands {
		if !s.State.Final() {
			open++
		}
		if s.State == referral.EnteredInError {
			wrong++
		}
		if o := m.owed[s.Kind]; o.effect != referral.NoEffect && (o.effect != s.State.Effect() || o.run != s.Run) {
			m.t.Fatalf("owed is %v, and the strand is %s in run %d", o, s.State, s.Run)
		}
		if m.c.Died != nil && s.State != referral.EnteredInError && s.State != referral.Collecting && !s.State.Final() {
			m.t.Fatalf("the person has died, and a strand is %s", s.State)
		}
		if m.c.Died != nil && s.ToCollect() && s.State != referral.Collecting && s.State != referral.EnteredInError {
			m.t.Fatalf("the person has died, and what they have by a strand that is %s is not collected", s.State)
		}
		if m.c.Died != nil && !rules.DueAt(s).IsZero() {
			m.t.Fatalf("the person has died, and a strand that is %s wakes at %s", s.State, rules.DueAt(s))
		}
	}
	if m.c.OpenStrands != open || m.c.Closed.IsZero() != (open > 0) || m.c.Errors != wrong {
		m.t.Fatalf("after %s %d are open and %d in error; the case says %d and %d, closed %v", change.Name(), open, wrong, m.c.OpenStrands, m.c.Errors, m.c.Closed)
	}
	notice := referral.Notice{Type: referral.NoticePerson, To: referral.ToPerson}
	if m.c.Died != nil && referral.Withheld(m.c, m.strands, notice, m.strands[0].Kind) == "" {
		m.t.Fatal("the person has died, and is written to")
	}
	if _, died := change.(referral.RecordDeath); !died {
		if restored, is := change.(referral.Restore); is && restored.Of == referral.Died {
			m.restored()
		}
	}
}

// restored holds that what was stopped goes on where it was.
func (m *machine) restored() {
	for _, s := range m.strands {
		was, stopped := m.before[s.Kind]
		want := was
		switch {
		case !stopped || s.State == referral.EnteredInError:
			continue
		case was == referral.Triaged:
			want = referral.Received
		case s.Collected != nil && (was == referral.InPlace || was == referral.Closed):
			want = s.State // what was collected is put in place again; the next check says how
			if s.State != was && s.State != referral.Arranging {
				m.t.Fatalf("it was %s when the person died, and is %s", was, s.State)
			}
		}
		if s.State != want {
			m.t.Fatalf("it was %s when the person died, and is %s", was, s.State)
		}
	}
	m.before = nil
}

// replays holds that the history gives the case again.
func (m *machine) replays() {
	again, byKind, err := referral.Replay(m.events)
	if err != nil || text(m.t, again) != text(m.t, m.c) {
		m.t.Fatalf("%v: the history replays to\n%s\nnot\n%s", err, text(m.t, again), text(m.t, m.c))
	}
	for _, s := range m.strands {
		if text(m.t, byKind[s.Kind]) != text(m.t, s) {
			m.t.Fatalf("the history replays to\n%s\nnot\n%s", text(m.t, byKind[s.Kind]), text(m.t, s))
		}
	}
}

// possible returns the changes that a strand, or the case, would take now.
func (m *machine) possible(n int, by referral.Actor) []referral.Recorded {
	var possible []referral.Recorded
	for _, change := range everyChange(m.strands[n]) {
		switch of := change.(type) {
		case referral.Restore:
			change = rules.Restore(of, m.strands, m.now)
		case referral.Reopen:
			of.At = m.now
			change = of
		}
		if allowed(change, m.c, m.strands, n, by) == nil {
			possible = append(possible, change)
		}
	}
	return possible
}

// noted is a change that is about to be made. Where the person dies, it is kept where
// strands were: that is what taking it back must come to.
func (m *machine) noted(change referral.Recorded) referral.Recorded {
	if _, dies := change.(referral.RecordDeath); !dies || m.c.Died != nil {
		return change
	}
	m.before = map[referral.Kind]referral.State{}
	for _, s := range m.strands {
		if s.State != referral.EnteredInError && (!s.State.Final() || s.ToCollect()) {
			m.before[s.Kind] = s.State
		}
	}
	return change
}

// lineGoesOn does what a strand owes, which the strand must take.
func (m *machine) lineGoesOn(n int) {
	s := m.strands[n]
	var err error
	switch m.owed[s.Kind].effect {
	case referral.Start:
		err = m.try(n, referral.Triage{Priority: referral.High, Team: referral.OccupationalTherapyTeam,
			Targets: referral.Targets{Contact: m.now.AddDate(0, 0, 3), Assessed: m.now.AddDate(0, 0, 9)}}, system)
	case referral.Enlist:
		err = m.try(n, referral.AddToWorklist{}, system)
	case referral.Resume:
		err = m.try(n, referral.Arrange{}, system)
	case referral.Stop:
		m.owed[s.Kind] = debt{} // the execution is stopped
	}
	if err != nil {
		m.t.Fatalf("%s owes %v, and the line cannot go on: %v", s.State, m.owed[s.Kind], err)
	}
}

// sweep makes every change that is due. None may be refused, and none may leave the
// strand to be looked at again at once, for ever.
func (m *machine) sweep() {
	for n := range m.strands {
		for range 6 {
			change := rules.DueChange(m.strands[n], m.now)
			if change == nil {
				break
			}
			was := rules.DueAt(m.strands[n])
			if err := m.try(n, change, system); err != nil {
				m.t.Fatalf("%s fell due, and is refused: %v", change.Name(), err)
			}
			if wakes := rules.DueAt(m.strands[n]); !wakes.IsZero() && !wakes.After(was) {
				m.t.Fatalf("after %s the strand wakes at %s again", change.Name(), wakes)
			}
		}
		if change := rules.DueChange(m.strands[n], m.now); change != nil {
			m.t.Fatalf("%s falls due again and again", change.Name())
		}
	}
}

// Whatever people and the system do to a case, in whatever order and however late:
// what holds of each step and of the case holds, the sweep never meets a change that
// is refused and never the same date twice, and the history replays.
func TestWhateverHappensToACase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		for range rapid.IntRange(0, 90).Draw(t, "steps") {
			n := rapid.IntRange(0, 2).Draw(t, "strand")
			s := m.strands[n]
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0, 1, 2:
				m.lineGoesOn(n)
			case 3: // straight on
				switch s.State {
				case referral.Waiting:
					_ = m.try(n, rules.Claim("ot-1@example.org", m.now), therapist)
				case referral.Claimed:
					_ = m.try(n, referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "As described."}}, *s.Holder)
					_ = m.try(n, decide(decision(referral.Provide)), *s.Holder)
				case referral.Arranging:
					_ = m.try(n, rules.PutInPlace("2026-12-01", "", "2027-01-12"), other)
				}
			case 4: // anything, which may be refused
				changes := everyChange(s)
				_ = m.try(n, m.noted(changes[rapid.IntRange(0, len(changes)-1).Draw(t, "change")]), rapid.SampledFrom([]referral.Actor{therapist, other, system}).Draw(t, "by"))
			case 5:
				m.now = m.now.Add(time.Duration(rapid.IntRange(1, 24*20).Draw(t, "hours")) * time.Hour)
				m.sweep()
			default:
				by := therapist
				if s.Holder != nil {
					by = *s.Holder
				}
				if changes := m.possible(n, by); len(changes) > 0 {
					_ = m.try(n, m.noted(changes[rapid.IntRange(0, len(changes)-1).Draw(t, "possible")]), by)
				}
			}
		}
		m.replays()
	})
}
