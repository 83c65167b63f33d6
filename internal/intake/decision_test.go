package intake

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// decide reads and checks a decision over a referral's answers, as its page does.
func decide(kind referral.Kind, sent form.Answers, typed url.Values) (form.Answers, []form.Problem) {
	c := at(referral.OccupationalTherapist)
	whole := form.Together("decision", Decision(kind, limits))
	all := whole.Replace(sent, whole.Normalise(whole.Read(typed, c)))
	return all, form.CheckTogether(Decision(kind, limits), all, c)
}

// begun is the form as a page shows it before anything is typed.
func begun(s referral.Strand, sent form.Answers) url.Values {
	typed, all := url.Values{}, NewDecision(s, sent, limits)
	for _, section := range Decision(s.Kind, limits) {
		for _, f := range section.Fields {
			for name, values := range f.Inputs(all) {
				typed[name] = values
			}
		}
	}
	return typed
}

// A simple decision takes two answers: the rest is there already.
func TestASimpleDecisionTakesTwoAnswers(t *testing.T) {
	for kind, sent := range map[referral.Kind]form.Answers{
		referral.AssistiveTechnology: {"kinds": {"assistive-technology"}, "equipment": {"pendant-alarm"}, "line": {"digital"}},
		referral.VRSessions:          {"kinds": {"vr-sessions"}, "vr-aim": {"relaxation"}, "vr-stop": {"gesture"}},
		referral.DigitalSupport:      {"kinds": {"digital-support"}, "wants": {"Ring her sister"}, "digital-how": {"library"}},
	} {
		typed := with(begun(referral.Strand{Kind: kind}, sent), "outcome", "provide", "rationale", "It keeps her safe.")
		_, problems := decide(kind, sent, typed)
		if len(problems) > 0 {
			t.Errorf("%s: %+v", kind, problems)
		}
	}
}

