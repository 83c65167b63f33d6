package stepfunctions

import (
	"encoding/json"
	"errors"
	"time"
)

// advance takes an execution through states until it must wait for something.
func (s *Service) advance(e *execution) error {
	d := s.definitionOf(e)
	for e.Status == running && e.Phase == entering {
		if e.Events > mostEvents-10 {
			s.close(e, failed, runtimeFailure("The execution reached the maximum number of history events (%d).", mostEvents))
			return nil
		}
		s.enter(e, d.states[e.State])
	}
	return nil
}

// enter begins a state, and ends it if it needs no time.
func (s *Service) enter(e *execution, st *state) {
	e.Entered = s.Clock()
	e.RetryCount, e.Retries = 0, make([]int, len(st.retriers))
	s.log(e, st.kind+"StateEntered", "stateEnteredEventDetails", details{
		"name": st.name, "input": string(e.StateInput), "inputDetails": untruncated(),
	})
	var err error
	switch st.kind {
	case "Task":
		s.schedule(e, st)
	case "Pass":
		err = s.pass(e, st)
	case "Choice":
		err = s.choose(e, st)
	case "Wait":
		err = s.wait(e, st)
	case "Succeed":
		var input any
		if input, err = s.input(e, st); err == nil {
			s.exit(e, st, "", input)
		}
	case "Fail":
		err = s.failState(e, st)
	}
	if err != nil {
		s.close(e, failed, asFailure(err))
	}
}

func asFailure(err error) *failure {
	var f *failure
	if errors.As(err, &f) {
		return f
	}
	return runtimeFailure("%v", err)
}

// scope returns what the paths of a state are applied to.
func (s *Service) scope(e *execution, st *state, input any) scope {
	executionInput, err := parse([]byte(e.Input))
	if err != nil {
		executionInput = nil
	}
	m := s.machines[e.Machine]
	context := map[string]any{
		"Execution": map[string]any{
			"Id": e.ARN, "Name": e.Name, "Input": executionInput,
			"StartTime": stamp(e.Started), "RedriveCount": json.Number("0"),
		},
		"State": map[string]any{
			"Name": st.name, "EnteredTime": stamp(e.Entered), "RetryCount": json.Number(text(e.RetryCount)),
		},
		"StateMachine": map[string]any{"Id": e.Machine, "Name": lastPart(e.Machine)},
	}
	if m != nil {
		context["Execution"].(map[string]any)["RoleArn"] = m.RoleArn
	}
	if st.task == sendMessageForToken {
		context["Task"] = map[string]any{"Token": e.Token}
	}
	return scope{input: input, context: context}
}

// raw returns the state's input as it came.
func (e *execution) raw() any {
	value, err := parse(e.StateInput)
	if err != nil {
		return nil
	}
	return value
}

// input returns the state's input after InputPath.
func (s *Service) input(e *execution, st *state) (any, error) {
	if st.inputPath == nil {
		return map[string]any{}, nil
	}
	value, ok := st.inputPath.get(s.scope(e, st, e.raw()))
	if !ok {
		return nil, runtimeFailure("An error occurred while executing the state '%s'. Invalid path '%s' for field InputPath.", st.name, st.inputPath.written)
	}
	return value, nil
}

// effective returns the input after InputPath and Parameters.
func (s *Service) effective(e *execution, st *state) (any, error) {
	input, err := s.input(e, st)
	if err != nil || st.parameters == nil {
		return input, err
	}
	return st.parameters.fill(s.scope(e, st, input))
}

// merge puts a result into the state's raw input where ResultPath says.
func merge(e *execution, where *path, result any) (any, error) {
	if where == nil {
		return e.raw(), nil
	}
	merged, ok := where.set(e.raw(), result)
	if !ok {
		return nil, &failure{resultPathFailure, "Unable to apply ReferencePath " + where.written + " to input " + string(e.StateInput)}
	}
	return merged, nil
}

