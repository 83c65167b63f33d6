package casepage

import (
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
)

// strandsToShow returns the case's strands without what the person may not know:
// that there may be another case of the same person.
func (p pages) strandsToShow(r *web.Request) []referral.Strand {
	strands := slices.Clone(r.Strands)
	checks := display.ChecksDeath(r)
	for i, s := range strands {
		if !display.Settles(r, s) {
			strands[i].Flags = display.WithoutFlag(s.Flags, referral.FlagPossibleDuplicate)
		}
		if !checks {
			strands[i].Flags = display.WithoutFlag(strands[i].Flags, referral.FlagCheckDeath)
		}
	}
	return strands
}

// eventsToShow returns a case's history without what the person may not know.
func (p pages) eventsToShow(r *web.Request, events []referral.Event) []referral.Event {
	settles, checks := r.Person().Allowed(access.Settle, r.Person().ToCase(r.Case, r.Strands)...), display.ChecksDeath(r)
	return slices.DeleteFunc(slices.Clone(events), func(e referral.Event) bool {
		switch e.Name {
		case referral.Distinct{}.Name():
			return !settles
		case referral.CheckDeath{}.Name(), referral.DeathChecked{}.Name():
			return !checks
		}
		return false
	})
}
