package referral

import "slices"

// What data does not say that was written before it was kept goes by the policy of
// that time, whatever the policy is now.

// headStartDaysBefore is for a triage without HeadStartDays.
func headStartDaysBefore(p Priority) int {
	switch p {
	case Urgent:
		return 28
	case High:
		return 7
	}
	return 0
}

// mustBefore is for a Need without Weight.
func mustBefore(what Requirement) bool {
	return slices.Contains([]Requirement{RegisteredTherapist, TrainedForHeadset}, what)
}
