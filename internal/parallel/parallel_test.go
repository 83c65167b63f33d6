package parallel_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"assistive-referrals/internal/panics"
	"assistive-referrals/internal/parallel"
)

type function = func(context.Context) error

func succeeds(context.Context) error { return nil }

func fails(text string) function { return func(context.Context) error { return errors.New(text) } }

// The two can only return if both run at once.
func TestDoRunsSideBySide(t *testing.T) {
	var both sync.WaitGroup
	both.Add(2)
	meets := func(context.Context) error {
		both.Done()
		both.Wait()
		return nil
	}
	if err := parallel.Do(t.Context(), meets, meets); err != nil {
		t.Error(err)
	}
}

func TestTheErrorIsThatOfTheFirst(t *testing.T) {
	begun := make(chan struct{})
	late := func(context.Context) error { // fails after the one behind it
		<-begun
		return errors.New("first")
	}
	early := func(context.Context) error {
		close(begun)
		return errors.New("second")
	}
	cancelled := func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	}
	for name, c := range map[string]struct {
		functions []function
		want      string
	}{
		"none":                       {nil, ""},
		"none fails":                 {[]function{succeeds, succeeds}, ""},
		"one fails":                  {[]function{succeeds, fails("second"), succeeds}, "second"},
		"the first fails last":       {[]function{late, early}, "first"},
		"what follows is cancelled":  {[]function{fails("first"), cancelled, cancelled}, "first"},
		"a panic":                    {[]function{succeeds, func(context.Context) error { panic("Alpha Testcase") }}, "panic: string"},
		"a goroutine that is ended":  {[]function{func(context.Context) error { runtime.Goexit(); return nil }}, "did not return"},
		"what comes before goes on":  {[]function{func(ctx context.Context) error { return ctx.Err() }, fails("second")}, "second"},
		"many, of which one is last": {append(make20(succeeds), fails("last")), "last"},
	} {
		t.Run(name, func(t *testing.T) {
			err := parallel.Do(t.Context(), c.functions...)
			if got := fmt.Sprint(err); (err == nil) != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("error is %v; want %q", err, c.want)
			}
			if name == "a panic" {
				if panicked, is := errors.AsType[*panics.Error](err); !is || len(panicked.Stack) == 0 {
					t.Errorf("of the panic is left %v", err)
				}
			}
		})
	}
}

func make20(f function) []function {
	var all []function
	for range 20 {
		all = append(all, f)
	}
	return all
}

// Whatever fails, the error is the one that doing it one after the other would have met,
// and everything before it was done.
func TestEachIsAsIfOneAfterTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fail := rapid.SliceOfN(rapid.Bool(), 0, 30).Draw(t, "fail")
		want := ""
		before := len(fail)
		for at, is := range fail {
			if is {
				want, before = fmt.Sprint("failure ", at), at
				break
			}
		}
		done := make([]atomic.Bool, len(fail))
		var running, atOnce atomic.Int32
		err := parallel.Each(context.Background(), fail, func(ctx context.Context, at int, is bool) error {
			if n := running.Add(1); n > atOnce.Load() {
				atOnce.Store(n)
			}
			defer running.Add(-1)
			runtime.Gosched()
			if is {
				return fmt.Errorf("failure %d", at)
			}
			if ctx.Err() == nil {
				done[at].Store(true)
			}
			return ctx.Err()
		})
		if got := fmt.Sprint(err); (err == nil) != (want == "") || err != nil && got != want {
			t.Fatalf("error is %v; want %q", err, want)
		}
		for at := range before {
			if !done[at].Load() {
				t.Fatalf("%d was not done, though only %q failed", at, want)
			}
		}
		if atOnce.Load() > 10 || running.Load() != 0 {
			t.Fatalf("%d ran at once, %d still run", atOnce.Load(), running.Load())
		}
	})
}

// Who asked no longer waits.
func TestACancelledContextReachesThem(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	err := parallel.Do(ctx, func(ctx context.Context) error {
		cancel()
		<-ctx.Done()
		return ctx.Err()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}
