package workingtime

import "time"

// Stopped returns where a due time moves when its clock was stopped from one
// instant to another: later by the working days that began meanwhile, at the same
// time on the wall clock. As many working days are then left as when the clock was
// stopped. It is unchanged if no working day began, or if it had passed before the
// clock was stopped: what was late stays late.
func (c *Calendar) Stopped(due, from, to time.Time) time.Time {
	if due.IsZero() || due.Before(from) || to.Before(from) {
		return due
	}
	days := c.Between(from, to)
	if days == 0 {
		return due
	}
	wall := due.In(London())
	clock := time.Duration(wall.Hour())*time.Hour + time.Duration(wall.Minute())*time.Minute +
		time.Duration(wall.Second())*time.Second + time.Duration(wall.Nanosecond())
	day := midday(due)
	for days > 0 {
		day = day.AddDate(0, 0, 1)
		if c.WorkingDay(day) {
			days--
		}
	}
	return at(day, clock)
}
