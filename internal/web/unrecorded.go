package web

import (
	"strings"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// unrecorded is what somebody has begun to write and not recorded: nobody else sees
// that there is anything.
type unrecorded []casestore.UnsavedDraft

// unrecorded returns what the visitor has begun about a case, or about every case if
// r is "". Only who works strands can have begun anything.
func (v *visit) unrecorded(r referral.Reference) (unrecorded, error) {
	if !v.Person().Ever(access.WorkIt) {
		return nil, nil
	}
	return v.Store.UnsavedDrafts(v.Ctx(), v.Actor().ID, r)
}

// of returns what was begun about a strand, without what was recorded meanwhile.
func (u unrecorded) of(r referral.Reference, s referral.Strand) unrecorded {
	var begun unrecorded
	for _, one := range u {
		if one.Reference == r && one.Kind == s.Kind && !s.Done(one.SavedBy) {
			begun = append(begun, one)
		}
	}
	return begun
}

// goesOn says of what can be done that it was begun.
func (u unrecorded) goesOn(actions []action) []action {
	for _, one := range u {
		for i, a := range actions {
			if strings.HasSuffix(a.Href, "/"+one.Page) {
				actions[i].Text = "Go on with the " + one.Page + ": it is not recorded yet"
			}
		}
	}
	return actions
}
