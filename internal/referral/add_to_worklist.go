package referral

// AddToWorklist puts a strand on its team's worklist.
type AddToWorklist struct{}

// Name implements Change.
func (AddToWorklist) Name() string { return "listed" }

// Allowed implements Change.
func (AddToWorklist) Allowed(s Strand, _ Actor) error {
	if s.State != Triaged {
		return refuse("It is past the point where it joins the worklist.")
	}
	return nil
}

func (AddToWorklist) apply(s *Strand, _ Event) { s.State = Waiting }
