package referral

// AddToWorklist puts a strand on its team's worklist.
type AddToWorklist struct {
	titleOnly
	nothingEntered
}

func (AddToWorklist) Name() string  { return "listed" }
func (AddToWorklist) Title() string { return "Put on the worklist" }

// Notices tells the team of what is urgent.
func (AddToWorklist) Notices(_ Case, s Strand, _ Event) []Notice {
	if s.Priority != Urgent {
		return nil
	}
	return tell(NoticeUrgent, ToTeam(s.Team))
}

func (AddToWorklist) Possible(s Strand, _ Actor) error {
	if s.State != Triaged {
		return refuse("It is past the point where it joins the worklist.")
	}
	return nil
}

func (AddToWorklist) apply(s *Strand, _ Event) { s.State = Waiting }
