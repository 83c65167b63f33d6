package web

import "assistive-referrals/internal/referral"

// needLine says what a strand asks of whoever takes it, and why.
func needLine(n referral.Need) string {
	with := "Best with: "
	if n.What.Must() {
		with = "Only with: "
	}
	return with + n.What.Label() + ", because " + n.Because
}

func needLines(needs []referral.Need) []string {
	var words []string
	for _, need := range needs {
		words = append(words, needLine(need))
	}
	return words
}
