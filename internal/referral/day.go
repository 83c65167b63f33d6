package referral

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
