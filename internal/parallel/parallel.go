// Package parallel does side by side what does not depend on each other, with the result
// that doing it one after the other would have.
package parallel

import (
	"context"
	"errors"
	"sync"

	"assistive-referrals/internal/panics"
)

// most is how many run at a time: as many connections as an AWS client keeps open.
const most = 10

// Do runs the functions and waits for all of them. It returns the error of the first,
// in their order, that failed. Whatever comes after one that failed has its context
// cancelled, or does not begin. A panic is an error of its function.
func Do(ctx context.Context, functions ...func(context.Context) error) error {
	return Each(ctx, functions, func(ctx context.Context, _ int, f func(context.Context) error) error { return f(ctx) })
}

// errUnfinished is of a function whose goroutine ended within it.
var errUnfinished = errors.New("what ran side by side did not return")

// Each is Do of one function for each of several values, with its place.
func Each[T any](ctx context.Context, values []T, do func(ctx context.Context, at int, value T) error) error {
	var (
		wait   sync.WaitGroup
		places = make(chan struct{}, most)
		failed = make([]error, len(values))
		stop   stops
	)
	for at, value := range values {
		places <- struct{}{}
		own, cancel := context.WithCancel(ctx)
		if !stop.add(cancel) {
			<-places
			break
		}
		failed[at] = errUnfinished
		wait.Go(func() {
			defer func() {
				cancel()
				if failed[at] != nil {
					stop.after(at)
				}
				<-places
			}()
			failed[at] = panics.Try(func() error { return do(own, at, value) })
		})
	}
	wait.Wait()
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

// stops ends what comes after a failure.
type stops struct {
	mu      sync.Mutex
	cancels []context.CancelFunc
	failure bool
}

// add keeps how a function is stopped; false if it shall not begin.
func (s *stops) add(cancel context.CancelFunc) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failure {
		cancel()
		return false
	}
	s.cancels = append(s.cancels, cancel)
	return true
}

// after stops every function that comes after one.
func (s *stops) after(at int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failure = true
	for _, cancel := range s.cancels[at+1:] {
		cancel()
	}
}
