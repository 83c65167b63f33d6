package referral_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"assistive-referrals/internal/referral"
)

func TestTriageAgain(t *testing.T) {
	soon, later := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	was := func(p referral.Priority, state referral.State) referral.Strand {
		return referral.Strand{Kind: referral.AssistiveTechnology, State: state, Priority: p, Reasons: []string{"Before"}, Team: "old", Targets: referral.Targets{Contact: later}}
	}
	held := was(referral.Standard, referral.Claimed)
	held.Holder = &referral.Actor{ID: "ot"}
	fresh := func(p referral.Priority, reason string) referral.Triage {
		return referral.Triage{Priority: p, Reasons: []string{reason}, Team: "new", Targets: referral.Targets{Contact: soon}}
	}
	unknown, known := []referral.Concern{referral.UnknownConcern}, []referral.Concern{referral.NoConcern}
	for _, test := range []struct {
		name     string
		strand   referral.Strand
		concerns []referral.Concern
		fresh    referral.Triage
		want     *referral.Triage
	}{
		{"raised", was(referral.Standard, referral.Waiting), known, fresh(referral.High, "A fall"),
			&referral.Triage{Priority: referral.High, Reasons: []string{"A fall"}, Team: "new", Targets: referral.Targets{Contact: soon}}},
		{"whoever has it keeps it", held, known, fresh(referral.High, "A fall"),
			&referral.Triage{Priority: referral.High, Reasons: []string{"A fall"}, Team: "old", Targets: referral.Targets{Contact: soon}}},
		{"lowered by knowing", was(referral.High, referral.Waiting), known, fresh(referral.Standard, "Nothing"),
			&referral.Triage{Priority: referral.Standard, Reasons: []string{"Nothing"}, Team: "new", Targets: referral.Targets{Contact: soon}}},
		{"not lowered by not knowing, but moved", was(referral.High, referral.Waiting), unknown, fresh(referral.Standard, "Not known"),
			&referral.Triage{Priority: referral.High, Reasons: []string{"Before"}, Team: "new", Targets: referral.Targets{Contact: later}}},
		{"not lowered by leaving it", was(referral.Urgent, referral.OnHold), nil, fresh(referral.Standard, "Nothing"),
			&referral.Triage{Priority: referral.Urgent, Reasons: []string{"Before"}, Team: "new", Targets: referral.Targets{Contact: later}}},
		{"another reason moves no target", was(referral.High, referral.Waiting), known, fresh(referral.High, "Another"),
			&referral.Triage{Priority: referral.High, Reasons: []string{"Another"}, Team: "new", Targets: referral.Targets{Contact: later}}},
		{"after the decision", was(referral.Standard, referral.Arranging), known, fresh(referral.Urgent, "Risk"), nil},
		{"before the first triage", was("", referral.Received), known, fresh(referral.Urgent, "Risk"), nil},
	} {
		got := referral.TriageAgain(test.strand, referral.Referral{Facts: referral.Facts{Concerns: test.concerns}}, test.fresh)
		if (got == nil) != (test.want == nil) {
			t.Errorf("%s: %+v", test.name, got)
			continue
		}
		if got != nil && (got.Priority != test.want.Priority || got.Team != test.want.Team || got.Targets != test.want.Targets || !slices.Equal(got.Reasons, test.want.Reasons)) {
			t.Errorf("%s: %+v, want %+v", test.name, *got, *test.want)
		}
	}
}

func TestCorrectingNeedsAReasonAndAddingDoesNot(t *testing.T) {
	open := []referral.Strand{{State: referral.Closed}, {State: referral.Claimed}}
	to := referral.Answers{"danger": {"yes"}}
	for _, test := range []struct {
		name    string
		answer  referral.Answer
		refused bool
	}{
		{"added", referral.Answer{Answers: to}, false},
		{"found out", referral.Answer{Answers: to, Was: referral.Answers{"danger": {referral.DontKnow}}}, false},
		{"corrected", referral.Answer{Answers: to, Was: referral.Answers{"danger": {"no"}}}, true},
		{"corrected with spaces for a reason", referral.Answer{Answers: to, Was: referral.Answers{"danger": {"no"}}, Reason: " \n"}, true},
		{"corrected with a reason", referral.Answer{Answers: to, Was: referral.Answers{"danger": {"no"}}, Reason: "A dog."}, false},
	} {
		if err := referral.CaseAllowed(test.answer, referral.Case{}, open, referral.Actor{}); errors.Is(err, referral.ErrRefused) != test.refused {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if referral.CaseAllowed(referral.Answer{Answers: to}, referral.Case{}, []referral.Strand{{State: referral.Closed}, {State: referral.Withdrawn}}, referral.Actor{}) == nil {
		t.Error("answered though nothing is open")
	}
}

func TestCurrentLaysLaterAnswersOverThoseThatWereSent(t *testing.T) {
	sent := referral.Referral{Answers: referral.Answers{"a": {"1"}, "b": {"2"}}, Facts: referral.Facts{Order: true}}
	later := func(a referral.Answers) referral.Event { return referral.Event{Change: &referral.Answer{Answers: a}} }
	now := referral.Current(sent, []referral.Event{{Change: &referral.AddToWorklist{}}, later(referral.Answers{"a": {"3"}, "c": {"4"}}), later(referral.Answers{"b": {}, "c": {"5"}})})
	if len(now.Answers) != 2 || now.Answers.First("a") != "3" || now.Answers.First("c") != "5" || now.Facts.Order {
		t.Errorf("now %+v", now)
	}
	if sent.Answers.First("a") != "1" || len(sent.Answers) != 2 {
		t.Errorf("the referral as sent is now %+v", sent.Answers)
	}
}
