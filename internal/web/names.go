package web

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// recordedNames returns people's names for a list of what somebody holds, and records
// that they are about to be shown, for each case. Without the record there is no
// view. A case from before names were kept has none.
func (v *visit) recordedNames(what string, references []referral.Reference) (map[referral.Reference]string, error) {
	names, err := v.Store.Names(v.Ctx(), references)
	if err != nil {
		return nil, err
	}
	reads := make([]casestore.Read, 0, len(references))
	for _, r := range references {
		reads = append(reads, casestore.Read{Reference: r, By: v.Actor(), At: v.Now().UTC(), What: what, Request: v.ID})
	}
	return names, v.Store.RecordReads(v.Ctx(), reads)
}
