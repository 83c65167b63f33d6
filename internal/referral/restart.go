package referral

// Restart raises the workflow run of a strand whose execution ended before its
// work was done. The strand stays where it is, and what was owed is still owed,
// to the new run.
type Restart struct {
	silent
	titleOnly
	nothingEntered
	Run  int    `json:"run"`  // the new run
	Seen string `json:"seen"` // what was seen of the old one
}

func (Restart) Name() string  { return "restarted" }
func (Restart) Title() string { return "Started again by the system" }

func (r Restart) Possible(s Strand, _ Actor) error {
	switch {
	case s.State.Final() || s.State.Effect() == NoEffect:
		return refuse("Nothing waits for the workflow.")
	case r.Run != s.Run+1:
		return refuse("The run has been replaced already.")
	}
	return nil
}

func (r Restart) apply(s *Strand, _ Event) { s.Run = r.Run }