// exit leaves a state with what OutputPath keeps of value, for the state next;
// "" ends the execution.
func (s *Service) exit(e *execution, st *state, next string, value any) {
	if st.outputPath == nil {
		value = map[string]any{}
	} else {
		kept, ok := st.outputPath.get(s.scope(e, st, value))
		if !ok {
			s.close(e, failed, runtimeFailure("An error occurred while executing the state '%s'. Invalid path '%s' for field OutputPath.", st.name, st.outputPath.written))
			return
		}
		value = kept
	}
	s.leave(e, st, next, value)
}

// leave ends a state with this output.
func (s *Service) leave(e *execution, st *state, next string, value any) {
	output := text(value)
	if len(output) > largestData {
		s.close(e, failed, &failure{dataLimitExceeded, "The state/task '" + st.name + "' returned a result with a size exceeding the maximum number of bytes service limit."})
		return
	}
	s.log(e, st.kind+"StateExited", "stateExitedEventDetails", details{"name": st.name, "output": output, "outputDetails": untruncated()})
	e.Wake, e.TaskTimeout, e.HeartbeatDue = time.Time{}, time.Time{}, time.Time{}
	e.Task = nil
	if next == "" {
		e.Output = &output
		s.close(e, succeeded, nil)
		return
	}
	e.State, e.StateInput, e.Phase = next, json.RawMessage(output), entering
}

func (s *Service) pass(e *execution, st *state) error {
	result, err := s.effective(e, st)
	if err != nil {
		return err
	}
	if st.hasResult {
		result = st.result
	}
	merged, err := merge(e, st.resultPath, result)
	if err != nil {
		return err
	}
	s.exit(e, st, st.next, merged)
	return nil
}

func (s *Service) choose(e *execution, st *state) error {
	input, err := s.input(e, st)
	if err != nil {
		return err
	}
	in := s.scope(e, st, input)
	for _, rule := range st.rules {
		yes, err := rule.holds(in)
		if err != nil {
			return err
		}
		if yes {
			s.exit(e, st, rule.next, input)
			return nil
		}
	}
	if st.otherwise == "" {
		return &failure{noChoiceMatched, "No choices matched and no default was specified in the Choice state '" + st.name + "'."}
	}
	s.exit(e, st, st.otherwise, input)
	return nil
}

func (s *Service) wait(e *execution, st *state) error {
	input, err := s.input(e, st)
	if err != nil {
		return err
	}
	e.Wake = st.until.instant
	switch {
	case st.until.stamp:
		value, err := st.until.path.evaluate(s.scope(e, st, input))
		if err != nil {
			return err
		}
		at, ok := instant(value)
		if !ok {
			return runtimeFailure("The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time: %s == %s", st.until.path.written, text(value))
		}
		e.Wake = at
	case e.Wake.IsZero():
		length, err := st.until.length(s.scope(e, st, input), 0)
		if err != nil {
			return err
		}
		e.Wake = e.Entered.Add(length)
	}
	e.Phase = waiting
	if !e.Wake.After(e.Entered) {
		s.leaveWait(e)
	}
	return nil
}

// length returns a number of seconds, fixed or named by a path.
func (w wait) length(in scope, least int) (time.Duration, error) {
	if w.path == nil {
		return time.Duration(w.seconds) * time.Second, nil
	}
	value, err := w.path.evaluate(in)
	if err != nil {
		return 0, err
	}
	n, err := count(value, least, largestCount)
	if err != nil {
		return 0, runtimeFailure("%s: %v", w.path.written, err)
	}
	return time.Duration(n) * time.Second, nil
}

func (s *Service) leaveWait(e *execution) {
	st := s.definitionOf(e).states[e.State]
	input, err := s.input(e, st)
	if err != nil {
		s.close(e, failed, asFailure(err))
		return
	}
	s.exit(e, st, st.next, input)
}

func (s *Service) failState(e *execution, st *state) error {
	in := s.scope(e, st, e.raw())
	say := func(what expression) (string, error) {
		if what == nil {
			return "", nil
		}
		value, err := what.evaluate(in)
		if err != nil {
			return "", err
		}
		said, ok := value.(string)
		if !ok {
			return "", runtimeFailure("An error or cause must be a string")
		}
		return said, nil
	}
	name, err := say(st.failError)
	if err != nil {
		return err
	}
	cause, err := say(st.failCause)
	if err != nil {
		return err
	}
	s.close(e, failed, &failure{name, cause})
	return nil
}
