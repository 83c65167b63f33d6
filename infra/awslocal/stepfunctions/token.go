package stepfunctions

import (
	"encoding/base64"
	"encoding/json"
	"hash/crc32"
	"strconv"

	"assistive-referrals/infra/awslocal/wire"
)

// tokenContent is what a task token says, to nobody but this package.
type tokenContent struct {
	Execution string `json:"e"`
	Attempt   int    `json:"a"`
	Nonce     string `json:"n"`
	Check     uint32 `json:"c"`
}

func (t tokenContent) sum() uint32 {
	return crc32.ChecksumIEEE([]byte(t.Execution + "\n" + strconv.Itoa(t.Attempt) + "\n" + t.Nonce))
}

func (s *Service) newToken(e *execution) string {
	content := tokenContent{Execution: e.ARN, Attempt: e.Attempt, Nonce: s.NewID()}
	content.Check = content.sum()
	return base64.StdEncoding.EncodeToString([]byte(text(content)))
}

// holder returns the execution that waits for this token. A token that is not
// one of ours is InvalidToken; one of an execution that is no longer kept,
// TaskDoesNotExist; one that was used, timed out, or overtaken by a retry or the
// end of its execution, TaskTimedOut.
func (s *Service) holder(token string) (*execution, error) {
	if token == "" || len(token) > 2048 {
		return nil, wire.Refuse("ValidationException", "Value at 'taskToken' failed to satisfy constraint: Member must have length between 1 and 2048")
	}
	var content tokenContent
	plain, err := base64.StdEncoding.DecodeString(token)
	if err != nil || json.Unmarshal(plain, &content) != nil || content.Check != content.sum() || content.Execution == "" {
		return nil, wire.Refuse("InvalidToken", "Invalid Token: 'Invalid token'")
	}
	e := s.executions[content.Execution]
	if e == nil {
		return nil, wire.Refuse("TaskDoesNotExist", "Task does not exist")
	}
	if e.Status != running || e.Token != token || e.Phase != holding && e.Phase != tasking {
		return nil, wire.Refuse("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
	}
	return e, nil
}

type taskSuccessInput struct {
	TaskToken string `json:"taskToken"`
	Output    string `json:"output"`
}

func (s *Service) sendTaskSuccess(in taskSuccessInput) (any, error) {
	value, err := parse([]byte(in.Output))
	if err != nil {
		return nil, wire.Refuse("InvalidOutput", "Invalid Output: 'Invalid JSON'")
	}
	if len(in.Output) > largestData {
		return nil, wire.Refuse("ValidationException", "Value at 'output' failed to satisfy constraint: Member must have length less than or equal to %d", largestData)
	}
	e, err := s.holder(in.TaskToken)
	if err != nil {
		return nil, err
	}
	s.taskSucceeded(e, s.definitionOf(e).states[e.State], value)
	return map[string]any{}, s.after(e)
}

type taskFailureInput struct {
	TaskToken string `json:"taskToken"`
	Error     string `json:"error"`
	Cause     string `json:"cause"`
}

func (s *Service) sendTaskFailure(in taskFailureInput) (any, error) {
	if len(in.Error) > 256 || len(in.Cause) > 32768 {
		return nil, wire.Refuse("ValidationException", "Value at 'error' or 'cause' failed to satisfy constraint: Member must have length less than or equal to 256 or 32768")
	}
	e, err := s.holder(in.TaskToken)
	if err != nil {
		return nil, err
	}
	s.taskFailed(e, s.definitionOf(e).states[e.State], "TaskFailed", &failure{in.Error, in.Cause})
	return map[string]any{}, s.after(e)
}

type heartbeatInput struct {
	TaskToken string `json:"taskToken"`
}

func (s *Service) sendTaskHeartbeat(in heartbeatInput) (any, error) {
	e, err := s.holder(in.TaskToken)
	if err != nil {
		return nil, err
	}
	if e.Heartbeat > 0 {
		e.HeartbeatDue = s.Clock().Add(e.Heartbeat)
	}
	return map[string]any{}, s.after(e)
}
