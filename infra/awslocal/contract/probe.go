package contract

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
)

// probe is what a case looks through: a server, a name of its own, and time.
type probe struct {
	*server
	ctx context.Context
	id  string // begins every name that the case makes
}

// unique returns letters that nobody else has.
func unique() string { return strings.ToLower(rand.Text()[:12]) }

// verdict ends a case early.
type verdict struct {
	status Status
	detail string
}

func (p *probe) fail(format string, arguments ...any) {
	panic(verdict{Differs, fmt.Sprintf(format, arguments...)})
}

// must ends the case if there is an error.
func (p *probe) must(err error) { p.code(err, "") }

// code ends the case unless err is a refusal with that code, or nil if the code
// is "".
func (p *probe) code(err error, want string) {
	got := codeOf(err)
	switch {
	case err == nil && want == "", err != nil && got != "" && got == want:
	case err == nil:
		p.fail("was taken; want %s", want)
	case unsupported(err):
		panic(verdict{NotSupported, brief(err)})
	case want == "":
		p.fail("refused: %s", brief(err))
	default:
		p.fail("got %s; want %s", brief(err), want)
	}
}

// codeOf returns the code of a refusal, or "".
func codeOf(err error) string {
	if refused, ok := errors.AsType[smithy.APIError](err); ok {
		return refused.ErrorCode()
	}
	return ""
}

// unsupported says whether a server refused what it does not have.
func unsupported(err error) bool {
	if answered, ok := errors.AsType[*awshttp.ResponseError](err); ok && answered.HTTPStatusCode() == http.StatusNotImplemented {
		return true
	}
	switch codeOf(err) {
	case "NotEmulated", "NotImplemented", "NotImplementedException", "UnknownOperation", "UnknownOperationException", "InvalidAction":
		return true
	}
	return strings.Contains(strings.ToLower(err.Error()), "not implemented") || strings.Contains(err.Error(), "not yet implemented")
}

// brief is an error in at most some 200 characters.
func brief(err error) string {
	text := err.Error()
	if refused, ok := errors.AsType[smithy.APIError](err); ok {
		text = refused.ErrorCode() + ": " + refused.ErrorMessage()
	}
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 200 {
		text = text[:200] + "…"
	}
	return text
}

// equal ends the case unless both are deeply equal.
func (p *probe) equal(what string, got, want any) {
	if !reflect.DeepEqual(got, want) {
		p.fail("%s: got %s; want %s", what, show(got), show(want))
	}
}

func show(value any) string {
	text := fmt.Sprintf("%v", value)
	if encoded, err := json.Marshal(value); err == nil {
		text = string(encoded)
	}
	if len(text) > 300 {
		text = text[:300] + "…"
	}
	return text
}

// sameJSON ends the case unless both are the same document.
func (p *probe) sameJSON(what, got, want string) {
	var g, w any
	if json.Unmarshal([]byte(got), &g) != nil || json.Unmarshal([]byte(want), &w) != nil || !reflect.DeepEqual(g, w) {
		p.fail("%s: got %s; want %s", what, got, want)
	}
}

// within says whether a duration is as wanted: exactly on a clock that we set,
// and not earlier nor three seconds later in real time.
func (p *probe) within(what string, got, want time.Duration) {
	slack := 3 * time.Second
	if p.double != nil {
		slack = 0
	}
	// Servers may keep milliseconds or whole seconds.
	if got < want-50*time.Millisecond || got > want+slack {
		p.fail("%s: took %v; want %v", what, got.Round(time.Millisecond), want)
	}
}

// wait lets time pass.
func (p *probe) wait(d time.Duration) {
	if p.double != nil {
		if err := p.double.Advance(p.ctx, d); err != nil {
			p.fail("advance: %v", err)
		}
		return
	}
	select {
	case <-time.After(d):
	case <-p.ctx.Done():
		p.fail("took too long")
	}
}

// until lets time pass until something holds, at most for so long (and a little
// longer where time is real).
func (p *probe) until(limit time.Duration, what string, holds func() bool) {
	step := 250 * time.Millisecond
	if p.double == nil {
		limit, step = limit+5*time.Second, 100*time.Millisecond
	}
	p.settle()
	for passed := time.Duration(0); !holds(); passed += step {
		if passed >= limit {
			p.fail("%s did not happen within %v", what, limit)
		}
		p.wait(step)
	}
}

// settle lets happen what is ready; a real server does so by itself.
func (p *probe) settle() {
	if p.double != nil {
		p.wait(0)
	}
}

// eachCode ends the case unless the codes are the wanted ones, in this order.
func (p *probe) inOrder(what string, got []string, want ...string) {
	if !slices.Equal(got, want) {
		p.fail("%s: got %v; want %v", what, got, want)
	}
}
