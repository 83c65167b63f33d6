package web

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// aboutDeath returns what must be seen before anything else on every page about the
// case of somebody who has died. That they may have is for those who check it.
func aboutDeath(c referral.Case, checks bool) []govuk.WarningText {
	switch {
	case c.Died != nil:
		words := "The person has died"
		if c.Died.On != "" {
			words += ", on " + display.DayOf(c.Died.On)
		}
		return []govuk.WarningText{{Text: words + ". Do not write to, ring or visit them."}}
	case c.DeathToCheck != nil && checks:
		words := "Somebody with the same name and date of birth has died"
		if c.DeathToCheck.On != "" {
			words += ", on " + display.DayOf(c.DeathToCheck.On)
		}
		return []govuk.WarningText{{Text: words + ". Check whether it is this person before you write to, ring or visit them. Then say here what you found."}}
	}
	return nil
}

// caseWarnings returns what every page about a case says first, for those who may
// see the case.
func caseWarnings(v *web.Request) []govuk.WarningText {
	if v.Case.Reference == "" || !v.Person().Allowed(access.SeeCase, v.Person().ToCase(v.Case, v.Strands)...) {
		return nil
	}
	return aboutDeath(v.Case, checksDeath(v))
}

// checksDeath tells whether the person is among those who check whether it is the
// person of the visit's case who has died. Others are not told: it may be somebody else.
func checksDeath(v *web.Request) bool {
	return v.Person().Allowed(access.CheckDeath, v.Person().ToCase(v.Case, v.Strands)...)
}

// deathLines says what is recorded of the person's death.
func deathLines(d referral.Death) []string {
	said := display.Given("On ", display.DayOf(d.On))
	if d.From != "" {
		return append(said, "Another team recorded it.")
	}
	return append(append(said, display.Given("Told by: ", d.ToldBy)...), "Recorded by "+d.By.Name+", "+display.Moment(d.At))
}
