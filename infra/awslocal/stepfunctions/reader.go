package stepfunctions

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"assistive-referrals/infra/awslocal/wire"
)

// reader takes fields out of a state and remembers the first thing wrong.
type reader struct {
	members map[string]any
	err     error
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reader) text(name string) string {
	value, given := r.members[name]
	s, ok := value.(string)
	if given && (!ok || s == "") {
		r.fail(fmt.Errorf("%s must be a string that is not empty", name))
	}
	return s
}

func (r *reader) flag(name string) bool {
	value, given := r.members[name]
	b, ok := value.(bool)
	if given && !ok {
		r.fail(fmt.Errorf("%s must be true or false", name))
	}
	return b
}

// path reads a path that is "$" when absent and nil when null.
func (r *reader) path(name string, contextToo bool) *path {
	value, given := r.members[name]
	if given && value == nil {
		return nil
	}
	if !given {
		return &path{written: "$"}
	}
	written, ok := value.(string)
	if !ok {
		r.fail(fmt.Errorf("%s must be a path or null", name))
		return nil
	}
	p, err := parsePath(written)
	if err == nil && p.context && !contextToo {
		err = errors.New("must not be in the context object")
	}
	if err != nil {
		r.fail(fmt.Errorf("%s: %w", name, err))
	}
	return &p
}

func (r *reader) template(name string) *template {
	value, given := r.members[name]
	if !given {
		return nil
	}
	t, err := parseTemplate(value)
	if err != nil {
		r.fail(fmt.Errorf("%s: %w", name, err))
	}
	return &t
}

// message reads a text of a Fail state: fixed, or computed by NamePath.
func (r *reader) message(name string) expression {
	fixed, computed := r.text(name), r.text(name+"Path")
	switch {
	case fixed != "" && computed != "":
		r.fail(fmt.Errorf("%s and %sPath exclude each other", name, name))
	case fixed != "":
		return literal{fixed}
	case computed != "":
		parsed, err := parseExpression(computed)
		if err != nil {
			r.fail(fmt.Errorf("%sPath: %w", name, err))
		}
		return parsed
	}
	return nil
}

// duration reads NameSeconds or NameSecondsPath.
func (r *reader) duration(name string, least int) wait {
	if value, given := r.members[name]; given {
		n, err := count(value, least, largestCount)
		if err != nil {
			r.fail(fmt.Errorf("%s: %w", name, err))
		}
		if _, both := r.members[name+"Path"]; both {
			r.fail(fmt.Errorf("%s and %sPath exclude each other", name, name))
		}
		return wait{given: true, seconds: n}
	}
	if _, given := r.members[name+"Path"]; given {
		return wait{given: true, path: r.path(name+"Path", true)}
	}
	return wait{}
}

func (r *reader) task(s *state) {
	resource := r.text("Resource")
	if s.task = integrations[resource]; s.task == 0 {
		if resource == "" {
			r.fail(errors.New("These fields are required: [Resource]"))
		} else if !strings.HasPrefix(resource, "arn:") {
			r.fail(fmt.Errorf("Resource %q is not an ARN", resource))
		} else {
			r.fail(wire.NotEmulated("States", "Task.Resource "+resource))
		}
		return
	}
	s.timeout, s.heartbeat = r.duration("TimeoutSeconds", 1), r.duration("HeartbeatSeconds", 1)
	if s.heartbeat.given && s.heartbeat.path == nil && s.timeout.path == nil && s.timeout.given && s.heartbeat.seconds >= s.timeout.seconds {
		r.fail(errors.New("HeartbeatSeconds must be less than TimeoutSeconds"))
	}
	r.parametersOf(s)
	for i, value := range r.list("Retry") {
		retry, err := readRetrier(value)
		if err != nil {
			r.fail(fmt.Errorf("Retry[%d]: %w", i, err))
		}
		s.retriers = append(s.retriers, retry)
	}
	for i, value := range r.list("Catch") {
		catch, err := readCatcher(value)
		if err != nil {
			r.fail(fmt.Errorf("Catch[%d]: %w", i, err))
		}
		s.catchers = append(s.catchers, catch)
	}
	for i, c := range s.retriers {
		r.expect(lastOnly(c.errors, i == len(s.retriers)-1))
	}
	for i, c := range s.catchers {
		r.expect(lastOnly(c.errors, i == len(s.catchers)-1))
	}
}

func (r *reader) expect(err error) {
	if err != nil {
		r.fail(err)
	}
}

// parametersOf checks the parameters that a task's integration takes.
func (r *reader) parametersOf(s *state) {
	given, _ := r.members["Parameters"].(map[string]any)
	plain := map[string]any{}
	for name := range given {
		plain[strings.TrimSuffix(name, ".$")] = true
	}
	required, known, lacking := "FunctionName", "FunctionName Payload ", "InvocationType ClientContext LogType Qualifier "
	if s.task != invokeFunction {
		required, known = "QueueUrl", "QueueUrl MessageBody DelaySeconds MessageAttributes "
		lacking = "MessageDeduplicationId MessageGroupId MessageSystemAttributes "
		if plain["MessageBody"] == nil {
			r.fail(errors.New("The field \"MessageBody\" is required but was missing at Parameters"))
		}
	}
	if plain[required] == nil {
		r.fail(fmt.Errorf("The field %q is required but was missing at Parameters", required))
	}
	_, action := s.task.resource()
	r.expect(only(plain, action, known, lacking))
	if s.task == sendMessageForToken && s.parameters != nil && !s.parameters.usesToken() {
		r.fail(errors.New("Parameters must contain $$.Task.Token, or nobody can end the task"))
	}
}

func (r *reader) choice(s *state) {
	list := r.list("Choices")
	if len(list) == 0 {
		r.fail(errors.New("These fields are required: [Choices]"))
	}
	for i, value := range list {
		rule, err := parseRule(value)
		if err != nil {
			r.fail(fmt.Errorf("Choices[%d]: %w", i, err))
		}
		s.rules = append(s.rules, rule)
	}
	s.otherwise = r.text("Default")
}

func (r *reader) wait(s *state) {
	given := 0
	for _, name := range []string{"Seconds", "SecondsPath", "Timestamp", "TimestampPath"} {
		if _, ok := r.members[name]; ok {
			given++
		}
	}
	if given != 1 {
		r.fail(errors.New("exactly one of Seconds, SecondsPath, Timestamp and TimestampPath is required"))
		return
	}
	if s.until = r.duration("Seconds", 0); s.until.given {
		return
	}
	if _, ok := r.members["TimestampPath"]; ok {
		s.until = wait{given: true, path: r.path("TimestampPath", true), stamp: true}
		return
	}
	t, ok := instant(r.members["Timestamp"])
	if !ok {
		r.fail(errors.New("Timestamp is not a timestamp"))
	}
	s.until = wait{given: true, instant: t}
}

func (r *reader) list(name string) []any {
	value, given := r.members[name]
	list, ok := value.([]any)
	if given && !ok {
		r.fail(fmt.Errorf("%s must be an array", name))
	}
	return list
}

func count(value any, least, most int) (int, error) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, errors.New("must be a whole number")
	}
	f, err := number.Float64()
	if err != nil || f != math.Trunc(f) || f < float64(least) || f > float64(most) {
		return 0, fmt.Errorf("must be a whole number from %d to %d", least, most)
	}
	return int(f), nil
}
