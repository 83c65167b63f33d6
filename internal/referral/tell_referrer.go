package referral

import "time"

// TellReferrer tells the referrer that nobody can be reached: they may know another
// way. The referral is not put off by it.
type TellReferrer struct {
	nothingEntered
	Next *NextContact `json:"next,omitempty"` // what follows, by the policy
}

// TellReferrer returns the change that tells them, with what follows it.
func (r Rules) TellReferrer(s Strand, at time.Time) TellReferrer {
	return TellReferrer{Next: r.nextContact(s.sinceReopened(), at, s.Priority)}
}

func (TellReferrer) Name() string                         { return "referrer-told" }
func (TellReferrer) Title() string                        { return "Told the referrer that nobody can be reached" }
func (TellReferrer) Notices(Case, Strand, Event) []Notice { return tell(NoticeNotReached, ToReferrer) }

func (t TellReferrer) Detail() []string {
	if t.Next == nil {
		return nil
	}
	return t.Next.Words()
}

// Possible admits it sooner than the policy asks for it, but not before somebody tried.
func (TellReferrer) Possible(s Strand, by Actor) error {
	if err := mustBeHolder(s, by); err != nil {
		return err
	}
	switch {
	case s.contacted():
		return refuse("Somebody has been reached.")
	case s.Next == nil:
		return refuse("Record an attempt to reach them first.")
	case !s.Told.IsZero():
		return refuse("The referrer was told at " + moment(s.Told) + ".")
	}
	return nil
}

func (t TellReferrer) apply(s *Strand, e Event) {
	s.Told, s.Next = e.At, t.Next
	s.allocate()
}
