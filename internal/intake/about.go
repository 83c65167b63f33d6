package intake

import (
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// FirstSlug is the section with which the form begins.
const FirstSlug = "about"

func about() form.Section {
	hints := map[referral.Kind]string{
		referral.AssistiveTechnology: "Alarms, sensors, locators, medication dispensers and other equipment",
		referral.VRSessions:          "Supervised sessions with a headset or, if that does not suit, a screen",
		referral.DigitalSupport:      "Getting online: tablet loans and help from a volunteer",
	}
	var kinds []form.Option
	for _, kind := range referral.Kinds() {
		kinds = append(kinds, form.Option{Value: string(kind), Label: kind.Label(), Hint: hints[kind]})
	}
	return form.Section{
		Slug: FirstSlug, Title: "About this referral",
		Fields: []form.Field{
			{
				Name: "kinds", Label: "What is the referral for?", Hint: "Select all that apply.",
				Control: form.Checkboxes, Options: kinds,
				Rule: "required,option,exclusive", Messages: form.ToSelect("Select what the referral is for"),
				NeededBy: form.Send, AnsweredBy: []form.Who{form.Referrer}, Fixed: true,
			},
			form.Choice("purpose", "Is it new, or a change to what is there?", []form.Option{
				{Value: "new", Label: "New"},
				{Value: "add", Label: "Add to what is there"},
				{Value: "swap", Label: "Swap something"},
				{Value: "move", Label: "Move it with the person"},
				{Value: "take-away", Label: "Take something away"},
			}, "Select whether it is new or a change").
				Needed(form.Decide).By(form.Referrer, form.Practitioner),
		},
	}
}
