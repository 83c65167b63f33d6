package referral

// Withdraw takes a strand back before it is in place, with the reason.
type Withdraw struct {
	Why    string `json:"why"` // one of WithdrawReasons; "" in older histories
	Reason string `json:"reason"`
}

// WithdrawReasons lists why something can be withdrawn: code, then label. That the
// person has died, or that it was a mistake, is recorded as that.
func WithdrawReasons() [][2]string {
	return [][2]string{{"not-wanted", "The person does not want it any more"}, {"not-needed", "It is not needed any more"}, {"moved", "They have moved, or are moving"},
		{"in-hospital", "They are in hospital or a care home and will stay there"}, {"met-otherwise", "Somebody else provides it"}, {"duplicate", "It was referred twice"}, {withdrawnOther, "Another reason"}}
}

const withdrawnOther = "other"

func (Withdraw) Name() string  { return "withdrawn" }
func (Withdraw) Title() string { return "Withdrawn" }

func (w Withdraw) Detail() []string {
	return append(line("", labelOrCode(WithdrawReasons(), w.Why)), line("Why: ", w.Reason)...)
}

func (Withdraw) Notices(_ Case, s Strand, _ Event) []Notice {
	notices := tell(NoticeWithdrawn, ToReferrer)
	if s.Team != "" {
		notices = append(notices, Notice{Type: NoticeWithdrawn, To: ToTeam(s.Team)})
	}
	return notices
}

func (Withdraw) Possible(s Strand, _ Actor) error {
	if !s.State.revocable() {
		return refuse("This cannot be withdrawn any more: it is " + lower(s.State.Label()) + ".")
	}
	return nil
}

func (w Withdraw) Valid(Strand) error {
	switch {
	case w.Why != "" && label(WithdrawReasons(), w.Why) == "":
		return refuse("Select why it is withdrawn.")
	case blank(w.Reason) && (w.Why == "" || w.Why == withdrawnOther):
		return refuse("Enter why it is withdrawn.")
	}
	return nil
}

func (w Withdraw) apply(s *Strand, e Event) {
	s.State, s.Ending = Withdrawn, &Ending{At: e.At, Reason: "Withdrawn", Note: w.Reason}
	if why := label(WithdrawReasons(), w.Why); why != "" && w.Why != withdrawnOther {
		s.Ending.Reason += ": " + lower(why)
	}
}
