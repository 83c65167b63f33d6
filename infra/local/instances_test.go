package local

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/aws/aws-lambda-go/lambda"
)

// Events at the same time get an instance each, and each its own answer.
func TestInstances(t *testing.T) {
	made := 0
	arrived := sync.WaitGroup{}
	arrived.Add(2)
	function, err := newInstances(t.Context(), func(context.Context) (lambda.Handler, error) {
		made++
		return lambda.NewHandler(func(_ context.Context, n int) (string, error) {
			if n < 2 {
				arrived.Done()
				arrived.Wait() // both are here at once, or this never ends
			}
			if n == 3 {
				runtime.Goexit()
			}
			return fmt.Sprintf("answer %d", n), nil
		}), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	invoke := func(n int) string {
		result, err := function.Invoke(t.Context(), fmt.Appendf(nil, "%d", n))
		if err != nil {
			t.Error(err)
		}
		return string(result)
	}
	var both sync.WaitGroup
	for n := range 2 {
		both.Go(func() {
			if got, want := invoke(n), fmt.Sprintf("%q", fmt.Sprintf("answer %d", n)); got != want {
				t.Errorf("event %d was answered %s", n, got)
			}
		})
	}
	both.Wait()
	invoke(2)
	if made != 2 {
		t.Errorf("%d instances were made for two events at a time", made)
	}
	var dying sync.WaitGroup
	dying.Go(func() { invoke(3) })
	dying.Wait()
	if len(function.idle) != 1 {
		t.Errorf("%d instances are left after one of two died", len(function.idle))
	}
}
