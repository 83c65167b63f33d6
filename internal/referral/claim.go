package referral

import "time"

// Claim takes a strand from the worklist. It lapses if its holder writes nothing
// down. It becomes an allocation, which no timer takes away, with the first
// contact, note or whatever else they record.
type Claim struct {
	silent
	titleOnly
	nothingEntered
	Tell   string    `json:"tell"`   // the holder's email address; "" if there is none
	Warns  time.Time `json:"warns"`  // when the holder is warned; zero for never
	Lapses time.Time `json:"lapses"` // when it goes back on the worklist; zero for never
	// With is what they bring, by which it was allowed; nil in events from before it
	// was asked for. Whoever signs in claims with it.
	With *Qualifications `json:"with,omitempty"`
}

// Claim returns the change by which somebody claims, with when it lapses.
func (r Rules) Claim(tell string, at time.Time) Claim {
	return Claim{Tell: tell, Warns: stamp(r.Calendar.After(at, r.Policy.ClaimWarnsDays)), Lapses: stamp(r.Calendar.After(at, r.Policy.ClaimLapsesDays))}
}

// ClaimWith is Claim for somebody of whom is known what they bring.
func (r Rules) ClaimWith(q Qualifications, tell string, at time.Time) Claim {
	claim := r.Claim(tell, at)
	claim.With = &q
	return claim
}

func (Claim) Name() string  { return "claimed" }
func (Claim) Title() string { return "Claimed" }

// Possible tells whoever is too late who has it, and since when; and whoever lacks
// what it needs what that is.
func (c Claim) Possible(s Strand, by Actor) error {
	switch {
	case s.State == Claimed && s.Holder != nil && s.Holder.ID == by.ID:
		return refuse("You have claimed this already.")
	case s.State == Claimed && s.Holder != nil:
		return refuse(s.Holder.Name + " claimed this at " + moment(s.ClaimedAt) + ".")
	case s.State != Waiting:
		return refuse("This is no longer waiting to be claimed: it is " + lower(s.State.Label()) + ".")
	case c.With != nil:
		return s.MayTake(*c.With)
	}
	return nil
}

func (c Claim) apply(s *Strand, e Event) {
	holder := e.By
	s.State, s.Holder, s.HolderTell, s.ClaimedAt = Claimed, &holder, c.Tell, e.At
	s.Warns, s.Lapses = c.Warns, c.Lapses
	s.begin(e.At)
}

type claimTimer struct{}

func (claimTimer) at(r Rules, s Strand) time.Time {
	switch {
	case !s.Warns.IsZero():
		return s.Warns
	case !s.Lapses.IsZero():
		return s.Lapses
	}
	return r.inactiveAt(s)
}

func (claimTimer) change(_ Rules, s Strand, now time.Time) Change {
	switch {
	case !s.Lapses.IsZero() && !now.Before(s.Lapses):
		return Lapse{}
	case !s.Warns.IsZero():
		return LapseWarning{}
	}
	return Inactive{}
}
