package web

import "assistive-referrals/internal/referral"

// needLine says what a strand asks of whoever takes it, and why.
func needLine(n referral.Need) string { return needWords(n) + ", because " + n.Because }

// needWords say what a strand asks of whoever takes it.
func needWords(n referral.Need) string {
	if n.What.Must() {
		return "Only with: " + n.What.Label()
	}
	return "Best with: " + n.What.Label()
}

func needLines(needs []referral.Need) []string {
	var words []string
	for _, need := range needs {
		words = append(words, needLine(need))
	}
	return words
}
