package display

import (
	"errors"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// TellOfAbsence notes on whatever somebody has that it falls due while they are away,
// so that their manager sees it and is told; or, without a date, that they are back.
// Each is a change of its own. Pressed again it completes what was left.
func TellOfAbsence(r *web.Request, who string, until referral.Date) error {
	held, err := r.Site.Store.Mine(r.Ctx(), who, "", DayHolds)
	if err != nil {
		return err
	}
	for _, e := range held.Entries {
		if referral.Allowed(referral.HolderAwayUntil(e.Strand, until), e.Strand, r.Actor()) != nil {
			continue
		}
		_, err := r.Site.Store.UpdateStrand(r.Ctx(), casestore.StrandRevision{Reference: e.Reference, Kind: e.Kind, By: r.Actor()},
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
