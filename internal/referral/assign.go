package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// Assign gives a strand that waits on the worklist to a practitioner of its team, with
// a note for them. It is theirs as if they had claimed it then: it lapses if they
// write nothing down.
type Assign struct {
	To     Actor     `json:"to"`
	Tell   string    `json:"tell"` // their email address; "" if there is none
	Note   string    `json:"note"`
	Warns  time.Time `json:"warns"`
	Lapses time.Time `json:"lapses"`
	// With is what whoever is to have it brings; see Claim.With.
	With *Qualifications `json:"with,omitempty"`
}

// Give returns the change by which a strand is given to somebody: Assign if nobody
// has it, and Reassign otherwise.
func Give(s Strand, to Actor, q Qualifications, tell, note string, at time.Time, calendar *workingtime.Calendar) Change {
	r := ReassignWith(q, to, tell, note, at, calendar)
	if s.State == Waiting {
		return Assign(r)
	}
	return r
}

func (Assign) Name() string                         { return "assigned" }
func (a Assign) Title() string                      { return "Given to " + a.To.Name }
func (a Assign) Detail() []string                   { return line("Why: ", a.Note) }
func (Assign) Notices(Case, Strand, Event) []Notice { return tell(NoticeAssigned, ToHolder) }

func (Assign) Possible(s Strand, _ Actor) error {
	switch {
	case s.State == Claimed && s.Holder != nil:
		return refuse(s.Holder.Name + " has had this since " + moment(s.ClaimedAt) + ".")
	case s.State != Waiting:
		return refuse("This is no longer waiting to be claimed: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (a Assign) Valid(s Strand) error { return Reassign(a).Valid(s) }

func (a Assign) apply(s *Strand, e Event) {
	to := a.To
	s.State, s.Holder, s.HolderTell, s.ClaimedAt = Claimed, &to, a.Tell, e.At
	s.Warns, s.Lapses = a.Warns, a.Lapses
	s.begin(e.At)
}
