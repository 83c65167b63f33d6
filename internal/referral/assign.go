package referral

import "time"

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
