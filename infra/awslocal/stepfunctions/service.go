package stepfunctions

import (
	"container/heap"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

const (
	machineBucket   = "states/machine"
	revisionBucket  = "states/revision"
	executionBucket = "states/execution"
	historyBucket   = "states/history"
)

// closedFor is how long a closed execution, and its name, are kept.
const closedFor = 90 * 24 * time.Hour

// longestExecution is how long an execution may run.
const longestExecution = 365 * 24 * time.Hour

// Options is what a Service is made of; every field is needed.
type Options struct {
	Clock           wire.Clock
	Journal         wire.Journal
	NewID           func() string  // a new UUID
	Random          func() float64 // in [0, 1), for jitter
	Region, Account string
}

// Service holds state machines and executions. It implements wire.Service.
type Service struct {
	Options
	machines   map[string]*machine   // by ARN
	revisions  map[string]*revision  // by machine ARN and id
	executions map[string]*execution // by ARN
	byMachine  map[string][]*execution
	serial     uint64
	ready      []*execution // to be advanced, in order
	timers     timers
}

// machine is a state machine.
type machine struct {
	ARN, Name, Definition, RoleArn string
	Created                        time.Time
	Revision                       string
	Deleting                       bool
}

// revision is a definition as it was when executions began on it.
type revision struct {
	Machine, ID, Definition string
	parsed                  *definition
}

// New returns a service without state machines.
func New(options Options) *Service {
	return &Service{
		Options: options, machines: map[string]*machine{}, revisions: map[string]*revision{},
		executions: map[string]*execution{}, byMachine: map[string][]*execution{},
	}
}

// Target is the prefix of X-Amz-Target.
func (s *Service) Target() string { return "AWSStepFunctions" }

// Call runs one operation; see wire.Service.
func (s *Service) Call(operation string, input []byte) (any, error) {
	switch operation {
	case "CreateStateMachine":
		return call(input, operation, s.createStateMachine)
	case "DescribeStateMachine":
		return call(input, operation, s.describeStateMachine)
	case "ListStateMachines":
		return call(input, operation, s.listStateMachines)
	case "UpdateStateMachine":
		return call(input, operation, s.updateStateMachine)
	case "DeleteStateMachine":
		return call(input, operation, s.deleteStateMachine)
	case "StartExecution":
		return call(input, operation, s.startExecution)
	case "DescribeExecution":
		return call(input, operation, s.describeExecution)
	case "ListExecutions":
		return call(input, operation, s.listExecutions)
	case "GetExecutionHistory":
		return call(input, operation, s.getExecutionHistory)
	case "StopExecution":
		return call(input, operation, s.stopExecution)
	case "SendTaskSuccess":
		return call(input, operation, s.sendTaskSuccess)
	case "SendTaskFailure":
		return call(input, operation, s.sendTaskFailure)
	case "SendTaskHeartbeat":
		return call(input, operation, s.sendTaskHeartbeat)
	}
	return nil, wire.NotEmulated("States", operation)
}

// call decodes an operation's input, refusing members that are not emulated.
func call[In any](input []byte, operation string, do func(In) (any, error)) (any, error) {
	var in In
	if err := wire.Decode("States", operation, input, &in); err != nil {
		return nil, err
	}
	return do(in)
}

// Restore rebuilds everything from the journal. What was ready is ready again.
func (s *Service) Restore() error {
	err := s.Journal.Each(machineBucket, func(arn string, value []byte) error {
		m := &machine{}
		s.machines[arn] = m
		return unkeep(arn, value, m)
	})
	if err != nil {
		return err
	}
	err = s.Journal.Each(revisionBucket, func(key string, value []byte) error {
		r := &revision{}
		if err := unkeep(key, value, r); err != nil {
			return err
		}
		parsed, err := parseDefinition(r.Definition)
		if err != nil {
			return fmt.Errorf("states: %s: %w", key, err)
		}
		r.parsed = parsed
		s.revisions[key] = r
		return nil
	})
	if err != nil {
		return err
	}
	var all []*execution
	err = s.Journal.Each(executionBucket, func(arn string, value []byte) error {
		e := &execution{}
		if err := unkeep(arn, value, e); err != nil {
			return err
		}
		s.executions[arn] = e
		all = append(all, e)
		return nil
	})
	if err != nil {
		return err
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Serial < all[j].Serial })
	for _, e := range all {
		s.serial = max(s.serial, e.Serial)
		s.byMachine[e.Machine] = append(s.byMachine[e.Machine], e)
		s.queue(e)
		s.arm(e)
	}
	return s.Journal.Each(historyBucket, func(key string, value []byte) error {
		var happened event
		if err := unkeep(key, value, &happened); err != nil {
			return err
		}
		arn := key[:strings.LastIndex(key, "#")]
		e := s.executions[arn]
		if e == nil {
			return fmt.Errorf("states: event %s: its execution is missing", key)
		}
		e.history = append(e.history, happened)
		return nil
	})
}

func unkeep(key string, value []byte, into any) error {
	if err := json.Unmarshal(value, into); err != nil {
		return fmt.Errorf("states: %s in journal: %w", key, err)
	}
	return nil
}

func (s *Service) keep(bucket, key string, value any) error {
	encoded, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("states: %w", err)
	}
	s.Journal.Put(bucket, key, encoded)
	return nil
}

// timer is an instant at which an execution must be looked at.
type timer struct {
	at        time.Time
	execution *execution
}

type timers []timer

func (t timers) Len() int      { return len(t) }
func (t timers) Swap(i, j int) { t[i], t[j] = t[j], t[i] }
func (t *timers) Push(x any)   { *t = append(*t, x.(timer)) }
func (t timers) Less(i, j int) bool {
	if !t[i].at.Equal(t[j].at) {
		return t[i].at.Before(t[j].at)
	}
	return t[i].execution.Serial < t[j].execution.Serial
}
func (t *timers) Pop() any {
	last := (*t)[len(*t)-1]
	(*t)[len(*t)-1] = timer{}
	*t = (*t)[:len(*t)-1]
	return last
}

// arm sets the timer that the execution's present state wants. An older timer of
// the execution is dropped when it comes up.
func (s *Service) arm(e *execution) {
	if at := e.due(); !at.IsZero() && !at.Equal(e.armed) {
		e.armed = at
		heap.Push(&s.timers, timer{at, e})
	}
}

// nextTimer returns the first timer that still counts.
func (s *Service) nextTimer() (timer, bool) {
	for len(s.timers) > 0 {
		first := s.timers[0]
		if s.executions[first.execution.ARN] == first.execution && first.at.Equal(first.execution.due()) {
			return first, true
		}
		if first.at.Equal(first.execution.armed) {
			first.execution.armed = time.Time{}
		}
		heap.Pop(&s.timers)
	}
	return timer{}, false
}

// Due returns when the next timer falls due.
func (s *Service) Due() (time.Time, bool) {
	next, ok := s.nextTimer()
	return next.at, ok
}

// queue marks an execution as ready to be advanced, if it is.
func (s *Service) queue(e *execution) {
	if e.Status == running && !e.queued && (e.Phase == entering || e.Phase == tasking && !e.performing) {
		e.queued = true
		s.ready = append(s.ready, e)
	}
}
