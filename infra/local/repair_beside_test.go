package local_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"assistive-referrals/infra/local/invariant"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

// another opens a case of that person for a falls detector.
func (s *scene) another(person referral.Person, answers referral.Answers) referral.Reference {
	s.Helper()
	referrer := referral.Referrer{Actor: referral.Actor{ID: "sw-1", Name: "Social Worker One", Role: referral.SocialWorker}, Email: "social.worker.one@example.org"}
	id := fmt.Sprintf("DRAFT-%d", time.Now().UnixNano())
	if err := s.store.StartDraft(s.Context(), referrer.ID, id); err != nil {
		s.Fatal(err)
	}
	draft, err := s.store.Draft(s.Context(), referrer.ID, id)
	if err != nil {
		s.Fatal(err)
	}
	r, err := s.store.Open(s.Context(), casestore.Submission{Draft: draft, Request: "send", Sent: referral.Referral{
		Sent: s.Cloud.Now(), Referrer: referrer, Kinds: []referral.Kind{technology}, Answers: answers,
		Facts: referral.Facts{Person: person, Equipment: []catalogue.Code{"falls-detector"}, TellPerson: "+447700900123"},
	}})
	if err != nil {
		s.Fatal(err)
	}
	return r
}

// whole makes a change to a whole case, and what of the person's other cases must
// hear of it.
func (s *scene) whole(r casestore.CaseRevision, change referral.CaseChange) error {
	s.Helper()
	if r.Reference == "" {
		r.Reference = s.reference
	}
	r.By = assessor
	_, _, err := s.store.UpdateCase(s.Context(), r, func(referral.Case, []referral.Strand) (referral.CaseChange, error) { return change, nil })
	return err
}

func (s *scene) mustWhole(r casestore.CaseRevision, change referral.CaseChange) {
	s.Helper()
	if err := s.whole(r, change); err != nil {
		s.Fatalf("%s: %v", change.Name(), err)
	}
}

// mustClear takes away what a strand of a case owes, as if it had been done.
func (s *scene) mustClear(r referral.Reference) {
	s.Helper()
	owed, err := s.store.OutboxEntry(s.Context(), r, technology)
	if err == nil {
		err = s.store.Complete(s.Context(), owed)
	}
	if err != nil {
		s.Fatal(err)
	}
}

func (s *scene) death(told ...referral.Reference) referral.RecordDeath {
	return s.Rules.RecordDeath(referral.RecordDeath{ToldBy: "Her daughter", Told: told}, s.Cloud.Now())
}

func (s *scene) restore(of referral.State) referral.Restore {
	s.Helper()
	return s.Rules.Restore(referral.Restore{Of: of, Reason: "A mistake."}, []referral.Strand{s.strand()}, s.Cloud.Now())
}

func (s *scene) caseOf(r referral.Reference) referral.Case {
	s.Helper()
	c, _, err := s.store.Case(s.Context(), r)
	if err != nil {
		s.Fatal(err)
	}
	return c
}

// executions returns the names of the executions that run.
func (s *scene) executions() string {
	s.Helper()
	client := sfn.NewFromConfig(s.Cloud.Config())
	machines, err := client.ListStateMachines(s.Context(), &sfn.ListStateMachinesInput{})
	if err != nil {
		s.Fatal(err)
	}
	all, err := client.ListExecutions(s.Context(), &sfn.ListExecutionsInput{StateMachineArn: machines.StateMachines[0].StateMachineArn, StatusFilter: "RUNNING"})
	if err != nil {
		s.Fatal(err)
	}
	var names []string
	for _, e := range all.Executions {
		names = append(names, strings.TrimPrefix(aws.ToString(e.Name), string(s.reference)+"-"))
	}
	return strings.Join(names, " ")
}

