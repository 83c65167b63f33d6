package contract

import (
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

func waitCases() []Case {
	lasts := func(definition string, input func(*probe) string, want time.Duration) func(*probe) {
		return func(p *probe) {
			got := p.ended(p.begin(definition, input(p)), want+time.Second)
			p.equal("status", got.Status, types.ExecutionStatusSucceeded)
			p.within("the execution", got.StopDate.Sub(*got.StartDate), want)
		}
	}
	in := func(text string) func(*probe) string { return func(*probe) string { return text } }
	caught := func(p *probe, more, fails, want string) {
		url := p.queue("")
		more += `,"End":true`
		if strings.Contains(more, "Catch") {
			more += `},"T":{"Type":"Pass","End":true`
		}
		arn := p.begin(alone(callback(url, more)), `{"a":1}`)
		if fails != "" {
			p.must(p.failTask(p.called(url, time.Second).Token, fails, "why"))
		}
		got := outcome(p.ended(arn, 3*time.Second))
		if want[0] == '{' {
			p.sameJSON("output", got, want)
			return
		}
		p.equal("outcome", got, want)
	}
	return append(table("States", "Wait", []row{
		{"Seconds", docWait, lasts(alone(`{"Type":"Wait","Seconds":2,"End":true}`), in(`{}`), 2*time.Second)},
		{"SecondsPath", docWait, lasts(alone(`{"Type":"Wait","SecondsPath":"$.s","End":true}`), in(`{"s":1}`), time.Second)},
		{"TimestampPath", docWait, func(p *probe) {
			at := p.now().Add(3 * time.Second).UTC().Truncate(time.Second)
			got := p.ended(p.begin(alone(`{"Type":"Wait","TimestampPath":"$.t","End":true}`), fmt.Sprintf(`{"t":%q}`, at.Format(time.RFC3339))), 4*time.Second)
			if got.StopDate.Before(at.Add(-50*time.Millisecond)) || got.StopDate.After(at.Add(3*time.Second)) {
				p.fail("ended at %v; want %v", got.StopDate, at)
			}
		}},
		{"a timestamp in the past does not wait", docWait, lasts(alone(`{"Type":"Wait","Timestamp":"2020-01-01T00:00:00Z","End":true}`), in(`{}`), 0)},
		{"0 seconds do not wait", docWait, lasts(alone(`{"Type":"Wait","Seconds":0,"End":true}`), in(`{}`), 0)},
		{"its input is its output", docWait, func(p *probe) {
			p.gives(alone(`{"Type":"Wait","Seconds":0,"End":true}`), `{"a":[1]}`, `{"a":[1]}`)
		}},
	}), table("States", "Catch", []row{
		{"gives error and cause in place of the input", docErrors, func(p *probe) {
			caught(p, `,"Catch":[{"ErrorEquals":["Busy"],"Next":"T"}]`, "Busy", `{"Error":"Busy","Cause":"why"}`)
		}},
		{"or beside it, where ResultPath says", docErrors, func(p *probe) {
			caught(p, `,"Catch":[{"ErrorEquals":["Busy"],"ResultPath":"$.e","Next":"T"}]`, "Busy", `{"a":1,"e":{"Error":"Busy","Cause":"why"}}`)
		}},
		{"or not at all, with a null ResultPath", docErrors, func(p *probe) {
			caught(p, `,"Catch":[{"ErrorEquals":["Busy"],"ResultPath":null,"Next":"T"}]`, "Busy", `{"a":1}`)
		}},
		{"the first that matches", docErrors, func(p *probe) {
			caught(p, `,"Catch":[{"ErrorEquals":["Other"],"ResultPath":"$.wrong","Next":"T"},{"ErrorEquals":["Busy"],"ResultPath":null,"Next":"T"},{"ErrorEquals":["States.ALL"],"ResultPath":"$.wrong","Next":"T"}]`, "Busy", `{"a":1}`)
		}},
		{"an error that none names ends the execution", docErrors, func(p *probe) {
			caught(p, `,"Catch":[{"ErrorEquals":["Other"],"Next":"T"}]`, "Busy", "failed: Busy")
		}},
		{"States.TaskFailed catches it", docErrors, func(p *probe) {
			caught(p, `,"Catch":[{"ErrorEquals":["States.TaskFailed"],"ResultPath":null,"Next":"T"}]`, "Busy", `{"a":1}`)
		}},
		{"a task's TimeoutSeconds: States.Timeout", docErrors, func(p *probe) {
			caught(p, `,"TimeoutSeconds":1,"Catch":[{"ErrorEquals":["States.Timeout"],"ResultPath":null,"Next":"T"}]`, "", `{"a":1}`)
		}},
		{"a timeout that nobody catches fails the execution", docErrors, func(p *probe) {
			caught(p, `,"TimeoutSeconds":1`, "", "failed: States.Timeout")
		}},
		{"States.TaskFailed does not catch a timeout", docErrors, func(p *probe) {
			caught(p, `,"TimeoutSeconds":1,"Catch":[{"ErrorEquals":["States.TaskFailed"],"ResultPath":null,"Next":"T"}]`, "", "failed: States.Timeout")
		}},
		{"States.ALL does not catch States.Runtime", docErrors, func(p *probe) {
			state := strings.Replace(callback(p.queue(""), `,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"T"}],"End":true},"T":{"Type":"Pass","End":true`), `"$$.State.RetryCount"`, `"$.none"`, 1)
			p.gives(alone(state), `{}`, "failed: States.Runtime")
		}},
		{"a result of more than 256 KiB: States.DataLimitExceeded", docErrors, func(p *probe) {
			arn, token := p.waiting(p.queue(""), `,"ResultPath":"$.b","End":true`)
			p.must(p.succeed(token, `"`+strings.Repeat("x", 262144-2)+`"`))
			p.equal("outcome", outcome(p.ended(arn, 2*time.Second)), "failed: States.DataLimitExceeded")
		}},
		{"retriers come before catchers", docErrors, func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(callback(url, `,"Retry":[{"ErrorEquals":["Busy"],"MaxAttempts":1}],"Catch":[{"ErrorEquals":["Busy"],"ResultPath":null,"Next":"T"}],"End":true},"T":{"Type":"Pass","End":true`)), `{"a":1}`)
			p.must(p.failTask(p.called(url, time.Second).Token, "Busy", "first"))
			p.must(p.failTask(p.called(url, 3*time.Second).Token, "Busy", "second"))
			p.sameJSON("output", outcome(p.ended(arn, time.Second)), `{"a":1}`)
		}},
		{"a catch may catch again after its state is entered again", docErrors, func(p *probe) {
			url := p.queue("")
			arn := p.begin(alone(callback(url, `,"Catch":[{"ErrorEquals":["Busy"],"ResultPath":null,"Next":"S"},{"ErrorEquals":["Done"],"ResultPath":null,"Next":"T"}],"End":true},"T":{"Type":"Pass","End":true`)), `{"a":1}`)
			for _, fails := range []string{"Busy", "Busy", "Done"} {
				p.must(p.failTask(p.called(url, time.Second).Token, fails, "why"))
				p.settle()
			}
			p.sameJSON("output", outcome(p.ended(arn, time.Second)), `{"a":1}`)
		}},
	})...)
}
