package referral

import "time"

// Death is what is known of the person's death.
type Death struct {
	On     Date      `json:"on"`     // "" if it is not known
	ToldBy string    `json:"toldBy"` // who told us
	By     Actor     `json:"by"`
	At     time.Time `json:"at"`
	// From is the case of the same person on which it was recorded; "" if that was
	// this one.
	From Reference `json:"from"`
	// Told are the cases that must hear of it, and of a mistake about it.
	Told []Reference `json:"told,omitempty"`
}

// RecordDeath records that the person has died. Every strand stops at once, and
// nothing is sent to the person any more. What they have of ours is to be
// collected, also where the strand had ended long ago.
type RecordDeath struct {
	On        Date        `json:"on"`
	ToldBy    string      `json:"toldBy"`
	CollectBy time.Time   `json:"collectBy"`      // the target for collecting what they have
	Told      []Reference `json:"told,omitempty"` // see Death
	// From and Number say on which case of the same person it was recorded, and
	// which of its Deaths that was; nothing where it is this case.
	From   Reference `json:"from"`
	Number int       `json:"number"`
}

// RecordDeath returns the change that records it, with the target for collecting.
func (r Rules) RecordDeath(d RecordDeath, at time.Time) RecordDeath {
	d.CollectBy = stamp(r.Calendar.After(at, r.Policy.CollectDays))
	return d
}

func (RecordDeath) Name() string  { return "person-died" }
func (RecordDeath) Title() string { return "The person has died" }

func (d RecordDeath) Detail() []string {
	said := line("Died on ", d.On.Long())
	if d.From != "" {
		return append(said, "Another team recorded it.")
	}
	return append(said, line("Told by: ", d.ToldBy)...)
}

// Notices tells the staff, and each team that has something to collect.
func (RecordDeath) Notices(c Case, strands []Strand, e Event) []Notice {
	notices := tellStaff(c, e, NoticeDied, e.touched(strands))
	for _, s := range e.touched(strands) {
		if s.State == Collecting {
			notices = append(notices, Notice{Type: NoticeCollect, To: ToTeam(s.Team), Strand: s.Kind})
		}
	}
	return notices
}

func (d RecordDeath) Possible(c Case, _ []Strand, _ Actor) error {
	switch {
	case c.Died != nil:
		return refuse("It is recorded already that the person has died.")
	case c.InError():
		return refuse("This referral was entered in error.")
	case c.deathApplied(d.From, d.Number):
		return refuse("This has reached the referral already.")
	}
	return nil
}

func (d RecordDeath) Valid(Case, []Strand) error {
	if blank(d.ToldBy) {
		return refuse("Enter who told us.")
	}
	return nil
}

// deathApplied tells whether that record of another case has reached this one before.
func (c Case) deathApplied(from Reference, number int) bool {
	return from != "" && c.DeathsApplied[from] >= number
}

// hear remembers that record of another case.
func (c *Case) hear(from Reference, number int) {
	if from == "" {
		return
	}
	heard := map[Reference]int{from: number}
	for r, n := range c.DeathsApplied {
		if r != from {
			heard[r] = n
		}
	}
	c.DeathsApplied = heard
}

func (RecordDeath) touches(_ Case, s Strand) bool {
	return s.State != EnteredInError && (!s.State.Final() || s.ToCollect())
}

func (d RecordDeath) apply(s *Strand, e Event) {
	if !s.ToCollect() {
		s.suspend(Died, e)
		s.Ending = &Ending{At: e.At, Reason: diedReason}
		return
	}
	s.suspend(Collecting, e)
	s.Team, s.CollectBy = arrangingTeam(s.Kind), d.CollectBy
}

const diedReason = "The person has died"

func (d RecordDeath) applyCase(c *Case, e Event) {
	c.Died = &Death{On: d.On, ToldBy: d.ToldBy, By: e.By, At: e.At, From: d.From, Told: d.Told}
	c.Deaths++
	c.DeathToCheck = nil
	c.hear(d.From, d.Number)
}
