package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Warning is something that whoever deals with the person must know first.
type Warning struct {
	About string // what it is about, for people
	Text  string // what the referrer wrote, or that it is not known
}

// Warnings returns what must be seen before anything else: whom nobody must
// contact or tell, what could be misused, and what endangers visitors. What the
// referrer did not know is a warning too.
func Warnings(all form.Answers, at form.Context) []Warning {
	var warnings []Warning
	add := func(field, about, answered, unknown string) {
		switch all.First(field) {
		case form.Yes:
			warnings = append(warnings, Warning{about, answered})
		case referral.DontKnow:
			warnings = append(warnings, Warning{about, unknown})
		}
	}
	add("must-not-tell", "Do not contact or tell", all.First("must-not-tell-who"),
		"It is not known whether there is anyone who must not be contacted or told. Ask before you contact anyone else.")
	add("danger", "Danger to visitors", all.First("danger-what"),
		"It is not known whether visitors are in danger. Find out before you visit.")
	add("misuse", "Possible misuse", "Someone could misuse tracking, cameras or access to the person’s accounts.",
		"It is not known whether someone could misuse tracking, cameras or access to the person’s accounts.")
	return warnings
}
