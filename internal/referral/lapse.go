package referral

// Lapse puts a strand back on its team's worklist, because whoever claimed it
// wrote nothing down in the time that a claim has. Looking at it is not work.
type Lapse struct {
	titleOnly
	nothingEntered
}

func (Lapse) Name() string  { return "lapsed" }
func (Lapse) Title() string { return "The claim lapsed: back on the worklist" }

func (Lapse) Notices(_ Case, s Strand, _ Event) []Notice { return tell(NoticeLapsed, ToTeam(s.Team)) }

func (Lapse) Possible(s Strand, by Actor) error {
	if s.State != Claimed || s.Lapses.IsZero() || by.Role != SystemRole {
		return refuse("There is no claim that could lapse.")
	}
	return nil
}

func (Lapse) apply(s *Strand, _ Event) { s.giveUp() }
