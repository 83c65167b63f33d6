package stepfunctions

import (
	"container/heap"
	"encoding/json"
	"fmt"
	"time"
)

// Statuses of an execution.
const (
	running   = "RUNNING"
	succeeded = "SUCCEEDED"
	failed    = "FAILED"
	timedOut  = "TIMED_OUT"
	aborted   = "ABORTED"
)

// phase is where in its present state an execution is.
type phase string

const (
	entering phase = "entering" // the state is to be entered
	tasking  phase = "tasking"  // a task is scheduled; the host does it
	holding  phase = "holding"  // for a task token to come back
	waiting  phase = "waiting"  // in a Wait state
	retrying phase = "retrying" // for the next attempt
)

// mostEvents is how long a history may become.
const mostEvents = 25_000

// execution is one run of a state machine. Exported fields are journalled.
type execution struct {
	ARN, Name, Machine, Revision string
	Serial                       uint64
	Input                        string
	Started, Stopped             time.Time
	Status                       string
	Output, Error, Cause         *string
	Deadline                     time.Time
	Events                       int

	State        string
	StateInput   json.RawMessage
	Entered      time.Time
	Phase        phase
	Attempt      int // numbers the tasks of the execution
	RetryCount   int
	Retries      []int // by retrier
	Wake         time.Time
	Token        string
	Task         *Task
	TaskTimeout  time.Time
	HeartbeatDue time.Time
	Heartbeat    time.Duration
	TaskStarted  bool

	history    []event
	queued     bool
	performing bool
	armed      time.Time
}

// due returns the earliest instant at which the execution must be looked at.
func (e *execution) due() time.Time {
	if e.Status != running {
		return e.Stopped.Add(closedFor)
	}
	earliest := e.Deadline
	consider := func(at time.Time) {
		if !at.IsZero() && at.Before(earliest) {
			earliest = at
		}
	}
	switch e.Phase {
	case waiting, retrying:
		consider(e.Wake)
	case holding:
		consider(e.TaskTimeout)
		consider(e.HeartbeatDue)
	}
	return earliest
}

func (s *Service) save(e *execution) error {
	s.arm(e)
	return s.keep(executionBucket, e.ARN, e)
}

// definitionOf returns what the execution runs on: the definition as it was when
// it began.
func (s *Service) definitionOf(e *execution) *definition { return s.revisions[e.Revision].parsed }

// Task is something that the host must do for an execution: invoke Function with
// Payload, or if Function is "" send the message that Send describes as
// SendMessage's input.
type Task struct {
	ID           string // for Done
	Execution    string // ARN
	StateMachine string // name
	Function     string
	Payload      json.RawMessage `json:",omitempty"`
	Send         json.RawMessage `json:",omitempty"`
}

// Outcome is what became of a task: Result as Lambda or SQS answered, or the
// name of an Error with its Cause.
type Outcome struct {
	Result       json.RawMessage
	Error, Cause string
}

