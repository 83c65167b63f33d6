package referral

import "time"

// ResumeWork takes a strand up again that was on hold, or that waited for the
// referrer. The system does it when a hold's date has come; before that the
// practitioner can, with the reason.
type ResumeWork struct {
	Reason  string  `json:"reason"`
	Targets Targets `json:"targets"` // as the pause moved them
}

// ResumeWork returns the change that takes that strand up again.
func (r Rules) ResumeWork(reason string, s Strand, at time.Time) ResumeWork {
	return ResumeWork{Reason: reason, Targets: r.targetsAfter(s, at)}
}

func (ResumeWork) Name() string       { return "returned" }
func (ResumeWork) Title() string      { return "Taken up again" }
func (r ResumeWork) Detail() []string { return line("Why: ", r.Reason) }

// Notices tells the holder of a hold that ended by itself.
func (ResumeWork) Notices(_ Case, _ Strand, e Event) []Notice {
	if e.By.Role != SystemRole {
		return nil
	}
	return tell(NoticeReturned, ToHolder)
}

func (ResumeWork) Possible(s Strand, by Actor) error {
	switch {
	case !s.State.StopsClock():
		return refuse("This is neither on hold nor waiting for the referrer: it is " + lower(s.State.Label()) + ".")
	case by.Role == SystemRole && s.State != OnHold:
		return refuse("Only a hold ends by itself.")
	case by.Role != SystemRole && (s.Holder == nil || s.Holder.ID != by.ID):
		return refuse("Only the practitioner who claimed this can do that.")
	}
	return nil
}

func (r ResumeWork) Valid(Strand) error {
	if blank(r.Reason) {
		return refuse("Enter why you go on with it.")
	}
	return nil
}

func (r ResumeWork) apply(s *Strand, e Event) {
	s.State, s.Hold, s.Targets = Claimed, nil, r.Targets
	s.begin(e.At)
}
