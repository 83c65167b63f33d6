package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// Claim takes a strand from the worklist. It lapses if its holder writes nothing
// down. It becomes an allocation, which no timer takes away, with the first
// contact, note or whatever else they record.
type Claim struct {
	Tell   string    `json:"tell"`   // the holder's email address; "" if there is none
	Warns  time.Time `json:"warns"`  // when the holder is warned; zero for never
	Lapses time.Time `json:"lapses"` // when it goes back on the worklist; zero for never
	// With is what they bring, by which it was allowed; nil in events from before it
	// was asked for. Whoever signs in claims with it.
	With *Qualifications `json:"with,omitempty"`
}

// ClaimAt completes a claim with its times and returns the change.
func ClaimAt(tell string, at time.Time, calendar *workingtime.Calendar) Claim {
	return Claim{Tell: tell, Warns: stamp(calendar.After(at, policy.ClaimWarnsDays)), Lapses: stamp(calendar.After(at, policy.ClaimLapsesDays))}
}

// ClaimWith is ClaimAt for somebody of whom is known what they bring.
func ClaimWith(q Qualifications, tell string, at time.Time, calendar *workingtime.Calendar) Claim {
	claim := ClaimAt(tell, at, calendar)
	claim.With = &q
	return claim
}

// Name implements Change.
func (Claim) Name() string { return "claimed" }

// Allowed implements Change. Whoever is too late is told who has it, and since when;
// whoever lacks what it needs is told what that is.
func (c Claim) Allowed(s Strand, by Actor) error {
	if s.State == Claimed && s.Holder != nil {
		if s.Holder.ID == by.ID {
			return refuse("You have claimed this already.")
		}
		return refuse(s.Holder.Name + " claimed this at " + moment(s.ClaimedAt) + ".")
	}
	if s.State != Waiting {
		return refuse("This is no longer waiting to be claimed: it is " + lower(s.State.Label()) + ".")
	}
	if c.With != nil {
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

// allocate makes a claim an allocation: its holder has begun.
func (s *Strand) allocate() { s.Warns, s.Lapses = time.Time{}, time.Time{} }

// giveUp puts a strand back on its team's worklist.
func (s *Strand) giveUp() {
	s.State, s.Holder, s.HolderTell = Waiting, nil, ""
	s.allocate()
}

// Release puts a claimed strand back on its team's worklist, with the reason.
type Release struct {
	Reason string `json:"reason"`
}

// Name implements Change.
func (Release) Name() string { return "released" }

// Allowed implements Change. Nobody would keep what was promised, so a planned visit
// stands in the way.
func (Release) Allowed(s Strand, by Actor) error {
	if err := mustHold(s, by); err != nil {
		return err
	}
	if planned := s.Planned(); len(planned) > 0 {
		return refuse("A visit is planned at " + moment(planned[0].When) + ". Cancel it first, or record what came of it.")
	}
	return nil
}

func (Release) apply(s *Strand, _ Event) { s.giveUp() }

// mustHold refuses whoever is not the practitioner who has the strand.
func mustHold(s Strand, by Actor) error {
	if s.State != Claimed {
		return refuse("This is not being assessed: it is " + lower(s.State.Label()) + ".")
	}
	if s.Holder == nil || s.Holder.ID != by.ID {
		return refuse("Only the practitioner who claimed this can do that.")
	}
	return nil
}
