package referral

import (
	"fmt"
	"slices"
	"time"
)

// Episode is what a strand came to before it was reopened.
type Episode struct {
	State      State       `json:"state"`
	Ending     Ending      `json:"ending"`
	Holder     *Actor      `json:"holder,omitempty"`
	HolderTell string      `json:"holderTell"`
	Assessment *Assessment `json:"assessment,omitempty"`
	Decision   *Decision   `json:"decision,omitempty"`
	Reopened   time.Time   `json:"reopened"`
}

// Reopen takes up again a strand that was closed or withdrawn, with the reason. It
// is triaged anew with what is known now, in a new run, and goes back to its team's
// worklist. Its targets count from now; the days since the referral never stop. It
// waits until nothing is owed, because only then is the old run surely over.
type Reopen struct {
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
	Flags  []Flag    `json:"flags"` // those that the answers put on it; nil leaves them as they are
	within int       // how many days after its end it is possible
}

// Reopen returns the change that takes a strand up again, with what the answers say of
// it now.
func (r Rules) Reopen(reason string, s Strand, current Referral, at time.Time) Reopen {
	return Reopen{Reason: reason, At: at, Flags: FlagsOf(current.Facts, s.Kind), within: r.Policy.ReopenWithinDays}
}

func (Reopen) Name() string       { return "reopened" }
func (Reopen) Title() string      { return "Reopened" }
func (r Reopen) Detail() []string { return line("Why: ", r.Reason) }

// Notices tells the referrer, the team, and whoever had the strand before.
func (Reopen) Notices(c Case, s Strand, e Event) []Notice {
	var notices []Notice
	if c.Referrer.ID != e.By.ID {
		notices = append(notices, Notice{Type: NoticeReopened, To: ToReferrer})
	}
	if s.Team != "" {
		notices = append(notices, Notice{Type: NoticeReopened, To: ToTeam(s.Team)})
	}
	if had := s.HadBefore(); had != nil && had.ID != e.By.ID && had.ID != c.Referrer.ID {
		notices = append(notices, Notice{Type: NoticeReopened, To: ToHadBefore})
	}
	return notices
}

// RequiresIdle says that it is refused while something is owed.
func (Reopen) RequiresIdle() {}

// Possible refuses whoever can only refer and would undo a decision.
func (r Reopen) Possible(s Strand, by Actor) error {
	switch {
	case s.State != Closed && s.State != Withdrawn:
		return refuse("This cannot be reopened: it is " + lower(s.State.Label()) + ".")
	case r.At.After(s.Ending.At.AddDate(0, 0, r.within)):
		return refuse(fmt.Sprintf("It ended more than %d days ago. Make a new referral, so that what has changed is asked.", r.within))
	case s.Decision != nil && s.Decision.Outcome != CouldNotBeReached && (by.Role == SocialWorker || by.Role == HospitalDischarge):
		return refuse("The team decided this. Ask them to reopen it, or make a new referral with what has changed.")
	}
	return nil
}

func (Reopen) possibleIn(c Case) error {
	if c.Died != nil {
		return refuse("The person has died.")
	}
	return nil
}

func (r Reopen) Valid(Strand) error {
	if blank(r.Reason) {
		return refuse("Enter why it is reopened.")
	}
	return nil
}

func (r Reopen) apply(s *Strand, e Event) {
	s.Earlier = append(s.Earlier[:len(s.Earlier):len(s.Earlier)], Episode{
		State: s.State, Ending: *s.Ending, Holder: s.Holder, HolderTell: s.HolderTell, Assessment: s.Assessment, Decision: s.Decision, Reopened: e.At,
	})
	s.Known = s.knownNow()
	s.State, s.Run, s.Reopened = Received, s.Run+1, e.At
	s.Targets, s.Ending, s.Hold, s.Suspension, s.DuplicateOf = Targets{}, nil, nil, nil, ""
	s.Assessment, s.Proposal, s.Decision, s.Arranged = nil, nil, nil, nil
	s.InPlaceAt, s.ReviewBy, s.ReviewTell = time.Time{}, "", time.Time{}
	s.Holder, s.HolderTell, s.ClaimedAt = nil, "", time.Time{}
	s.Next, s.Told, s.Escalated = nil, time.Time{}, nil
	s.allocate()
	if r.Flags != nil {
		s.Flags = s.flagsWith(r.Flags)
	}
}

// knownNow returns who dealt with the person in earlier referrals or before this one
// was reopened, by identifier, the latest first.
func (s Strand) knownNow() []string {
	var known []string
	for _, by := range s.practitioners() {
		known = append(known, by.ID)
	}
	var once []string
	for _, id := range append(known, s.Known...) {
		if len(once) < mostKnown && !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return once
}

// HadBefore returns the practitioner who had the strand before it was last
// reopened, or nil. They know it, and are the first choice for it.
func (s Strand) HadBefore() *Actor {
	if len(s.Earlier) == 0 {
		return nil
	}
	return s.Earlier[len(s.Earlier)-1].Holder
}

// HadBeforeTell returns the email address of whoever had it before, or "".
func (s Strand) HadBeforeTell() string {
	if len(s.Earlier) == 0 {
		return ""
	}
	return s.Earlier[len(s.Earlier)-1].HolderTell
}

// Started returns when the targets of a strand began to count: when it was sent,
// or last reopened.
func (s Strand) Started() time.Time {
	if s.Reopened.After(s.Received) {
		return s.Reopened
	}
	return s.Received
}
