package casepage

import (
	"errors"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// claim takes a strand from the worklist. Whoever is too late is told who has it,
// and since when.
func (p pages) claim(r *web.Request) error {
	revision, err := p.revision(r)
	if err != nil {
		return err
	}
	now, err := p.Store.UpdateStrand(r.Ctx(), revision, func(referral.Case, referral.Strand) (referral.Change, error) {
		return display.Claiming(r), nil
	})
	var old casestore.StaleError
	if errors.As(err, &old) {
		if no := display.Claiming(r).Possible(old.Strand, r.Actor()); no != nil {
			return p.tooLate(r, old.Strand, no)
		}
	}
	if errors.Is(err, referral.ErrRefused) {
		return p.tooLate(r, now, err)
	}
	if err != nil {
		return err
	}
	return r.GoTo(web.PathOfCase(r.Case.Reference) + "?done=claim")
}

// tooLate sends whoever has the strand already to it, and tells everyone else who
// was first, or what they lack to take it.
func (p pages) tooLate(r *web.Request, s referral.Strand, why error) error {
	if s.State == referral.Claimed && s.Holder != nil && s.Holder.ID == r.Who.Referrer.ID {
		return r.GoTo(web.PathOfCase(r.Case.Reference))
	}
	if s.State == referral.Waiting {
		return web.Failure{Kind: web.Forbidden, Heading: "You cannot claim this", Body: why.Error() + " Nothing was changed.", Beneath: why}
	}
	return web.Failure{Kind: web.Stale, Heading: "You cannot claim this any more", Body: why.Error() + " Nothing was changed. Choose another from your worklist.", Beneath: why}
}
