package web

import (
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/referral"
)

// strandsToShow returns the case's strands without what the person may not know:
// that there may be another case of the same person.
func (v *visit) strandsToShow() []referral.Strand {
	strands := slices.Clone(v.strands)
	for i, s := range strands {
		if !v.person().Allowed(access.Settle, v.person().To(v.c, s)...) {
			strands[i].Flags = withoutFlag(s.Flags, referral.FlagPossibleDuplicate)
		}
	}
	return strands
}
