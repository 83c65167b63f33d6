package web

import (
	"errors"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// tellOfAbsence notes on whatever somebody has that it falls due while they are away,
// so that their manager sees it and is told; or, without a date, that they are back.
// Each is a change of its own. Pressed again it completes what was left.
func (v *visit) tellOfAbsence(who string, until referral.Date) error {
	held, err := v.Store.Mine(v.Ctx(), who, "", dayHolds)
	if err != nil {
		return err
	}
	for _, e := range held.Entries {
		if referral.Allowed(referral.HolderAwayUntil(e.Strand, until), e.Strand, v.Actor()) != nil {
			continue
		}
		_, err := v.Store.UpdateStrand(v.Ctx(), casestore.StrandRevision{Reference: e.Reference, Kind: e.Kind, By: v.Actor()},
			func(_ referral.Case, s referral.Strand) (referral.Change, error) {
				if s.Holder == nil || s.Holder.ID != who {
					return nil, nil // it was given to somebody else meanwhile
				}
				return referral.HolderAwayUntil(s, until), nil
			})
		if err != nil && !errors.Is(err, referral.ErrRefused) {
			return err
		}
	}
	return nil
}
