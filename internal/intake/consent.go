package intake

import (
	"slices"
	"strings"

	"assistive-referrals/internal/catalogue"
)

// What stands behind putting something in place, of which one must be recorded
// first.
const (
	consentGiven     = "given"
	consentAttorney  = "attorney"
	consentInterests = "best-interests"
	consentNotYet    = "not-yet"
	restrictsDoLS    = "dols"
	restrictsCourt   = "court"
	restrictsNothing = "nothing-yet"
	advocateMissing  = "missing"
	sharedNotAgreed  = no
	sharedNobodyElse = "nobody-else"
)

// consent is the record before anything is installed or started: valid consent, or
// the decision of an attorney or deputy, or a capacity assessment and a recorded
// best-interests decision (Mental Capacity Act 2005 ss.3, 4, 9 and 19). It is never
// the lawful basis under the UK GDPR.
func consent() Section {
	given, attorney, interests := &Parent{"consent", consentGiven}, &Parent{"consent", consentAttorney}, &Parent{"consent", consentInterests}
	fields := later(Install, everyone(),
		Field{Name: "consent", Label: "What stands behind putting it in place?", Control: Radios, Options: options(
			consentGiven, "The person gave valid consent to it",
			consentAttorney, "An attorney or deputy decided, within their authority",
			consentInterests, "The person lacks capacity to decide it, and a best-interests decision is recorded",
			consentNotYet, "None of these yet",
		)},
		Field{Name: "consent-by", Label: "Who gave consent?", Hint: "The person themself. Where an attorney or deputy decides, select that instead.", Control: Text, Parent: given, Width: "20"},
		Field{Name: "consent-how", Label: "How did they give it?", Control: Radios, Parent: given, Options: options(
			"writing", "In writing", "spoken", "In words", "other", "In another way that was clear",
		)},
		datedPast("The date of consent", Field{Name: "consent-on", Label: "When did they give it?", Parent: given}),
		Field{Name: "privacy-notice", Label: "Were they given the privacy notice?", Control: Radios, Options: yesNo(), Parent: given},

		Field{Name: "authority-seen", Label: "Have you seen the power of attorney or court order?", Control: Radios, Options: yesNo(), Parent: attorney, AnsweredBy: referrerOrPractitioner},
		Field{Name: "authority-registered", Label: "Is it registered with the Office of the Public Guardian, or made by the court?", Control: Radios, Options: yesNo(), Parent: attorney, AnsweredBy: referrerOrPractitioner},
		Field{Name: "authority-covers", Label: "Does it cover this decision?", Control: Radios, Options: yesNo(), Parent: attorney, AnsweredBy: referrerOrPractitioner},
		datedPast("The date of their decision", Field{Name: "authority-on", Label: "When did they decide?", Parent: attorney, AnsweredBy: referrerOrPractitioner}),

		Field{Name: "capacity-assessor", Label: "Who assessed their capacity to decide this?", Control: Text, Parent: interests, Width: "20", AnsweredBy: referrerOrPractitioner},
		datedPast("The date of the capacity assessment", Field{Name: "capacity-on", Label: "When was their capacity assessed?", Parent: interests, AnsweredBy: referrerOrPractitioner}),
		Field{Name: "interests-by", Label: "Who made the best-interests decision?", Control: Text, Parent: interests, Width: "20", AnsweredBy: referrerOrPractitioner},
		datedPast("The date of the best-interests decision", Field{Name: "interests-on", Label: "When was it made?", Parent: interests, AnsweredBy: referrerOrPractitioner}),
		// Mental Capacity Act 2005 s.4(7).
		Field{Name: "interests-consulted", Label: "Who was consulted?", Control: TextArea, Parent: interests, AnsweredBy: referrerOrPractitioner},
		// Mental Capacity Act 2005 ss.35–39; Care Act 2014 ss.67 and 68.
		Field{Name: "advocate", Label: "Is there an advocate?", Control: Radios, Parent: interests, AnsweredBy: referrerOrPractitioner, Options: options(
			yes, "Yes, one was instructed",
			"not-needed", "Not needed: somebody appropriate supports them",
			advocateMissing, "One is needed, and there is none yet",
		)},
	)
	monitoring := later(Install, referrerOrPractitioner,
		// Mental Capacity Act 2005 s.1(6).
		Field{Name: "less-restrictive", Label: "What less restrictive option was considered, and why does it not do?", Control: TextArea},
		Field{Name: "shared-areas", Label: "Does everyone who shares the home agree to it?", Control: Radios, Options: options(
			yes, "Yes", sharedNobodyElse, "Nobody shares it", sharedNotAgreed, "No, or not asked yet",
		)},
		// Mental Capacity Act 2005 ss.4A–4B and Schedule A1.
		Field{Name: "restrictions", Label: "Does it add to restrictions on the person?", Control: Radios, Options: options(
			no, "No",
			restrictsDoLS, "Yes: a DoLS authorisation covers it, in a care home or hospital",
			restrictsCourt, "Yes: an order of the court covers it, elsewhere",
			restrictsNothing, "Yes, and nothing authorises it yet",
		)},
		Field{Name: "dols-conditions", Label: "What are the conditions of the authorisation?", Control: TextArea, Parent: &Parent{"restrictions", restrictsDoLS}},
		Field{Name: "restrictions-told", Label: "Who was told that it adds to restrictions?", Only: "Only if it adds to restrictions.", Control: TextArea, When: restricts},
	)
	for i := range monitoring {
		if monitoring[i].When == nil {
			monitoring[i].When, monitoring[i].Only = monitors, "Only for what tracks, listens, films or monitors."
		}
	}
	return Section{
		Slug: "consent", Title: "Consent and capacity, on record", Optional: true,
		Lead:   "Needed before anything is put in place, not to send. It is about this decision at this time.",
		Fields: append(fields, monitoring...),
	}
}

// equipmentFor returns what is to be put in place, without its variants.
func equipmentFor(all Answers, at Context) []catalogue.Code {
	return catalogue.CodesOf(itemsFor(all, at))
}

// monitoring names what was asked for and monitors.
func monitoring(all Answers) string {
	var names []string
	for _, code := range equipmentOf(all) {
		if e, _ := catalogue.Find(code); e.Monitors {
			names = append(names, e.Name)
		}
	}
	return strings.Join(names, ", ")
}

// monitors tells whether any of the equipment tracks, listens, films or monitors.
func monitors(all Answers, at Context) bool {
	return slices.ContainsFunc(equipmentFor(all, at), func(code catalogue.Code) bool {
		e, _ := catalogue.Find(code)
		return e.Monitors
	})
}

func restricts(all Answers, at Context) bool {
	return monitors(all, at) && all.First("restrictions") != "" && all.First("restrictions") != no
}
