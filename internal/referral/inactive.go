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
	if !s.mayGoQuiet() || by.Role != SystemRole {
		return refuse("Nobody is waited for.")
	}
	return nil
}

func (Inactive) apply(s *Strand, e Event) {
	s.Prompted = e.At
	s.setFlag(FlagInactive, true)
}

// mayGoQuiet tells whether the strand is an allocation of which something is due.
func (s Strand) mayGoQuiet() bool {
	return s.State == Claimed && s.Holder != nil && s.Lapses.IsZero() && !s.Due().IsZero()
}

// inactiveAt returns when the manager is prompted because nothing was recorded, and is
// again every so often while nothing is; zero for never.
func (r Rules) inactiveAt(s Strand) time.Time {
	if !s.mayGoQuiet() {
		return time.Time{}
	}
	quiet := latest(s.ClaimedAt, s.Active, s.Prompted).AddDate(0, 0, r.Policy.QuietAfterDays)
	return latest(quiet, s.Due())
}

// Quiet tells whether a strand is somebody's to go on with, and they have recorded
// nothing for as long as the policy lets an allocation rest.
func (r Rules) Quiet(s Strand, now time.Time) bool {
	return s.State == Claimed && s.Holder != nil && workingtime.Days(latest(s.Active, s.ClaimedAt), now) >= r.Policy.QuietAfterDays
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
