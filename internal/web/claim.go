package web

import (
	"assistive-referrals/internal/web/base"
	"errors"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// claim takes a strand from the worklist. Whoever is too late is told who has it,
// and since when.
func claim(v *visit) error {
	revision, err := v.revision()
	if err != nil {
		return err
	}
	now, err := v.Store.UpdateStrand(v.Ctx(), revision, func(referral.Case, referral.Strand) (referral.Change, error) {
		return v.claiming(), nil
	})
	var old casestore.StaleError
	if errors.As(err, &old) {
		if no := v.claiming().Possible(old.Strand, v.Actor()); no != nil {
			return v.tooLate(old.Strand, no)
		}
	}
	if errors.Is(err, referral.ErrRefused) {
		return v.tooLate(now, err)
	}
	if err != nil {
		return err
	}
	return v.GoTo(web.PathOfCase(v.Case.Reference) + "?done=claim")
}

// claiming is a claim by whoever is signed in, with what they bring.
func (v *visit) claiming() referral.Claim {
	return referral.ClaimWith(v.Who.Qualifications(), v.Who.Referrer.Email, v.Now(), v.calendar)
}

// tooLate sends whoever has the strand already to it, and tells everyone else who
// was first, or what they lack to take it.
func (v *visit) tooLate(s referral.Strand, why error) error {
	if s.State == referral.Claimed && s.Holder != nil && s.Holder.ID == v.Who.Referrer.ID {
		return v.GoTo(web.PathOfCase(v.Case.Reference))
	}
	if s.State == referral.Waiting {
		return web.Failure{Kind: web.Forbidden, Heading: "You cannot claim this", Body: why.Error() + " Nothing was changed.", Beneath: why}
	}
	return web.Failure{Kind: web.Stale, Heading: "You cannot claim this any more", Body: why.Error() + " Nothing was changed. Choose another from your worklist.", Beneath: why}
}
