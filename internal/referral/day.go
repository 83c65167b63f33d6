package referral

import "time"

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

// Long writes a date as people read it, or "" for none.
func (d Date) Long() string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return t.Format("2 January 2006")
}
