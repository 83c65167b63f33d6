package referral

import "time"

// Reassign gives a strand that one practitioner has to another, with a note for
// them. What its holder had begun stays an allocation; a claim that nobody had
// begun starts its time anew.
type Reassign struct {
	To     Actor     `json:"to"`
	Tell   string    `json:"tell"` // their email address; "" if there is none
	Note   string    `json:"note"`
	Warns  time.Time `json:"warns"`
	Lapses time.Time `json:"lapses"`
	// With is what whoever is to have it brings; see Claim.With.
	With *Qualifications `json:"with,omitempty"`
}

// Reassign returns the change by which somebody else has it, with the times of a claim.
func (r Rules) Reassign(to Actor, tell, note string, at time.Time) Reassign {
	claim := r.Claim(tell, at)
	return Reassign{To: to, Tell: tell, Note: note, Warns: claim.Warns, Lapses: claim.Lapses}
}

// Give returns the change by which a strand is given to somebody of whom is known what
// they bring: Assign if it waits for anybody, and Reassign otherwise.
func (r Rules) Give(s Strand, to Actor, q Qualifications, tell, note string, at time.Time) Change {
	give := r.Reassign(to, tell, note, at)
	give.With = &q
	if s.State == Waiting {
		return Assign(give)
	}
	return give
}

func (Reassign) Name() string                         { return "reassigned" }
func (r Reassign) Title() string                      { return "Given to " + r.To.Name }
func (r Reassign) Detail() []string                   { return line("Why: ", r.Note) }
func (Reassign) Notices(Case, Strand, Event) []Notice { return tell(NoticeAssigned, ToHolder) }

func (Reassign) Possible(s Strand, _ Actor) error {
	if s.State != Claimed && !s.State.StopsClock() {
		return refuse("Nobody has this now: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (r Reassign) Valid(s Strand) error {
	switch {
	case s.Holder != nil && s.Holder.ID == r.To.ID:
		return refuse(r.To.Name + " has this already.")
	case r.To.ID == "":
		return refuse("Select who is to have it.")
	case blank(r.Note):
		return refuse("Enter a note for whoever is to have it.")
	case r.With != nil:
		return s.MayTake(*r.With)
	}
	return nil
}

func (r Reassign) apply(s *Strand, e Event) {
	to := r.To
	begun := s.Lapses.IsZero()
	s.Holder, s.HolderTell, s.ClaimedAt = &to, r.Tell, e.At
	s.Warns, s.Lapses = r.Warns, r.Lapses
	s.begin(e.At)
	if begun {
		s.allocate()
	}
}
