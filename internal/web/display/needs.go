package display

import "assistive-referrals/internal/referral"

func needLines(needs []referral.Need) []string {
	var words []string
	for _, need := range needs {
		words = append(words, need.Line())
	}
	return words
}
