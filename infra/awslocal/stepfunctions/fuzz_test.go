package stepfunctions

import (
	"testing"
	"time"
)

// A path that parses can be set where it can be got, and then gives what was set.
func FuzzPath(f *testing.F) {
	f.Add(`$.a['b'][0].c`, `{"a":{"b":[{"c":1}]}}`)
	f.Add(`$$.Execution.Id`, `{}`)
	f.Fuzz(func(t *testing.T, written, input string) {
		p, err := parsePath(written)
		if err != nil {
			return
		}
		value, err := parse([]byte(input))
		if err != nil {
			return
		}
		before := text(value)
		changed, ok := p.set(value, "new")
		if text(value) != before {
			t.Fatalf("set changed its input from %s to %s", before, text(value))
		}
		if !ok {
			return
		}
		p.context = false
		if got, found := p.get(scope{input: changed}); !found || got != "new" {
			t.Errorf("set, then got %v", got)
		}
	})
}

// Any intrinsic function that parses can be evaluated.
func FuzzExpression(f *testing.F) {
	f.Add(`States.Format('{} \'{}\'', $.a, States.JsonToString($['b']))`, `{"a":1,"b":[2]}`)
	f.Fuzz(func(t *testing.T, written, input string) {
		e, err := parseExpression(written)
		if err != nil {
			return
		}
		value, err := parse([]byte(input))
		if err != nil {
			return
		}
		if _, err := e.evaluate(scope{input: value, context: map[string]any{}}); err != nil && asFailure(err).name == "" {
			t.Errorf("error without a name: %v", err)
		}
	})
}

// nothing is a journal that keeps nothing.
type nothing struct{}

func (nothing) Put(string, string, []byte)                    {}
func (nothing) Delete(string, string)                         {}
func (nothing) Each(string, func(string, []byte) error) error { return nil }

// Any definition that is taken can be run: it ends, or waits for something.
func FuzzDefinition(f *testing.F) {
	f.Add(`{"StartAt":"S","States":{"S":{"Type":"Pass","Parameters":{"a.$":"$.b"},"Next":"T"},"T":{"Type":"Succeed"}}}`, `{"b":1}`)
	f.Add(`{"StartAt":"S","States":{"S":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericLessThan":2,"Next":"T"}],"Default":"S"},"T":{"Type":"Wait","SecondsPath":"$.a","End":true}}}`, `{"a":1}`)
	f.Add(`{"StartAt":"S","States":{"S":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},"Retry":[{"ErrorEquals":["States.ALL"]}],"End":true}}}`, `{}`)
	f.Fuzz(func(t *testing.T, written, input string) {
		now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		s := New(Options{
			Clock: func() time.Time { return now }, Journal: nothing{}, NewID: func() string { return "id" },
			Random: func() float64 { return 0.5 }, Region: "eu-west-2", Account: "000000000000",
		})
		out, err := s.createStateMachine(createMachineInput{Name: "m", Definition: written, RoleArn: "arn:role"})
		if err != nil {
			return
		}
		_, err = s.startExecution(startInput{StateMachineArn: out.(map[string]any)["stateMachineArn"].(string), Input: &input})
		if err != nil {
			return
		}
		for range 10 {
			task, err := s.Work()
			if err != nil {
				t.Fatal(err)
			}
			if task != nil {
				if err := s.Done(task.ID, Outcome{Error: "Mine"}); err != nil {
					t.Fatal(err)
				}
				continue
			}
			next, ok := s.Due()
			if !ok {
				return
			}
			if next.Before(now) {
				t.Fatalf("due at %v, before now", next)
			}
			now = next
		}
	})
}
