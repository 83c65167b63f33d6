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

func (HolderAway) Name() string     { return "holder-away" }
func (HolderAway) Detail() []string { return nil }

func (a HolderAway) Title() string {
	if a.Until == "" {
		return "The practitioner is back"
	}
	return "The practitioner is away until " + a.Until.Long()
}

// Notices tells the manager, unless they said it.
func (HolderAway) Notices(_ Case, s Strand, e Event) []Notice {
	if s.AwayUntil == "" || e.By.Role == TeamManager {
		return nil
	}
	return tell(NoticeHolderAway, ToManager(s.Team))
}

func (HolderAway) Possible(s Strand, _ Actor) error {
	if s.State != Claimed || s.Holder == nil {
		return refuse("Nobody works on this: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (a HolderAway) Valid(s Strand) error {
	switch {
	case s.AwayUntil == a.Until:
		return refuse("That is known already.")
	case a.Until != "" && !s.dueBefore(a.Until):
		return refuse("Nothing falls due meanwhile.")
	}
	return nil
}

func (HolderAway) noWork() {}

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
