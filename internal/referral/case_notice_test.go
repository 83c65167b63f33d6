package referral_test

import (
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/referral"
)

// told lists who hears of an event about the whole case.
func told(c referral.Case, e referral.Event, strands []referral.Strand) string {
	var all []string
	for _, n := range referral.Notices(c, e, strands...) {
		all = append(all, strings.TrimSuffix(n.Type+">"+string(n.To)+"#"+string(n.Strand), "#"))
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// Whoever works on any of it hears once, and nobody of what they did themselves.
func TestWhoHearsOfTheWholeCase(t *testing.T) {
	therapist2 := other
	strand := func(kind referral.Kind, state referral.State, holder *referral.Actor, team referral.Team) referral.Strand {
		return referral.Strand{Kind: kind, State: state, Holder: holder, Team: team}
	}
	c := referral.Case{Referrer: referral.Referrer{Actor: referral.Actor{ID: "sw-1"}}, Kinds: referral.Kinds()}
	both := []referral.Strand{
		strand(referral.AssistiveTechnology, referral.Collecting, &therapist, referral.InstallationTeam), strand(referral.VRSessions, referral.Died, &therapist, referral.ActivityTeam),
		strand(referral.DigitalSupport, referral.Died, nil, referral.DigitalInclusionTeam),
	}
	arranging := []referral.Strand{strand(referral.AssistiveTechnology, referral.Died, &therapist2, referral.InstallationTeam)}
	arranging[0].Suspension = &referral.Suspension{State: referral.Arranging, Team: referral.InstallationTeam}
	urgent := referral.Answer{Strands: map[referral.Kind]referral.TriagedAgain{
		referral.AssistiveTechnology: {From: referral.High, Triage: &referral.Triage{Priority: referral.Urgent}},
		referral.VRSessions:          {From: referral.Urgent, Triage: &referral.Triage{Priority: referral.Urgent}},
		referral.DigitalSupport:      {From: referral.High, Triage: &referral.Triage{Priority: referral.Urgent}},
	}}
	waiting := []referral.Strand{strand(referral.AssistiveTechnology, referral.Waiting, nil, referral.OccupationalTherapyTeam),
		strand(referral.VRSessions, referral.Waiting, nil, referral.OccupationalTherapyTeam), strand(referral.DigitalSupport, referral.Claimed, &therapist, referral.DigitalInclusionTeam)}
	all := referral.Kinds()
	for _, c2 := range []struct {
		name    string
		change  referral.CaseChange
		by      string
		touched []referral.Kind
		strands []referral.Strand
		want    string
	}{
		{"a death", referral.RecordDeath{}, "installer", all, both,
			"collection-requested>team:installation#assistive-technology person-has-died>holder:assistive-technology person-has-died>referrer person-has-died>team:digital-inclusion"},
		{"a death that the referrer records", referral.RecordDeath{}, "sw-1", all[1:], both, "person-has-died>holder:vr-sessions person-has-died>team:digital-inclusion"},
		{"a death that the practitioner records", referral.RecordDeath{}, therapist.ID, all[1:2], both, "person-has-died>referrer"},
		{"whoever was to put it in place hears too", referral.RecordDeath{}, "x", all[:1], arranging,
			"person-has-died>holder:assistive-technology person-has-died>referrer person-has-died>team:installation"},
		{"a death to check is not the referrer's", referral.CheckDeath{}, "system", all, waiting, "check-before-contact>holder:digital-support check-before-contact>team:occupational-therapy"},
		{"a mistake", referral.MarkError{}, "sw-1", all[:1], both, "entered-in-error>holder:assistive-technology"},
		{"taken back", referral.Restore{Of: referral.Died}, "sw-1", all[:1], both, "taken-back>holder:assistive-technology"},
		{"urgent, for whoever has it on a list and did not know", urgent, "sw-1", all, waiting, "new-on-worklist-urgent>team:occupational-therapy#assistive-technology"},
		{"checked", referral.DeathChecked{}, "x", all, both, ""},
	} {
		e := referral.Event{Name: c2.change.Name(), Change: c2.change, By: referral.Actor{ID: c2.by}, Touched: c2.touched}
		if got := told(c, e, c2.strands); got != c2.want {
			t.Errorf("%s: %q, want %q", c2.name, got, c2.want)
		}
	}
}

// Nothing goes to a person who has died, or of whom it was a mistake; staff hear.
func TestWithheld(t *testing.T) {
	person, referrer := referral.Notice{To: referral.ToPerson}, referral.Notice{To: referral.ToReferrer}
	decided := []referral.Strand{{Kind: referral.AssistiveTechnology, State: referral.Closed, Decision: &referral.Decision{}}}
	wrong := []referral.Strand{{Kind: referral.AssistiveTechnology, State: referral.EnteredInError, Decision: &referral.Decision{}}}
	reopened := []referral.Strand{{Kind: referral.AssistiveTechnology, State: referral.Waiting}}
	died := referral.Case{Died: &referral.Death{}}
	for _, c := range []struct {
		name    string
		c       referral.Case
		strands []referral.Strand
		n       referral.Notice
		want    string
	}{
		{"as usual", referral.Case{}, decided, person, ""},
		{"died", died, decided, person, "withheld: died"},
		{"died, to staff", died, decided, referrer, ""},
		{"in error", referral.Case{}, wrong, person, "withheld: entered-in-error"},
		{"the whole in error", referral.Case{Kinds: []referral.Kind{referral.AssistiveTechnology}, Errors: 1}, wrong, person, "withheld: entered-in-error"},
		{"the decision is none any more", referral.Case{}, reopened, person, "withheld: no decision any more"},
	} {
		if got := referral.Withheld(c.c, c.strands, c.n, referral.AssistiveTechnology); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
