package awslocal

import (
	"strconv"
	"time"
)

// Rewind sets the clock back by d, so that sample data can be laid down as if it
// had come in over the time before now: rewind, and Advance by as much in all.
// It is for a Cloud in which nothing has happened yet; what already has a time
// keeps it, so a schedule that was stated before fires when the clock is back.
func (c *Cloud) Rewind(d time.Duration) error {
	return c.locked(func() error {
		offset := c.offset.Add(-int64(d))
		c.journal.Put(clockBucket, "offset", strconv.AppendInt(nil, offset, 10))
		return nil
	})
}
