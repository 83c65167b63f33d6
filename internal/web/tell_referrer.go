package web

import (
	"assistive-referrals/internal/web/base"
	"errors"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// tellReferrer tells the referrer, by one press, that nobody can be reached.
func tellReferrer(v *visit) error {
	revision, err := v.revision()
	if err != nil {
		return err
	}
	_, err = v.Store.UpdateStrand(v.Ctx(), revision, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		return referral.TellReferrerAt(s, v.Now(), v.calendar), nil
	})
	var old casestore.StaleError
	switch {
	case errors.As(err, &old):
		return v.showStale(strandWork{}, old.Strand, revision.Version)
	case err != nil:
		return err
	}
	return v.GoTo(web.PathOfCase(v.Case.Reference) + "?done=tell-referrer")
}
