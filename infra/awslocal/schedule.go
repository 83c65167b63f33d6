package awslocal

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Schedule invokes a function again and again, as EventBridge Scheduler does for
// a rate.
type Schedule struct {
	Name, Function string
	// Every is the time from one firing to the next: whole minutes, at least one.
	Every time.Duration
	// Input is the event. The placeholders <aws.scheduler.scheduled-time>,
	// <aws.scheduler.schedule-arn>, <aws.scheduler.execution-id> and
	// <aws.scheduler.attempt-number> in it are filled in. Nil gives the event
	// that the scheduler makes itself.
	Input json.RawMessage
}

const scheduleBucket = "awslocal/schedule"

type schedule struct {
	Schedule
	next time.Time
}

// Schedule starts a schedule. It fires first after Every, or when it would have
// fired next when the Cloud was last open; firings that were missed meanwhile
// are made up for by one. Functions are invoked asynchronously: after an error
// Lambda tries again after one minute and after two more. It returns an error if
// the function does not exist or the schedule would be refused by AWS.
func (c *Cloud) Schedule(s Schedule) error {
	if s.Every < time.Minute || s.Every%time.Minute != 0 {
		return fmt.Errorf("awslocal: schedule %s: %v is not a number of whole minutes", s.Name, s.Every)
	}
	if s.Input != nil && !json.Valid(s.Input) {
		return fmt.Errorf("awslocal: schedule %s: its input is not JSON", s.Name)
	}
	return c.locked(func() error {
		if c.functions[s.Function] == nil {
			return fmt.Errorf("awslocal: schedule %s: function %s does not exist", s.Name, s.Function)
		}
		for _, other := range c.schedules {
			if other.Name == s.Name {
				return fmt.Errorf("awslocal: schedule %s exists already", s.Name)
			}
		}
		made := &schedule{Schedule: s, next: c.Now().Add(s.Every)}
		err := c.journal.Each(scheduleBucket, func(name string, value []byte) error {
			if name != s.Name {
				return nil
			}
			kept, err := time.Parse(time.RFC3339Nano, string(value))
			// A schedule whose rate was shortened does not wait out the old one.
			if err == nil && kept.Before(made.next) {
				made.next = kept
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("awslocal: schedule %s in journal: %w", s.Name, err)
		}
		c.schedules = append(c.schedules, made)
		c.keepSchedule(made)
		return nil
	})
}

func (c *Cloud) keepSchedule(s *schedule) {
	c.journal.Put(scheduleBucket, s.Name, []byte(s.next.Format(time.RFC3339Nano)))
}

// stepSchedules turns due firings into asynchronous invocations.
func (c *Cloud) stepSchedules(context.Context) (bool, error) {
	fired := false
	err := c.locked(func() error {
		now := c.Now()
		for _, s := range c.schedules {
			if now.Before(s.next) {
				continue
			}
			at := s.next
			s.next = at.Add(s.Every * (now.Sub(at)/s.Every + 1))
			c.keepSchedule(s)
			fired = true
			if err := c.enqueue(invocationLater{
				Function: s.Function, Payload: c.scheduleEvent(s, at), At: now, Source: "scheduler", Resource: s.Name,
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return fired, err
}

func (c *Cloud) scheduleEvent(s *schedule, at time.Time) json.RawMessage {
	arn := "arn:aws:scheduler:" + c.options.Region + ":" + c.options.Account + ":schedule/default/" + s.Name
	when := at.UTC().Format("2006-01-02T15:04:05Z")
	id := c.random.id()
	if s.Input == nil {
		return json.RawMessage(fmt.Sprintf(
			`{"version":"0","id":%q,"detail-type":"Scheduled Event","source":"aws.scheduler","account":%q,"time":%q,"region":%q,"resources":[%q],"detail":"{}"}`,
			id, c.options.Account, when, c.options.Region, arn))
	}
	return json.RawMessage(strings.NewReplacer(
		"<aws.scheduler.scheduled-time>", when, "<aws.scheduler.schedule-arn>", arn,
		"<aws.scheduler.execution-id>", id, "<aws.scheduler.attempt-number>", strconv.Itoa(1),
	).Replace(string(s.Input)))
}
