package intake

import (
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
)

// nobodyYet is the answer that nobody does something that equipment needs.
const nobodyYet = "nobody"

// followUps are the questions about single types, each asked where that type is
// chosen, in the order of the catalogue. None stops sending.
func followUps() []form.Field {
	under := func(code catalogue.Code) *form.Parent { return form.Under("equipment", string(code)) }
	pendant, gps, kit, dispenser := under("pendant-alarm"), under("gps-locator"), under("activity-monitoring-kit"), under("medication-dispenser")
	fields := later(form.Decide, everyone(),
		form.Field{Name: "pendant-press", Label: "Can they press the pendant, and would they know when to?", Control: form.Radios, Options: form.YesNo(), Parent: pendant},
		form.Field{Name: "pendant-wear", Label: "Will they wear it, also in the bathroom and at night?", Control: form.Radios, Options: form.YesNo(), Parent: pendant},
		form.Field{Name: "falls-wear", Label: "Will they wear the detector, also in the bathroom and at night?", Control: form.Radios, Options: form.YesNo(), Parent: under("falls-detector")},
		form.Field{Name: "co-fuel", Label: "Does anything there burn gas, oil, wood or coal?", Control: form.Radios, Options: form.YesNo(), Parent: under("carbon-monoxide-detector")},
		form.Field{Name: "bed-shared", Label: "Does somebody share their bed?", Control: form.Radios, Options: form.YesNo(), Parent: under("bed-occupancy")},
		form.Field{Name: "door-hours", Label: "Between which hours should the door call?", Hint: "For example, from 10pm to 6am.", Control: form.Text, Parent: under("door-exit")},
		form.Field{Name: "enuresis-assessed", Label: "Was their continence assessed?", Hint: "By the NHS continence service or a nurse.", Control: form.Radios, Options: form.YesNo(), Parent: under("enuresis-sensor")},
		form.Field{Name: "epilepsy-seizures", Label: "What happens in a seizure, and when?", Control: form.TextArea, Parent: under("epilepsy-sensor")},
		form.Field{Name: "dispenser-filler", Label: "Who fills the dispenser?", Control: form.Radios, Parent: dispenser, Options: form.Options(
			"family", "Family or a friend", "pharmacy", "The pharmacy", "care-staff", "Care staff", "person", "They do", nobodyYet, "Nobody yet",
		)},
		form.Field{Name: "dispenser-pharmacist", Label: "Has a pharmacist agreed to it?", Control: form.Radios, Options: form.YesNo(), Parent: dispenser},
		form.Field{Name: "prompt-what", Label: "What should it remind them of, and when?", Control: form.Text, Parent: under("memory-prompt")},
		form.Field{Name: "gps-watcher", Label: "Who watches where they are, and goes to find them?", Control: form.Radios, Parent: gps, Options: form.Options(
			"family", "Family or a friend", "centre", "The monitoring centre, and responders go", "care-staff", "Care staff", nobodyYet, "Nobody yet",
		)},
		form.Field{Name: "gps-charger", Label: "Who charges the locator?", Hint: "Every day or two.", Control: form.Radios, Parent: gps, Options: form.Options(
			"person", "They do", "family", "Family or a friend", "care-staff", "Care staff", nobodyYet, "Nobody yet",
		)},
		form.Field{Name: "gps-sim", Label: "Who pays for its SIM?", Control: form.Radios, Parent: gps, Options: form.Options(
			"council", "The council", "person", "They do", "family", "Family or a friend", "undecided", "Not decided",
		)},
		// The Herbert Protocol of the police forces.
		form.Field{Name: "gps-police", Label: "Has a missing-person form been filled in for the police?", Control: form.Radios, Options: form.YesNo(), Parent: gps},
		form.Field{Name: "kit-question", Label: "Which question should the monitoring answer?", Control: form.TextArea, Parent: kit},
		datedAny("The start of monitoring", form.Field{Name: "kit-from", Label: "From when should it run?", Hint: "For example, 27 3 2027", Parent: kit}),
		datedAny("The end of monitoring", form.Field{Name: "kit-to", Label: "Until when?", Hint: "For example, 27 3 2027", Parent: kit}),
		// Where the same is known from elsewhere, it is not asked again.
		form.Field{Name: "kit-pets", Label: "Do pets move about there?", Control: form.Radios, Options: form.YesNo(), Parent: kit, When: unanswered("pets"), Only: onlyUnanswered},
		form.Field{Name: "kit-others", Label: "Does anybody else live there, or come every day?", Control: form.Radios, Options: form.YesNo(), Parent: kit, When: unanswered("lives-alone"), Only: onlyUnanswered},
	)
	// How it is worn can be left: whoever decides asks.
	fields = append(fields, unlessKnown(later(form.Decide, everyone(),
		form.Field{Name: "pendant-where", Label: "Where would they wear it?", Control: form.Radios, Parent: pendant, Options: form.Options("wrist", "On the wrist", "neck", "On the neck")},
	)...)...)
	for _, code := range withAccounts() {
		e, _ := catalogue.Find(code)
		fields = append(fields, later(form.Decide, everyone(),
			form.Field{Name: accountField(code), Label: e.Name + ": who looks after its account?", Control: form.Radios, Parent: under(code), Options: form.Options(
				"person", "They do", "family", "Family or a friend", "council", "The digital inclusion team", nobodyYet, "Nobody yet",
			)})...)
	}
	fields = append(fields, later(form.Decide, everyone(),
		form.Field{Name: "pager-who", Label: "Who has the pager?", Control: form.Text, Parent: under("pager-kit")},
	)...)
	return append(fields, variants()...)
}

// variants ask which variant is meant, where a type has more than one. They can be
// left: the decision names it.
func variants() []form.Field {
	var fields []form.Field
	for _, e := range equipmentTypes() {
		var kinds []form.Option
		for _, link := range e.Variants() {
			o := form.Option{Value: string(link), Label: link.Label()}
			if link == catalogue.TelephoneLine {
				o.Hint = "Not for anything new: " + catalogue.NetworkCloses + "."
			}
			kinds = append(kinds, o)
		}
		if len(kinds) > 0 {
			fields = append(fields, form.Field{
				Name: variantField(e.Code), Label: e.Name + ": how should it connect?", Hint: "Leave it blank, and whoever decides chooses what fits the home.",
				Control: form.Radios, Options: kinds, Parent: form.Under("equipment", string(e.Code)),
			})
		}
	}
	return unlessKnown(later(form.Decide, everyone(), fields...)...)
}

func variantField(code catalogue.Code) string { return string(code) + "-variant" }

// withAccounts are the types of which somebody has to look after an account.
func withAccounts() []catalogue.Code {
	var codes []catalogue.Code
	for _, e := range equipmentTypes() {
		for _, rule := range e.RuledOutBy {
			if rule.When == catalogue.NobodyKeeps {
				codes = append(codes, e.Code)
			}
		}
	}
	return codes
}

func accountField(code catalogue.Code) string { return string(code) + "-account" }

func unanswered(field string) func(form.Answers, form.Context) bool {
	return func(all form.Answers, _ form.Context) bool { return !known(all, field) }
}

const onlyUnanswered = "Unless you say it elsewhere on this form."
