package referral

import (
	"slices"
	"time"

	"assistive-referrals/internal/workingtime"
)

// Inactive says that whoever has a strand has recorded nothing for the time that the
// policy gives, though a target has passed. No timer takes an allocation away: the
// manager is prompted, and decides.
type Inactive struct {
	titleOnly
	nothingEntered
}

func (Inactive) Name() string  { return "gone-quiet" }
func (Inactive) Title() string { return "The manager was told that nothing has been recorded" }

func (Inactive) Notices(_ Case, s Strand, _ Event) []Notice {
	return tell(NoticeQuiet, ToManager(s.Team))
}

func (Inactive) Possible(s Strand, by Actor) error {
	if s.inactiveAt().IsZero() || by.Role != SystemRole {
		return refuse("Nobody is waited for.")
	}
	return nil
}

func (Inactive) apply(s *Strand, e Event) {
	s.Prompted = e.At
	s.setFlag(FlagInactive, true)
}

// inactiveAt returns when the manager is prompted because nothing was recorded; zero
// if the strand is no allocation, or nothing is due. It is again every so often
// while nothing is.
func (s Strand) inactiveAt() time.Time {
	due := s.Due()
	if s.State != Claimed || s.Holder == nil || !s.Lapses.IsZero() || due.IsZero() {
		return time.Time{}
	}
	since := latest(s.ClaimedAt, s.Active, s.Prompted)
	if quiet := since.AddDate(0, 0, policy.QuietAfterDays); quiet.After(due) {
		return quiet
	}
	return due
}

// ForManager tells why a strand that somebody has is the manager's to look at:
// nothing was recorded though a target has passed, or its holder asked.
func (s Strand) ForManager() (why []string) {
	if s.State != Claimed && !s.State.StopsClock() {
		return nil
	}
	if s.Escalated != nil {
		why = append(why, "The practitioner asks: "+s.Escalated.Text)
	}
	if back, away := s.AwayUntil.In(workingtime.London()); away {
		why = append(why, "The practitioner is away until "+back.Format("2 January 2006")+", and it falls due before that")
	}
	if !s.Prompted.IsZero() {
		why = append(why, "Nothing was recorded since "+moment(s.Active))
	}
	return why
}

func latest(of ...time.Time) time.Time {
	return slices.MaxFunc(of, time.Time.Compare)
}
