package listpage

import (
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// recordedNames returns people's names for a list of what somebody holds, and records
// that they are about to be shown, for each case. Without the record there is no
// view. A case from before names were kept has none.
func (p pages) recordedNames(r *web.Request, what string, references []referral.Reference) (map[referral.Reference]string, error) {
	names, err := p.Store.Names(r.Ctx(), references)
	if err != nil {
		return nil, err
	}
	reads := make([]casestore.Read, 0, len(references))
	for _, reference := range references {
		reads = append(reads, casestore.Read{Reference: reference, By: r.Actor(), At: p.Now().UTC(), What: what, Request: r.ID})
	}
	return names, p.Store.RecordReads(r.Ctx(), reads)
}