func TestWhatAPendantDecisionSays(t *testing.T) {
	sent := form.Answers{"kinds": {"assistive-technology"}, "equipment": {"pendant-alarm"}, "line": {"digital"}}
	typed := with(begun(referral.Strand{Kind: referral.AssistiveTechnology}, sent), "outcome", "trial", "rationale", "She fell.",
		"item-pendant-alarm-where", "On the wrist", "item-hub-quantity", "2", "item-hub-setup", "Loud", "expected-benefit", "prevents",
		"review-by-day", "1", "review-by-month", "6", "review-by-year", "2026", "tell-1", "one@example.org", "tell-2", "one@example.org")
	all, problems := decide(referral.AssistiveTechnology, sent, typed)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := DecisionWords(DecisionOf(referral.AssistiveTechnology, all, limits))
	want := []string{
		"Yes: provide it on trial", "The trial lasts 6 weeks", "Why: She fell.",
		"Equipment: Pendant alarm. Where: On the wrist. Answered by: monitoring centre",
		"Equipment: 2 × Hub (base unit), digital. Answered by: monitoring centre. Set-up: Loud",
		"What is expected of it: It prevents the need from growing", "To be reviewed by 1 June 2026", "Also told: one@example.org",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWhatADecisionRefuses(t *testing.T) {
	pendant := form.Answers{"kinds": {"assistive-technology"}, "equipment": {"pendant-alarm"}, "line": {"digital"}}
	lost := form.Answers{"kinds": {"assistive-technology"}, "equipment": {"gps-locator"}, "misuse": {"yes"}}
	sessions := form.Answers{"kinds": {"vr-sessions"}, "vr-aim": {"relaxation"}, "vr-stop": {"gesture"}}
	support := form.Answers{"kinds": {"digital-support"}}
	for _, test := range []struct {
		name  string
		kind  referral.Kind
		sent  form.Answers
		typed []string
		field string
		want  string
	}{
		{"no answer", referral.AssistiveTechnology, pendant, []string{"outcome", ""}, "outcome", "Select the decision"},
		{"another kind’s answer", referral.AssistiveTechnology, pendant, []string{"outcome", "on-a-screen"}, "outcome", "Select the decision"},
		{"no reason", referral.AssistiveTechnology, pendant, []string{"rationale", ""}, "rationale", "Enter the reason for the decision"},
		{"nothing to provide", referral.AssistiveTechnology, pendant, []string{"equipment", ""}, "equipment", "Select the equipment to provide"},
		{"what there is not", referral.AssistiveTechnology, pendant, []string{"equipment", "jet-pack"}, "equipment", "Select equipment from the list"},
		{"ten of one", referral.AssistiveTechnology, pendant, []string{"item-hub-quantity", "10"}, "item-hub-quantity", "Enter how many of ‘Hub (base unit)’, from 1 to 9"},
		{"an analogue hub", referral.AssistiveTechnology, pendant, []string{"hub-variant", "telephone-line"}, "hub-variant",
			"Choose something else. Hub (base unit), analogue: it needs an analogue telephone line, and the line there is digital. May fit instead: Hub (base unit), digital or Hub (base unit), SIM."},
		{"a locator that could be misused", referral.AssistiveTechnology, lost, nil, "despite", "Enter why it is provided although something speaks against it"},
		{"the same, with the reason", referral.AssistiveTechnology, lost, []string{"despite", "Only the monitoring centre sees it."}, "", ""},
		{"a no to it", referral.AssistiveTechnology, lost, []string{"outcome", "not-suitable", "next-step", "A card with the address."}, "", ""},
		{"a no without a next step", referral.AssistiveTechnology, pendant, []string{"outcome", "declined"}, "next-step", "Enter what the person can do next, or who will help them"},
		{"a review in the past", referral.AssistiveTechnology, pendant, []string{"review-by-day", "1", "review-by-month", "1", "review-by-year", "2026"}, "review-by", "The date of the review must be today or later"},
		{"a code in a text", referral.AssistiveTechnology, pendant, []string{"item-hub-setup", "Key safe code 4821."}, "item-hub-setup", "This looks like a key safe code. Take it out, or confirm that it is not one"},
		{"half an address", referral.AssistiveTechnology, pendant, []string{"tell-1", "one@"}, "tell-1", "Enter an email address, like name@example.org"},
		{"a long first session", referral.VRSessions, sessions, []string{"plan-first", "6"}, "plan-first", "The first session with a headset can last from 1 to 5 minutes"},
		{"no time on a screen", referral.VRSessions, sessions, []string{"outcome", "on-a-screen", "plan-minutes", "0"}, "plan-minutes", "A session on a tablet or screen must last from 1 to 999 minutes"},
		{"a long session", referral.VRSessions, sessions, []string{"plan-minutes", "21"}, "plan-minutes", "A session with a headset can last from 1 to 20 minutes"},
		{"a short break", referral.VRSessions, sessions, []string{"plan-break", "5"}, "plan-break", "The break between two sessions on one day must be 10 minutes or more"},
		{"too many", referral.VRSessions, sessions, []string{"plan-sessions", "13"}, "plan-sessions", "The number of sessions must be a whole number from 0 to 12"},
		{"none", referral.VRSessions, sessions, []string{"plan-sessions", "0"}, "plan-sessions", "Enter how many sessions"},
		{"no way to stop", referral.VRSessions, sessions, []string{"plan-stop", ""}, "plan-stop", "Enter how they show that they want to stop"},
		{"no aim", referral.VRSessions, sessions, []string{"plan-aim", ""}, "plan-aim", "Enter what the sessions are for"},
		{"longer on a screen", referral.VRSessions, sessions, []string{"outcome", "on-a-screen", "plan-minutes", "45"}, "", ""},
		{"a no to sessions", referral.VRSessions, sessions, []string{"outcome", "declined", "next-step", "Ask again.", "plan-stop", ""}, "", ""},
		{"no goals", referral.DigitalSupport, support, []string{"plan-how", "library"}, "plan-goals", "Enter what they are to be able to do"},
		{"no place", referral.DigitalSupport, support, []string{"plan-goals", "Ring her sister"}, "plan-how", "Select where it is given"},
		{"too many visits", referral.DigitalSupport, support, []string{"plan-goals", "Ring her sister", "plan-how", "home", "plan-visits", "25"}, "plan-visits", "The number of sessions must be a whole number from 0 to 24"},
	} {
		typed := with(begun(referral.Strand{Kind: test.kind}, test.sent), append([]string{"outcome", "provide", "rationale", "Because."}, test.typed...)...)
		_, problems := decide(test.kind, test.sent, typed)
		switch {
		case test.want == "" && len(problems) == 0:
		case len(problems) != 1 || problems[0].Field != test.field || problems[0].Message != test.want:
			t.Errorf("%s: %+v", test.name, problems)
		}
	}
}

// The switchover cannot be decided away, whatever reason is given.
func TestTheSwitchoverIsNoMatterOfReasons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sent := form.Answers{"kinds": {"assistive-technology"}, "equipment": {"pendant-alarm"}}
		if line := rapid.SampledFrom([]string{"", "digital", "analogue", "none", referral.DontKnow}).Draw(t, "line"); line != "" {
			sent["line"] = []string{line}
		}
		typed := with(begun(referral.Strand{Kind: referral.AssistiveTechnology}, sent), "outcome", rapid.SampledFrom([]string{"provide", "trial"}).Draw(t, "outcome"),
			"rationale", "She wants it.", "despite", "All the same.", "hub-variant", "telephone-line")
		_, problems := decide(referral.AssistiveTechnology, sent, typed)
		if !slices.ContainsFunc(problems, func(p form.Problem) bool { return p.Field == "hub-variant" }) {
			t.Fatalf("an analogue hub can be decided where the line is %q: %+v", sent.First("line"), problems)
		}
	})
}

