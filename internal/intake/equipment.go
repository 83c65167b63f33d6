package intake

import (
	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

func equipment() Section {
	var options []Option
	for _, e := range catalogue.All() {
		hint := e.Need + "."
		if e.Hint != "" {
			hint += " " + e.Hint
		}
		options = append(options, Option{Value: string(e.Code), Label: e.Name, Hint: hint})
	}
	options = append(options, Option{Value: notSure, Label: "I know the need, not the equipment", Exclusive: true})
	pendant := &Parent{"equipment", "pendant-alarm"}
	gps, kit, dispenser := &Parent{"equipment", "gps-locator"}, &Parent{"equipment", "activity-monitoring-kit"}, &Parent{"equipment", "medication-dispenser"}
	followUps := later(Decide, everyone(),
		Field{Name: "gps-watcher", Label: "Who watches where they are, and goes to find them?", Control: Text, Parent: gps},
		Field{Name: "gps-charger", Label: "Who charges the locator?", Control: Text, Parent: gps},
		Field{Name: "gps-sim", Label: "Who pays for its SIM?", Control: Text, Parent: gps},
		// The Herbert Protocol of the police forces.
		Field{Name: "gps-police", Label: "Has a missing-person form been filled in for the police?", Control: Radios, Options: yesNo(), Parent: gps},
		Field{Name: "kit-question", Label: "Which question should the monitoring answer?", Control: TextArea, Parent: kit},
		datedAny("The start of monitoring", Field{Name: "kit-from", Label: "From when should it run?", Hint: "For example, 27 3 2027", Parent: kit}),
		datedAny("The end of monitoring", Field{Name: "kit-to", Label: "Until when?", Hint: "For example, 27 3 2027", Parent: kit}),
		Field{Name: "dispenser-filler", Label: "Who fills the dispenser?", Control: Text, Parent: dispenser},
		Field{Name: "dispenser-pharmacist", Label: "Has a pharmacist agreed to it?", Control: Radios, Options: yesNo(), Parent: dispenser},
	)
	return Section{
		Slug: "equipment", Title: "Equipment", Kind: referral.AssistiveTechnology,
		Lead: "Start from the need, and see what fits.",
		Fields: append([]Field{
			{
				Name: "equipment", Label: "What do they need?", Hint: "Select all that apply. What an item needs to work comes with it.",
				Control: Checkboxes, Options: options,
				Rule: "required,option,exclusive",
				Messages: map[string]string{
					"required":  "Select the equipment, or that you know only the need",
					"option":    "Select equipment from the list",
					"exclusive": "Select the equipment, or that you know only the need, not both",
				},
				NeededBy: Send, AnsweredBy: []Who{ByReferrer},
			},
			{
				Name: "need", Label: "What is the need?", Control: TextArea, Parent: &Parent{"equipment", notSure},
				Rule: "required,max=1000", Messages: long("Enter what the need is", "What the need is", "1,000"),
				NeededBy: Send, AnsweredBy: []Who{ByReferrer},
			},
			{
				Name: "other-equipment", Label: "What should it do?", Control: TextArea, Parent: &Parent{"equipment", "other"},
				Rule: "required,max=1000", Messages: long("Enter what the other equipment should do", "What it should do", "1,000"),
				NeededBy: Send, AnsweredBy: []Who{ByReferrer},
			},
			{
				Name: "pendant-press", Label: "Can they press the pendant, and would they know when to?", Control: Radios, Options: yesNo(), Parent: pendant,
				Rule: "omitempty,option", Messages: choose("Select whether they can press the pendant"),
				NeededBy: Decide, AnsweredBy: everyone(), DontKnow: true,
			},
			{
				Name: "pendant-wear", Label: "Will they wear it, also in the bathroom and at night?", Control: Radios, Options: yesNo(), Parent: pendant,
				Rule: "omitempty,option", Messages: choose("Select whether they will wear the pendant"),
				NeededBy: Decide, AnsweredBy: everyone(), DontKnow: true,
			},
			{
				Name: "order", Label: "Do you order it now?", Silent: true,
				Hint:    "You may order simple equipment within your authority. It is recorded as your decision.",
				Control: Radios, Options: []Option{
					{Value: orderNow, Label: "Yes, I have assessed and order it"},
					{Value: no, Label: "No, ask the team"},
				},
				Rule: "required,option", Messages: choose("Select whether you order the equipment now"),
				NeededBy: Send, AnsweredBy: []Who{ByReferrer}, ForRoles: []referral.Role{referral.TrustedAssessor}, Fixed: true,
			},
		}, followUps...),
	}
}

const (
	notSure  = "not-sure"
	orderNow = "order-now"
)

// equipmentOf returns the codes that were asked for, without "not sure".
func equipmentOf(all Answers) []catalogue.Code {
	var codes []catalogue.Code
	for _, value := range all["equipment"] {
		if e, found := catalogue.Find(catalogue.Code(value)); found {
			codes = append(codes, e.Code)
		}
	}
	return codes
}
