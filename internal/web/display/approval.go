package display

import "assistive-referrals/internal/referral"

func CostWords(p referral.Proposal) string {
	return referral.Pounds(p.Pence) + ", which is more than the " + referral.Pounds(p.Limit) + " that one person may decide alone"
}
