package referral_test

import (
	"slices"
	"testing"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

func codes(flags []referral.Flag) []referral.FlagCode {
	codes := []referral.FlagCode{}
	for _, f := range flags {
		codes = append(codes, f.Code)
	}
	return codes
}

func TestFlagsSayWhatTheAnswersSay(t *testing.T) {
	for name, c := range map[string]struct {
		facts referral.Facts
		kind  referral.Kind
		want  []referral.FlagCode
	}{
		"nothing": {referral.Facts{Agreement: referral.Agrees, Concerns: []referral.Concern{referral.FallLastMonth}}, referral.AssistiveTechnology, nil},
		"gravest first": {referral.Facts{MustNotTell: true, Danger: true, Misuse: true, YoungPerson: true, Agreement: referral.Refuses,
			Concerns: []referral.Concern{referral.Safeguarding}, Missing: map[referral.Kind]int{referral.DigitalSupport: 2}}, referral.DigitalSupport,
			[]referral.FlagCode{referral.FlagSafeguarding, referral.FlagDanger, referral.FlagMustNotTell, referral.FlagMisuse, referral.FlagRefuses, referral.FlagYoungPerson, referral.FlagMissing}},
		"capacity":           {referral.Facts{Agreement: referral.CapacityInDoubt}, referral.AssistiveTechnology, []referral.FlagCode{referral.FlagCapacityInDoubt}},
		"attorney":           {referral.Facts{Agreement: referral.AttorneyDecides}, referral.AssistiveTechnology, []referral.FlagCode{referral.FlagAttorneyDecides}},
		"not asked":          {referral.Facts{Agreement: referral.NotYetAsked}, referral.AssistiveTechnology, []referral.FlagCode{referral.FlagNotYetAsked}},
		"no headset":         {referral.Facts{Screening: referral.DoNotUse}, referral.VRSessions, []referral.FlagCode{referral.FlagDoNotUse}},
		"ask first":          {referral.Facts{Screening: referral.AskFirst}, referral.VRSessions, []referral.FlagCode{referral.FlagAskFirst}},
		"not screened":       {referral.Facts{Screening: referral.NotScreened}, referral.VRSessions, []referral.FlagCode{referral.FlagNotScreened}},
		"go ahead":           {referral.Facts{Screening: referral.GoAhead}, referral.VRSessions, nil},
		"screening of other": {referral.Facts{Screening: referral.DoNotUse}, referral.AssistiveTechnology, nil},
		"missing for other":  {referral.Facts{Missing: map[referral.Kind]int{referral.VRSessions: 1}}, referral.AssistiveTechnology, nil},
	} {
		if got := codes(referral.FlagsOf(c.facts, c.kind)); !slices.Equal(got, append([]referral.FlagCode{}, c.want...)) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestEveryFlagIsShownInWords(t *testing.T) {
	for _, code := range referral.FlagCodes() {
		if code.Label() == "" || code.Colour() == "" {
			t.Errorf("%s has no label or colour", code)
		}
	}
	for count, want := range map[int]string{1: "1 answer missing", 4: "4 answers missing"} {
		if got := (referral.Flag{Code: referral.FlagMissing, Count: count}).Label(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Flags are set when the referral is sent, follow the answers, and lose what no
// longer matters once it is decided. The history replays to them.
func TestFlagsFollowTheCase(t *testing.T) {
	r := sent(referral.AssistiveTechnology)
	r.Facts.Agreement, r.Facts.Missing = referral.CapacityInDoubt, map[referral.Kind]int{referral.AssistiveTechnology: 3}
	c, strands, first, err := referral.Open(r, "DRAFT", "request")
	if err != nil {
		t.Fatal(err)
	}
	s, events := &strands[0], []referral.Event{first}
	expect := func(want ...referral.FlagCode) {
		t.Helper()
		if got := codes(s.Flags); !slices.Equal(got, append([]referral.FlagCode{}, want...)) {
			t.Errorf("flags %v, want %v", got, want)
		}
	}
	change := func(change referral.Recorded) {
		t.Helper()
		event, err := make1(&c, strands, 0, change, therapist, monday, "")
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, event)
	}
	expect(referral.FlagCapacityInDoubt, referral.FlagMissing)
	change(rules.Triage(r, referral.AssistiveTechnology))
	change(referral.AddToWorklist{})
	later := r.Facts
	later.Agreement, later.Danger = referral.AttorneyDecides, true
	if referral.FlagsAgain(*s, r.Facts) != nil {
		t.Error("the same answers change the flags")
	}
	change(referral.Answer{Facts: later, Strands: map[referral.Kind]referral.TriagedAgain{s.Kind: {Flags: referral.FlagsAgain(*s, later)}}})
	expect(referral.FlagDanger, referral.FlagAttorneyDecides, referral.FlagMissing)
	change(referral.Claim{})
	change(referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "As described."}})
	change(decide(decision(referral.Provide)))
	expect(referral.FlagDanger, referral.FlagAttorneyDecides)
	later.Agreement, later.Danger = referral.Agrees, false
	change(referral.Answer{Facts: later, Strands: map[referral.Kind]referral.TriagedAgain{s.Kind: {Flags: referral.FlagsAgain(*s, later)}}})
	expect()

	again, byKind, err := referral.Replay(events)
	if err != nil || text(t, again) != text(t, c) || text(t, byKind[s.Kind]) != text(t, *s) {
		t.Errorf("replayed to another strand: %v\n%s\n%s", err, text(t, byKind[s.Kind]), text(t, *s))
	}
}

// What does not fit is flagged in its own words, what is about line and power first.
// It goes with the decision; what does not fit of the decision is flagged when an
// answer tells of it.
func TestWhatDoesNotFitIsFlaggedInItsWords(t *testing.T) {
	refuse := func(when catalogue.Circumstance, words string) catalogue.Finding {
		return catalogue.Finding{Severity: catalogue.Refuse, When: when, Words: words}
	}
	r := sent(referral.AssistiveTechnology)
	r.Facts.Findings = []catalogue.Finding{
		refuse(catalogue.CannotPress, "They cannot press it."), refuse("", "No signal."),
		{Severity: catalogue.Warn, When: catalogue.CareHome, Words: "A care home."}, {Severity: catalogue.Warn, When: catalogue.NoPowerBackup, Words: "A power cut."},
	}
	c, strands, _, err := referral.Open(r, "DRAFT", "request")
	if err != nil {
		t.Fatal(err)
	}
	s := &strands[0]
	want := []referral.Flag{
		{Code: referral.FlagSwitchover, Words: "No signal."}, {Code: referral.FlagSwitchover, Words: "A power cut."}, {Code: referral.FlagDoesNotFit, Words: "They cannot press it."},
	}
	if !slices.Equal(s.Flags, want) {
		t.Errorf("flags %+v, want %+v", s.Flags, want)
	}
	for _, change := range []referral.Recorded{
		rules.Triage(r, referral.AssistiveTechnology), referral.AddToWorklist{}, referral.Claim{},
		referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "As described."}}, decide(decision(referral.Provide)),
	} {
		if _, err := make1(&c, strands, 0, change, therapist, monday, ""); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.Flags) > 0 {
		t.Errorf("after the decision: %+v", s.Flags)
	}
	later := referral.Facts{Findings: []catalogue.Finding{refuse("", "No broadband.")}}
	answer := referral.Answer{Facts: later, Strands: map[referral.Kind]referral.TriagedAgain{s.Kind: {Flags: referral.FlagsAgain(*s, later)}}}
	if _, err := make1(&c, strands, 0, answer, therapist, monday, ""); err != nil || !s.Flagged(referral.FlagSwitchover) {
		t.Errorf("what was decided is not flagged: %+v, %v", s.Flags, err)
	}
}
