package referral_test

import (
	"encoding/json"
	"slices"
	"testing"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

// What a decision says is refused where it cannot be done, by kind and in words.
func TestWhatADecisionRefuses(t *testing.T) {
	at := london("2026-11-16", "10:00")
	strand := claimedOn(t, at).do(at, referral.Assess{Assessment: referral.Assessment{Findings: "As described."}}).s
	plan := referral.SessionPlan{Headset: true, Aim: "Relaxation", Sessions: 6, FirstMinutes: 5, Minutes: 15, BreakMinutes: 10, Stop: "Raises a hand"}
	digital := referral.DigitalPlan{Goals: "Ring her sister", Sessions: 4}
	planned := func(change func(*referral.SessionPlan)) func(*referral.Decision) {
		return func(d *referral.Decision) { p := plan; change(&p); d.Sessions = &p }
	}
	for _, test := range []struct {
		name   string
		kind   referral.Kind
		change func(*referral.Decision)
		want   string
	}{
		{"as it should be", referral.AssistiveTechnology, func(*referral.Decision) {}, ""},
		{"an item of no type", referral.AssistiveTechnology, func(d *referral.Decision) { d.Items[0].Code = "jet-pack" }, "Select equipment from the list."},
		{"none of an item", referral.AssistiveTechnology, func(d *referral.Decision) { d.Items[0].Quantity = 0 }, "Enter how many of ‘Falls detector’, from 1 to 9."},
		{"ten of an item", referral.AssistiveTechnology, func(d *referral.Decision) { d.Items[0].Quantity = 10 }, "Enter how many of ‘Falls detector’, from 1 to 9."},
		{"against what was found", referral.AssistiveTechnology, func(d *referral.Decision) { d.Against = []string{"Nobody comes."} }, "Enter why it is provided although something speaks against it."},
		{"against it, with the reason", referral.AssistiveTechnology, func(d *referral.Decision) { d.Against, d.Despite = []string{"Nobody comes."}, "A neighbour will." }, ""},
		{"a trial without an end", referral.AssistiveTechnology, func(d *referral.Decision) { d.TrialWeeks = 53 }, "A trial can last up to 52 weeks."},
		{"an unknown benefit", referral.AssistiveTechnology, func(d *referral.Decision) { d.Benefit = "a-lot" }, "Select what is expected of it."},
		{"sessions within the limits", referral.VRSessions, planned(func(*referral.SessionPlan) {}), ""},
		{"no sessions", referral.VRSessions, planned(func(p *referral.SessionPlan) { p.Sessions = 0 }), "Enter how many sessions, from 1 to 12."},
		{"too many sessions", referral.VRSessions, planned(func(p *referral.SessionPlan) { p.Sessions = 13 }), "Enter how many sessions, from 1 to 12."},
		{"a long first session", referral.VRSessions, planned(func(p *referral.SessionPlan) { p.FirstMinutes = 6 }), "The first session with a headset can last from 1 to 5 minutes."},
		{"a long session", referral.VRSessions, planned(func(p *referral.SessionPlan) { p.Minutes = 21 }), "A session with a headset can last from 1 to 20 minutes."},
		{"a short break", referral.VRSessions, planned(func(p *referral.SessionPlan) { p.BreakMinutes = 9 }), "The break between two sessions on one day must be 10 minutes or more."},
		{"no way to stop", referral.VRSessions, planned(func(p *referral.SessionPlan) { p.Stop = " " }), "Enter how they show that they want to stop."},
		{"no time on a screen", referral.VRSessions, planned(func(p *referral.SessionPlan) { p.Headset, p.Minutes = false, 0 }), "A session on a tablet or screen must last 1 minute or more."},
		{"a long session on a screen", referral.VRSessions, planned(func(p *referral.SessionPlan) { p.Headset, p.Minutes, p.FirstMinutes = false, 45, 45 }), ""},
		{"digital support", referral.DigitalSupport, func(d *referral.Decision) { p := digital; d.Digital = &p }, ""},
		{"no goals", referral.DigitalSupport, func(d *referral.Decision) { p := digital; p.Goals = ""; d.Digital = &p }, "Enter what they are to be able to do."},
		{"too many visits", referral.DigitalSupport, func(d *referral.Decision) { p := digital; p.Sessions = 25; d.Digital = &p }, "Enter how many sessions, from 1 to 24."},
	} {
		d := referral.Decision{Outcome: referral.Provide, Rationale: "Because of what was found."}
		s := strand
		if s.Kind = test.kind; test.kind == referral.AssistiveTechnology {
			d.Items = []referral.Provided{{Item: catalogue.Item{Code: "falls-detector"}, Quantity: 1}}
		}
		test.change(&d)
		err := referral.Allowed(rules.Decide(d, s, at), s, therapist)
		if (err == nil) != (test.want == "") || err != nil && err.Error() != test.want {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

// The items say what is provided; their types are what everything else reads, and
// several of one cost as much.
func TestItemsAndTheirTypes(t *testing.T) {
	d := referral.Decision{Outcome: referral.Provide, Items: []referral.Provided{
		{Item: catalogue.Item{Code: "hub", Variant: catalogue.SIM}, Quantity: 1}, {Item: catalogue.Item{Code: "smoke-detector"}, Quantity: 2},
	}}
	if got := d.Cost(); got != 14000+2*4500 {
		t.Errorf("it costs %d", got)
	}
	decide, _ := rules.Decide(d, referral.Strand{}, monday).(referral.Decide)
	if got := decide.Decision.Equipment; !slices.Equal(got, []catalogue.Code{"hub", "smoke-detector"}) {
		t.Errorf("its types are %v", got)
	}
	old := referral.Decision{Equipment: []catalogue.Code{"hub"}}
	if got := old.Provides(); len(got) != 1 || got[0].Code != "hub" || got[0].Quantity != 1 || old.Cost() != 14000 {
		t.Errorf("a decision without items provides %+v for %d", got, old.Cost())
	}
}

// Decisions and assessments that were recorded before they had so many answers are
// read as they were, and are the same when they are written again.
func TestOldEventsAreReadAsTheyWere(t *testing.T) {
	for _, old := range []struct {
		name, detail string
	}{
		{"decided", `{"decision":{"outcome":"provide","rationale":"She gets lost.","equipment":["gps-locator"],"nextStep":"","inPlaceBy":"2026-12-07T17:00:00Z","team":"","by":{"id":"","name":"","role":""},"at":"0001-01-01T00:00:00Z"}}`},
		{"assessed", `{"assessment":{"method":"visit","on":"2026-11-23","findings":"Steady.","goals":"","by":{"id":"","name":"","role":""},"at":"0001-01-01T00:00:00Z"}}`},
	} {
		e := referral.Event{Name: old.name, Detail: old.detail}
		if err := e.Open(); err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(e.Change)
		if err != nil || string(again) != old.detail {
			t.Errorf("%s is written again as\n%s\n%v", old.name, again, err)
		}
	}
}

func TestWhoHearsADecisionToo(t *testing.T) {
	c := referral.Case{AlsoTell: []string{"one@example.org"}}
	s := referral.Strand{Decision: &referral.Decision{AlsoTell: []string{"one@example.org", "two@example.org"}}}
	var told []string
	for _, n := range referral.Notices(c, referral.Event{Change: referral.Decide{}}, s) {
		address, _ := c.Colleague(n.To)
		if also, is := s.Decision.Also(n.To); is {
			address = also
		}
		told = append(told, string(n.To)+" "+address)
	}
	if want := []string{"referrer ", "colleague:0 one@example.org", "also:1 two@example.org"}; !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
}
