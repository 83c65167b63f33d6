package display

import (
	"fmt"
	"time"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// Age says how long ago something was received.
func Age(received, now time.Time) string {
	switch days := workingtime.Days(received, now); days {
	case 0:
		return "Less than a day"
	case 1:
		return "1 day"
	default:
		return fmt.Sprintf("%d days", days)
	}
}

// Due says by when a strand should get further, and in words if that has
// passed; nothing where nothing is due.
func Due(s referral.Strand, now time.Time, calendar *workingtime.Calendar) []string {
	due := s.Due()
	if due.IsZero() {
		return nil
	}
	// What was late before the clock was stopped is late all the same.
	if since, paused := s.Paused(); paused && since.Before(due) {
		return []string{"Clock stopped", "since " + Moment(since)}
	}
	return By(due, now, calendar)
}

// By says by when something should be done, and how many working days are left.
func By(due, now time.Time, calendar *workingtime.Calendar) []string {
	if now.After(due) {
		return []string{"Overdue", "since " + Moment(due)}
	}
	return []string{Moment(due), DaysLeft(due, now, calendar)}
}

// DaysLeft says in words how many working days are left.
func DaysLeft(due, now time.Time, calendar *workingtime.Calendar) string {
	switch days := calendar.Between(now, due); days {
	case 0:
		if workingtime.Days(now, due) == 0 {
			return "(today)"
		}
		return "(no working day left)"
	case 1:
		return "(1 working day left)"
	default:
		return fmt.Sprintf("(%d working days left)", days)
	}
}
