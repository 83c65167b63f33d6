package referral

// ContactDue tells whether the holder's next step is to reach the person, or
// someone for them, for the first time.
func (s Strand) ContactDue() bool {
	return s.State == Claimed && !s.contacted() && s.Assessment == nil && !s.Targets.Contact.IsZero()
}

// AnswerIsNew tells whether the referrer has answered and the holder has recorded
// nothing since.
func (s Strand) AnswerIsNew() bool {
	asked := s.Asked()
	if s.State != Claimed || s.Holder == nil || !asked.Answered() {
		return false
	}
	if s.Assessment != nil && s.Assessment.At.After(asked.AnsweredAt) {
		return false
	}
	for _, c := range s.Contacts {
		if c.When.After(asked.AnsweredAt) {
			return false
		}
	}
	for _, n := range s.Notes {
		if n.By.ID == s.Holder.ID && n.At.After(asked.AnsweredAt) {
			return false
		}
	}
	return true
}
