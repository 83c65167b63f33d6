package stepfunctions

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// schedule begins an attempt at a task. Each attempt at a callback task has a
// token of its own; the one before is dead.
func (s *Service) schedule(e *execution, st *state) {
	e.Attempt++
	e.Task, e.Token, e.TaskStarted, e.performing = nil, "", false, false
	e.Wake, e.TaskTimeout, e.HeartbeatDue, e.Heartbeat = time.Time{}, time.Time{}, time.Time{}, 0
	if st.task == sendMessageForToken {
		e.Token = s.newToken(e)
	}
	if err := s.prepare(e, st); err != nil {
		f := asFailure(err)
		if f.name == runtimeError {
			s.close(e, failed, f)
			return
		}
		s.taskFailed(e, st, "", f)
		return
	}
	e.Phase = tasking
}

func (s *Service) prepare(e *execution, st *state) error {
	input, err := s.input(e, st)
	if err != nil {
		return err
	}
	in := s.scope(e, st, input)
	parameters, err := st.parameters.fill(in)
	if err != nil {
		return err
	}
	now := s.Clock()
	kind, action := st.task.resource()
	scheduled := details{"resourceType": kind, "resource": action, "region": s.Region, "parameters": text(parameters)}
	if st.timeout.given {
		length, err := st.timeout.length(in, 1)
		if err != nil {
			return err
		}
		e.TaskTimeout = now.Add(length)
		scheduled["timeoutInSeconds"] = int(length / time.Second)
	}
	if st.heartbeat.given {
		if e.Heartbeat, err = st.heartbeat.length(in, 1); err != nil {
			return err
		}
		e.HeartbeatDue = now.Add(e.Heartbeat)
		scheduled["heartbeatInSeconds"] = int(e.Heartbeat / time.Second)
	}
	members, ok := parameters.(map[string]any)
	if !ok {
		return runtimeFailure("The Parameters of state '%s' are not an object", st.name)
	}
	e.Task, err = taskOf(st, members)
	if err != nil {
		return err
	}
	e.Task.ID = e.ARN + "#" + strconv.Itoa(e.Attempt)
	e.Task.Execution = e.ARN
	e.Task.StateMachine = lastPart(e.Machine)
	s.log(e, "TaskScheduled", "taskScheduledEventDetails", scheduled)
	return nil
}

// taskOf returns what the host must do.
func taskOf(st *state, parameters map[string]any) (*Task, error) {
	if st.task == invokeFunction {
		name, ok := parameters["FunctionName"].(string)
		if !ok || name == "" {
			return nil, runtimeFailure("FunctionName of state '%s' is not a string", st.name)
		}
		payload, given := parameters["Payload"]
		if !given {
			payload = map[string]any{}
		}
		return &Task{Function: name, Payload: json.RawMessage(text(payload))}, nil
	}
	if _, ok := parameters["MessageBody"].(string); !ok {
		body := text(parameters["MessageBody"])
		changed := map[string]any{}
		for name, value := range parameters {
			changed[name] = value
		}
		changed["MessageBody"] = body
		parameters = changed
	}
	return &Task{Send: json.RawMessage(text(parameters))}, nil
}

// wrap gives an answer of Lambda or SQS the shape that a task's result has.
func wrap(task integration, answer json.RawMessage) any {
	metadata := map[string]any{"HttpStatusCode": json.Number("200")}
	value, err := parse(answer)
	if task == invokeFunction {
		if err != nil {
			value = string(answer)
		}
		return map[string]any{
			"ExecutedVersion": "$LATEST", "Payload": value, "StatusCode": json.Number("200"),
			"SdkHttpMetadata": metadata,
		}
	}
	members, ok := value.(map[string]any)
	if !ok {
		members = map[string]any{}
	}
	members["SdkHttpMetadata"] = metadata
	return members
}

// taskSucceeded ends a task with its result.
func (s *Service) taskSucceeded(e *execution, st *state, result any) {
	kind, action := st.task.resource()
	output := text(result)
	if len(output) > largestData {
		s.taskFailed(e, st, "TaskFailed", &failure{dataLimitExceeded, "The state/task '" + st.name + "' returned a result with a size exceeding the maximum number of bytes service limit."})
		return
	}
	s.log(e, "TaskSucceeded", "taskSucceededEventDetails", details{
		"resourceType": kind, "resource": action, "output": output, "outputDetails": untruncated(),
	})
	e.Token = ""
	if st.resultSelector != nil {
		selected, err := st.resultSelector.fill(s.scope(e, st, result))
		if err != nil {
			s.taskFailed(e, st, "", asFailure(err))
			return
		}
		result = selected
	}
	merged, err := merge(e, st.resultPath, result)
	if err != nil {
		s.taskFailed(e, st, "", asFailure(err))
		return
	}
	s.exit(e, st, st.next, merged)
}

// taskFailed logs how an attempt at a task failed (kind "" if it never became an
// event of the task) and retries, catches, or fails the execution.
func (s *Service) taskFailed(e *execution, st *state, kind string, why *failure) {
	if kind != "" {
		resourceType, action := st.task.resource()
		what := details{"resourceType": resourceType, "resource": action}
		what.optional("error", why.name)
		what.optional("cause", why.cause)
		s.log(e, kind, strings.ToLower(kind[:1])+kind[1:]+"EventDetails", what)
	}
	e.Token, e.Task, e.performing = "", nil, false
	e.TaskTimeout, e.HeartbeatDue = time.Time{}, time.Time{}
	for i, r := range st.retriers {
		if !catches(r.errors, why.name) {
			continue
		}
		if e.Retries[i] >= r.most {
			break
		}
		e.Retries[i]++
		e.RetryCount++
		e.Phase = retrying
		e.Wake = s.Clock().Add(r.delay(e.Retries[i], s.Random))
		return
	}
	for _, c := range st.catchers {
		if !catches(c.errors, why.name) {
			continue
		}
		merged, err := merge(e, c.resultPath, map[string]any{"Error": why.name, "Cause": why.cause})
		if err != nil {
			s.close(e, failed, asFailure(err))
			return
		}
		s.leave(e, st, c.next, merged)
		return
	}
	s.close(e, failed, why)
}

// lastPart returns what follows the last colon of an ARN.
func lastPart(arn string) string { return arn[strings.LastIndex(arn, ":")+1:] }
