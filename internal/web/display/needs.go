package display

import "assistive-referrals/internal/referral"

// needLine says what a strand asks of whoever takes it, and why.
func needLine(n referral.Need) string { return NeedWords(n) + ", because " + n.Because }

// NeedWords say what a strand asks of whoever takes it.
func NeedWords(n referral.Need) string {
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
