package stepfunctions

import (
	"encoding/json"
	"strconv"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

type startInput struct {
	StateMachineArn string  `json:"stateMachineArn"`
	Name            string  `json:"name"`
	Input           *string `json:"input"`
	TraceHeader     string  `json:"traceHeader"`
}

func (s *Service) startExecution(in startInput) (any, error) {
	m, err := s.machine(in.StateMachineArn)
	if err != nil {
		return nil, err
	}
	if m.Deleting {
		return nil, wire.Refuse("StateMachineDeleting", "State Machine is being deleted: '%s'", m.ARN)
	}
	if in.Name == "" {
		in.Name = s.NewID()
	}
	if err := checkName(in.Name); err != nil {
		return nil, err
	}
	input := "{}"
	if in.Input != nil {
		input = *in.Input
	}
	if _, err := parse([]byte(input)); err != nil {
		return nil, wire.Refuse("InvalidExecutionInput", "Invalid State Machine Execution Input: '%v'", err)
	}
	if len(input) > largestData {
		return nil, wire.Refuse("ValidationException", "Value at 'input' failed to satisfy constraint: Member must have length less than or equal to %d", largestData)
	}
	arn := s.executionARN(m.Name, in.Name)
	now := s.Clock()
	if e := s.executions[arn]; e != nil {
		switch {
		case e.Status == running && e.Input == input:
			return map[string]any{"executionArn": arn, "startDate": seconds(e.Started)}, nil
		case e.Status == running || now.Before(e.Stopped.Add(closedFor)):
			return nil, wire.Refuse("ExecutionAlreadyExists", "Execution Already Exists: '%s'", arn)
		}
		s.forget(e)
	}
	d := s.revisions[revisionKey(m)].parsed
	s.serial++
	e := &execution{
		ARN: arn, Name: in.Name, Machine: m.ARN, Revision: revisionKey(m), Serial: s.serial,
		Input: input, Started: now, Status: running, Deadline: now.Add(longestExecution),
		State: d.startAt, StateInput: json.RawMessage(input), Phase: entering,
	}
	if d.timeout > 0 && d.timeout < longestExecution {
		e.Deadline = now.Add(d.timeout)
	}
	s.executions[arn] = e
	s.byMachine[m.ARN] = append(s.byMachine[m.ARN], e)
	s.log(e, "ExecutionStarted", "executionStartedEventDetails", details{"input": input, "inputDetails": untruncated(), "roleArn": m.RoleArn})
	return map[string]any{"executionArn": arn, "startDate": seconds(now)}, s.after(e)
}

func (s *Service) execution(arn string) (*execution, error) {
	if err := checkARN(arn); err != nil {
		return nil, err
	}
	e := s.executions[arn]
	if e == nil || e.Status != running && !s.Clock().Before(e.Stopped.Add(closedFor)) {
		return nil, wire.Refuse("ExecutionDoesNotExist", "Execution Does Not Exist: '%s'", arn)
	}
	return e, nil
}

type executionInput struct {
	ExecutionArn string `json:"executionArn"`
	IncludedData string `json:"includedData"`
}

func (s *Service) describeExecution(in executionInput) (any, error) {
	e, err := s.execution(in.ExecutionArn)
	if err != nil {
		return nil, err
	}
	shown := e.summary()
	included := map[string]any{"included": true}
	if in.IncludedData == "METADATA_ONLY" {
		return shown, nil
	}
	shown["input"], shown["inputDetails"] = e.Input, included
	if e.Output != nil {
		shown["output"], shown["outputDetails"] = *e.Output, included
	}
	if e.Error != nil {
		shown["error"] = *e.Error
	}
	if e.Cause != nil {
		shown["cause"] = *e.Cause
	}
	return shown, nil
}

func (e *execution) summary() map[string]any {
	shown := map[string]any{
		"executionArn": e.ARN, "stateMachineArn": e.Machine, "name": e.Name, "status": e.Status,
		"startDate": seconds(e.Started), "redriveCount": 0,
	}
	if e.Status != running {
		shown["stopDate"] = seconds(e.Stopped)
	}
	return shown
}

type listExecutionsInput struct {
	StateMachineArn string `json:"stateMachineArn"`
	StatusFilter    string `json:"statusFilter"`
	listInput
}

// listExecutions lists newest first.
func (s *Service) listExecutions(in listExecutionsInput) (any, error) {
	m, err := s.machine(in.StateMachineArn)
	if err != nil {
		return nil, err
	}
	limit, err := in.limit()
	if err != nil {
		return nil, err
	}
	before := s.serial + 1
	if in.NextToken != "" {
		if before, err = strconv.ParseUint(in.NextToken, 10, 64); err != nil {
			return nil, wire.Refuse("InvalidToken", "Invalid Token: '%s'", in.NextToken)
		}
	}
	list := []any{}
	answer := map[string]any{}
	all := s.byMachine[m.ARN]
	var last uint64
	for i := len(all) - 1; i >= 0; i-- {
		e := all[i]
		if e.Serial >= before || in.StatusFilter != "" && e.Status != in.StatusFilter {
			continue
		}
		if len(list) == limit {
			answer["nextToken"] = strconv.FormatUint(last, 10)
			break
		}
		list = append(list, e.summary())
		last = e.Serial
	}
	answer["executions"] = list
	return answer, nil
}

type historyInput struct {
	ExecutionArn         string `json:"executionArn"`
	ReverseOrder         bool   `json:"reverseOrder"`
	IncludeExecutionData *bool  `json:"includeExecutionData"`
	listInput
}

func (s *Service) getExecutionHistory(in historyInput) (any, error) {
	e, err := s.execution(in.ExecutionArn)
	if err != nil {
		return nil, err
	}
	limit, err := in.limit()
	if err != nil {
		return nil, err
	}
	start := 0
	if in.NextToken != "" {
		if start, err = strconv.Atoi(in.NextToken); err != nil || start < 0 {
			return nil, wire.Refuse("InvalidToken", "Invalid Token: '%s'", in.NextToken)
		}
	}
	withData := in.IncludeExecutionData == nil || *in.IncludeExecutionData
	list := []any{}
	answer := map[string]any{}
	for i := start; i < len(e.history); i++ {
		if len(list) == limit {
			answer["nextToken"] = strconv.Itoa(i)
			break
		}
		at := i
		if in.ReverseOrder {
			at = len(e.history) - 1 - i
		}
		list = append(list, e.history[at].view(withData))
	}
	answer["events"] = list
	return answer, nil
}

type stopInput struct {
	ExecutionArn string `json:"executionArn"`
	Error        string `json:"error"`
	Cause        string `json:"cause"`
}

// stopExecution aborts an execution; stopping one that has ended changes nothing
// and is not an error.
func (s *Service) stopExecution(in stopInput) (any, error) {
	e, err := s.execution(in.ExecutionArn)
	if err != nil {
		return nil, err
	}
	if e.Status != running {
		return map[string]any{"stopDate": seconds(e.Stopped)}, nil
	}
	s.close(e, aborted, &failure{in.Error, in.Cause})
	return map[string]any{"stopDate": seconds(e.Stopped.Truncate(time.Millisecond))}, s.after(e)
}
