package local_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/local"
	"assistive-referrals/infra/local/invariant"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workflow/message"
)

const technology = referral.AssistiveTechnology

var assessor = referral.Actor{ID: "ta-1", Name: "Trusted Assessor One", Role: referral.TrustedAssessor}

// scene is one case in a simulation, and what a test does to it.
type scene struct {
	*testing.T
	*local.System
	store     *casestore.Store
	reference referral.Reference
}

func newScene(t *testing.T) *scene {
	system := newSystem(t)
	return &scene{T: t, System: system, store: system.Store(), reference: openCase(t, system)}
}

func (s *scene) settle() {
	s.Helper()
	if err := s.Cloud.Settle(s.Context()); err != nil {
		s.Fatal(err)
	}
}

func (s *scene) later(d time.Duration) {
	s.Helper()
	if err := s.Cloud.Advance(s.Context(), d); err != nil {
		s.Fatal(err)
	}
}

func (s *scene) strand() referral.Strand {
	s.Helper()
	_, strand, err := s.store.Strand(s.Context(), s.reference, technology)
	if err != nil {
		s.Fatal(err)
	}
	return strand
}

func (s *scene) change(changes ...referral.Change) {
	s.Helper()
	for _, change := range changes {
		_, err := s.store.UpdateStrand(s.Context(), casestore.StrandRevision{Reference: s.reference, Kind: technology, By: assessor},
			func(referral.Case, referral.Strand) (referral.Change, error) { return change, nil })
		if err != nil {
			s.Fatalf("%s: %v", change.Name(), err)
		}
	}
}

// decide takes a strand from the worklist to its decision, at once.
func (s *scene) decide() {
	s.Helper()
	s.change(referral.Claim{}, referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "As described."}})
	decision := referral.Decision{Outcome: referral.Provide, Rationale: "It helps.", Equipment: []catalogue.Code{"falls-detector"}}
	s.change(s.Rules.Decide(decision, s.strand(), s.Cloud.Now()))
}

// failing makes some calls fail before they take effect, until the test ends it.
func (s *scene) failing(service, operation, resource string) {
	s.Cloud.Faults(func(c awslocal.Call) awslocal.Fault {
		if c.Service == service && c.Operation == operation && (resource == "" || c.Resource == resource) {
			return awslocal.FailBefore
		}
		return awslocal.None
	})
}

// endExecution does what an operator or a failure does: it ends the run's execution.
func (s *scene) endExecution() {
	s.Helper()
	executions := sfn.NewFromConfig(s.Cloud.Config())
	machines, err := executions.ListStateMachines(s.Context(), &sfn.ListStateMachinesInput{})
	if err != nil {
		s.Fatal(err)
	}
	name := message.Strand{Reference: s.reference, Kind: technology, Run: s.strand().Run}.Execution()
	arn := strings.Replace(aws.ToString(machines.StateMachines[0].StateMachineArn), ":stateMachine:", ":execution:", 1) + ":" + name
	if _, err := executions.StopExecution(s.Context(), &sfn.StopExecutionInput{ExecutionArn: &arn}); err != nil {
		s.Fatal(err)
	}
}

// sound fails unless everything holds that must once the dust has settled. Rules
// that the test itself broke are left out.
func (s *scene) sound(but ...string) {
	s.Helper()
	s.Cloud.Faults(nil)
	s.later(invariant.Quiet)
	for _, v := range invariant.Check(s.Context(), s.System, invariant.Options{FaultsInjected: true}) {
		if !slices.Contains(but, v.Rule) {
			s.Error(v)
		}
	}
}

func (s *scene) is(state referral.State, run int) {
	s.Helper()
	if strand := s.strand(); strand.State != state || strand.Run != run {
		s.Errorf("the strand is %s in run %d; want %s in run %d", strand.State, strand.Run, state, run)
	}
}

