package referral

import (
	"slices"
	"time"
)

// Restore takes back that the person has died, or that strands were entered in
// error: each goes on where it was. It waits until nothing is owed, because only
// then is the old run surely over.
type Restore struct {
	// Of is what was a mistake: Died or EnteredInError.
	Of      State            `json:"of"`
	Reason  string           `json:"reason"`
	Targets map[Kind]Targets `json:"targets"` // as the pause moved them
	// From and Number are as in RecordDeath.
	From   Reference `json:"from"`
	Number int       `json:"number"`
}

// Restore returns the change that takes a mistake back about those strands.
func (r Rules) Restore(restore Restore, strands []Strand, at time.Time) Restore {
	restore.Targets = map[Kind]Targets{}
	for _, s := range strands {
		if s.Suspension != nil {
			restore.Targets[s.Kind] = r.targetsMoved(s, s.Suspension.From, at)
		}
	}
	return restore
}

func (Restore) Name() string       { return "restored" }
func (Restore) Title() string      { return "A mistake was taken back" }
func (r Restore) Detail() []string { return line("Why: ", r.Reason) }

func (Restore) Notices(c Case, strands []Strand, e Event) []Notice {
	return tellStaff(c, e, NoticeRestored, e.touched(strands))
}

// RequiresIdle says that it is refused while something is owed.
func (Restore) RequiresIdle() {}

func (r Restore) Possible(c Case, strands []Strand, _ Actor) error {
	inError := func(s Strand) bool { return s.State == EnteredInError }
	switch {
	case r.Of == Died && r.From != "" && (c.deathApplied(r.From, r.Number) || !c.deathIsFrom(r.From)):
		return refuse("This has reached the referral already.")
	case r.Of == Died && r.From == "" && c.Died == nil:
		return refuse("It is not recorded that the person has died.")
	case r.Of == Died:
		return nil
	case r.Of == EnteredInError && c.Died != nil:
		return refuse("The person has died.")
	case r.Of != EnteredInError || !slices.ContainsFunc(strands, inError):
		return refuse("Nothing was entered in error.")
	}
	return nil
}

func (r Restore) Valid(Case, []Strand) error {
	if blank(r.Reason) {
		return refuse("Enter why it was a mistake.")
	}
	return nil
}

// deathIsFrom tells whether what is known of a death came from that case.
func (c Case) deathIsFrom(from Reference) bool {
	return c.Died != nil && c.Died.From == from || c.DeathToCheck != nil && c.DeathToCheck.From == from
}

func (r Restore) touches(c Case, s Strand) bool {
	switch {
	case r.Of == EnteredInError:
		return s.Suspension != nil && s.State == EnteredInError
	case c.Died == nil: // there was only something to check
		return s.Flagged(FlagCheckDeath)
	}
	return s.Suspension != nil && (s.State == Died || s.State == Collecting)
}

func (r Restore) apply(s *Strand, _ Event) {
	if s.Flagged(FlagCheckDeath) {
		s.setFlag(FlagCheckDeath, false)
		return
	}
	collected := s.State == Died && s.Suspension.Collect
	s.unsuspend(r.Targets[s.Kind])
	s.CollectBy = time.Time{}
	if collected && (s.State == InPlace || s.State == Closed) && s.Decision != nil && s.Decision.Outcome.Yes() {
		// It must be put in place again.
		s.State, s.Team, s.Ending, s.ReviewBy, s.ReviewTell = Arranging, arrangingTeam(s.Kind), nil, "", time.Time{}
	}
}

func (r Restore) applyCase(c *Case, e Event) {
	if r.Of == EnteredInError {
		c.Errors -= len(e.Touched)
		return
	}
	c.Died, c.DeathToCheck = nil, nil
	c.Deaths++
	c.hear(r.From, r.Number)
}
