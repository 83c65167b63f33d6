package referral

import "time"

// mustBeHolder refuses whoever is not the practitioner who has the strand.
func mustBeHolder(s Strand, by Actor) error {
	if s.State != Claimed {
		return refuse("This is not being assessed: it is " + lower(s.State.Label()) + ".")
	}
	if s.Holder == nil || s.Holder.ID != by.ID {
		return refuse("Only the practitioner who claimed this can do that.")
	}
	return nil
}

// allocate makes a claim an allocation: its holder has begun.
func (s *Strand) allocate() { s.Warns, s.Lapses = time.Time{}, time.Time{} }

// giveUp puts a strand back on its team's worklist.
func (s *Strand) giveUp() {
	s.State, s.Holder, s.HolderTell = Waiting, nil, ""
	s.allocate()
}

// begin says that whoever has a strand can do something with it from then on.
func (s *Strand) begin(at time.Time) {
	s.Active, s.Prompted, s.AwayUntil = at, time.Time{}, ""
	s.setFlag(FlagInactive, false)
	s.setFlag(FlagHolderAway, false)
}

// keepActive notices what the holder does.
func (s *Strand) keepActive(e Event) {
	if s.Holder == nil || s.Holder.ID != e.By.ID {
		return
	}
	if _, idle := e.Change.(idleHolder); idle {
		return
	}
	s.begin(e.At)
	if _, asks := e.Change.(managerAsker); !asks {
		s.Escalated = nil
		s.setFlag(FlagAsksManager, false)
	}
}
