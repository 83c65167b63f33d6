package referral

import (
	"time"

	"assistive-referrals/internal/workingtime"
)

// MissesSameDay tells whether what is urgent cannot have its first contact on the
// day that it was sent, because nobody is there any more. Whoever sends it must
// then be told whom to telephone.
func (t Triage) MissesSameDay(sent time.Time) bool {
	if t.Priority != Urgent {
		return false
	}
	y, m, d := sent.In(workingtime.London()).Date()
	cy, cm, cd := t.Targets.Contact.In(workingtime.London()).Date()
	return y != cy || m != cm || d != cd
}
