package awslocal

import (
	"fmt"
	"strconv"
	"time"
)

const clockBucket = "awslocal/clock"

// Now returns the present instant of the Cloud in UTC: the base clock plus every
// Advance so far, those before a restart included.
func (c *Cloud) Now() time.Time {
	return c.base().Add(time.Duration(c.offset.Load())).Round(0).UTC()
}

func (c *Cloud) restoreClock() error {
	return c.journal.Each(clockBucket, func(_ string, value []byte) error {
		offset, err := strconv.ParseInt(string(value), 10, 64)
		if err != nil {
			return fmt.Errorf("awslocal: clock in journal: %w", err)
		}
		c.offset.Store(offset)
		c.kept = offset
		return nil
	})
}

// keepClock journals the clock if it was moved.
func (c *Cloud) keepClock() error {
	if offset := c.offset.Load(); offset != c.kept {
		c.kept = offset
		c.journal.Put(clockBucket, "offset", strconv.AppendInt(nil, offset, 10))
	}
	return nil
}
