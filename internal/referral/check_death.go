package referral

import "time"

// DeathToCheck is that somebody has died who may be this person: surname and date
// of birth are the same, and no number tells them apart.
type DeathToCheck struct {
	On   Date      `json:"on"`
	At   time.Time `json:"at"`
	From Reference `json:"from"` // the case on which it was recorded; never shown
}

// CheckDeath says of a case that the person may have died, because a death was
// recorded on a case of somebody who may be them. Whoever has the case checks that
// before they contact anybody. The system makes it.
type CheckDeath struct {
	caseLevel
	On     Date      `json:"on"`
	From   Reference `json:"from"`
	Number int       `json:"number"` // which of the other case's Deaths it was
}

// Name implements Change.
func (CheckDeath) Name() string { return "death-to-check" }

// AllowedOn implements Whole.
func (d CheckDeath) AllowedOn(c Case, strands []Strand, _ Actor) error {
	if c.Died != nil || c.deathApplied(d.From, d.Number) || !anyOpen(strands) {
		return refuse("There is nothing to check.")
	}
	return nil
}

func (CheckDeath) touches(_ Case, s Strand) bool { return !s.State.Final() }

func (CheckDeath) apply(s *Strand, _ Event) { s.setFlag(FlagCheckDeath, true) }

func (d CheckDeath) applyCase(c *Case, e Event) {
	c.DeathToCheck = &DeathToCheck{On: d.On, At: e.At, From: d.From}
	c.hear(d.From, d.Number)
}

// DeathChecked says that whoever has died is somebody else.
type DeathChecked struct {
	caseLevel
	How string `json:"how"` // how that was found out
}

// Name implements Change.
func (DeathChecked) Name() string { return "death-checked" }

// AllowedOn implements Whole.
func (d DeathChecked) AllowedOn(c Case, _ []Strand, _ Actor) error {
	switch {
	case c.DeathToCheck == nil:
		return refuse("There is nothing to check.")
	case blank(d.How):
		return refuse("Enter how you know that it is somebody else.")
	}
	return nil
}

func (DeathChecked) touches(_ Case, s Strand) bool { return s.Flagged(FlagCheckDeath) }

func (DeathChecked) apply(s *Strand, _ Event) { s.setFlag(FlagCheckDeath, false) }

func (DeathChecked) applyCase(c *Case, _ Event) { c.DeathToCheck = nil }
