package journey

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/local/invariant"
)

// TestEveryFault tells stories from the referral to the end again and again: the
// straight line, and what happens besides it. Each time one of the AWS calls, or one
// invocation of a function, fails: before it takes effect, after it, or with the
// process that made it. People press again when they see an error, as people do. The
// story must come to its end, and afterwards everything must hold that always must.
//
// A run takes a sample of the calls, spread evenly; FAULTS=all takes every one: of the
// straight line in each of the three ways, of the rest in one way each, in turn.
func TestEveryFault(t *testing.T) {
	for _, of := range []struct {
		story       string
		stride, all int // every so many calls, without and with FAULTS=all
	}{{"faults", 23, 1}, {"faults-beside", 151, 3}} {
		t.Run(of.story, func(t *testing.T) {
			story, err := Load("testdata/" + of.story + ".journey")
			if err != nil {
				t.Fatal(err)
			}
			calls, stride := countCalls(t, story), of.stride
			if os.Getenv("FAULTS") == "all" {
				stride = of.all
			}
			t.Logf("%d calls and invocations, every %d. of them", calls, stride)
			if calls < 200 {
				t.Fatalf("the story made only %d calls", calls)
			}
			for kind, name := range []string{"before", "after", "crash"} {
				fault := []awslocal.Fault{awslocal.FailBefore, awslocal.FailAfter, awslocal.Crash}[kind]
				for at := 1 + kind; at <= calls; at += stride {
					t.Run(fmt.Sprintf("%s/%d", name, at), func(t *testing.T) {
						t.Parallel()
						withFault(t, story, at, fault)
					})
				}
			}
		})
	}
}

// countCalls tells the story without a fault.
func countCalls(t *testing.T, story Story) int {
	t.Helper()
	world, err := NewLocal(t.Context(), story.Starts)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = world.Close() }()
	if os.Getenv("FAULTS") != "all" {
		world.SkipIdle()
	}
	calls := 0
	world.Cloud.Faults(func(awslocal.Call) awslocal.Fault { calls++; return awslocal.None })
	if result := tellStubbornly(t.Context(), story, world); !result.OK() {
		t.Fatal(result.Line())
	}
	world.Cloud.Faults(nil)
	return calls
}

func withFault(t *testing.T, story Story, at int, fault awslocal.Fault) {
	world, err := NewLocal(t.Context(), story.Starts)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = world.Close() }()
	if os.Getenv("FAULTS") != "all" {
		world.SkipIdle()
	}
	calls := 0
	var hit awslocal.Call
	world.Cloud.Faults(func(call awslocal.Call) awslocal.Fault {
		if calls++; calls != at {
			return awslocal.None
		}
		hit = call
		if fault == awslocal.Crash && call.Caller == "" {
			return awslocal.FailAfter // nobody's process: only the answer can be lost
		}
		return fault
	})
	result := tellStubbornly(t.Context(), story, world)
	world.Cloud.Faults(nil)
	about := fmt.Sprintf("%s.%s by %q", hit.Service, hit.Operation, hit.Caller)
	if hit.Service == "" {
		return // a fault earlier in another run may save a call; here the story ended before this one
	}
	if !result.OK() {
		t.Errorf("%s: %s", about, result.Line())
	}
	if err := world.Later(t.Context(), invariant.Quiet); err != nil {
		t.Fatal(err)
	}
	for _, v := range invariant.Check(t.Context(), world.System, invariant.Options{Recorder: world.Recorder, FaultsInjected: true}) {
		t.Errorf("%s: %s", about, v)
	}
}

// tellStubbornly tells a story with people who press again, and leaves the checks to the caller.
func tellStubbornly(ctx context.Context, story Story, world *Local) Result {
	return Run(ctx, story, stubborn{world})
}

// stubborn is a world whose people try again when they see an error.
type stubborn struct{ *Local }

// Transport implements World.
func (w stubborn) Transport() http.RoundTripper { return &again{next: w.Local.Transport()} }

// Check implements World: the test does it, once the faults are over.
func (stubborn) Check(context.Context) ([]string, error) { return nil, nil }

type again struct {
	next http.RoundTripper
	mu   sync.Mutex
}

// RoundTrip sends a request up to three times, until the answer is no error of the
// service. Somebody whose sign-in failed goes back to the start.
func (a *again) RoundTrip(r *http.Request) (*http.Response, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	var answer *http.Response
	for range 3 {
		request := r.Clone(r.Context())
		request.Body = io.NopCloser(bytes.NewReader(body))
		var err error
		if answer, err = a.next.RoundTrip(request); err != nil {
			return nil, err
		}
		if answer.StatusCode < 500 {
			break
		}
	}
	if answer.StatusCode >= 400 && strings.HasPrefix(r.URL.Path, "/sign-in/") {
		answer.StatusCode, answer.Body = http.StatusSeeOther, io.NopCloser(strings.NewReader(""))
		answer.Header.Set("Location", "/")
	}
	return answer, nil
}
