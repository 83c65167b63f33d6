package referral

// Release puts a claimed strand back on its team's worklist, with the reason.
type Release struct {
	silent
	nothingEntered
	Reason string `json:"reason"`
}

func (Release) Name() string       { return "released" }
func (Release) Title() string      { return "Put back on the worklist" }
func (r Release) Detail() []string { return line("Why: ", r.Reason) }

// Possible refuses while a visit is planned: nobody would keep what was promised.
func (Release) Possible(s Strand, by Actor) error {
	if err := mustBeHolder(s, by); err != nil {
		return err
	}
	if planned := s.Planned(); len(planned) > 0 {
		return refuse("A visit is planned at " + moment(planned[0].When) + ". Cancel it first, or record what came of it.")
	}
	return nil
}

func (Release) apply(s *Strand, _ Event) { s.giveUp() }
