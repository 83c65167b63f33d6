package casepage

import (
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// findingsOf returns what speaks against the equipment of a case: against what was
// decided, once it is known, and nothing once the person has it or will not.
func findingsOf(d caseData) []catalogue.Finding {
	for _, s := range d.strands {
		if s.Kind == referral.AssistiveTechnology && !settled(s) {
			return intake.FindingsOf(d.sent.Answers, d.at)
		}
	}
	return nil
}

// settled tells whether nothing is left to put in place.
func settled(s referral.Strand) bool {
	return s.State.Final() || s.State == referral.InPlace || s.Decision != nil && !s.Decision.Outcome.Yes()
}