// Work advances executions, timers first, until one needs a task done, which it
// returns. It returns nil when nothing is ready. Each task is handed out once,
// and again after a restart if it was not reported.
func (s *Service) Work() (*Task, error) {
	now := s.Clock()
	for {
		next, ok := s.nextTimer()
		if !ok || next.at.After(now) {
			break
		}
		heap.Pop(&s.timers)
		next.execution.armed = time.Time{}
		if err := s.ring(next.execution, now); err != nil {
			return nil, err
		}
	}
	for len(s.ready) > 0 {
		e := s.ready[0]
		s.ready[0] = nil
		s.ready = s.ready[1:]
		e.queued = false
		if e.Status != running {
			continue
		}
		if err := s.advance(e); err != nil {
			return nil, err
		}
		if e.Status == running && e.Phase == tasking && !e.performing {
			e.performing = true
			if !e.TaskStarted {
				e.TaskStarted = true
				kind, action := s.definitionOf(e).states[e.State].task.resource()
				s.log(e, "TaskStarted", "taskStartedEventDetails", details{"resourceType": kind, "resource": action})
			}
			return e.Task, s.save(e)
		}
		if err := s.save(e); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// Ready says whether Work has something to do now.
func (s *Service) Ready() bool {
	at, ok := s.Due()
	return len(s.ready) > 0 || ok && !at.After(s.Clock())
}

// Done reports what became of a task that Work handed out. A task whose
// execution has gone on without it is ignored.
func (s *Service) Done(id string, outcome Outcome) error {
	e := s.byTask(id)
	if e == nil {
		return nil
	}
	e.performing = false
	st := s.definitionOf(e).states[e.State]
	if outcome.Error != "" {
		s.taskFailed(e, st, "TaskFailed", &failure{outcome.Error, outcome.Cause})
		return s.after(e)
	}
	result := wrap(st.task, outcome.Result)
	kind, action := st.task.resource()
	if st.task == sendMessageForToken {
		s.log(e, "TaskSubmitted", "taskSubmittedEventDetails", details{
			"resourceType": kind, "resource": action, "output": text(result), "outputDetails": untruncated(),
		})
		e.Phase = holding
		return s.after(e)
	}
	s.taskSucceeded(e, st, result)
	return s.after(e)
}

func (s *Service) byTask(id string) *execution {
	for i := len(id) - 1; i >= 0; i-- {
		if id[i] == '#' {
			e := s.executions[id[:i]]
			if e != nil && e.Status == running && e.Phase == tasking && e.Task != nil && e.Task.ID == id {
				return e
			}
			return nil
		}
	}
	return nil
}

// after keeps an execution that something has happened to, and lets it go on.
func (s *Service) after(e *execution) error {
	s.queue(e)
	return s.save(e)
}

// ring acts on a timer of the execution that has come up.
func (s *Service) ring(e *execution, now time.Time) error {
	reached := func(at time.Time) bool { return !at.IsZero() && !at.After(now) }
	switch {
	case e.Status != running:
		s.forget(e)
		return nil
	case reached(e.Deadline):
		s.close(e, timedOut, nil)
	case e.Phase == waiting && reached(e.Wake):
		s.leaveWait(e)
	case e.Phase == retrying && reached(e.Wake):
		s.schedule(e, s.definitionOf(e).states[e.State])
	case e.Phase == holding && reached(e.TaskTimeout):
		s.taskFailed(e, s.definitionOf(e).states[e.State], "TaskTimedOut", &failure{timeoutError, ""})
	case e.Phase == holding && reached(e.HeartbeatDue):
		s.taskFailed(e, s.definitionOf(e).states[e.State], "TaskTimedOut", &failure{heartbeatError, ""})
	}
	return s.after(e)
}

// close ends an execution.
func (s *Service) close(e *execution, status string, why *failure) {
	e.Status = status
	e.Stopped = s.Clock()
	what := details{}
	if why != nil {
		e.Error, e.Cause = optional(why.name), optional(why.cause)
		what.optional("error", why.name)
		what.optional("cause", why.cause)
	}
	switch status {
	case succeeded:
		s.log(e, "ExecutionSucceeded", "executionSucceededEventDetails", details{"output": *e.Output, "outputDetails": untruncated()})
	case failed:
		s.log(e, "ExecutionFailed", "executionFailedEventDetails", what)
	case timedOut:
		s.log(e, "ExecutionTimedOut", "executionTimedOutEventDetails", what)
	case aborted:
		s.log(e, "ExecutionAborted", "executionAbortedEventDetails", what)
	}
	e.Phase, e.Task, e.StateInput, e.performing = "", nil, nil, false
	if m := s.machines[e.Machine]; m != nil && m.Deleting {
		s.dropMachine(m, e)
	}
}

// forget removes a closed execution whose time is up.
func (s *Service) forget(e *execution) {
	delete(s.executions, e.ARN)
	s.Journal.Delete(executionBucket, e.ARN)
	for _, happened := range e.history {
		s.Journal.Delete(historyBucket, eventKey(e, happened.ID))
	}
	list := s.byMachine[e.Machine]
	for i, other := range list {
		if other == e {
			s.byMachine[e.Machine] = append(list[:i:i], list[i+1:]...)
			break
		}
	}
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (s *Service) executionARN(machine, name string) string {
	return fmt.Sprintf("arn:aws:states:%s:%s:execution:%s:%s", s.Region, s.Account, machine, name)
}