// What ends a strand besides the line, and what opens it again, is repaired as the
// design's table says, whatever was lost.
func TestSweepRepairsBesideTheLine(t *testing.T) {
	for name, ending := range map[string]struct {
		change referral.CaseChange
		state  referral.State
	}{
		"a death":   {referral.RecordDeath{ToldBy: "Her daughter"}, referral.Died},
		"a mistake": {referral.MarkError{Kinds: []referral.Kind{technology}, Why: "wrong-person", Reason: "Another."}, referral.EnteredInError},
		"a death that somebody wants to take back at once,": {nil, referral.Died},
	} {
		t.Run(name+" whose execution was not stopped", func(t *testing.T) {
			s := newScene(t)
			s.settle()
			s.failing("States", "StopExecution", "")
			if ending.change != nil {
				s.mustWhole(casestore.CaseRevision{}, ending.change)
			} else { // taken back before the first stop has got through: it waits
				s.mustWhole(casestore.CaseRevision{}, s.death())
				if err := s.whole(casestore.CaseRevision{}, s.restore(referral.Died)); err != casestore.ErrBusy {
					t.Errorf("taken back while the old run is not over: %v", err)
				}
			}
			s.settle()
			if got := s.executions(); got != "assistive-technology-1" {
				t.Errorf("running: %q", got)
			}
			s.sound()
			s.is(ending.state, 1)
			if got := s.executions(); got != "" {
				t.Errorf("still running: %q", got)
			}
		})
	}
	t.Run("a reopening whose execution was never started", func(t *testing.T) {
		s := newScene(t)
		s.settle()
		s.change(referral.Withdraw{Why: "not-wanted"})
		s.settle()
		s.failing("Lambda", "Invoke", "relay")
		s.change(s.Rules.Reopen("She wants it after all.", referral.Strand{}, referral.Referral{}, s.Cloud.Now()))
		s.settle()
		s.is(referral.Received, 2)
		s.later(11 * time.Minute)
		s.is(referral.Waiting, 2)
		if got := s.executions(); got != "assistive-technology-2" {
			t.Errorf("running: %q", got)
		}
		s.sound(invariant.NoDeadLetter)
	})
	t.Run("a reopening right after the withdrawal", func(t *testing.T) {
		s := newScene(t)
		s.settle()
		s.change(referral.Withdraw{Why: "not-wanted"})
		_, err := s.store.UpdateStrand(t.Context(), casestore.StrandRevision{Reference: s.reference, Kind: technology, By: assessor},
			func(referral.Case, referral.Strand) (referral.Change, error) {
				return s.Rules.Reopen("At once.", referral.Strand{}, referral.Referral{}, s.Cloud.Now()), nil
			})
		if err != casestore.ErrBusy {
			t.Errorf("reopened while the old run is not over: %v", err)
		}
		s.is(referral.Withdrawn, 1)
		s.settle()
		s.change(s.Rules.Reopen("A minute later.", referral.Strand{}, referral.Referral{}, s.Cloud.Now()))
		s.settle()
		s.is(referral.Waiting, 2)
		s.sound()
	})
	t.Run("a death after a reopening, where something is still in place", func(t *testing.T) {
		s := newScene(t)
		s.settle()
		s.decide()
		s.settle()
		s.change(referral.PutInPlace{On: "2026-11-16"}, referral.Close{Benefit: "avoids"}, s.Rules.Reopen("It broke.", referral.Strand{}, referral.Referral{}, s.Cloud.Now()))
		s.settle()
		s.is(referral.Waiting, 2)
		s.failing("States", "StopExecution", "")
		s.mustWhole(casestore.CaseRevision{}, s.death())
		s.settle()
		s.is(referral.Collecting, 2)
		if err := s.whole(casestore.CaseRevision{}, s.restore(referral.Died)); err != casestore.ErrBusy {
			t.Errorf("taken back while the old run is not over: %v", err)
		}
		s.Cloud.Faults(nil)
		s.later(11 * time.Minute)
		if got := s.executions(); got != "" {
			t.Errorf("still running: %q", got)
		}
		s.mustWhole(casestore.CaseRevision{}, s.restore(referral.Died))
		s.settle()
		s.is(referral.Waiting, 3)
		s.sound()
	})
	t.Run("a decision after a mistake was taken back", func(t *testing.T) {
		s := newScene(t)
		s.settle()
		s.change(referral.Claim{})
		s.mustWhole(casestore.CaseRevision{}, referral.MarkError{Kinds: []referral.Kind{technology}, Why: "other", Reason: "A slip."})
		s.settle()
		s.mustWhole(casestore.CaseRevision{}, s.restore(referral.EnteredInError))
		s.settle()
		s.is(referral.Claimed, 2)
		s.change(referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "As described."}})
		decision := referral.Decision{Outcome: referral.Provide, Rationale: "It helps.", Equipment: []catalogue.Code{"falls-detector"}}
		s.change(s.Rules.Decide(decision, s.strand(), s.Cloud.Now()).(referral.Decide))
		s.settle()
		s.is(referral.Arranging, 2) // at once: no sweep was needed
		s.sound()
	})
	t.Run("a decision that was made before a death was taken back", func(t *testing.T) {
		s := newScene(t)
		s.settle()
		s.failing("Lambda", "Invoke", "relay")
		s.decide()
		s.settle()
		s.is(referral.Decided, 1)
		s.mustWhole(casestore.CaseRevision{}, s.death())
		s.Cloud.Faults(nil)
		s.later(11 * time.Minute)
		s.is(referral.Died, 1)
		s.mustWhole(casestore.CaseRevision{}, s.restore(referral.Died))
		s.settle()
		s.is(referral.Arranging, 2)
		s.sound(invariant.NoDeadLetter)
	})
}

