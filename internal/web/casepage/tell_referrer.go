package casepage

import (
	"errors"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// tellReferrer tells the referrer, by one press, that nobody can be reached.
var tellReferrer = changePage{
	path: "tell-referrer", title: "Tell the referrer that nobody can be reached", may: access.WorkIt, secondary: true,
	done: "The referrer has been told.",
	change: func(p pages, s referral.Strand, _ form.Answers) referral.Change {
		return p.Rules.TellReferrer(s, p.Now())
	},
	press: func(p pages, r *web.Request) error {
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
			return p.showStale(r, old.Strand, revision.Version, nil, "")
		case err != nil:
			return err
		}
		return p.changed(r, "tell-referrer")
	},
}
