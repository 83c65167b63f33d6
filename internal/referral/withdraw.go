package referral

// Withdraw takes a strand back before it is in place, with the reason.
type Withdraw struct {
	Reason string `json:"reason"`
}

// Name implements Change.
func (Withdraw) Name() string { return "withdrawn" }

// Allowed implements Change.
func (w Withdraw) Allowed(s Strand, _ Actor) error {
	switch {
	case s.State.Final() || s.State == InPlace:
		return refuse("This cannot be withdrawn any more: it is " + lower(s.State.Label()) + ".")
	case blank(w.Reason):
		return refuse("Enter why it is withdrawn.")
	}
	return nil
}

func (w Withdraw) apply(s *Strand, e Event) {
	s.State, s.Ending = Withdrawn, &Ending{At: e.At, Reason: "Withdrawn", Note: w.Reason}
}
