package web

import (
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
	now, err := v.Store.Update(v.ctx(), revision, func(referral.Case, referral.Strand) (referral.Change, error) {
		return v.claiming(), nil
	})
	var old casestore.StaleError
	if errors.As(err, &old) {
		if no := v.claiming().Allowed(old.Strand, v.actor()); no != nil {
			return v.tooLate(old.Strand, no)
		}
	}
	if errors.Is(err, referral.ErrRefused) {
		return v.tooLate(now, err)
	}
	if err != nil {
		return err
	}
	return v.goTo(pathOfCase(v.c.Reference) + "?done=claim")
}

// claiming is a claim by whoever is signed in, with what they bring.
func (v *visit) claiming() referral.Claim {
	return referral.ClaimWith(v.who.Qualifications(), v.who.Referrer.Email, v.Now(), v.calendar)
}

// tooLate sends whoever has the strand already to it, and tells everyone else who
// was first, or what they lack to take it.
func (v *visit) tooLate(s referral.Strand, why error) error {
	if s.State == referral.Claimed && s.Holder != nil && s.Holder.ID == v.who.Referrer.ID {
		return v.goTo(pathOfCase(v.c.Reference))
	}
	if s.State == referral.Waiting {
		return failure{kind: forbidden, heading: "You cannot claim this", body: why.Error() + " Nothing was changed.", beneath: why}
	}
	return failure{kind: stale, heading: "You cannot claim this any more", body: why.Error() + " Nothing was changed. Choose another from your worklist.", beneath: why}
}
