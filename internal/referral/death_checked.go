package referral

// DeathChecked says that whoever has died is somebody else.
type DeathChecked struct {
	How string `json:"how"` // how that was found out
}

func (DeathChecked) Name() string                           { return "death-checked" }
func (DeathChecked) Title() string                          { return "Checked: it was somebody else who died" }
func (d DeathChecked) Detail() []string                     { return line("How we know: ", d.How) }
func (DeathChecked) Notices(Case, []Strand, Event) []Notice { return nil }

func (DeathChecked) Possible(c Case, _ []Strand, _ Actor) error {
	if c.DeathToCheck == nil {
		return refuse("There is nothing to check.")
	}
	return nil
}

func (d DeathChecked) Valid(Case, []Strand) error {
	if blank(d.How) {
		return refuse("Enter how you know that it is somebody else.")
	}
	return nil
}

func (DeathChecked) touches(_ Case, s Strand) bool { return s.Flagged(FlagCheckDeath) }

func (DeathChecked) apply(s *Strand, _ Event) { s.setFlag(FlagCheckDeath, false) }

func (DeathChecked) applyCase(c *Case, _ Event) { c.DeathToCheck = nil }
