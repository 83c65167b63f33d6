package casepage

import (
	"errors"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// tellReferrer tells the referrer, by one press, that nobody can be reached.
func (p pages) tellReferrer(r *web.Request) error {
	revision, err := p.revision(r)
	if err != nil {
		return err
	}
	_, err = p.Store.UpdateStrand(r.Ctx(), revision, func(_ referral.Case, s referral.Strand) (referral.Change, error) {
		return p.Rules.TellReferrer(s, p.Now()), nil
	})
	var old casestore.StaleError
	switch {
	case errors.As(err, &old):
		return p.showStale(r, strandWork{}, old.Strand, revision.Version)
	case err != nil:
		return err
	}
	return r.GoTo(web.PathOfCase(r.Case.Reference) + "?done=tell-referrer")
}
