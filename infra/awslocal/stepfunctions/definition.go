package stepfunctions

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"

	"assistive-referrals/infra/awslocal/wire"
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

func sortedNames(members map[string]any) []string {
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
