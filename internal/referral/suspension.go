package referral

import "time"

// Suspension is where a strand was when it was stopped because the person had died, or
// because it was entered in error. A mistake about that is taken back with it.
type Suspension struct {
	State      State     `json:"state"`
	At         time.Time `json:"at"`      // when it was stopped
	From       time.Time `json:"from"`    // since when its clock has stood still: At, or before
	Collect    bool      `json:"collect"` // whether what the person had was to be collected
	Team       Team      `json:"team"`
	Ending     *Ending   `json:"ending,omitempty"`
	Hold       *Hold     `json:"hold,omitempty"`
	ReviewBy   Date      `json:"reviewBy"`
	ReviewTell time.Time `json:"reviewTell"`
}

// suspend puts a strand into a state in which nobody goes on with it. What would still
// fall due for it no longer does.
func (s *Strand) suspend(to State, e Event) {
	before := Suspension{State: s.State, At: e.At, From: e.At, Collect: to == Collecting, Team: s.Team, Ending: s.Ending, Hold: s.Hold, ReviewBy: s.ReviewBy, ReviewTell: s.ReviewTell}
	if since, paused := s.Paused(); paused {
		before.From = since
	}
	s.Suspension = &before
	s.State, s.Ending, s.Hold, s.ReviewBy, s.ReviewTell = to, nil, nil, "", time.Time{}
	s.setFlag(FlagCheckDeath, false)
	s.allocate()
}

// unsuspend puts a strand back where it was before it was stopped. What waited for the
// workflow gets a new run, for the old one was stopped; what a person holds needs
// none until it is decided. A claim comes back as an allocation, so that nobody
// loses it for the time in which they could do nothing.
func (s *Strand) unsuspend(targets Targets) {
	b := s.Suspension
	s.Suspension = nil
	s.State, s.Team, s.Ending, s.Hold, s.ReviewBy, s.ReviewTell = b.State, b.Team, b.Ending, b.Hold, b.ReviewBy, b.ReviewTell
	s.Targets = targets
	if as := states[b.State].resumesAs; as != "" {
		s.State = as
	}
	if b.State.restarts() {
		s.Run++
	}
}
