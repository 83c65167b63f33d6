package referral

// List puts a strand on its team's worklist.
type List struct{}

// Name implements Change.
func (List) Name() string { return "listed" }

// Allowed implements Change.
func (List) Allowed(s Strand, _ Actor) error {
	if s.State != Triaged {
		return refuse("It is past the point where it joins the worklist.")
	}
	return nil
}

func (List) apply(s *Strand, _ Event) { s.State = Waiting }
