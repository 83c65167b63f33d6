package awslocal

import (
	"context"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

// receive answers ReceiveMessage, waiting for a message as long as the request
// or the queue asks for. In a simulation nobody would end the wait, so an
// in-process client waits only while Run keeps the clock going; without Run an
// empty queue answers at once.
func (c *Cloud) receive(ctx context.Context, service wire.Service, r request) (any, error) {
	wait := time.Duration(0)
	if r.patient {
		c.mu.Lock()
		wait = c.sqs.WaitTime(r.body)
		c.mu.Unlock()
	}
	deadline := c.Now().Add(wait)
	// Over a port the other side lives in real time, whatever our clock does.
	patience := time.Now().Add(wait)
	for {
		changed := c.whenChanged()
		output, err := c.call(service, "ReceiveMessage", r.body)
		if err != nil || wait == 0 || c.sqs.Received(output) {
			return output, err
		}
		c.mu.Lock()
		next := c.sqs.NextVisible(r.body, deadline)
		c.mu.Unlock()
		remaining := next.Sub(c.Now())
		if !c.Now().Before(deadline) || !time.Now().Before(patience) {
			return output, nil
		}
		timer := time.NewTimer(max(remaining, time.Millisecond))
		select {
		case <-changed:
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return output, nil
		}
		timer.Stop()
	}
}
