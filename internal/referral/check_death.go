package referral

import (
	"slices"
	"time"
)

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
	On     Date      `json:"on"`
	From   Reference `json:"from"`
	Number int       `json:"number"` // which of the other case's Deaths it was
}

func (CheckDeath) Name() string { return "death-to-check" }

func (CheckDeath) Title() string {
	return "To check: somebody with the same name and date of birth has died"
}

func (d CheckDeath) Detail() []string { return line("Died on ", d.On.Long()) }

// Notices tells the staff of every strand that is open, and not the referrer.
func (CheckDeath) Notices(c Case, strands []Strand, e Event) []Notice {
	open := slices.DeleteFunc(slices.Clone(strands), func(s Strand) bool { return s.State.Final() })
	return slices.DeleteFunc(tellStaff(c, e, NoticeCheckDeath, open), func(n Notice) bool { return n.To == ToReferrer })
}

func (d CheckDeath) Possible(c Case, strands []Strand, _ Actor) error {
	if c.Died != nil || c.deathApplied(d.From, d.Number) || !anyOpen(strands) {
		return refuse("There is nothing to check.")
	}
	return nil
}

func (CheckDeath) Valid(Case, []Strand) error { return nil }

func (CheckDeath) touches(_ Case, s Strand) bool { return !s.State.Final() }

func (CheckDeath) apply(s *Strand, _ Event) { s.setFlag(FlagCheckDeath, true) }

func (d CheckDeath) applyCase(c *Case, e Event) {
	c.DeathToCheck = &DeathToCheck{On: d.On, At: e.At, From: d.From}
	c.hear(d.From, d.Number)
}