// What is owed is repaired as the design's table says, whatever was lost.
func TestSweepRepairs(t *testing.T) {
	t.Run("an execution that was never started", func(t *testing.T) {
		s := newScene(t)
		s.failing("Lambda", "Invoke", "relay")
		s.settle()
		s.is(referral.Received, 1)
		s.later(11 * time.Minute)
		s.is(referral.Waiting, 1)
		s.sound(invariant.NoDeadLetter)
	})
	t.Run("an execution that ended before triage", func(t *testing.T) {
		s := newScene(t)
		s.failing("Lambda", "Invoke", "triage")
		s.settle()
		s.endExecution()
		s.Cloud.Faults(nil)
		s.later(11 * time.Minute)
		s.is(referral.Waiting, 2)
		s.sound()
	})
	t.Run("an assessment whose message does not come", func(t *testing.T) {
		s := newScene(t)
		s.failing("Lambda", "Invoke", "enlist")
		s.settle()
		s.is(referral.Triaged, 1)
		s.later(11 * time.Minute)
		s.is(referral.Waiting, 1)
		if _, err := s.store.Token(s.Context(), s.reference, technology); !casestore.IsNotFound(err) {
			t.Errorf("a token from nowhere: %v", err)
		}
		s.sound()
	})
	t.Run("a decision that the workflow was not told of", func(t *testing.T) {
		s := newScene(t)
		s.settle()
		s.failing("States", "SendTaskSuccess", "")
		s.decide()
		s.settle()
		s.is(referral.Decided, 1)
		s.Cloud.Faults(nil)
		s.later(11 * time.Minute)
		s.is(referral.Arranging, 1)
		s.sound()
	})
	t.Run("a decision whose execution has ended", func(t *testing.T) {
		s := newScene(t)
		s.settle()
		s.endExecution()
		s.decide()
		s.settle()
		s.is(referral.Decided, 1)
		s.later(11 * time.Minute)
		s.is(referral.Arranging, 2)
		s.sound()
	})
	t.Run("a decision whose token never comes, at the third look", func(t *testing.T) {
		s := newScene(t)
		s.failing("Lambda", "Invoke", "enlist")
		s.settle()
		s.later(11 * time.Minute)
		s.decide()
		s.settle()
		s.later(16 * time.Minute) // the second look
		s.is(referral.Decided, 1)
		s.later(31 * time.Minute)
		s.is(referral.Arranging, 2)
		s.sound(invariant.NoDeadLetter)
	})
	t.Run("a withdrawal whose execution was not stopped", func(t *testing.T) {
		s := newScene(t)
		s.settle()
		s.failing("States", "StopExecution", "")
		s.change(referral.Withdraw{Reason: "No longer wanted."})
		s.settle()
		s.sound()
		s.is(referral.Withdrawn, 1)
	})
	t.Run("a notification that was lost on its way to the queue", func(t *testing.T) {
		s := newScene(t)
		s.failing("Lambda", "Invoke", "relay")
		s.settle()
		s.later(11 * time.Minute)
		if sent := s.Outbox.Sent(); len(sent) == 0 {
			t.Error("nothing was sent")
		}
		s.sound(invariant.NoDeadLetter)
	})
}

// What fails every time is put before operations after five attempts, and no
// longer tried; when the cause is mended they try again.
func TestSweepGivesUp(t *testing.T) {
	s := newScene(t)
	s.failing("Lambda", "Invoke", "triage")
	s.settle()
	for range 8 {
		if strand := s.strand(); strand.State == referral.Received {
			s.endExecution()
		}
		s.later(3 * time.Hour)
	}
	given, err := s.store.Unrepaired(t.Context(), 10)
	if err != nil || len(given) != 1 || given[0].Owed == nil {
		t.Fatalf("operations see %+v (%v)", given, err)
	}
	owed := *given[0].Owed
	if owed.Attempts != casestore.MaxAttempts || owed.Effect != referral.Start || owed.Observed == "" {
		t.Errorf("operations see %+v", owed)
	}
	was := s.strand().Run
	s.later(24 * time.Hour)
	if run := s.strand().Run; run != was {
		t.Errorf("given up, and yet run %d became %d", was, run)
	}
	s.Cloud.Faults(nil)
	if err := s.store.Redrive(t.Context(), s.reference, technology); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.later(11 * time.Minute)
	if state := s.strand().State; state != referral.Waiting {
		t.Errorf("after trying again the strand is %s", state)
	}
	s.sound()
}

// A workflow that nobody answers for 300 days ends quietly, and a decision that
// comes later starts the next run.
func TestDecisionAfterTheWaitIsOver(t *testing.T) {
	const days = 301 * 24 * time.Hour
	system := newSystem(t)
	// The sweep's first turn is when the clock is back; until then it has nothing
	// to do, and so the days pass at once.
	if err := system.Cloud.Rewind(days); err != nil {
		t.Fatal(err)
	}
	s := &scene{T: t, System: system, store: system.Store(), reference: openCase(t, system)}
	s.settle()
	s.later(days)
	executions := sfn.NewFromConfig(s.Cloud.Config())
	machines, err := executions.ListStateMachines(t.Context(), &sfn.ListStateMachinesInput{})
	if err != nil {
		t.Fatal(err)
	}
	ended, err := executions.ListExecutions(t.Context(), &sfn.ListExecutionsInput{StateMachineArn: machines.StateMachines[0].StateMachineArn})
	if err != nil || len(ended.Executions) != 1 || ended.Executions[0].Status != types.ExecutionStatusSucceeded {
		t.Fatalf("after 301 days: %+v (%v)", ended, err)
	}
	s.is(referral.Waiting, 1)
	s.decide()
	s.settle()
	s.later(11 * time.Minute)
	s.is(referral.Arranging, 2)
	s.sound(invariant.DaysCounted) // which the sweep begins with its first turn, and here that is late
}
