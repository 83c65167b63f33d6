package referral

import "assistive-referrals/internal/workingtime"

// HolderAway says that whoever has a strand is away while something of it falls due.
// It takes nothing from them: the manager is told, and decides. Without a date they
// are back.
type HolderAway struct {
	Until Date `json:"until"` // the first day back at work
}

// HolderAwayUntil returns the change that an absence makes to a strand: without a date
// where nothing of it falls due meanwhile.
func HolderAwayUntil(s Strand, until Date) HolderAway {
	if !s.dueBefore(until) {
		until = ""
	}
	return HolderAway{Until: until}
}

// Name implements Change.
func (HolderAway) Name() string { return "holder-away" }

// Allowed implements Change.
func (a HolderAway) Allowed(s Strand, _ Actor) error {
	switch {
	case s.State != Claimed || s.Holder == nil:
		return refuse("Nobody works on this: it is " + lower(s.State.Label()) + ".")
	case s.AwayUntil == a.Until:
		return refuse("That is known already.")
	case a.Until != "" && !s.dueBefore(a.Until):
		return refuse("Nothing falls due meanwhile.")
	}
	return nil
}

func (a HolderAway) apply(s *Strand, _ Event) {
	s.AwayUntil = a.Until
	s.setFlag(FlagHolderAway, a.Until != "")
}

// dueBefore tells whether the strand's next target passes before that day.
func (s Strand) dueBefore(day Date) bool {
	back, ok := day.In(workingtime.London())
	due := s.Due()
	return ok && !due.IsZero() && due.Before(back)
}