// A death reaches the person's other cases, each once, whatever was lost; and so
// does that it was a mistake. Where only name and date of birth agree, somebody checks.
func TestADeathReachesTheOtherCases(t *testing.T) {
	alpha := referral.Person{Name: "Alpha Testcase", DateOfBirth: "1948-03-27", NHSNumber: "9990000018"}
	spread := func(t *testing.T, fail func(*scene)) (s *scene, same, twin, ended referral.Reference) {
		s = newScene(t)
		s.reference = s.another(alpha, referral.Answers{})
		same, ended = s.another(alpha, referral.Answers{}), s.another(alpha, referral.Answers{})
		twin = s.another(referral.Person{Name: "Beta Testcase", DateOfBirth: "1948-03-27"}, referral.Answers{})
		s.settle()
		if fail != nil {
			fail(s)
		}
		s.mustWhole(casestore.CaseRevision{Same: []referral.Reference{same, ended}, Maybe: []referral.Reference{twin}}, s.death(same, ended, twin))
		return s, same, twin, ended
	}
	heard := func(s *scene, same, twin, ended referral.Reference) {
		s.Helper()
		if c := s.caseOf(same); c.Died == nil || c.Died.From != s.reference || c.OpenStrands != 0 {
			s.Errorf("the same person's: %+v", c)
		}
		if c := s.caseOf(ended); c.Died == nil {
			s.Errorf("the other of the same person: %+v", c)
		}
		if c := s.caseOf(twin); c.Died != nil || c.DeathToCheck == nil || c.OpenStrands != 1 {
			s.Errorf("the one with the same name and date of birth: %+v", c)
		}
	}
	t.Run("at once", func(t *testing.T) {
		s, same, twin, ended := spread(t, nil)
		s.settle()
		heard(s, same, twin, ended)
		versions := s.caseOf(same).Version
		if err := s.store.Redrive(t.Context(), s.reference, ""); !casestore.IsNotFound(err) {
			t.Errorf("it is still owed: %v", err)
		}
		s.sound()
		if got := s.caseOf(same).Version; got != versions {
			t.Errorf("told again: version %d became %d", versions, got)
		}

		// It was a mistake, and that reaches them too.
		s.mustWhole(casestore.CaseRevision{Same: s.caseOf(s.reference).Died.Told}, s.restore(referral.Died))
		s.settle()
		for _, r := range []referral.Reference{s.reference, same, twin, ended} {
			if c := s.caseOf(r); c.Died != nil || c.DeathToCheck != nil || c.OpenStrands != 1 {
				t.Errorf("after it was taken back: %+v", c)
			}
		}
		s.sound()
	})
	t.Run("by the sweep, where relay is down", func(t *testing.T) {
		s, same, twin, ended := spread(t, func(s *scene) { s.failing("Lambda", "Invoke", "relay") })
		s.settle()
		if s.caseOf(same).Died != nil {
			t.Error("it was told already")
		}
		s.later(11 * time.Minute)
		heard(s, same, twin, ended)
		s.sound(invariant.NoDeadLetter)
	})
	t.Run("and that it was a mistake waits for a case that still stops", func(t *testing.T) {
		s, same, twin, ended := spread(t, func(s *scene) { s.failing("States", "StopExecution", "") })
		s.later(11 * time.Minute) // relay stands before what it cannot stop; the sweep goes round it
		heard(s, same, twin, ended)
		s.mustClear(s.reference) // here the old run is over, there it is not
		s.mustWhole(casestore.CaseRevision{Same: s.caseOf(s.reference).Died.Told}, s.restore(referral.Died))
		s.later(11 * time.Minute)
		if s.caseOf(same).Died == nil || s.caseOf(twin).DeathToCheck != nil {
			t.Errorf("while it still stops: %+v, %+v", s.caseOf(same), s.caseOf(twin))
		}
		s.Cloud.Faults(nil)
		s.later(time.Hour)
		if c := s.caseOf(same); c.Died != nil || c.OpenStrands != 1 {
			t.Errorf("once it has stopped: %+v", c)
		}
		s.sound(invariant.OneExecution, invariant.NoDeadLetter)
	})
	t.Run("another date of birth is checked, whatever the number says", func(t *testing.T) {
		s := newScene(t)
		s.reference = s.another(alpha, referral.Answers{})
		young := s.another(referral.Person{Name: "Alpha Testcase", DateOfBirth: "1978-03-27", NHSNumber: "9990000018"}, referral.Answers{})
		s.settle()
		s.mustWhole(casestore.CaseRevision{Same: []referral.Reference{young}}, s.death(young))
		s.settle()
		if c := s.caseOf(young); c.Died != nil || c.DeathToCheck == nil {
			t.Errorf("it heard %+v", c)
		}
		s.sound()
	})
	t.Run("and a late one that was taken back meanwhile changes nothing", func(t *testing.T) {
		s, same, twin, ended := spread(t, nil)
		was, err := s.store.OutboxEntry(t.Context(), s.reference, "")
		if err != nil {
			t.Fatal(err)
		}
		s.settle()
		heard(s, same, twin, ended)
		s.mustWhole(casestore.CaseRevision{Same: s.caseOf(s.reference).Died.Told}, s.restore(referral.Died))
		s.settle()
		// A relay that had read the death before now writes what it meant to.
		_, _, err = s.store.UpdateCase(t.Context(), casestore.CaseRevision{Reference: same, By: referral.System("relay"),
			Precondition: &casestore.Precondition{Reference: s.reference, Deaths: was.Run}},
			func(referral.Case, []referral.Strand) (referral.CaseChange, error) {
				return referral.RecordDeath{ToldBy: "Her daughter", From: s.reference, Number: 99}, nil
			})
		if err != casestore.ErrStaleCase {
			t.Errorf("a late relay: %v", err)
		}
		if c := s.caseOf(same); c.Died != nil {
			t.Errorf("it has died again: %+v", c)
		}
		s.sound()
	})
}

