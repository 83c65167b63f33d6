package stepfunctions

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"sort"
	"strings"
	"time"

	"assistive-referrals/internal/awslocal/wire"
)

// definition is a parsed state machine definition.
type definition struct {
	startAt string
	timeout time.Duration // of a whole execution; zero for none
	states  map[string]*state
}

// state is one state, with the fields that its type has.
type state struct {
	name, kind string
	next       string
	end        bool

	inputPath, outputPath *path // nil when given as null
	resultPath            *path // nil discards the result
	parameters            *template
	resultSelector        *template
	result                any // of Pass
	hasResult             bool

	task      integration
	timeout   wait // of a task
	heartbeat wait
	retriers  []retrier
	catchers  []catcher

	rules     []rule // of Choice
	otherwise string

	until wait // of Wait

	failError, failCause expression // of Fail
}

// wait is a number of seconds or an instant, fixed or computed.
type wait struct {
	given   bool
	seconds int
	instant time.Time
	path    *path
	stamp   bool // the path names a timestamp rather than seconds
}

type retrier struct {
	errors   []string
	interval int
	most     int
	backoff  float64
	maxDelay int
	jitter   bool
}

type catcher struct {
	errors     []string
	next       string
	resultPath *path
}

// integration is what a task calls.
type integration int

const (
	invokeFunction integration = iota + 1
	sendMessage
	sendMessageForToken
)

var integrations = map[string]integration{
	"arn:aws:states:::lambda:invoke":                    invokeFunction,
	"arn:aws:states:::sqs:sendMessage":                  sendMessage,
	"arn:aws:states:::sqs:sendMessage.waitForTaskToken": sendMessageForToken,
}

// resource returns how events name the integration.
func (i integration) resource() (kind, action string) {
	switch i {
	case invokeFunction:
		return "lambda", "invoke"
	case sendMessage:
		return "sqs", "sendMessage"
	}
	return "sqs", "sendMessage.waitForTaskToken"
}

const (
	every        = "Type Comment "
	flow         = every + "InputPath OutputPath "
	passing      = flow + "Next End "
	withResult   = passing + "ResultPath Parameters "
	unemulated   = "QueryLanguage Assign Output Arguments Credentials Condition "
	largestCount = 99_999_999
)

// fields are what each type of state may have.
var fields = map[string]string{
	"Task":    withResult + "Resource ResultSelector Retry Catch TimeoutSeconds TimeoutSecondsPath HeartbeatSeconds HeartbeatSecondsPath ",
	"Pass":    withResult + "Result ",
	"Choice":  flow + "Choices Default ",
	"Wait":    passing + "Seconds SecondsPath Timestamp TimestampPath ",
	"Succeed": flow,
	"Fail":    every + "Error ErrorPath Cause CausePath ",
}

// parseDefinition returns the machine that a text defines. What is wrong is a
// refusal with code InvalidDefinition; what AWS has and the double lacks is one
// with code NotEmulated.
func parseDefinition(text string) (*definition, error) {
	d, err := readDefinition(text)
	if err == nil {
		err = d.check()
	}
	if err == nil {
		return d, nil
	}
	var refused *wire.Error
	if errors.As(err, &refused) {
		return nil, refused
	}
	return nil, wire.Refuse("InvalidDefinition", "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: %v'", err)
}

func readDefinition(written string) (*definition, error) {
	if len(written) > 1<<20 {
		return nil, errors.New("the definition is longer than 1048576 characters")
	}
	value, err := parse([]byte(written))
	if err != nil {
		return nil, fmt.Errorf("not JSON: %w", err)
	}
	root, ok := value.(map[string]any)
	if !ok {
		return nil, errors.New("the definition is not an object")
	}
	if err := only(root, "", "Comment StartAt States Version TimeoutSeconds ", unemulated); err != nil {
		return nil, err
	}
	d := &definition{states: map[string]*state{}}
	if version, ok := root["Version"]; ok && version != "1.0" {
		return nil, errors.New("Version must be 1.0")
	}
	if d.startAt, ok = root["StartAt"].(string); !ok {
		return nil, errors.New("These fields are required: [StartAt]")
	}
	if limit, ok := root["TimeoutSeconds"]; ok {
		n, err := count(limit, 1, largestCount)
		if err != nil {
			return nil, fmt.Errorf("TimeoutSeconds: %w", err)
		}
		d.timeout = time.Duration(n) * time.Second
	}
	states, ok := root["States"].(map[string]any)
	if !ok || len(states) == 0 {
		return nil, errors.New("These fields are required: [States]")
	}
	for _, name := range sortedNames(states) {
		members, ok := states[name].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("a state is an object at /States/%s", name)
		}
		if n := len([]rune(name)); n == 0 || n > 80 {
			return nil, fmt.Errorf("a state's name has 1 to 80 characters at /States/%s", name)
		}
		s, err := readState(name, members)
		if err != nil {
			return nil, fmt.Errorf("%w at /States/%s", err, name)
		}
		d.states[name] = s
	}
	return d, nil
}

// only refuses members that are not among those known, by name if AWS has them.
func only(members map[string]any, of, known, lacking string) error {
	for _, name := range sortedNames(members) {
		if strings.Contains(" "+known, " "+name+" ") {
			continue
		}
		if name == "QueryLanguage" && members[name] == "JSONPath" {
			continue
		}
		if strings.Contains(" "+lacking, " "+name+" ") {
			return wire.NotEmulated("States", strings.TrimPrefix(of+"."+name, "."))
		}
		return fmt.Errorf("Field '%s' is not supported", name)
	}
	return nil
}

func readState(name string, members map[string]any) (*state, error) {
	kind, _ := members["Type"].(string)
	known, ok := fields[kind]
	if !ok {
		if kind == "Map" || kind == "Parallel" {
			return nil, wire.NotEmulated("States", kind)
		}
		return nil, fmt.Errorf("%q is not a type of state", kind)
	}
	if err := only(members, kind, known, unemulated); err != nil {
		return nil, err
	}
	s := &state{name: name, kind: kind}
	r := reader{members: members}
	s.next, s.end = r.text("Next"), r.flag("End")
	s.inputPath, s.outputPath = r.path("InputPath", true), r.path("OutputPath", true)
	s.resultPath = r.path("ResultPath", false)
	s.parameters, s.resultSelector = r.template("Parameters"), r.template("ResultSelector")
	s.result, s.hasResult = members["Result"]
	switch kind {
	case "Task":
		r.task(s)
	case "Choice":
		r.choice(s)
	case "Wait":
		r.wait(s)
	case "Fail":
		s.failError, s.failCause = r.message("Error"), r.message("Cause")
	}
	if strings.Contains(known, " Next ") && (s.next != "") == s.end {
		r.fail(errors.New("exactly one of Next and End is required"))
	}
	return s, r.err
}

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

func sortedNames(members map[string]any) []string {
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
