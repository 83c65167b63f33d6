package web

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
)

// aboutDeath returns what must be seen before anything else on every page about the
// case of somebody who has died, or may have.
func aboutDeath(c referral.Case) []govuk.WarningText {
	switch {
	case c.Died != nil:
		words := "The person has died"
		if c.Died.On != "" {
			words += ", on " + dayOf(c.Died.On)
		}
		return []govuk.WarningText{{Text: words + ". Do not write to, ring or visit them."}}
	case c.DeathToCheck != nil:
		words := "Somebody with the same name and date of birth has died"
		if c.DeathToCheck.On != "" {
			words += ", on " + dayOf(c.DeathToCheck.On)
		}
		return []govuk.WarningText{{Text: words + ". Check whether it is this person before you write to, ring or visit them. Then say here what you found."}}
	}
	return nil
}

// deathLines says what is recorded of the person's death.
func deathLines(d referral.Death) []string {
	said := given("On ", dayOf(d.On))
	if d.From != "" {
		return append(said, "It was recorded on another referral of the same person.")
	}
	return append(append(said, given("Told by: ", d.ToldBy)...), "Recorded by "+d.By.Name+", "+moment(d.At))
}
