package intake

import (
	"slices"
	"strings"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
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
	sharedNotAgreed  = form.No
	sharedNobodyElse = "nobody-else"
)

// consent is the record before anything is installed or started: valid consent, or
// the decision of an attorney or deputy, or a capacity assessment and a recorded
// best-interests decision (Mental Capacity Act 2005 ss.3, 4, 9 and 19). It is never
// the lawful basis under the UK GDPR.
func consent() form.Section {
	given, attorney, interests := form.Under("consent", consentGiven), form.Under("consent", consentAttorney), form.Under("consent", consentInterests)
	fields := later(form.Install, everyone(),
		form.Field{Name: "consent", Label: "What stands behind putting it in place?", Control: form.Radios, Options: form.Options(
			consentGiven, "The person gave valid consent to it",
			consentAttorney, "An attorney or deputy decided, within their authority",
			consentInterests, "The person lacks capacity to decide it, and a best-interests decision is recorded",
			consentNotYet, "None of these yet",
		)},
		form.Field{Name: "consent-by", Label: "Who gave consent?", Hint: "The person themself. Where an attorney or deputy decides, select that instead.", Control: form.Text, Parent: given, Width: "20"},
		form.Field{Name: "consent-how", Label: "How did they give it?", Control: form.Radios, Parent: given, Options: form.Options(
			"writing", "In writing", "spoken", "In words", "other", "In another way that was clear",
		)},
		datedPast("The date of consent", form.Field{Name: "consent-on", Label: "When did they give it?", Parent: given}),
		form.Field{Name: "privacy-notice", Label: "Were they given the privacy notice?", Control: form.Radios, Options: form.YesNo(), Parent: given},

		form.Field{Name: "authority-seen", Label: "Have you seen the power of attorney or court order?", Control: form.Radios, Options: form.YesNo(), Parent: attorney, AnsweredBy: referrerOrPractitioner},
		form.Field{Name: "authority-registered", Label: "Is it registered with the Office of the Public Guardian, or made by the court?", Control: form.Radios, Options: form.YesNo(), Parent: attorney, AnsweredBy: referrerOrPractitioner},
		form.Field{Name: "authority-covers", Label: "Does it cover this decision?", Control: form.Radios, Options: form.YesNo(), Parent: attorney, AnsweredBy: referrerOrPractitioner},
		datedPast("The date of their decision", form.Field{Name: "authority-on", Label: "When did they decide?", Parent: attorney, AnsweredBy: referrerOrPractitioner}),

		form.Field{Name: "capacity-assessor", Label: "Who assessed their capacity to decide this?", Control: form.Text, Parent: interests, Width: "20", AnsweredBy: referrerOrPractitioner},
		datedPast("The date of the capacity assessment", form.Field{Name: "capacity-on", Label: "When was their capacity assessed?", Parent: interests, AnsweredBy: referrerOrPractitioner}),
		form.Field{Name: "interests-by", Label: "Who made the best-interests decision?", Control: form.Text, Parent: interests, Width: "20", AnsweredBy: referrerOrPractitioner},
		datedPast("The date of the best-interests decision", form.Field{Name: "interests-on", Label: "When was it made?", Parent: interests, AnsweredBy: referrerOrPractitioner}),
		// Mental Capacity Act 2005 s.4(7).
		form.Field{Name: "interests-consulted", Label: "Who was consulted?", Control: form.TextArea, Parent: interests, AnsweredBy: referrerOrPractitioner},
		// Mental Capacity Act 2005 ss.35–39; Care Act 2014 ss.67 and 68.
		form.Field{Name: "advocate", Label: "Is there an advocate?", Control: form.Radios, Parent: interests, AnsweredBy: referrerOrPractitioner, Options: form.Options(
			form.Yes, "Yes, one was instructed",
			"not-needed", "Not needed: somebody appropriate supports them",
			advocateMissing, "One is needed, and there is none yet",
		)},
	)
	monitoring := later(form.Install, referrerOrPractitioner,
		// Mental Capacity Act 2005 s.1(6).
		form.Field{Name: "less-restrictive", Label: "What less restrictive option was considered, and why does it not do?", Control: form.TextArea},
		form.Field{Name: "shared-areas", Label: "Does everyone who shares the home agree to it?", Control: form.Radios, Options: form.Options(
			form.Yes, "Yes", sharedNobodyElse, "Nobody shares it", sharedNotAgreed, "No, or not asked yet",
		)},
		// Mental Capacity Act 2005 ss.4A–4B and Schedule A1.
		form.Field{Name: "restrictions", Label: "Does it add to restrictions on the person?", Control: form.Radios, Options: form.Options(
			form.No, "No",
			restrictsDoLS, "Yes: a DoLS authorisation covers it, in a care home or hospital",
			restrictsCourt, "Yes: an order of the court covers it, elsewhere",
			restrictsNothing, "Yes, and nothing authorises it yet",
		)},
		form.Field{Name: "dols-conditions", Label: "What are the conditions of the authorisation?", Control: form.TextArea, Parent: form.Under("restrictions", restrictsDoLS)},
		form.Field{Name: "restrictions-told", Label: "Who was told that it adds to restrictions?", Only: "Only if it adds to restrictions.", Control: form.TextArea, When: restricts},
	)
	for i := range monitoring {
		if monitoring[i].When == nil {
			monitoring[i].When, monitoring[i].Only = monitors, "Only for what tracks, listens, films or monitors."
		}
	}
	return form.Section{
		Slug: "consent", Title: "Consent and capacity, on record", Optional: true,
		Lead:   "Needed before anything is put in place, not to send. It is about this decision at this time.",
		Fields: append(fields, monitoring...),
	}
}

// equipmentFor returns what is to be put in place, without its variants.
func equipmentFor(all form.Answers, at form.Context) []catalogue.Code {
	return catalogue.CodesOf(itemsFor(all, at))
}

// monitoring names what was asked for and monitors.
func monitoring(all form.Answers) string {
	var names []string
	for _, code := range equipmentOf(all) {
		if e, _ := catalogue.Find(code); e.Monitors {
			names = append(names, e.Name)
		}
	}
	return strings.Join(names, ", ")
}

// monitors tells whether any of the equipment tracks, listens, films or monitors.
func monitors(all form.Answers, at form.Context) bool {
	return slices.ContainsFunc(equipmentFor(all, at), func(code catalogue.Code) bool {
		e, _ := catalogue.Find(code)
		return e.Monitors
	})
}

func restricts(all form.Answers, at form.Context) bool {
	return monitors(all, at) && all.First("restrictions") != "" && all.First("restrictions") != form.No
}
