package display

import (
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/govuk"
)

// aboutDeath returns what must be seen before anything else on every page about the
// case of somebody who has died. That they may have is for those who check it.
func aboutDeath(c referral.Case, checks bool) []govuk.WarningText {
	switch {
	case c.Died != nil:
		words := "The person has died"
		if c.Died.On != "" {
			words += ", on " + DayOf(c.Died.On)
		}
		return []govuk.WarningText{{Text: words + ". Do not write to, ring or visit them."}}
	case c.DeathToCheck != nil && checks:
		words := "Somebody with the same name and date of birth has died"
		if c.DeathToCheck.On != "" {
			words += ", on " + DayOf(c.DeathToCheck.On)
		}
		return []govuk.WarningText{{Text: words + ". Check whether it is this person before you write to, ring or visit them. Then say here what you found."}}
	}
	return nil
}

// caseWarnings returns what every page about a case says first, for those who may
// see the case.
func CaseWarnings(r *web.Request) []govuk.WarningText {
	if r.Case.Reference == "" || !r.Person().Allowed(access.SeeCase, r.Person().ToCase(r.Case, r.Strands)...) {
		return nil
	}
	return aboutDeath(r.Case, ChecksDeath(r))
}

// ChecksDeath tells whether the person is among those who check whether it is the
// person of the request’s case who has died. Others are not told: it may be somebody else.
func ChecksDeath(v *web.Request) bool {
	return v.Person().Allowed(access.CheckDeath, v.Person().ToCase(v.Case, v.Strands)...)
}

// DeathLines says what is recorded of the person's death.
func DeathLines(d referral.Death) []string {
	said := Given("On ", DayOf(d.On))
	if d.From != "" {
		return append(said, "Another team recorded it.")
	}
	return append(append(said, Given("Told by: ", d.ToldBy)...), "Recorded by "+d.By.Name+", "+Moment(d.At))
}
