package referral_test

import (
	"slices"
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

// household is a case of three strands, each somewhere else on the line.
type household struct {
	t       *testing.T
	c       referral.Case
	strands []referral.Strand
	now     time.Time
}

// inThreePlaces is a case whose alarm is in place, whose sessions are on hold, and
// whose digital support was closed after it had been put in place.
func inThreePlaces(t *testing.T) *household {
	t.Helper()
	c, strands, _, err := referral.Open(sent(referral.AssistiveTechnology, referral.VRSessions, referral.DigitalSupport), "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	h := &household{t, c, strands, monday}
	line := []referral.Recorded{
		referral.Triage{Priority: referral.High, Team: referral.OccupationalTherapyTeam, Targets: referral.Targets{Contact: monday.AddDate(0, 0, 2), Assessed: monday.AddDate(0, 0, 7)}},
		referral.AddToWorklist{}, rules.Claim("ot-1@example.org", monday),
	}
	placed := append(line[:3:3], referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "x"}}, decide(decision(referral.Provide)),
		referral.Arrange{}, rules.PutInPlace("2026-11-16", "", "2027-01-04"))
	h.do(0, placed...)
	h.do(1, append(line[:3:3], rules.Hold("2026-12-07", "In hospital."))...)
	h.do(2, append(placed[:7:7], referral.Close{Benefit: "reduces"})...)
	return h
}

func (h *household) do(n int, changes ...referral.Recorded) {
	h.t.Helper()
	for _, change := range changes {
		if _, err := make1(&h.c, h.strands, n, change, therapist, h.now, ""); err != nil {
			h.t.Fatalf("%s: %v", change.Name(), err)
		}
	}
}

func (h *household) states() []referral.State {
	var states []referral.State
	for _, s := range h.strands {
		states = append(states, s.State)
	}
	return states
}

func (h *household) dies() {
	h.t.Helper()
	h.do(0, rules.RecordDeath(referral.RecordDeath{On: "2026-11-20", ToldBy: "Her daughter"}, h.now))
}

