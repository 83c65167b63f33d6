package referral

// Claim takes a strand from the worklist. It becomes an allocation, which no
// timer takes away, with the first contact.
type Claim struct {
	Tell string `json:"tell"` // the holder's email address; "" if there is none
}

// Name implements Change.
func (Claim) Name() string { return "claimed" }

// Allowed implements Change. Whoever is too late is told who has it, and since when.
func (Claim) Allowed(s Strand, by Actor) error {
	if s.State == Claimed && s.Holder != nil {
		if s.Holder.ID == by.ID {
			return refuse("You have claimed this already.")
		}
		return refuse(s.Holder.Name + " claimed this at " + moment(s.ClaimedAt) + ".")
	}
	if s.State != Waiting {
		return refuse("This is no longer waiting to be claimed: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (c Claim) apply(s *Strand, e Event) {
	holder := e.By
	s.State, s.Holder, s.HolderTell, s.ClaimedAt = Claimed, &holder, c.Tell, e.At
}

// Release puts a claimed strand back on its team's worklist, with the reason.
type Release struct {
	Reason string `json:"reason"`
}

// Name implements Change.
func (Release) Name() string { return "released" }

// Allowed implements Change.
func (Release) Allowed(s Strand, by Actor) error { return mustHold(s, by) }

func (Release) apply(s *Strand, _ Event) {
	s.State, s.Holder, s.HolderTell = Waiting, nil, ""
}

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
