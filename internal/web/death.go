package web

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// aboutDeath returns what must be seen before anything else on every page about the
// case of somebody who has died. That they may have is for those who check it.
func aboutDeath(c referral.Case, checks bool) []govuk.WarningText {
	switch {
	case c.Died != nil:
		words := "The person has died"
		if c.Died.On != "" {
			words += ", on " + dayOf(c.Died.On)
		}
		return []govuk.WarningText{{Text: words + ". Do not write to, ring or visit them."}}
	case c.DeathToCheck != nil && checks:
		words := "Somebody with the same name and date of birth has died"
		if c.DeathToCheck.On != "" {
			words += ", on " + dayOf(c.DeathToCheck.On)
		}
		return []govuk.WarningText{{Text: words + ". Check whether it is this person before you write to, ring or visit them. Then say here what you found."}}
	}
	return nil
}

// deathWarnings returns what every page about the visit's case says first, for those
// who may see the case.
func (v *visit) deathWarnings() []govuk.WarningText {
	if v.c.Reference == "" || !v.person().Allowed(access.SeeCase, v.person().ToCase(v.c, v.strands)...) {
		return nil
	}
	return aboutDeath(v.c, v.checksDeath())
}

// checksDeath tells whether the person is among those who check whether it is the
// person of the visit's case who has died. Others are not told: it may be somebody else.
func (v *visit) checksDeath() bool {
	return v.person().Allowed(access.CheckDeath, v.person().ToCase(v.c, v.strands)...)
}

// deathLines says what is recorded of the person's death.
func deathLines(d referral.Death) []string {
	said := given("On ", dayOf(d.On))
	if d.From != "" {
		return append(said, "Another team recorded it.")
	}
	return append(append(said, given("Told by: ", d.ToldBy)...), "Recorded by "+d.By.Name+", "+moment(d.At))
}