// Everything stops in one event. What is there is collected, also where the strand
// had ended; there is nothing to collect of sessions.
func TestADeathStopsEveryStrand(t *testing.T) {
	h := inThreePlaces(t)
	h.now = monday.AddDate(0, 0, 7)
	version := h.c.Version
	h.dies()
	if want := []referral.State{referral.Collecting, referral.Died, referral.Collecting}; !slices.Equal(h.states(), want) {
		t.Errorf("they are %v", h.states())
	}
	if h.c.Version != version+1 || h.c.OpenStrands != 2 || h.c.Died.On != "2026-11-20" || h.c.Died.By.ID != therapist.ID {
		t.Errorf("the case is %+v", h.c)
	}
	for n, team := range map[int]referral.Team{0: referral.InstallationTeam, 2: referral.DigitalInclusionTeam} {
		s := h.strands[n]
		if s.Team != team || day(s.Due()) != "2026-12-07 17:00" || !rules.DueAt(s).IsZero() || s.ReviewBy != "" {
			t.Errorf("%s is with %s by %s, wakes at %s", s.Kind, s.Team, day(s.Due()), rules.DueAt(s))
		}
	}
	if s := h.strands[1]; s.Hold != nil || s.Ending == nil || s.Ending.Reason != "The person has died" || !rules.DueAt(s).IsZero() {
		t.Errorf("the sessions are %+v", s)
	}
	for want, change := range map[string]referral.RecordDeath{
		"It is recorded already that the person has died.": {ToldBy: "x"},
	} {
		if err := referral.CaseAllowed(change, h.c, h.strands, therapist); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if err := referral.CaseAllowed(referral.RecordDeath{ToldBy: " "}, referral.Case{}, nil, therapist); err == nil || err.Error() != "Enter who told us." {
		t.Errorf("%v", err)
	}
	if err := referral.Allowed(reopen("x", monday), h.strands[1], therapist); err == nil {
		t.Error("what a death ended is reopened")
	}
}

// Of digital support only what was lent comes back.
func TestWhatIsLentIsCollected(t *testing.T) {
	for name, c := range map[string]struct {
		plan *referral.DigitalPlan
		want bool
	}{
		"no plan": {nil, true}, "lessons only": {&referral.DigitalPlan{Goals: "x", Sessions: 3}, false},
		"no loan": {&referral.DigitalPlan{Goals: "x", Sessions: 3, Loan: "none"}, false}, "a tablet": {&referral.DigitalPlan{Goals: "x", Sessions: 3, Loan: "tablet"}, true},
	} {
		s := referral.Strand{Kind: referral.DigitalSupport, State: referral.Arranging, Decision: &referral.Decision{Outcome: referral.Provide, Digital: c.plan}}
		var home referral.Case
		if _, err := home.Change(&s, referral.PutInPlace{On: "2026-11-16"}, therapist, monday, ""); err != nil {
			t.Fatal(err)
		}
		if s.ToCollect() != c.want {
			t.Errorf("%s: to collect %v", name, s.ToCollect())
		}
	}
}

// What was there is collected, or it is said what stays and why.
func TestCollecting(t *testing.T) {
	h := inThreePlaces(t)
	h.dies()
	s := h.strands[0]
	for want, change := range map[string]referral.Collect{
		"Enter the date on which it was collected.": {Taken: []catalogue.Code{"falls-detector"}},
		"Enter what stays there, and why.":          {On: "2026-11-24", Left: " "},
	} {
		if err := referral.Allowed(change, s, other); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
	h.do(0, referral.Collect{On: "2026-11-24", Taken: []catalogue.Code{"falls-detector"}, Note: "From her daughter."})
	h.do(2, referral.Collect{On: "2026-11-24"}) // nothing had been lent
	if want := []referral.State{referral.Died, referral.Died, referral.Died}; !slices.Equal(h.states(), want) || h.c.OpenStrands != 0 || h.c.Closed.IsZero() {
		t.Errorf("they are %v, the case %+v", h.states(), h.c)
	}
	if h.strands[0].ToCollect() || h.strands[0].Collected.By.ID != therapist.ID {
		t.Errorf("collected %+v", h.strands[0])
	}
}

// A death that was a mistake is taken back: each strand is where it was, its targets
// moved by the days in which nobody could do anything.
func TestADeathIsTakenBack(t *testing.T) {
	h := inThreePlaces(t)
	before := slices.Clone(h.strands)
	h.now = monday.AddDate(0, 0, 1)
	h.dies()
	h.now = monday.AddDate(0, 0, 8)
	if err := referral.CaseAllowed(referral.Restore{Of: referral.Died}, h.c, h.strands, therapist); err == nil || err.Error() != "Enter why it was a mistake." {
		t.Errorf("%v", err)
	}
	h.do(0, rules.Restore(referral.Restore{Of: referral.Died, Reason: "Her sister."}, h.strands, h.now))
	if want := []referral.State{referral.InPlace, referral.OnHold, referral.Closed}; !slices.Equal(h.states(), want) || h.c.Died != nil || h.c.OpenStrands != 2 {
		t.Errorf("they are %v, the case %+v", h.states(), h.c)
	}
	if s := h.strands[0]; s.ReviewBy != "2027-01-04" || s.Team != before[0].Team || !s.ReviewTell.Equal(before[0].ReviewTell) || s.Run != 1 {
		t.Errorf("the alarm is %+v", s)
	}
	if s := h.strands[1]; s.Hold == nil || s.Hold.Until != "2026-12-07" || s.Run != 2 || s.Holder.ID != therapist.ID {
		t.Errorf("the sessions are %+v", s)
	}
	// On hold since Monday, died on Tuesday, taken back a week later: six working days.
	if got := day(h.strands[1].Targets.Contact); got != "2026-11-26 10:00" {
		t.Errorf("the contact was due at %s, and is at %s", day(before[1].Targets.Contact), got)
	}
	if s := h.strands[2]; s.Ending == nil || s.Ending.Reason != before[2].Ending.Reason {
		t.Errorf("the digital support ended as %+v", s.Ending)
	}
	if err := referral.CaseAllowed(referral.Restore{Of: referral.Died, Reason: "x"}, h.c, h.strands, therapist); err == nil || err.Error() != "It is not recorded that the person has died." {
		t.Errorf("%v", err)
	}
}

// What was collected because of a mistake is put in place again.
func TestWhatWasCollectedByMistakeIsPutBack(t *testing.T) {
	h := inThreePlaces(t)
	h.dies()
	h.do(0, referral.Collect{On: "2026-11-24", Taken: []catalogue.Code{"falls-detector"}})
	h.do(0, rules.Restore(referral.Restore{Of: referral.Died, Reason: "Her sister."}, h.strands, h.now))
	if s := h.strands[0]; s.State != referral.Arranging || s.Team != referral.InstallationTeam || s.Decision == nil {
		t.Errorf("the alarm is %+v", s)
	}
	h.do(0, referral.PutInPlace{On: "2026-11-25"})
	if !h.strands[0].ToCollect() {
		t.Error("nobody knows that she has it again")
	}
}

// A case hears of each record of another once, and only of what still stands there.
func TestHearing(t *testing.T) {
	open := []referral.Strand{{Kind: referral.AssistiveTechnology, State: referral.Waiting}}
	ended := []referral.Strand{{Kind: referral.AssistiveTechnology, State: referral.Closed}}
	from := func(deaths int, died bool) referral.Case {
		c := referral.Case{Reference: "2222-2222", Deaths: deaths}
		if died {
			c.Died = &referral.Death{On: "2026-11-20", ToldBy: "Her daughter"}
		}
		return c
	}
	heard := referral.Case{DeathsApplied: map[referral.Reference]int{"2222-2222": 1}}
	diedThere := referral.Case{DeathsApplied: heard.DeathsApplied, Died: &referral.Death{From: "2222-2222"}}
	checks := referral.Case{DeathsApplied: heard.DeathsApplied, DeathToCheck: &referral.DeathToCheck{From: "2222-2222"}}
	for _, c := range []struct {
		name    string
		c       referral.Case
		strands []referral.Strand
		from    referral.Case
		sure    bool
		want    string
	}{
		{"surely the same person", referral.Case{}, open, from(1, true), true, "person-died"},
		{"what had ended hears too", referral.Case{}, ended, from(1, true), true, "person-died"},
		{"perhaps the same", referral.Case{}, open, from(1, true), false, "death-to-check"},
		{"perhaps the same, and nobody works on it", referral.Case{}, ended, from(1, true), false, ""},
		{"heard already", heard, open, from(1, true), true, ""},
		{"a later record", heard, open, from(3, true), true, "person-died"},
		{"it knows itself", referral.Case{Died: &referral.Death{}}, open, from(1, true), true, ""},
		{"it was a mistake", diedThere, open, from(2, false), true, "restored"},
		{"there was nothing to check", checks, open, from(2, false), false, "restored"},
		{"a mistake there is none here", referral.Case{Died: &referral.Death{}}, open, from(2, false), true, ""},
		{"of another case", referral.Case{Died: &referral.Death{From: "3333-3333"}}, open, from(2, false), true, ""},
		{"entered in error", referral.Case{Kinds: []referral.Kind{referral.AssistiveTechnology}, Errors: 1}, open, from(1, true), true, ""},
	} {
		got := ""
		if change := rules.DeathNotice(c.c, c.strands, c.from, c.sure, monday); change != nil {
			got = change.Name()
			if err := referral.CaseAllowed(change, c.c, c.strands, system); err != nil {
				t.Errorf("%s: %s is refused: %v", c.name, got, err)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Whoever checked that it is somebody else says so, and how they know.
func TestADeathIsChecked(t *testing.T) {
	h := inThreePlaces(t)
	checked := referral.DeathChecked{How: "I spoke with her."}
	if err := referral.CaseAllowed(checked, h.c, h.strands, therapist); err == nil {
		t.Error("checked what was not to be")
	}
	h.do(0, referral.CheckDeath{On: "2026-11-20", From: "2222-2222", Number: 1})
	if h.c.DeathToCheck == nil || h.c.DeathToCheck.On != "2026-11-20" || h.c.Died != nil {
		t.Errorf("the case is %+v", h.c)
	}
	if !h.strands[0].Flagged(referral.FlagCheckDeath) || h.strands[2].Flagged(referral.FlagCheckDeath) {
		t.Errorf("the lists say %v and %v", h.strands[0].Flags, h.strands[2].Flags)
	}
	if err := referral.CaseAllowed(referral.DeathChecked{How: " "}, h.c, h.strands, therapist); err == nil || err.Error() != "Enter how you know that it is somebody else." {
		t.Errorf("%v", err)
	}
	h.do(0, checked)
	if h.c.DeathToCheck != nil || h.strands[0].Flagged(referral.FlagCheckDeath) {
		t.Errorf("still to check: %+v", h.c.DeathToCheck)
	}
	if err := referral.CaseAllowed(referral.CheckDeath{From: "2222-2222", Number: 1}, h.c, h.strands, system); err == nil {
		t.Error("it is asked again")
	}
	// It was her after all.
	h.do(0, referral.CheckDeath{From: "2222-2222", Number: 3})
	h.dies()
	if h.c.DeathToCheck != nil || h.c.Died == nil {
		t.Errorf("the case is %+v", h.c)
	}
}

// Whoever refers somebody of whom a death is recorded is not told; whoever receives it
// checks before they contact anybody.
func TestADeathIsKnownWhenAReferralComesLater(t *testing.T) {
	h := inThreePlaces(t)
	h.dies()
	r := sent(referral.AssistiveTechnology)
	r.Earlier = referral.EarlierOf([]referral.Related{{Case: h.c, Strands: h.strands}})
	c, strands, first, err := referral.Open(r, "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	if c.DeathToCheck == nil || c.DeathToCheck.On != "2026-11-20" || c.DeathToCheck.From != h.c.Reference || !strands[0].Flagged(referral.FlagCheckDeath) {
		t.Errorf("opened as %+v, flagged %v", c.DeathToCheck, strands[0].Flags)
	}
	again, byKind, err := referral.Replay([]referral.Event{first})
	if err != nil || text(t, again) != text(t, c) || text(t, byKind[strands[0].Kind]) != text(t, strands[0]) {
		t.Errorf("it replays to %+v (%v)", again, err)
	}
}
