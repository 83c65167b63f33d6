package referral

// Duplicate ends a strand because another open case of the person asks for the same,
// and says which. Whoever referred reads the reason, and not the reference: they may
// not see that case.
type Duplicate struct {
	Of     Reference `json:"of"`
	Reason string    `json:"reason"`
}

func (Duplicate) Name() string       { return "ended-as-duplicate" }
func (Duplicate) Title() string      { return "Ended as a duplicate" }
func (d Duplicate) Detail() []string { return line("Why: ", d.Reason) }

func (Duplicate) Notices(_ Case, s Strand, e Event) []Notice {
	notices := tell(NoticeDuplicate, ToReferrer)
	if s.Holder != nil && s.Holder.ID != e.By.ID {
		notices = append(notices, Notice{Type: NoticeDuplicate, To: ToHolder})
	}
	return notices
}

// Possible leaves what somebody has to them and a team manager.
func (Duplicate) Possible(s Strand, by Actor) error {
	switch {
	case !s.State.revocable():
		return refuse("This can no longer be ended as a duplicate: it is " + lower(s.State.Label()) + ".")
	case s.Holder != nil && s.Holder.ID != by.ID && by.Role != TeamManager:
		return refuse("Only " + s.Holder.Name + ", who has it, or a team manager can end it as a duplicate.")
	}
	return nil
}

func (d Duplicate) Valid(Strand) error {
	switch {
	case d.Of == "":
		return refuse("Select which referral asks for the same.")
	case blank(d.Reason):
		return refuse("Enter why it is the same request.")
	}
	return nil
}

func (d Duplicate) apply(s *Strand, e Event) {
	s.State, s.DuplicateOf = Withdrawn, d.Of
	s.Ending = &Ending{At: e.At, Reason: "The same request is open already", Note: d.Reason}
	s.mayDuplicate(nil)
}