// A proposal that comes back is as it was, to the last item.
func TestADecisionGivesItsAnswersAgain(t *testing.T) {
	decisions := map[referral.Kind]referral.Decision{
		referral.AssistiveTechnology: {
			Outcome: referral.Trial, Rationale: "She fell.", TrialWeeks: 4, ReviewBy: "2026-06-01", Benefit: "avoids", AlsoTell: []string{"one@example.org"},
			Items: []referral.Provided{
				{Item: catalogue.Item{Code: "pendant-alarm"}, Quantity: 1, Where: "On the wrist", AnsweredBy: catalogue.MonitoringCentre},
				{Item: catalogue.Item{Code: "hub", Variant: catalogue.SIM}, Quantity: 2, AnsweredBy: catalogue.MonitoringCentre, Setup: "Loud"},
			},
		},
		referral.VRSessions: {
			Outcome: referral.Provide, Rationale: "She asked.", Sessions: &referral.SessionPlan{
				Headset: true, Aim: "Relaxation", Content: "The pier", Sessions: 4, FirstMinutes: 5, Minutes: 10, BreakMinutes: 15, Present: "Her son", Stop: "Raises a hand",
			},
		},
		referral.DigitalSupport: {
			Outcome: referral.Provide, Rationale: "She asked.", Digital: &referral.DigitalPlan{Goals: "Ring her sister", How: "library", Sessions: 3, Interests: "Art", Loan: "tablet"},
		},
	}
	for kind, d := range decisions {
		back := referral.Strand{Kind: kind, Proposal: &referral.Proposal{Decision: d, Back: &referral.SentBack{Reason: "Ask first."}}}
		sent := form.Answers{"kinds": {string(kind)}, "equipment": {"gps-locator"}}
		whole := form.Together("decision", Decision(kind, limits))
		if got := DecisionOf(kind, whole.Replace(sent, NewDecision(back, sent, limits)), limits); !reflect.DeepEqual(got, d) {
			t.Errorf("%s:\n%+v\nwas\n%+v", kind, got, d)
		}
	}
	// While it waits, or once it is decided, a new one begins from the referral.
	waits := referral.Strand{Kind: referral.AssistiveTechnology, Proposal: &referral.Proposal{Decision: decisions[referral.AssistiveTechnology]}}
	if got := NewDecision(waits, form.Answers{"equipment": {"gps-locator"}}, limits); !slices.Equal(got[EquipmentField], []string{"gps-locator"}) {
		t.Errorf("it begins with %v", got)
	}
}

func TestADecisionFromBeforeThereWereItems(t *testing.T) {
	got := DecisionWords(referral.Decision{Outcome: referral.Provide, Rationale: "She gets lost.", Equipment: []catalogue.Code{"gps-locator", "gone-since"}})
	if want := []string{"Yes: provide it", "Why: She gets lost.", "Equipment: GPS locator", "Equipment: gone-since"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestPlansInWords(t *testing.T) {
	for _, test := range []struct {
		d    referral.Decision
		want string
	}{
		{referral.Decision{Outcome: referral.Provide, Sessions: &referral.SessionPlan{Headset: true, Aim: "Relaxation", Sessions: 1, FirstMinutes: 5, Minutes: 10, BreakMinutes: 10, Stop: "With words"}},
			"Yes: provide it|1 session with a headset: the first of 5 minutes, later ones of 10 minutes, at least 10 minutes between two on one day|For: Relaxation|They show that they want to stop: With words"},
		{referral.Decision{Outcome: referral.OnAScreen, Sessions: &referral.SessionPlan{Aim: "Company", Sessions: 6, Minutes: 30, Stop: "A gesture"}},
			"Yes, on a tablet or screen instead of a headset|6 sessions on a tablet or screen, of 30 minutes|For: Company|They show that they want to stop: A gesture"},
		{referral.Decision{Outcome: referral.Provide, Digital: &referral.DigitalPlan{Goals: "Ring her sister", How: "home", Sessions: 4, Loan: "both"}},
			"Yes: provide it|4 sessions: one to one, at home|To be able to: Ring her sister|Lent: a tablet and mobile data, renewed each month"},
	} {
		if got := strings.Join(DecisionWords(test.d), "|"); got != test.want {
			t.Errorf("%s\nwant\n%s", got, test.want)
		}
	}
}
