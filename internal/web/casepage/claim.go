package casepage

import (
	"errors"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// claim takes a strand from the worklist, by one press.
var claim = changePage{
	path: "claim", title: "Claim", may: access.ClaimIt,
	done: "You have claimed this. Contact the person next.", outcomes: claimedAsNext(),
	press: pages.claim,
	offers: func(_ pages, r *web.Request, s referral.Strand) bool {
		return s.State == referral.Waiting && s.MayTake(r.Who.Qualifications()) == nil
	},
}

// claimedAsNext say why somebody was given this strand who claimed what was next.
func claimedAsNext() []outcome {
	next := func(why referral.WhyNext, words string) outcome {
		return outcome{display.DoneNext(string(why)), words, func(referral.Strand) bool { return false }}
	}
	return []outcome{
		next(referral.NextFirst, "You have claimed this: it was the most pressing on your team’s list. Contact the person next."),
		next(referral.NextAble, "You have claimed this: it was the most pressing that you can take. What comes before it needs somebody else. Contact the person next."),
		next(referral.NextPart, "You have claimed this: you have another part of the same referral, and nothing more urgent waits. Contact the person next."),
		next(referral.NextKnown, "You have claimed this: you have worked with this person before, and nothing more urgent waits. Contact the person next."),
		next(referral.NextSkill, "You have claimed this: it asks for a skill that you have, and nothing more urgent waits. Contact the person next."),
	}
}

// claim takes the strand. Whoever is too late is told who has it, and since when.
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
	return p.changed(r, "claim")
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
