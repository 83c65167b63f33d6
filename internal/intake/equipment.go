package intake

import (
	"slices"
	"strings"
	"sync"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func equipment() form.Section {
	var options []form.Option
	for _, e := range catalogue.All() {
		hint := e.Need + "."
		if e.Hint != "" {
			hint += " " + e.Hint
		}
		options = append(options, form.Option{Value: string(e.Code), Label: e.Name, Hint: hint})
	}
	options = append(options, form.Option{Value: NeedOnly, Label: "I know the need, not the equipment", Exclusive: true})
	rules := []form.Rule{
		{Field: "order", Check: orderWithinAuthority},
		{Field: EquipmentField, Check: analogueOnly},
		{Field: "all-the-same", Check: askedAllTheSame},
		{Field: "need", Check: needSaid},
		{Field: "kit-to", Check: afterItsStart},
	}
	for _, f := range variants() {
		rules = append(rules, form.Rule{Field: f.Name, Check: variantFits(catalogue.Code(f.Parent.Value))})
	}
	return form.Section{
		Slug: EquipmentSlug, Title: "Equipment", Kind: referral.AssistiveTechnology, Rules: rules,
		Lead: "Select it, or start from the need and see what fits.",
		Fields: append(append(fromTheNeed(), []form.Field{
			{
				Name: EquipmentField, Label: "What do they need?", Hint: "Select all that apply. What an item needs to work comes with it.",
				Control: form.Checkboxes, Options: options, Grouped: whatFits,
				Rule: "required,option,exclusive",
				Messages: map[string]string{
					"required":  "Select the equipment, or that you know only the need",
					"option":    "Select equipment from the list",
					"exclusive": "Select the equipment, or that you know only the need, not both",
				},
				NeededBy: form.Send, AnsweredBy: []form.Who{form.Referrer},
			},
			form.LongText("need", "What is the need?", "").AtMost(1000, "What the need is must be 1,000 characters or less").If("equipment", NeedOnly).Optional().
				Needed(form.Send).By(form.Referrer),
			form.LongText("other-equipment", "What should it do?", "Enter what the other equipment should do").AtMost(1000, "What it should do must be 1,000 characters or less").If("equipment", "other").
				Needed(form.Send).By(form.Referrer),
			{
				Name: "all-the-same", Label: "Do you ask for it all the same?", OnScreen: true, Control: form.Checkboxes,
				Options: []form.Option{{Value: form.Yes, Label: "Yes: whoever decides looks for what fits"}},
				Rule:    "omitempty,option", Messages: form.ToSelect("Select whether you ask for it all the same"),
				NeededBy: form.Send, AnsweredBy: []form.Who{form.Referrer, form.Practitioner},
				When: func(all form.Answers, _ form.Context) bool { return len(refusedForNow(AskedFor(all), all)) > 0 },
			},
			{
				Name: "order", Label: "Do you order it now?", Silent: true,
				Hint:    "You may order simple equipment within your authority. It is recorded as your decision.",
				Control: form.Radios, Options: []form.Option{
					{Value: orderNow, Label: "Yes, I have assessed and order it"},
					{Value: form.No, Label: "No, ask the team"},
				},
				Rule: "required,option", Messages: form.ToSelect("Select whether you order the equipment now"),
				NeededBy: form.Send, AnsweredBy: []form.Who{form.Referrer}, ForRoles: []referral.Role{referral.TrustedAssessor}, Fixed: true,
			},
		}...), followUps()...),
	}
}

// The section in which equipment is chosen, its field, and the choice of whoever
// knows only the need.
const (
	EquipmentSlug  = "equipment"
	EquipmentField = "equipment"
	NeedOnly       = "not-sure"
)

const (
	orderNow    = "order-now"
	keySafeItem = catalogue.Code("key-safe")
)

// fromTheNeed are the questions for whoever does not start from the equipment.
func fromTheNeed() []form.Field {
	var needs []form.Option
	for _, need := range catalogue.Needs() {
		needs = append(needs, form.Option{Value: string(need), Label: need.Label()})
	}
	const aside = "Start from the need"
	fields := unlessKnown(later(form.Decide, everyone(),
		form.Field{Name: "help-with", Label: "What should it help with?", Hint: "Select all that apply.", Control: form.Checkboxes, Options: needs, Aside: aside},
	)...)
	return append(fields, later(form.Decide, everyone(),
		form.Field{Name: "who-comes", Label: "Who could come if an alarm calls?", Hint: "Select all that apply.", Control: form.Checkboxes, Aside: aside, Options: form.Alone(form.Options(
			comesLivesThere, "Somebody who lives with them",
			comesByDay, "Family, a friend or a neighbour, by day",
			comesAtNight, "Family, a friend or a neighbour, also at night",
			comesCouncil, "The council’s response service",
		), nobodyYet, "Nobody")},
	)...)
}

const (
	comesLivesThere = "lives-there"
	comesByDay      = "by-day"
	comesAtNight    = "at-night"
	comesCouncil    = "council"
)

// whatFits puts what serves the needs first, each with why, then what would serve them
// and does not fit, each with why not. What else does not fit says so too.
func whatFits(choices []form.Option, all form.Answers) []form.Group {
	suggestions, situation := Suggestions(all), SituationOf(all)
	if len(suggestions) == 0 {
		for i := range choices {
			choices[i] = whereUnfit(choices[i], situation)
		}
		return []form.Group{{Options: choices}}
	}
	_, named := NeedsOf(all)
	groups := []form.Group{{Heading: "What fits the needs that you selected"}, {Heading: "What does not fit here"}, {Heading: "Other equipment"}}
	if !named {
		groups[0].Heading = "What fits what you said so far"
	}
	suggested := map[string]bool{}
	for _, s := range suggestions {
		suggested[string(s.Equipment.Code)] = true
		o := form.Option{Value: string(s.Equipment.Code), Label: s.Equipment.Name, Hint: Reasons(s)}
		if s.Fits() {
			groups[0].Options = append(groups[0].Options, o)
		} else {
			groups[1].Options = append(groups[1].Options, o)
		}
	}
	var last []form.Option
	for _, o := range choices {
		switch {
		case o.Exclusive:
			last = append(last, o)
		case !suggested[o.Value]:
			groups[2].Options = append(groups[2].Options, whereUnfit(o, situation))
		}
	}
	groups = append(groups, form.Group{Heading: "Not sure", Options: last})
	var shown []form.Group
	for _, g := range groups {
		if len(g.Options) > 0 {
			shown = append(shown, g)
		}
	}
	return shown
}

// whereUnfit returns the choice, with why it does not fit there if it does not.
func whereUnfit(o form.Option, s catalogue.Situation) form.Option {
	refusals := catalogue.Refusals(catalogue.Findings([]catalogue.Item{{Code: catalogue.Code(o.Value)}}, s))
	if len(refusals) > 0 {
		o.Hint = "Does not fit here.\n" + strings.Join(wordsEach(refusals), "\n")
	}
	return o
}

// Reasons says why a suggestion serves the needs, and what speaks against it or must
// be found out first, a line each.
func Reasons(s catalogue.Suggestion) string {
	words := wordsEach(s.Findings)
	if !s.Fits() {
		return strings.Join(words, "\n")
	}
	var reasons []string
	for _, service := range s.Serves {
		reasons = append(reasons, service.Need.Label()+": "+form.LowerFirst(service.Why)+".")
	}
	if s.Equipment.Hint != "" {
		reasons = append(reasons, s.Equipment.Hint)
	}
	if s.Equipment.Monitors {
		reasons = append(reasons, "It monitors: consider first whether something less restrictive would do.")
	}
	if len(s.Open) > 0 {
		reasons = append(reasons, "Find out first: "+strings.Join(s.Open, "; ")+".")
	}
	return strings.Join(append(reasons, words...), "\n")
}

// refusedForNow returns what refuses some of the items, as far as is known,
// and does not hold for good: whoever decides could decide otherwise.
func refusedForNow(items []catalogue.Item, all form.Answers) []catalogue.Finding {
	return slices.DeleteFunc(catalogue.Refusals(FindingsAgainst(items, all)), func(f catalogue.Finding) bool { return f.Line })
}

// equipmentOf returns the codes that were asked for in the order of the catalogue,
// without "not sure".
func equipmentOf(all form.Answers) []catalogue.Code {
	var codes []catalogue.Code
	for _, e := range equipmentTypes() {
		if all.Has(EquipmentField, string(e.Code)) {
			codes = append(codes, e.Code)
		}
	}
	return codes
}

// equipmentTypes is the catalogue, made once: a page asks for it many times. It is
// not to be changed.
var equipmentTypes = sync.OnceValue(catalogue.All)
