package stepfunctions

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Names of errors that the language itself raises.
const (
	allErrors         = "States.ALL"
	taskFailed        = "States.TaskFailed"
	timeoutError      = "States.Timeout"
	heartbeatError    = "States.HeartbeatTimeout"
	runtimeError      = "States.Runtime"
	dataLimitExceeded = "States.DataLimitExceeded"
	noChoiceMatched   = "States.NoChoiceMatched"
	resultPathFailure = "States.ResultPathMatchFailure"
)

func readErrors(value any) ([]string, error) {
	list, ok := value.([]any)
	if !ok || len(list) == 0 {
		return nil, errors.New("ErrorEquals must be an array that is not empty")
	}
	var names []string
	for _, item := range list {
		name, ok := item.(string)
		if !ok {
			return nil, errors.New("ErrorEquals holds strings")
		}
		names = append(names, name)
	}
	if slices.Contains(names, allErrors) && len(names) > 1 {
		return nil, errors.New("States.ALL must stand alone in ErrorEquals")
	}
	return names, nil
}

// lastOnly refuses States.ALL anywhere but in the last retrier or catcher.
func lastOnly(names []string, last bool) error {
	if !last && slices.Contains(names, allErrors) {
		return errors.New("States.ALL must be in the last retrier or catcher")
	}
	return nil
}

func readRetrier(value any) (retrier, error) {
	r := retrier{interval: 1, most: 3, backoff: 2}
	members, ok := value.(map[string]any)
	if !ok {
		return r, errors.New("a retrier is an object")
	}
	if err := only(members, "Retry", "Comment ErrorEquals IntervalSeconds MaxAttempts BackoffRate MaxDelaySeconds JitterStrategy ", unemulated); err != nil {
		return r, err
	}
	var err error
	if r.errors, err = readErrors(members["ErrorEquals"]); err != nil {
		return r, err
	}
	for name, into := range map[string]struct {
		value       *int
		least, most int
	}{
		"IntervalSeconds": {&r.interval, 1, largestCount},
		"MaxAttempts":     {&r.most, 0, largestCount},
		"MaxDelaySeconds": {&r.maxDelay, 1, 31_622_400 - 1},
	} {
		if given, ok := members[name]; ok {
			if *into.value, err = count(given, into.least, into.most); err != nil {
				return r, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	if r.maxDelay != 0 && r.maxDelay <= r.interval {
		return r, errors.New("MaxDelaySeconds must be greater than IntervalSeconds")
	}
	if given, ok := members["BackoffRate"]; ok {
		number, isNumber := given.(json.Number)
		if !isNumber {
			return r, errors.New("BackoffRate must be a number")
		}
		if r.backoff, err = number.Float64(); err != nil || r.backoff < 1 {
			return r, errors.New("BackoffRate must be at least 1")
		}
	}
	if given, ok := members["JitterStrategy"]; ok {
		if given != "FULL" && given != "NONE" {
			return r, errors.New("JitterStrategy must be FULL or NONE")
		}
		r.jitter = given == "FULL"
	}
	return r, nil
}

func readCatcher(value any) (catcher, error) {
	var c catcher
	members, ok := value.(map[string]any)
	if !ok {
		return c, errors.New("a catcher is an object")
	}
	if err := only(members, "Catch", "Comment ErrorEquals Next ResultPath ", unemulated); err != nil {
		return c, err
	}
	var err error
	if c.errors, err = readErrors(members["ErrorEquals"]); err != nil {
		return c, err
	}
	if c.next, ok = members["Next"].(string); !ok {
		return c, errors.New("a catcher needs Next")
	}
	r := reader{members: members}
	c.resultPath = r.path("ResultPath", false)
	return c, r.err
}

// catches says whether names, of a retrier or catcher, cover an error. What goes
// wrong inside Step Functions itself is covered by nothing (States.Runtime) or
// only by its own name (States.DataLimitExceeded).
func catches(names []string, raised string) bool {
	if raised == runtimeError {
		return false
	}
	for _, name := range names {
		switch {
		case name == raised:
			return true
		case name == allErrors && raised != dataLimitExceeded:
			return true
		case name == taskFailed && raised != timeoutError && raised != heartbeatError && raised != dataLimitExceeded:
			return true
		case name == timeoutError && raised == heartbeatError:
			return true
		}
	}
	return false
}

// delay returns how long to wait before the nth retry, counted from 1.
func (r retrier) delay(n int, random func() float64) time.Duration {
	length := float64(r.interval) * math.Pow(r.backoff, float64(n-1))
	most := float64(largestCount)
	if r.maxDelay > 0 {
		most = float64(r.maxDelay)
	}
	length = min(length, most)
	if r.jitter {
		length *= random()
	}
	return time.Duration(math.Round(length*1000)) * time.Millisecond
}

// check refuses transitions to nowhere and states that nothing reaches.
func (d *definition) check() error {
	if d.states[d.startAt] == nil {
		return fmt.Errorf("MISSING_TRANSITION_TARGET: Missing 'Next' target: %s at /StartAt", d.startAt)
	}
	reached := map[string]bool{}
	waiting := []string{d.startAt}
	for len(waiting) > 0 {
		name := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if !reached[name] {
			reached[name] = true
			waiting = append(waiting, d.states[name].targets(d.states)...)
		}
	}
	var names []string
	for name, s := range d.states {
		for _, target := range s.targets(nil) {
			if d.states[target] == nil {
				names = append(names, fmt.Sprintf("MISSING_TRANSITION_TARGET: Missing 'Next' target: %s at /States/%s", target, name))
			}
		}
		if !reached[name] {
			names = append(names, fmt.Sprintf("MISSING_TRANSITION_TARGET: State \"%s\" is not reachable. at /States/%s", name, name))
		}
	}
	if len(names) > 0 {
		slices.Sort(names)
		return errors.New(strings.Join(names, ", "))
	}
	return nil
}

// targets returns the states that this one may lead to; with states given, only
// those that exist.
func (s *state) targets(states map[string]*state) []string {
	var all []string
	add := func(name string) {
		if name != "" && (states == nil || states[name] != nil) {
			all = append(all, name)
		}
	}
	add(s.next)
	add(s.otherwise)
	for _, r := range s.rules {
		add(r.next)
	}
	for _, c := range s.catchers {
		add(c.next)
	}
	return all
}
