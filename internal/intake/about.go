package intake

import "assistive-referrals/internal/referral"

// FirstSlug is the section with which the form begins.
const FirstSlug = "about"

func about() Section {
	hints := map[referral.Kind]string{
		referral.AssistiveTechnology: "Alarms, sensors, locators, medication dispensers and other equipment",
		referral.VRSessions:          "Supervised sessions with a headset or, if that does not suit, a screen",
		referral.DigitalSupport:      "Getting online: tablet loans and help from a volunteer",
	}
	var kinds []Option
	for _, kind := range referral.Kinds() {
		kinds = append(kinds, Option{Value: string(kind), Label: kind.Label(), Hint: hints[kind]})
	}
	return Section{
		Slug: FirstSlug, Title: "About this referral",
		Fields: []Field{
			{
				Name: "kinds", Label: "What is the referral for?", Hint: "Select all that apply.",
				Control: Checkboxes, Options: kinds,
				Rule: "required,option,exclusive", Messages: choose("Select what the referral is for"),
				NeededBy: Send, AnsweredBy: []Who{ByReferrer}, Fixed: true,
			},
			{
				Name: "purpose", Label: "Is it new, or a change to what is there?",
				Control: Radios, Options: []Option{
					{Value: "new", Label: "New"},
					{Value: "add", Label: "Add to what is there"},
					{Value: "swap", Label: "Swap something"},
					{Value: "move", Label: "Move it with the person"},
					{Value: "take-away", Label: "Take something away"},
				},
				Rule: "omitempty,option", Messages: choose("Select whether it is new or a change"),
				NeededBy: Decide, AnsweredBy: []Who{ByReferrer, ByPractitioner},
			},
		},
	}
}
