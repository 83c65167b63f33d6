package awslocal

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

const asyncBucket = "awslocal/async"

// asyncRetries are the pauses before Lambda tries a failed asynchronous
// invocation again; after them it drops the event.
var asyncRetries = [...]time.Duration{time.Minute, 2 * time.Minute}

// invocationLater is an accepted asynchronous invocation. It is journalled until
// it has succeeded or is given up.
type invocationLater struct {
	Serial           uint64
	Function         string
	Payload          json.RawMessage
	At               time.Time
	Failures         int
	Source, Resource string // for hooks
}

// asyncQueue holds them in the order in which they were accepted.
type asyncQueue struct {
	serial  uint64
	waiting []invocationLater
}

func (q *asyncQueue) due() (time.Time, bool) {
	var earliest time.Time
	for _, one := range q.waiting {
		if earliest.IsZero() || one.At.Before(earliest) {
			earliest = one.At
		}
	}
	return earliest, !earliest.IsZero()
}

func asyncKey(serial uint64) string { return fmt.Sprintf("%020d", serial) }

func (c *Cloud) restoreAsync() error {
	err := c.journal.Each(asyncBucket, func(key string, value []byte) error {
		var one invocationLater
		if err := json.Unmarshal(value, &one); err != nil {
			return fmt.Errorf("awslocal: invocation %s in journal: %w", key, err)
		}
		c.async.waiting = append(c.async.waiting, one)
		c.async.serial = max(c.async.serial, one.Serial)
		return nil
	})
	sort.Slice(c.async.waiting, func(i, j int) bool { return c.async.waiting[i].Serial < c.async.waiting[j].Serial })
	return err
}

// enqueue accepts an invocation, or puts back one that failed. It is called under
// the lock.
func (c *Cloud) enqueue(one invocationLater) error {
	if one.Serial == 0 {
		c.async.serial++
		one.Serial = c.async.serial
	}
	value, err := json.Marshal(one)
	if err != nil {
		return fmt.Errorf("awslocal: %w", err)
	}
	c.async.waiting = append(c.async.waiting, one)
	c.journal.Put(asyncBucket, asyncKey(one.Serial), value)
	return nil
}

// invokeLater accepts an asynchronous invocation of a function.
func (c *Cloud) invokeLater(name string, payload []byte) error {
	name = functionOf(name)
	if len(payload) == 0 {
		payload = []byte("{}")
	}
	if len(payload) > 1<<20 {
		return &wire.Error{Status: 413, Code: "RequestTooLargeException", Message: "Request must be smaller than 1048576 bytes for the InvokeFunction operation"}
	}
	if !json.Valid(payload) {
		return wire.Refuse("InvalidRequestContentException", "Could not parse request body into json")
	}
	return c.locked(func() error {
		if c.functions[name] == nil {
			return &wire.Error{Status: 404, Code: "ResourceNotFoundException", Message: "Function not found: " + c.functionARN(name)}
		}
		return c.enqueue(invocationLater{Function: name, Payload: payload, At: c.Now(), Source: "lambda", Resource: name})
	})
}

// stepAsync makes one asynchronous invocation that is due.
func (c *Cloud) stepAsync(ctx context.Context) (bool, error) {
	var one *invocationLater
	c.mu.Lock()
	now := c.Now()
	for i, waiting := range c.async.waiting {
		if !waiting.At.After(now) {
			one = &waiting
			c.async.waiting = append(c.async.waiting[:i:i], c.async.waiting[i+1:]...)
			break
		}
	}
	c.mu.Unlock()
	if one == nil {
		return false, nil
	}
	disorder := c.hooks.disorder(Delivery{Function: one.Function, Source: one.Source, Resource: one.Resource, Attempt: one.Failures + 1})
	if disorder.Delay > 0 {
		one.At = now.Add(disorder.Delay)
		return true, c.locked(func() error { return c.enqueue(*one) })
	}
	if disorder.Lost && one.Source == "scheduler" {
		return true, c.locked(func() error {
			c.journal.Delete(asyncBucket, asyncKey(one.Serial))
			return nil
		})
	}
	times := 1
	if disorder.Twice {
		times = 2
	}
	failed := false
	for range times {
		_, functionError, err := c.invoke(ctx, one.Source, one.Function, one.Payload)
		failed = functionError != nil || err != nil
	}
	return true, c.locked(func() error {
		if failed && one.Failures < len(asyncRetries) {
			one.At = c.Now().Add(asyncRetries[one.Failures])
			one.Failures++
			return c.enqueue(*one)
		}
		if failed {
			c.log.Warn("asynchronous invocation given up", "function", one.Function)
		}
		c.journal.Delete(asyncBucket, asyncKey(one.Serial))
		return nil
	})
}
