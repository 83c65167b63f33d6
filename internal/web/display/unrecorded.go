package display

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// Unrecorded is what somebody has begun to write and not recorded: nobody else sees
// that there is anything.
type Unrecorded []casestore.UnsavedDraft

// unrecorded returns what the visitor has begun about a case, or about every case if
// r is "". Only who works strands can have begun anything.
func UnsavedDrafts(r *web.Request, reference referral.Reference) (Unrecorded, error) {
	if !r.Person().Ever(access.WorkIt) {
		return nil, nil
	}
	return r.Site.Store.UnsavedDrafts(r.Ctx(), r.Actor().ID, reference)
}

// Of returns what was begun about a strand, without what was recorded meanwhile.
func (u Unrecorded) Of(r referral.Reference, s referral.Strand) Unrecorded {
	var begun Unrecorded
	for _, one := range u {
		if one.Reference == r && one.Kind == s.Kind && !s.Done(one.SavedBy) {
			begun = append(begun, one)
		}
	}
	return begun
}