// A message to the person that waits in its queue when they die is not sent.
func TestNothingIsSentToWhoHasDied(t *testing.T) {
	s := newScene(t)
	s.reference = s.another(referral.Person{Name: "Alpha Testcase"}, referral.Answers{})
	s.settle()
	s.failing("Lambda", "Invoke", "notify")
	s.decide()
	s.settle()
	s.mustWhole(casestore.CaseRevision{}, s.death())
	s.Cloud.Faults(nil)
	s.later(time.Hour)
	for _, m := range s.Outbox.Sent() {
		if m.To == "+447700900123" {
			t.Errorf("sent to the person: %s", m.Body)
		}
	}
	notices, err := s.store.Notifications(t.Context(), s.reference)
	if err != nil {
		t.Fatal(err)
	}
	withheld := 0
	for _, n := range notices {
		if n.Notice.To == referral.ToPerson && n.Receipt == "withheld: died" {
			withheld++
		}
	}
	if withheld != 1 {
		t.Errorf("%d were withheld of %+v", withheld, notices)
	}
	s.sound(invariant.NoDeadLetter)
}

// Answers that come before triage are triaged; and a form that is sent twice is one
// event, also where both get as far as the table.
func TestAnswersThatComeBeforeTriage(t *testing.T) {
	s := newScene(t)
	s.failing("Lambda", "Invoke", "relay")
	s.settle()
	answer := referral.Answer{Answers: referral.Answers{"concerns": {"risk-to-life"}}, Facts: referral.Facts{
		Person: referral.Person{Name: "Alpha Testcase"}, Equipment: []catalogue.Code{"falls-detector"}, Concerns: []referral.Concern{referral.RiskToLife}}}
	for range 2 {
		s.mustWhole(casestore.CaseRevision{Request: "a form"}, answer)
	}
	if got := s.caseOf(s.reference).Version; got != 2 {
		t.Errorf("sent twice, the case is at version %d", got)
	}
	s.Cloud.Faults(nil)
	s.later(11 * time.Minute)
	if strand := s.strand(); strand.State != referral.Waiting || strand.Priority != referral.Urgent {
		t.Errorf("it is %s and %s", strand.State, strand.Priority)
	}
	s.sound(invariant.NoDeadLetter, invariant.FoundByWho) // these answers are no person's
}
