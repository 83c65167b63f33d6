package awslocal

import (
	"context"
	"fmt"
	"time"
)

// Settle does everything that is ready at the present instant of the clock
// (workflow steps, stream and queue deliveries, due timers and schedules) until
// nothing is. A function that fails is not an error: what AWS would do about it
// happens. An error means that ctx ended or the journal could not be written.
// Handlers and hooks must not call Settle or Advance.
func (c *Cloud) Settle(ctx context.Context) error {
	c.loop.Lock()
	defer c.loop.Unlock()
	return c.settle(ctx)
}

// Advance moves the clock forward by d, stopping at every timer on the way
// (visibility timeouts, delays, Wait states, retries, timeouts, schedules) and
// settling there, and settles at the end. Its errors are those of Settle.
func (c *Cloud) Advance(ctx context.Context, d time.Duration) error {
	if d < 0 {
		return fmt.Errorf("awslocal: the clock cannot go back by %v", -d)
	}
	c.loop.Lock()
	defer c.loop.Unlock()
	for left := d; ; {
		if err := c.settle(ctx); err != nil {
			return err
		}
		if left == 0 {
			return c.locked(c.keepClock)
		}
		step := left
		if next, ok := c.due(); ok {
			// A live base clock may have passed the timer since.
			step = min(left, max(0, next.Sub(c.Now())))
		}
		c.offset.Add(int64(step))
		left -= step
	}
}

// Run lives in real time: it settles whenever something becomes ready, until ctx
// ends, and then returns nil.
func (c *Cloud) Run(ctx context.Context) error {
	c.live.Add(1)
	defer c.live.Add(-1)
	for {
		changed := c.whenChanged()
		if err := c.Settle(ctx); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		// What changed while settling was mostly our own doing and has been
		// seen to; one more look is cheap, and none is missed.
		wait := time.Minute
		if next, ok := c.due(); ok {
			wait = min(wait, max(0, next.Sub(c.Now())))
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-changed:
		case <-timer.C:
		}
		timer.Stop()
		if ctx.Err() != nil {
			return nil
		}
	}
}

func (c *Cloud) settle(ctx context.Context) error {
	c.expire()
	for {
		busy := false
		for _, step := range []func(context.Context) (bool, error){
			c.stepWorkflows, c.stepStreams, c.stepQueues, c.stepSchedules, c.stepAsync,
		} {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("awslocal: settling: %w", err)
			}
			did, err := step(ctx)
			if err != nil {
				return err
			}
			busy = busy || did
		}
		if !busy {
			return nil
		}
	}
}

// due returns the earliest timer of anything.
func (c *Cloud) due() (time.Time, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var earliest time.Time
	consider := func(at time.Time, ok bool) {
		if ok && (earliest.IsZero() || at.Before(earliest)) {
			earliest = at
		}
	}
	consider(c.states.Due())
	consider(c.sqs.Due())
	consider(c.async.due())
	for _, m := range c.streams {
		consider(m.cursor.RetryAt, !m.cursor.RetryAt.IsZero())
	}
	for _, s := range c.schedules {
		consider(s.next, true)
	}
	return earliest, !earliest.IsZero()
}

// expiryInterval is how often expired items are looked for. AWS promises no more
// than within a few days.
const expiryInterval = time.Hour

// expire removes expired items now and then. It has no timer of its own, so that
// a simulation need not stop for it.
func (c *Cloud) expire() {
	now := c.Now()
	if now.Sub(c.expired) < expiryInterval && !now.Before(c.expired) {
		return
	}
	c.expired = now
	// Only a failing journal makes an error here, and the next step reports it.
	_ = c.locked(func() error {
		c.dynamodb.Expire(now)
		return nil
	})
}
